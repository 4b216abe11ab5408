"""This module lays out the text that explains a table: lists, aligned rows and wrapped lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from opiodyn._checks.check import FloatArray
from opiodyn._events.words import plural, shortened

_WIDTH = 96
_MOST_ROWS = 20
_MOST_NAMES = 8
_LONGEST = 48  # characters of an entry


def listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Returns names with commas between them; a long list ends in "and N more"."""
    shown, more = list(names[:most]), len(names) - most
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def spanned(numbers: FloatArray) -> str:
    """Returns the range of numbers, or the one number that all of them are."""
    low, high = f"{numbers.min():g}", f"{numbers.max():g}"
    return low if low == high else f"{low} to {high}"


def counted(count: int, word: str) -> str:
    """Returns a number of things in words: 1 dose, 2 doses."""
    return f"{count:,} {plural(count, word)}"


def headed(title: str, rows: Sequence[Sequence[str]]) -> str:
    """Returns rows under a title, aligned; the first row names the columns.

    A column without any entry is left out.
    """
    filled = [i for i in range(len(rows[0])) if any(row[i] for row in rows[1:])]
    kept = [[shortened(row[i], _LONGEST) for i in filled] for row in rows[: _MOST_ROWS + 1]]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    lines = ["  ".join(w.ljust(n) for w, n in zip(row, widths, strict=True)) for row in kept]
    more = len(rows) - len(kept)
    lines += [f"and {more:,} more"] if more > 0 else []
    return "\n".join([title, *(f"  {line}".rstrip() for line in lines)])


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Returns facts with their names in front, one below the other; empty ones are left out."""
    given = [(name, text) for name, text in pairs if text]
    width = max(len(name) for name, _ in given)
    return "\n".join(wrapped(f"{name.ljust(width)}  {text}", width + 4) for name, text in given)


def bullets(title: str, sentences: Iterable[str]) -> list[str]:
    """Returns sentences under a title as a part of the text; none if there are none."""
    lines = [wrapped(f"- {sentence}", 4) for sentence in sentences]
    return ["\n".join([title, *lines])] if lines else []


def printable(text: str) -> str:
    """Returns a text in which characters that cannot be shown are written as escapes."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


def wrapped(text: str, hanging: int) -> str:
    """Returns a text in lines that fit a terminal, with so many blanks before all but the first."""
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
