"""This module writes any text so that LaTeX prints it as it is."""

from __future__ import annotations

_WORDS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    **{one: f"\\{one}" for one in "&%$#_{}"},
}
_LAST_LETTER = "\u017f"
"""The fonts of LaTeX have the letters of European languages up to this one."""
_PUNCTUATION = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026"


def escaped(text: str) -> str:
    """Returns a text in which no character has a meaning for LaTeX.

    A character that the usual fonts lack is written as its number, such as U+4E2D.
    """
    return "".join(_WORDS.get(one) or _printable(one) for one in text)


def _printable(one: str) -> str:
    known = one.isprintable() and one <= _LAST_LETTER
    return one if known or one in _PUNCTUATION else f"U+{ord(one):04X}"
