"""Step 1 of event tables reads the cells of a path, or of an open file."""

from __future__ import annotations

import os
from typing import IO, Any

from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown
from opiodyn._events.notes import Notes
from opiodyn._events.source import sizes
from opiodyn._events.source.cells import Cells
from opiodyn._events.source.files.arrow import cells_of_feather, cells_of_parquet
from opiodyn._events.source.files.content import GIVE_PATH, content_of, unpacked, utf8_of
from opiodyn._events.source.files.endings import FEATHER, PARQUET, WORKBOOK, ending_of
from opiodyn._events.source.files.opened import opened
from opiodyn._events.source.files.workbook import cells_of_workbook
from opiodyn._events.source.request import Request, refuse_sheet
from opiodyn._events.source.text import cells_of_text

_UNPACK = "unpack the file, and give the path of what is in it"


def cells_of_path(source: str | os.PathLike[str], request: Request, notes: Notes) -> Cells:
    """Returns the cells of a file, whose ending says of which kind it is.

    Raises:
        InputError: The path names no regular file, or the file is not what its ending says.
    """
    path = check.path("events", source)
    name = shown(path)
    with opened(name, path) as file:
        sizes.refuse_length(name, os.fstat(file.fileno()).st_size)
        ending = ending_of(name, path)
        if ending.kind == WORKBOOK:
            return cells_of_workbook(name, file, request, notes)
        refuse_sheet(request)
        if ending.kind == PARQUET:
            return cells_of_parquet(name, file)
        if ending.kind == FEATHER:
            return cells_of_feather(name, file)
        packed = ending.compressed
        content = unpacked(name, file, packed, _UNPACK) if packed else content_of(name, file)
    text = utf8_of(name, content, _UNPACK if packed else "")
    return cells_of_text(name, text, request, notes)


def _name_of(file: IO[Any]) -> object:
    return file.name if ask.has(file, "name") else type(file).__name__


def cells_of_file(file: IO[Any], request: Request, notes: Notes) -> Cells:
    """Returns the cells of an open file, which must hold text.

    Raises:
        InputError: The file cannot be read, or holds no text.
    """
    name = shown(_name_of(file))
    refuse_sheet(request)
    text = utf8_of(name, content_of(name, file), GIVE_PATH)
    return cells_of_text(name, text, request, notes)
