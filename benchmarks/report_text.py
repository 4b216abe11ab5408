"""Tables, figures and paragraphs of docs/benchmarks.md."""

import textwrap
from collections.abc import Iterable

WIDTH = 118


def table(headings: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """In Markdown; figures to the right."""
    named = list(headings)
    rule = "|" + "|".join(["---", *["---:"] * (len(named) - 1)]) + "|"
    cells = ["| " + " | ".join(line) + " |" for line in ([*named], *lines)]
    return "\n".join([cells[0], rule, *cells[1:]])


def number(value: float, digits: int = 3) -> str:
    """To so many digits, without an exponent up to a million; nothing where there is none."""
    if value != value:
        return ""
    return f"{value:,.0f}" if abs(value) >= 10 ** (digits - 1) else f"{value:.{digits}g}"


def paragraph(text: str) -> str:
    """Filled anew, as figures in it have any length."""
    return textwrap.fill(" ".join(text.split()), WIDTH, break_long_words=False)
