"""Step 1 of event tables tells the rows of a text from lines that are left out."""

from __future__ import annotations

import csv

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.notes import Notes
from opiodyn._events.source.formulas import begins_with_error
from opiodyn._events.source.lines.heading import TABLE, Heading
from opiodyn._events.source.lines.lines import Lines
from opiodyn._events.source.lines.separators import cells_of, first_bytes
from opiodyn._events.source.marks import is_marked, marks_of
from opiodyn._events.source.names import likely_names
from opiodyn._events.source.request import Request
from opiodyn._events.source.unit_row import is_for_time
from opiodyn._events.words import shortened, some_of

_SHOWN = 3  # rows that a note names

Kinds = npt.NDArray[np.uint8]

ROW, BLANK_LINE, COMMENT, TABLE_LINE, NAMES, MARKED, CONTINUED = range(7)
"""A line is a row, or it is left out for one of these reasons, or it continues a quoted cell."""


def kinds_of(lines: Lines, heading: Heading, request: Request) -> Kinds:
    """Returns what each line is, as long as no quoted cell holds a line break."""
    firsts = first_bytes(lines)
    kinds = np.full(len(lines), ROW, dtype=np.uint8)
    kinds[firsts == 0] = BLANK_LINE
    for line in np.flatnonzero(firsts == ord("#")).tolist():
        if not begins_with_error(lines.text(line)):
            kinds[line] = COMMENT
    for line in np.flatnonzero((firsts == ord("T")) | (firsts == ord("t"))).tolist():
        if TABLE.match(lines.text(line)):
            kinds[line] = TABLE_LINE
    _mark_empty(kinds, firsts, lines, heading)
    _mark_names(kinds, firsts, lines, heading)
    _mark_marked(kinds, firsts, lines, marks_of(request.ignore))
    above = kinds[: heading.line]
    above[above == ROW] = BLANK_LINE  # separators alone, which need not be those of the rows
    kinds[heading.line : heading.after] = NAMES
    _keep_units(kinds, lines, heading, request)
    return kinds


def _mark_empty(kinds: Kinds, firsts: Kinds, lines: Lines, heading: Heading) -> None:
    """Marks lines that hold nothing but separators."""
    blanks = f"{heading.separator} \t"
    for line in np.flatnonzero(firsts == ord(heading.separator)).tolist():
        if lines.text(line).strip(blanks) == "":
            kinds[line] = BLANK_LINE


def _mark_names(kinds: Kinds, firsts: Kinds, lines: Lines, heading: Heading) -> None:
    """Marks lines that repeat the row of column names, as NONMEM writes it every 900 records."""
    names = lines.text(heading.line).split()
    same = firsts == firsts[heading.line]
    same[: heading.after] = False
    for line in np.flatnonzero(same).tolist():
        if lines.text(line).split() == names:
            kinds[line] = NAMES


def _mark_marked(kinds: Kinds, firsts: Kinds, lines: Lines, marks: frozenset[str]) -> None:
    """Marks rows that begin with a mark of `ignore`."""
    if not marks:
        return
    for byte in np.unique(firsts).tolist():
        mine = (firsts == byte) & (kinds == ROW)
        if byte >= 128 or chr(byte) == '"':  # the character, or what stands behind the quote
            for line in np.flatnonzero(mine).tolist():
                kinds[line] = MARKED if is_marked(lines.text(line), marks) else ROW
        elif is_marked(chr(byte), marks):
            kinds[mine] = MARKED


def _keep_units(kinds: Kinds, lines: Lines, heading: Heading, request: Request) -> None:
    """Keeps a marked row of units, as leaving it out would change what all numbers mean.

    Raises:
        InputError: The row of units is a comment.
    """
    rows = np.flatnonzero(np.isin(kinds, (ROW, MARKED, COMMENT)))
    rows = rows[rows >= heading.after]
    if len(rows) == 0 or kinds[rows[0]] == ROW:
        return
    first = int(rows[0])
    text = lines.text(first)
    if kinds[first] == MARKED and _holds_units(text, heading, request):
        kinds[first] = ROW
    if kinds[first] == COMMENT and _holds_units(text.lstrip(" \t#"), heading, request):
        rule = "holds units behind a mark of comments: take off the mark, or say units={...}"
        raise check.input_error(f"row {first + 1}", shown(shortened(text.strip(), 60)), rule)


def _holds_units(row: str, heading: Heading, request: Request) -> bool:
    """Tells whether a row holds a unit of time below the name TIME."""
    try:
        cells = cells_of(row, heading.separator)
    except csv.Error:  # of a row that is left out
        return False
    if len(cells) < heading.width:
        return False
    names = [name.lower() for name in likely_names(heading.names, request.columns)]
    cells_of_time = (cell for name, cell in zip(names, cells, strict=False) if name == "time")
    return any(map(is_for_time, cells_of_time))


def refuse_several_tables(lines: Lines, kinds: Kinds) -> None:
    """Refuses a file with the tables of several problems or replicates."""
    numbers: dict[str, int] = {}
    for line in np.flatnonzero(kinds == TABLE_LINE).tolist():
        found = TABLE.match(lines.text(line))
        assert found is not None
        numbers.setdefault(found[1], line)
    if len(numbers) < 2:
        return
    (first, _), (second, line) = list(numbers.items())[:2]
    rule = (
        f"is the head of another table than {first}: keep the lines of one table, and read "
        "replicates of a simulation as studies of their own"
    )
    raise check.input_error(f"row {line + 1}", f"TABLE NO. {second}", rule)


def note_what_is_left_out(kinds: Kinds, heading: Heading, notes: Notes) -> None:
    """Adds a sentence for each kind of lines that a reader of the table may miss."""
    for kind, one, several in (
        (COMMENT, "begins with # and is a comment", "begin with # and are comments"),
        (MARKED, "begins with a mark of ignore", "begin with a mark of ignore"),
        (NAMES, "repeats the column names", "repeat the column names"),
    ):
        rows = np.flatnonzero(kinds == kind) + 1
        if kind == NAMES:
            rows = rows[rows > heading.after]
        if len(rows) == 1:
            notes.add(f"row {rows[0]} {one}; it is left out")
        elif len(rows) > 1:
            listed = some_of(rows, _SHOWN)
            notes.add(f"{len(rows)} rows {several}; they are left out: rows {listed}")
