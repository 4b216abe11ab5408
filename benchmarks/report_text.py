"""Formats tables, figures and paragraphs of docs/benchmarks.md."""

import textwrap
from collections.abc import Iterable

WIDTH = 118


def table(headings: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """Returns a table in Markdown with figures to the right."""
    named = list(headings)
    rule = "|" + "|".join(["---", *["---:"] * (len(named) - 1)]) + "|"
    cells = ["| " + " | ".join(line) + " |" for line in ([*named], *lines)]
    return "\n".join([cells[0], rule, *cells[1:]])


def number(value: float, digits: int = 3) -> str:
    """Writes a number with so many digits, or an empty text if it is not a number.

    Up to a million there is no exponent.
    """
    if value != value:
        return ""
    return f"{value:,.0f}" if abs(value) >= 10 ** (digits - 1) else f"{value:.{digits}g}"


def paragraph(text: str) -> str:
    """Fills a paragraph anew, because its figures have any length."""
    return textwrap.fill(" ".join(text.split()), WIDTH, break_long_words=False)
