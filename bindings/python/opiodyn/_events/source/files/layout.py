"""This module finds what openpyxl does not tell of a sheet, in the archive of the workbook."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import Any, NamedTuple
from xml.etree import ElementTree


class Layout(NamedTuple):
    """The layout of a sheet is what its cells do not say; rows and columns are counted from 1."""

    formulas: dict[int, dict[int, str]]
    """The formulas whose value is not stored are given by row and column."""
    merged: dict[str, range]
    """The rows of each merged range are given by its address."""
    hidden: list[int]
    """These rows are hidden."""


def layout_of(archive: zipfile.ZipFile, sheet: str) -> Layout:
    """Returns the layout of a sheet.

    Raises:
        KeyError: The archive has no such sheet.
        ValueError: Rows or cells stand out of order, so that openpyxl would lose some.
    """
    main = _target(archive, "", "/officeDocument")
    book = _xml(archive, main)
    links = {link.get("Id"): link.get("Target", "") for link in _links(archive, main)}
    (found,) = [one for one in _all(book, "sheet") if one.get("name") == sheet]
    (link,) = [value for key, value in found.items() if key.endswith("}id")]
    path = posixpath.join("/", posixpath.dirname(main), links[link])
    # Programs that store no values write 0, and ask that all is computed when Excel opens the file.
    stale = any(one.get("fullCalcOnLoad") in ("1", "true") for one in _all(book, "calcPr"))
    layout = Layout({}, {}, [])
    row = 0
    with archive.open(posixpath.normpath(path).lstrip("/")) as part:
        for _, element in ElementTree.iterparse(part):
            kind = _kind(element)
            if kind == "row":
                row = _later(element.get("r"), row)
                if element.get("hidden") in ("1", "true"):
                    layout.hidden.append(row)
                formulas = _formulas(element, stale)
                if formulas:
                    layout.formulas[row] = formulas
                element.clear()
            elif kind == "mergeCell":
                area = element.get("ref", "")
                first, *_, last = [int(row) for row in re.findall(r"[0-9]+", f"{area}:{area}")]
                layout.merged[area] = range(first, last + 1)
    return layout


def _formulas(row: ElementTree.Element, stale: bool) -> dict[int, str]:
    """Returns the formulas of a row, by column, whose value is not stored."""
    found: dict[int, str] = {}
    column = 0
    for cell in row:
        letters = (cell.get("r") or "").rstrip("0123456789")
        column = _later(_number(letters) if letters else None, column)
        parts = {_kind(part): part.text for part in cell}
        if "f" not in parts:
            continue
        empty = not parts.get("v") and not ("v" in parts and cell.get("t") == "str")
        if empty or stale:
            found[column] = f"={parts['f'] or '...'}"
    return found


def _later(stated: str | int | None, before: int) -> int:
    number = before + 1 if stated is None else int(stated)
    if number <= before:
        raise ValueError("out of order")
    return number


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def letters_of(position: int) -> str:
    """Returns the letters that Excel has for a column, which is counted from 0."""
    letters, left = "", position + 1
    while left > 0:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _target(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    (link,) = [one for one in _links(archive, part) if one.get("Type", "").endswith(kind)]
    return link.get("Target", "").lstrip("/")


def _links(archive: zipfile.ZipFile, part: str) -> list[ElementTree.Element]:
    folder, base = posixpath.split(part)
    return list(_xml(archive, posixpath.join(folder, "_rels", f"{base}.rels")))


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))


def _all(element: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [one for one in element.iter() if _kind(one) == kind]


def _kind(element: Any) -> str:
    """Returns the name of an element without its namespace, which programs write differently."""
    return str(element.tag).rpartition("}")[2]
