"""This module writes the part of docs/validation.md on draws of the joint posterior."""

from __future__ import annotations

from typing import Any

from validation_markdown import table
from validation_ranges import cell

from opiodyn._validation import cases
from opiodyn._validation.words import band

HEAD = """\

## Under the posterior

[One joint calibration](calibration.md) makes draws of {parameters} values of `pet` that belong
together. Here every figure is measured with {draws} of them. A cell has the median [5 to 95 %],
and the share of all draws inside the band. Values that have no draws stay at the library's."""
PARTS = {
    "held out": (
        "These figures were **held out**, by a list that was fixed before the first run. They "
        "judge the posterior."
    ),
    "fitted": (
        "These figures are in the likelihood, and so are **fitted**: a share is no prediction."
    ),
    "neither": (
        "These figures are in **neither** list. Part of them rest on what was fitted, or are "
        "hypotheses or laws."
    ),
}


def section(found: dict[str, Any]) -> list[str]:
    """Returns the section, with held-out figures apart from fitted ones."""
    known = {case.id: case for case in cases.read("receptors")}
    lines = [HEAD.format(parameters=found["parameters"], draws=found["draws"])]
    for part, words in PARTS.items():
        body = (
            [name, known[name].published_with_unit, band(*known[name].band), cell(one)]
            for name, one in found["cases"].items()
            if one["part"] == part
        )
        lines += ["", words, "", *table(("id", "published", "band", "posterior"), body)]
    return lines
