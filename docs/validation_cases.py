"""This module writes the parts of docs/validation.md and docs/published-pk.md that show cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from validation_markdown import table as markdown

from opiodyn._validation import cases, table
from opiodyn._validation.table import Row
from opiodyn._validation.words import band, number

RULES = """\
Bands come from rules, never from what we simulate. A band that is *set beforehand* was fixed before
the library was written; where its rule is arithmetic, such as 15 points, the rule stands beside it.
Other bands are the published range or interval, one standard deviation (SD), two standard errors
(SEM), 20 %, or a reading of ours that says so. Statistics are those of the solution
(`Run.metrics`); a half-life by regression has values at the study's times, or 25 spread evenly over
its window."""

Column = tuple[str, Callable[[Row], str]]
"""A column is its heading and the function that writes a cell."""


def columns(figures: Sequence[Column]) -> list[Column]:
    """Returns the columns of a table of cases, with those of the figures in the middle."""
    return [
        ("id", lambda row: row.case.id),
        ("figure", lambda row: row.case.what),
        ("published", lambda row: row.case.published_with_unit),
        ("band", lambda row: f"{band(*row.case.band)} ({row.case.band_from})"),
        *figures,
        ("tag, kind", lambda row: f"{row.case.tag}, {_kind(row)}"),
        ("source", lambda row: ", ".join(_source(key, row) for key in row.case.source)),
    ]


def _kind(row: Row) -> str:
    """Returns the kind, with that under presets that have another."""
    others = [f"{kind} under `{preset}`" for preset, kind in row.case.kind_under.items()]
    return f"{row.case.kind} ({', '.join(others)})" if others else row.case.kind


def _source(key: str, row: Row) -> str:
    """Returns a key of the sources, or words for what is this project's own."""
    if key != "opiodyn-design":
        return key
    return "worked out here" if row.case.tag == "law" else "our choice"


def verdict(preset: str) -> Callable[[Row], str]:
    """Returns what writes the figure under a preset, and whether it lies in its band."""

    def cell(row: Row) -> str:
        figure = row.figures[preset]
        return f"{number(figure)} {'pass' if row.case.inside(figure) else '**MISS**'}"

    return cell


def counts(rows: Sequence[Row], preset: str, kinds: Iterable[str]) -> list[str]:
    """Returns how many cases of each kind lie in their bands."""
    return [str(table.score(rows, preset, kind)) for kind in kinds]


def section(rows: Sequence[Row], group: str, figures: Sequence[Column]) -> list[str]:
    """Returns the table of a group of cases, with reasons of the misses and remarks."""
    chosen = [row for row in rows if row.case.group == group]
    shown = columns(figures)
    body = ([cell(row) for _, cell in shown] for row in chosen)
    lines = markdown((heading for heading, _ in shown), body)
    notes = [f"- **{row.case.id}**: {row.case.note}" for row in chosen if row.case.note]
    for title, remarks in (("Why the misses miss:", _misses(chosen)), ("Remarks:", notes)):
        lines += ["", title, "", *remarks] if remarks else []
    return lines


def _misses(rows: Sequence[Row]) -> list[str]:
    """Returns a line for each reason and the presets that share it."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        presets, misses = row.case.presets, row.case.misses
        for reason in dict.fromkeys(misses[p] for p in presets if p in misses):
            places = _places([p for p in presets if misses.get(p) == reason], presets)
            found.setdefault((reason, places), []).append(f"**{row.case.id}**")
    return [f"- {', '.join(ids)}{places}: {reason}" for (reason, places), ids in found.items()]


def _places(missing: Sequence[str], presets: Sequence[str]) -> str:
    """Returns the presets of a reason in brackets; none for what is measured only once."""
    if len(presets) == 1:
        return ""
    names = ", ".join(f"`{preset}`" for preset in missing)
    return " (every preset)" if len(missing) == len(presets) else f" ({names})"


def ending(subject: str) -> list[str]:
    """Returns what is out of reach, and the sources that data/references.bib does not have."""
    lines = ["", "## Not reachable, or only by a stand-in", ""]
    lines += [f"- **{row}**: {reason}" for row, reason in cases.unreachable(subject)]
    lines += ["", "## Sources", "", "Keys are those of data/references.bib, and these:", ""]
    described = cases.described_sources(cases.read(subject))
    return lines + [f"- **{key}**: {text}" for key, text in described.items()]
