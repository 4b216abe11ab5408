"""What docs/validation.md says of the ranges of parameters: draws and screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from validation_markdown import table

from opiodyn._validation import cases, sensitivity
from opiodyn._validation.words import band, number

UNCERTAINTY = """\

## Uncertainty

Every parameter drawn from its documented range, log-uniformly where both ends are above 0,
otherwise uniformly, whatever its evidence: seed SEED, version VERSION, DRAWS draws, of slow cases
the first FEWER alone. Rules: CL/F of naltrexone by mouth is firm, so F follows CL; Kp follows its
calibration (drawn over the range of C50, then scaled to the drawn K and peptides); 6-beta-naltrexol
enters brain at the rate of naltrexone; fractions of parallel inputs stay; internalisation (kint)
stays at 0, as its range is that of an option without a source. All else is independent, which makes
bands wider than a joint fit would. Doses and infusions stay as they are.

phi is outside all of this: it is a choice of the model, not a parameter, and 1 unless a case says
otherwise. At the library's values, from 0 to 1, it moves the waking tone at 4.5 mg a day by
PHI.

Cells: median [5 to 95 %], share of all draws inside the band. Draws whose model could not be made
or solved (failed) and those without a figure, such as the half-life of nothing (undefined), count
as outside. Not drawn, as they have no parameters or ask for the default of one: ABSENT.
"""
SENSITIVITY = """\

## What drives the answer to a low dose

Morris screening (SALib, TRAJECTORIES trajectories, seed SEED) of the mean mu tone in waking hours
(8 to 24 h after the dose) on day 28 of 4.5 mg a day, over the same ranges and rules as above. mu*
is the mean absolute effect of a parameter from one end of its range to the other, sigma how much
that hangs on the other parameters. phi is not in it: it is a choice of the model, not a parameter,
and 1 here. At the library's values, from 0 to 1, it moves this tone by
PHI.

![Morris screening](images/validation-sensitivity.png)
"""


def phi_said() -> str:
    """What phi does to the waking tone, under the presets that disagree about low doses."""
    return " and ".join(
        f"{sensitivity.phi_effect(preset):.3f} under `{preset}`" for preset in sensitivity.PRESETS
    )


def uncertainty(drawn: dict[str, Any], presets: Sequence[str]) -> list[str]:
    known = {case.id: case for case in cases.read()}
    counts = {name: found[presets[0]]["draws"] for name, found in drawn["cases"].items()}
    words = {
        "SEED": drawn["seed"],
        "VERSION": drawn["version"],
        "DRAWS": drawn["draws"],
        "FEWER": min(counts.values()),
        "ABSENT": ", ".join(name for name in known if name not in counts),
        "PHI": phi_said(),
    }
    body = (
        [name, band(*known[name].band), str(counts[name]), *(_cell(found[p]) for p in presets)]
        for name, found in drawn["cases"].items()
    )
    return [_filled(UNCERTAINTY, words), "", *table(("id", "band", "draws", *presets), body)]


def screening(screened: dict[str, Any]) -> list[str]:
    words = {
        "TRAJECTORIES": screened["trajectories"],
        "SEED": screened["seed"],
        "PHI": phi_said(),
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


def _cell(found: dict[str, Any]) -> str:
    low, middle, high = (number(found[key]) for key in ("low", "median", "high"))
    words = f"{middle} [{low} to {high}] {100.0 * found['inside']:.0f} %"
    for key in ("failed", "undefined"):
        if found[key]:
            words += f"; {found[key]} {key}"
    return words
