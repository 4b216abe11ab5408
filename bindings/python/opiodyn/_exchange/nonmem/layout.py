"""This module lays out the lines of a control stream, which have at most 160 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

WIDTH = 160
_FULL = WIDTH - 4


def plain(text: str) -> str:
    """Returns a text in the characters that NONMEM reads."""
    return text.encode("ascii", "replace").decode("ascii")


def comments(lines: Iterable[str]) -> Iterator[str]:
    """Yields lines as comments."""
    for line in lines:
        for part in textwrap.wrap(plain(line), WIDTH - 2) or [""]:
            yield f"; {part}".rstrip()


def statement(text: str, comment: str = "") -> Iterator[str]:
    """Yields a statement of abbreviated code, which goes on after an & at the end of a line.

    A comment that does not fit behind the statement stands before it.
    """
    note = plain(comment)
    line = f"  {text}"
    if note and len(line) + len(note) + 3 <= WIDTH:
        yield f"{line} ; {note}"
        return
    if note:
        yield from (f"  {one}" for one in comments([note]) if one)
    parts = textwrap.wrap(
        text,
        _FULL,
        initial_indent="  ",
        subsequent_indent="      ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for place, part in enumerate(parts):
        yield f"{part} &" if place < len(parts) - 1 else part


def words(record: str, items: Iterable[str]) -> Iterator[str]:
    """Yields a record with a list of words."""
    yield from textwrap.wrap(
        f"{record} {' '.join(items)}",
        WIDTH,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
