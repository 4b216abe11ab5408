"""This module lays tables out as text, in columns that fit the terminal."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_BETWEEN = "  "
_NARROWEST = 8  # characters of a column whose words are broken


def screen_width() -> int | None:
    """Returns the characters of a line of the terminal.

    The variable COLUMNS of the environment comes first. Without it, the width is None if a file or
    another program takes the output: its lines stay whole.
    """
    watched = sys.stdout is not None and sys.stdout.isatty()
    if "COLUMNS" not in os.environ and not watched:
        return None
    return shutil.get_terminal_size().columns


def table_text(frame: pd.DataFrame, width: int | None = None) -> str:
    """Returns a table of texts, with its index, as text with every column flush left.

    Args:
        frame: The table.
        width: The characters of a line; the widest columns are wrapped to fit, between words where
            that suffices. None wraps nothing.
    """
    plain = frame.reset_index()
    cells = [list(plain), *plain.to_numpy(dtype=object).tolist()]
    rows = [[str(cell) for cell in row] for row in cells]
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    if width is not None:
        room = width - len(_BETWEEN) * (len(widths) - 1)
        words = [max(map(_longest_word, column)) for column in columns]
        few = [min(_NARROWEST, word) for word in words]
        for least in (words, [words[0], *few[1:]], few):  # the names of rows are broken last
            _narrow(widths, least, room)
    return "\n".join(line for row in rows for line in _lines(row, widths))


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)


def _narrow(widths: list[int], least: Sequence[int], room: int) -> None:
    """Narrows the widest columns until all fit, or none may be narrower."""
    wide = [i for i, n in enumerate(widths) if n > least[i]]
    while sum(widths) > room and wide:
        widest = max(wide, key=widths.__getitem__)
        widths[widest] -= 1
        wide = [i for i in wide if widths[i] > least[i]]


def _lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        _BETWEEN.join(part.ljust(n) for part, n in zip(line, widths, strict=True)).rstrip()
        for line in itertools.zip_longest(*wrapped, fillvalue="")
    ]


def _wrapped(cell: str, width: int) -> list[str]:
    """Returns the lines of a cell; a word that is too long has lines of its own."""
    lines = textwrap.wrap(cell, width, break_on_hyphens=False, break_long_words=False)
    return [line[i : i + width] for line in lines for i in range(0, len(line), width)]
