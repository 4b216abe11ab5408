"""This module writes docs/calibration.md from the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Template
from textwrap import fill
from typing import Any

from joint import pictures, store, words
from joint.data import FOLDER, held_out, left_out, structures
from joint.likelihood import Problem
from opiodyn._validation import cases
from opiodyn._validation.words import band, number

DOCS = FOLDER.parent / "docs"
_KEPT = (*"|#!<-", "")  # begin blocks that have lines of their own
_CASES = {case.id: case for case in cases.read("receptors")}


def write(problem: Problem) -> None:
    """Writes the page and its pictures."""
    page = text(problem)  # an error must leave the old page as it is
    pictures.write(DOCS / "images", problem, store.read("posterior", problem))
    (DOCS / "calibration.md").write_text(page, encoding="utf-8")


def text(problem: Problem) -> str:
    """Returns the page.

    Raises:
        CalibrationError: A result is not there, or rests on other figures, priors or values.
    """
    posterior = store.read("posterior", problem)
    compared = store.read("structures", problem)["structures"]
    profiles = store.read("profiles", problem)
    decided = store.read("experiments", problem)
    recovered = store.read("recovery", problem)
    tables = {
        "parameters_table": _parameters(problem, posterior),
        "profile_table": _profile(profiles),
        "targets_table": _targets(decided),
        "structures_table": _structures(compared),
        "held_out_table": _figures(posterior["held_out"], before=True),
        "fitted_table": _figures(posterior["fitted"]),
        "experiments_table": _experiments(decided),
        "proposed_table": _proposed(problem, posterior),
        "recovered_table": _recovered(recovered),
        "left_out_table": _left_out(),
    }
    sentences = words.values(problem, posterior, compared, decided, recovered)
    page = Template((FOLDER / "page.md").read_text(encoding="utf-8"))
    return _wrapped(page.substitute(tables | sentences))


def _wrapped(page: str) -> str:
    """Returns a page whose paragraphs have lines of at most 118 characters."""
    fences = page.split("```")
    for i in range(0, len(fences), 2):  # every other part is code
        blocks = fences[i].split("\n\n")
        fences[i] = "\n\n".join(
            block
            if block.lstrip("\n")[:1] in _KEPT
            else fill(block.strip("\n"), 118, break_on_hyphens=False)
            for block in blocks
        )
    return "```".join(fences)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    named = list(headings)
    lines = ["| " + " | ".join(named) + " |", "|" + "---|" * len(named)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def _span(found: Mapping[str, float]) -> str:
    return f"{number(found['median'])} [{number(found['low'])} to {number(found['high'])}]"


def _parameters(problem: Problem, posterior: Mapping[str, Any]) -> str:
    rows = []
    for one in problem.parameters:
        found, value = posterior["parameters"][one.name], words.own_number(one)
        own = "-" if value is None else number(value)
        prior = f"{number(one.low)} to {number(one.high)}"
        rows.append([one.name, one.unit, prior, own, _span(found), f"{found['rhat']:.3f}"])
    return _table(("parameter", "unit", "prior, 90 %", "library", "posterior", "R-hat"), rows)


def _profile(profiles: Mapping[str, Any]) -> str:
    found = profiles["profiles"]
    hours = [row["value"] for row in next(iter(found.values()))]
    rows = [
        [name, *(f"{row['log_posterior']:.1f}" for row in rows)] for name, rows in found.items()
    ]
    return _table(("half-life [h]", *map(number, hours)), rows)


def _targets(decided: Mapping[str, Any]) -> str:
    rows = [[one["name"], one.get("unit", "h"), _span(one)] for one in decided["targets"]]
    return _table(("prediction", "unit", "posterior"), rows)


def _structures(compared: Iterable[Mapping[str, Any]]) -> str:
    known = structures()
    rows = []
    for one in compared:
        half_life = next((x for n, x in one["values"].items() if "half-life of naltrexone" in n), 0)
        rows.append(
            [
                one["name"],
                known[one["name"]].words,
                str(one["figures"]),
                str(one["parameters"]),
                f"{one['log_evidence']:.1f}",
                f"{max(one['log_posterior']):.1f}",
                f"{one['in_band']} of {one['figures']}",
                number(half_life) if half_life else "-",
            ]
        )
    headings = ("structure", "what", "figures", "parameters", "log-evidence", "log-posterior")
    return _table((*headings, "in band", "half-life [h]"), rows)


def _figures(found: Iterable[Mapping[str, Any]], before: bool = False) -> str:
    rows = []
    for one in found:
        case = _CASES[one["id"]]
        own = [number(one["library"]), number(one["middle"])] if before else []
        share = f"{100.0 * one['inside']:.0f} %"
        rows.append([one["id"], case.what, case.published_with_unit, band(*case.band), *own])
        rows[-1] += [_span(one), share]
    own = ["library", "middle of the posterior"] if before else []
    headings = ["id", "figure", "published", "band", *own, "posterior", "in band"]
    return _table(headings, rows)


def _experiments(decided: Mapping[str, Any]) -> str:
    targets = [one["name"] for one in decided["targets"]]
    rows = [
        [
            one["name"],
            str(one["people"]),
            number(one["error"]),
            _span(one["predicted"]),
            number(one["rival"]),
            *(f"{100.0 * share:.0f} %" for share in one["left"]),
        ]
        for one in decided["experiments"]
    ]
    return _table(
        ("measurement", "people", "error", "predicted", f"by `{decided['rival']}`", *targets), rows
    )


def _proposed(problem: Problem, posterior: Mapping[str, Any]) -> str:
    rows = []
    for one in problem.parameters:
        found, own = posterior["parameters"][one.name], words.own_number(one)
        if own is None or found["low"] <= own <= found["high"]:
            continue
        rows.append([one.name, one.unit, number(own), _span(found)])
    return _table(("parameter", "unit", "library", "posterior"), rows)


def _recovered(recovered: Mapping[str, Any]) -> str:
    rows = [[name, f"{100.0 * share:.0f} %"] for name, share in recovered["covered"].items()]
    return _table(("parameter", "sets whose 90 % interval holds the known value"), rows)


def _left_out() -> str:
    by_reason: dict[str, list[str]] = {}
    for name, why in left_out().items():
        by_reason.setdefault(why, []).append(name)
    rows = [[", ".join(names), why] for why, names in by_reason.items()]
    held: dict[str, list[str]] = {}
    for name, study in held_out().items():
        held.setdefault(study, []).append(name)
    rows += [[", ".join(names), f"Held out: {study}."] for study, names in held.items()]
    return _table(("figures", "why they are not in the likelihood"), rows)
