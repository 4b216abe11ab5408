"""Writes docs/parameters.md from the parameter library. Run it after a change of data/."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

import opiodyn as od
from opiodyn import _core
from opiodyn._model.tables import cited, reference_name

PAGE = Path(__file__).with_name("parameters.md")

HEAD = """\
# Parameters

Generated from `data/` by `docs/make_parameters.py`; do not edit.

Evidence is H human, A animal, V in vitro or physical chemistry, or X assumption. The status is
*read* in the source, or *derived* by us from figures that were read. Values in bold are
**unconfirmed**: *secondary* (from a work that quotes the source), from *memory*, or *assumed*.
A literature set lists only values that differ from the default. The source *this project* is not
literature: it marks values that we chose, fitted or computed ourselves. The shell prints the same
with `opiodyn parameters NAME --sources`, and Python returns it with `od.parameters.of(name)`.
"""


def cell(text: object) -> str:
    return str(text).replace("|", "\\|")


def table(frame: pd.DataFrame) -> list[str]:
    columns = ["parameter", "value", "unit", "range", "evidence", "source", "meaning and note"]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in frame.itertuples():
        status = f"**{row.status}**" if row.unconfirmed else row.status
        note = f"{row.meaning}; {row.note}" if row.note else row.meaning
        cells = (
            f"`{row.Index}`",
            f"{row.value:g}",
            row.unit,
            f"{row.low:g} to {row.high:g}",
            f"{row.evidence} {status}",
            cited(row.source, row.status),
            note,
        )
        lines.append("| " + " | ".join(map(cell, cells)) + " |")
    return lines


def section(substance: str, rows: pd.DataFrame, missing: pd.DataFrame) -> list[str]:
    lines = ["", f"## {substance}", ""]
    base = rows.index.str.split(".").str[0]
    lines += table(rows[base == substance])
    for name in od.parameters.sets(substance) if substance != "biophase" else []:
        own = rows[base == name]
        if len(own) > 0:
            lines += ["", f"### {name}", "", *table(own)]
    gaps = missing[missing.index.str.split(".").str[0] == substance]
    if len(gaps) > 0:
        lines += ["", "Not known:", ""]
        lines += [f"- `{name}`: {reason}" for name, reason in gaps["reason"].items()]
    return lines


def response(rows: pd.DataFrame) -> list[str]:
    """Returns the section of the body's response; peptides have sections of their own."""
    base = rows.index.str.split(".").str[0].str.split("/").str[0]
    return ["", "## response", "", *table(rows[~base.isin([*substances(), "biophase"])])]


def substances() -> list[str]:
    return _core.library_substances()


def references() -> list[str]:
    lines = ["", "## Sources", ""]
    for row in od.parameters.references().itertuples():
        doi = f" doi:{row.doi}" if row.doi else ""
        lines.append(f"- **{reference_name(row.Index)}**: {row.citation}{doi} ({row.note})")
    return lines


def page() -> str:
    rows, missing = od.parameters.table(), od.parameters.missing()
    lines = [HEAD.rstrip()]
    for substance in [*substances(), "biophase"]:
        lines += section(substance, rows, missing)
    lines += response(rows)
    return "\n".join([*lines, *references(), ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(page().splitlines())} lines\n")
