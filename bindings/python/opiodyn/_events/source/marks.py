"""This module knows the marks of IGNORE: characters with which rows begin that are left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_MARK = re.compile(r"""\s*(?:(\S)|'(\S)'|"(\S)")\s*""")


def mark_of(entry: str) -> str:
    """Returns the mark that an entry of `ignore` names; empty if the entry is a condition.

    A mark is one character, with or without quotes.
    """
    found = _MARK.fullmatch(entry)
    return "" if found is None else found[1] or found[2] or found[3]


def marks_of(entries: Iterable[str]) -> frozenset[str]:
    """Returns the marks among the entries of `ignore`."""
    return frozenset(filter(None, map(mark_of, entries)))


def is_marked(row: str, marks: Collection[str]) -> bool:
    """Tells whether a row, or the word in its first column, begins with one of the marks.

    Blanks and an opening quote before it do not count. The mark ``@`` stands for a letter too.
    """
    first = row.lstrip().removeprefix('"').lstrip()[:1]
    return first != "" and (first in marks or ("@" in marks and first.isalpha()))
