"""This module writes Markdown that several pages need."""

from __future__ import annotations

from collections.abc import Iterable


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Returns the lines of a table."""
    named = list(headings)
    lines = ["| " + " | ".join(named) + " |", "|" + "---|" * len(named)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]
