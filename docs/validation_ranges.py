"""This module writes the parts of docs/validation.md on the ranges of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from validation_markdown import table

from opiodyn._validation import cases, sensitivity
from opiodyn._validation.words import band, number

UNCERTAINTY = """\

## Uncertainty

Every parameter is drawn from its documented range, whatever its evidence: log-uniformly where both
ends are above 0, otherwise uniformly. The seed is SEED, the version VERSION. There are DRAWS
draws; slow cases have the first FEWER alone.

Some parameters follow rules. CL/F of naltrexone by mouth is firm, so F follows CL. Kp follows its
calibration: it is drawn over the range of C50, then scaled to the drawn K and peptides. An affinity
that follows from human potency is drawn through EC50 and efficacy.
6-beta-naltrexol enters the brain at the rate of naltrexone. Fractions of parallel inputs stay.
Internalisation (kint) stays at 0, as its range is that of an option without a source. All others
are independent, which makes the bands wider than a joint fit would. Doses and infusions stay.

phi is not drawn: it is a choice of the model, not a parameter, and 1 unless a case has another. At
the library's values, from 0 to 1, it moves the waking tone at 4.5 mg a day by
PHI.

A cell has the median [5 to 95 %], and the share of all draws inside the band. Two kinds of draws
count as outside: a draw has *failed* if its model could not be made or solved, and is *undefined*
if it has no figure, such as the half-life of nothing. These cases are not drawn, as they have no
parameters or ask for the default of one: ABSENT.
"""
SENSITIVITY = """\

## What drives the answer to a low dose

This is a Morris screening (SALib, TRAJECTORIES trajectories, seed SEED). The answer is the mean mu
tone in waking hours (8 to 24 h after the dose) on day 28 of 4.5 mg a day. Ranges and rules are
those of the section above. mu* is the mean absolute effect of a parameter from one end of its range
to the other, and sigma tells how much that depends on the other parameters. phi is not screened: it
is a choice of the model, not a parameter, and 1 here. At the library's values, from 0 to 1, it
moves this tone by
PHI.

![Morris screening](images/validation-sensitivity.png)
"""


def phi_effects() -> str:
    """Returns what phi does to the waking tone, under presets that disagree about low doses."""
    return " and ".join(
        f"{sensitivity.phi_effect(preset):.3f} under `{preset}`" for preset in sensitivity.PRESETS
    )


def uncertainty(drawn: dict[str, Any], presets: Sequence[str]) -> list[str]:
    """Returns the section on draws from the ranges."""
    known = {case.id: case for case in cases.read("receptors")}
    counts = {name: found[presets[0]]["draws"] for name, found in drawn["cases"].items()}
    words = {
        "SEED": drawn["seed"],
        "VERSION": drawn["version"],
        "DRAWS": drawn["draws"],
        "FEWER": min(counts.values()),
        "ABSENT": ", ".join(name for name in known if name not in counts),
        "PHI": phi_effects(),
    }
    body = (
        [name, band(*known[name].band), str(counts[name]), *(cell(found[p]) for p in presets)]
        for name, found in drawn["cases"].items()
    )
    return [_filled(UNCERTAINTY, words), "", *table(("id", "band", "draws", *presets), body)]


def screening(screened: dict[str, Any]) -> list[str]:
    """Returns the section on the Morris screening."""
    words = {
        "TRAJECTORIES": screened["trajectories"],
        "SEED": screened["seed"],
        "PHI": phi_effects(),
    }
    lines = [_filled(SENSITIVITY, words)]
    for preset in sensitivity.PRESETS:
        meaning = sensitivity.meanings(preset)
        body = (
            [f"`{name}`", *map(number, figures), meaning[name]]
            for name, *figures in screened[preset]["rows"][:10]
        )
        headings = (f"ten largest, `{preset}`", "mu*", "95 % +-", "mu", "sigma", "meaning")
        lines += ["", *table(headings, body)]
    return lines


def _filled(text: str, words: Mapping[str, Any]) -> str:
    for word, value in words.items():
        text = text.replace(word, str(value))
    return text.rstrip()


def cell(found: dict[str, Any]) -> str:
    """Returns the quantiles of a case, the share of draws in its band, and what has none."""
    low, middle, high = (number(found[key]) for key in ("low", "median", "high"))
    words = f"{middle} [{low} to {high}] {100.0 * found['inside']:.0f} %"
    for key in ("failed", "undefined"):
        if found[key]:
            words += f"; {found[key]} {key}"
    return words
