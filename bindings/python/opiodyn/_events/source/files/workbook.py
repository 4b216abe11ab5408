"""This module opens an Excel workbook and takes the rows of a sheet from it.

It uses openpyxl, which takes 0.7 s for 20,000 rows of 7 columns. python-calamine takes 0.1 s, but
gives an empty cell for #DIV/0! and for a formula without a value. It also ends the whole process
where two cells lie far apart, because it asks for the memory of all cells between them.
"""

from __future__ import annotations

import warnings
from typing import Any, BinaryIO

from opiodyn._checks import check, extras
from opiodyn._checks.shown import shown
from opiodyn._core import InputError
from opiodyn._events.notes import Notes
from opiodyn._events.source import sizes
from opiodyn._events.source.cells import Cells
from opiodyn._events.source.files.archive import DAMAGED, archive_of
from opiodyn._events.source.files.layout import Layout, layout_of
from opiodyn._events.source.files.sheet import Sheet, SheetRow, cells_of_sheet, is_blank
from opiodyn._events.source.request import Request


def cells_of_workbook(name: str, file: BinaryIO, request: Request, notes: Notes) -> Cells:
    """Returns the cells of the sheet that the caller names, or of the only one with any.

    Raises:
        InputError: The workbook is damaged or protected, or there is no such sheet, or the sheet is
            no table.
        ImportError: There is no openpyxl.
    """
    openpyxl = extras.require("openpyxl", "reading a workbook of Excel", "excel")
    archive = archive_of(name, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like, which hold no cells
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            chosen = _chosen(name, book, request)
            layout = layout_of(archive, chosen.title)
            rows = _rows(name, chosen, layout)
    except (InputError, MemoryError):
        raise
    except Exception:  # openpyxl has no error of its own for what it cannot read
        raise check.input_error("events", name, DAMAGED) from None
    source = f"sheet {chosen.title!r} of {name}"
    return cells_of_sheet(Sheet(source, chosen.title, rows, layout), request, notes)


def _chosen(name: str, book: Any, request: Request) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise check.input_error("events", name, DAMAGED)
    if request.sheet is not None:
        mine = [title for title in sheets if title.lower() == request.sheet.strip().lower()]
        if not mine:
            rule = f"{name} has no such sheet; it has {', '.join(map(repr, sheets))}"
            raise check.input_error("sheet", shown(request.sheet), rule)
        return sheets[mine[0]]
    filled = [title for title, sheet in sheets.items() if _has_cells(sheet)]
    if not filled:
        raise check.input_error("events", name, "is empty")
    if len(filled) > 1:
        listed = ", ".join(map(repr, filled))
        rule = f"has the sheets {listed}: name the one to read, such as sheet={filled[0]!r}"
        raise check.input_error("events", name, rule)
    return sheets[filled[0]]


def _has_cells(sheet: Any) -> bool:
    sheet.reset_dimensions()  # which some programs write wrongly
    return any(not is_blank(value) for row in sheet.iter_rows(values_only=True) for value in row)


def _rows(name: str, sheet: Any, layout: Layout) -> list[SheetRow]:
    """Returns the rows that are not blank; a formula without a value stands for itself."""
    found: list[SheetRow] = []
    cells = 0
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells += 1 + len(row)
        sizes.refuse_length(name, cells)
        values = list(row)
        for column, formula in layout.formulas.get(number, {}).items():
            values[column - 1] = formula
        while values and is_blank(values[-1]):
            values.pop()
        if values:
            sizes.refuse_columns(f"sheet {sheet.title!r}, row {number}", len(values))
            found.append(SheetRow(number, values))
            sizes.refuse_records(name, len(found) - 1)
    return found
