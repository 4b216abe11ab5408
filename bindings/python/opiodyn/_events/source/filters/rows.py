"""Step 2 of event tables leaves out the rows that the table or the caller marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.faults import Bools, Rows
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import Cells
from opiodyn._events.source.chosen import named_by
from opiodyn._events.source.field import meaning
from opiodyn._events.source.filters.comparisons import rows_met
from opiodyn._events.source.filters.conditions import Condition, conditions_in
from opiodyn._events.source.marks import is_marked, mark_of, marks_of
from opiodyn._events.source.names import no_such_columns
from opiodyn._events.source.request import Request
from opiodyn._events.words import numbers_of, plural, some_of

_SHOWN = 5  # rows that a note names


def marked_rows_left_out(cells: Cells, request: Request, notes: Notes) -> tuple[Cells, set[int]]:
    """Leaves out the rows that a column C, `ignore` or `accept` marks.

    Returns:
        The cells without these rows, and the positions of the columns that conditions compare.

    Raises:
        InputError: An entry of `ignore` or `accept` is no mark and no condition, a cell cannot be
            compared, or no row is left.
    """
    ignored = _conditions("ignore", request.ignore, cells)
    accepted = _conditions("accept", request.accept, cells)
    if ignored and accepted:
        rule = "cannot stand beside conditions in ignore=, as in NONMEM"
        raise check.input_error("accept", ", ".join(map(repr, request.accept)), rule)
    places = _places([*ignored, *accepted], cells)
    out = _commented(cells, notes)
    out |= _marked(cells, request, notes, out)
    if ignored or accepted:
        met = rows_met([*ignored, *accepted], places, cells, out, notes)
        leaves = met if ignored else ~met
        why = " or ".join(condition.text for condition in (*ignored, *accepted))
        _tell(f"{'ignore' if ignored else 'accept'}={why}", leaves & ~out, cells.rows, notes)
        out |= leaves
    if out.all():
        raise _nothing_left(cells, request)
    return (cells.only(~out) if out.any() else cells), set(places.values())


def _nothing_left(cells: Cells, request: Request) -> Exception:
    rule = f"no row is left of {len(cells.rows.numbers)}"
    for field, entries in (("ignore", request.ignore), ("accept", request.accept)):
        if entries:
            return check.input_error(field, ", ".join(map(repr, entries)), rule)
    return check.input_error("events", cells.source, rule)


def _conditions(field: str, entries: Sequence[str], cells: Cells) -> list[Condition]:
    names = {column.name.lower() for column in cells.columns}
    found: list[Condition] = []
    for entry in entries:
        if mark_of(entry):
            if field == "ignore":
                continue
            rule = "takes conditions alone, such as '(STUDY.EQ.1)'; a mark belongs to ignore="
            raise check.input_error(field, shown(entry), rule)
        if entry.strip().lower() in names:
            rule = f"leaves out rows; drop=[{entry!r}] leaves out columns"
            raise check.input_error(field, shown(entry), rule)
        found.extend(conditions_in(field, entry))
    return found


def _places(conditions: Sequence[Condition], cells: Cells) -> dict[str, int]:
    """Returns the position of each column that conditions compare, by its label."""
    places: dict[str, int] = {}
    unknown: dict[str, str] = {}
    for condition in conditions:
        mine = named_by([condition.label], cells.columns)
        if len(mine) > 1:
            rule = f"the table has {len(mine)} columns of this name"
            raise check.input_error(condition.field, shown(condition.text), rule)
        places.update((condition.label, i) for i in mine)
        if not mine:
            unknown[condition.label] = condition.field
    if unknown:
        fields = " and ".join(dict.fromkeys(unknown.values()))
        raise no_such_columns(fields, unknown, cells.columns)
    return places


def _commented(cells: Cells, notes: Notes) -> Bools:
    """Marks the rows where a column C holds a C, or begins with the mark ``#``.

    Raises:
        InputError: A column C holds anything else.
    """
    out = np.zeros(len(cells.rows.numbers), dtype=np.bool_)
    for column in cells.columns:
        if column.name.lower() != "c":
            continue
        column = column.as_words()
        numbers = numbers_of(np.array(column.words, dtype=object))
        marks = np.array([w.upper() == "C" or w.startswith("#") for w in column.words])
        other = ~marks & (numbers != 0.0) & np.array([w != "" for w in column.words])
        if other.any():
            row = int(np.argmax(other[column.codes]))
            field = f"{cells.rows.label(row)}, column {column.heading}"
            raise check.input_error(field, shown(column.word(row)), meaning(column.name, ()))
        out |= marks[column.codes]
    _tell("column C", out, cells.rows, notes)
    return out


def _marked(cells: Cells, request: Request, notes: Notes, out: Bools) -> Bools:
    """Marks the rows whose first word begins with a mark of `ignore`."""
    marks = marks_of(request.ignore)
    if not marks:
        return np.zeros_like(out)
    first = cells.columns[0].as_words()
    marked = np.array([is_marked(word, marks) for word in first.words])[first.codes]
    _tell(f"ignore={', '.join(sorted(marks))}", marked & ~out, cells.rows, notes)
    return marked


def _tell(why: str, marked: Bools, rows: Rows, notes: Notes) -> None:
    """Adds a note on the rows that are left out, if there are any."""
    found = np.flatnonzero(marked)
    if found.size == 0:
        return
    listed = some_of(rows.numbers[found], _SHOWN)
    notes.add(f"{why} leaves out {found.size} {plural(found.size, 'row')} ({listed})")
