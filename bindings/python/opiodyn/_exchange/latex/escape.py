"""This module writes any text so that LaTeX prints it as it is."""

from __future__ import annotations

_WORDS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{one: f"\\{one}" for one in "&%$#_{}"},
}


def escaped(text: str) -> str:
    """Returns a text in which no character has a meaning for LaTeX."""
    return "".join(_WORDS.get(one, one) for one in text)
