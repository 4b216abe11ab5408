"""Step 2 of event tables finds the rows that meet conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._events.faults import Bools
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import Cells, IntArray, TableColumn
from opiodyn._events.source.filters.conditions import Condition
from opiodyn._events.words import Words, numbers_of, plural

_NO_TEXT = " "  # stands for the words of numbers; no word is blank. NumPy makes nothing of "\0".


def rows_met(
    conditions: Sequence[Condition],
    places: Mapping[str, int],
    cells: Cells,
    out: Bools,
    notes: Notes,
) -> Bools:
    """Marks the rows that meet one of the conditions.

    Numbers are compared as numbers, other cells as text. A missing cell equals nothing, so that it
    meets ``/=`` alone.

    Args:
        conditions: The conditions.
        places: The position of each column by the label that conditions give it.
        cells: The cells of the table.
        out: Marks of the rows that are left out already, and not compared.
        notes: The notes that are added to.

    Raises:
        InputError: A cell that is text stands where an order is asked for.
    """
    met = np.zeros_like(out)
    missing: dict[str, Bools] = {}
    texts: list[tuple[Condition, Bools]] = []
    compared = {i: _compared(cells.columns[i]) for i in set(places.values())}
    for condition in conditions:
        words, numbers, codes = compared[places[condition.label]]
        met |= _meets(condition, words, numbers)[codes]
        empty = (words == "") & (condition.value != "") & (condition.operator != "/=")
        missing[condition.text] = empty[codes]
        text = (words != "") & np.isnan(numbers) & (condition.operator not in ("==", "/="))
        texts.append((condition, text[codes]))
    for condition, text in texts:
        _refuse_text(condition, text & ~met & ~out, places, cells)
    for text, empty in missing.items():
        count = int((empty & ~met & ~out).sum())
        if count:
            rows = plural(count, "row")
            notes.add(f"{text} is not met in {count} {rows} where the cell is missing")
    return met


def _compared(column: TableColumn) -> tuple[Words, FloatArray, IntArray]:
    """Returns words, their numbers, and which of them stands in each row."""
    if column.numbers is None:
        words = np.array(column.words, dtype=object)
        return words, numbers_of(words), column.codes
    words = np.full(len(column.numbers), _NO_TEXT, dtype=object)
    words[np.isnan(column.numbers)] = ""
    return words, column.numbers, np.arange(len(words))


def _meets(condition: Condition, words: Words, numbers: FloatArray) -> Bools:
    """Marks the words that meet a condition."""
    value = condition.number
    if condition.operator in ("==", "/="):
        equal: Bools = words == condition.value if value is None else numbers == value
        return equal if condition.operator == "==" else ~equal
    assert value is not None
    if condition.operator.startswith(">"):
        above: Bools = numbers >= value if condition.operator == ">=" else numbers > value
        return above
    below: Bools = numbers <= value if condition.operator == "<=" else numbers < value
    return below


def _refuse_text(condition: Condition, bad: Bools, places: Mapping[str, int], cells: Cells) -> None:
    if not bad.any():
        return
    row = int(np.argmax(bad))
    column = cells.columns[places[condition.label]]
    word = column.word(row)
    rule = (
        f"is text, and {condition.text} compares numbers; a condition more, such as "
        f"{condition.label}.EQ.{word!r}, takes rows with this text"
    )
    raise check.input_error(f"{cells.rows.label(row)}, column {column.heading}", shown(word), rule)
