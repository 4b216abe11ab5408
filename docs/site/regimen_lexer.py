"""This extension gives colours to the language of regimens (docs/dosing.md)."""

from __future__ import annotations

import re
from typing import ClassVar

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Text, Whitespace
from sphinx.application import Sphinx

WORDS = (
    "after", "and", "as", "at", "bedtime", "cmt", "concentration", "every", "F", "flare", "for",
    "increase", "lag", "magnitude", "on", "over", "rate", "reduce", "reset", "set", "ss",
    "stimulus", "then", "to", "x",
)  # fmt: skip
CODES = ("bid", "daily", "hourly", "hs", "qd", "qhs", "qid", "qod", "tid", "weekly")
ROUTES = ("depotrex", "er", "im", "in", "iv", "po", "sc", "sl")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = r"(?:mg|ug|mcg|µg|g|nM|uM|ng/mL|mg/L|hours?|days?|weeks?|h|min|d|w|%)(?:/(?:h|min|d))?"


class RegimenLexer(RegexLexer):
    """Tells drugs, amounts, routes and words of a regimen apart."""

    name = "regimen"
    flags = re.IGNORECASE | re.MULTILINE
    aliases: ClassVar[list[str]] = ["regimen"]
    tokens: ClassVar = {
        "root": [
            (r"^=.*$", Generic.Output),  # the records that a line of our pages stands for
            (r"#.*$", Comment.Single),
            (r"q\d+(?:\.\d+)?(?:h|d|w)\b|\bx\d+\b", Keyword.Type),
            (r"\d+(?:\.\d+)?(?:e[+-]?\d+)?", Number),
            (UNITS + r"(?![\w-])", Keyword.Constant),
            (words(WORDS, suffix=r"(?![\w-])"), Keyword),
            (words(CODES, suffix=r"(?![\w-])"), Keyword.Type),
            (words(DAYS, suffix=r"(?![\w-])"), Keyword.Type),
            (words(ROUTES, suffix=r"(?![\w-])"), Name.Attribute),
            (r"[A-Za-z][\w./-]*|\d[\w-]*", Name.Class),
            (r"[+,;:=()\[\]]", Operator),
            (r"\s+", Whitespace),
            (r".", Text),
        ]
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Makes the lexer known to Sphinx."""
    app.add_lexer("regimen", RegimenLexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
