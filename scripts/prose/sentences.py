"""Splits a paragraph into sentences, and counts their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CODE = re.compile(r"`+[^`]+`+")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
UNIT = re.compile(r"\[[^\]\s]*\]")
END = re.compile(r"[.!?][\"')\]]*(?=\s)")
ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|al|ca|approx|Fig|Eq|No|St|Dr)|\.\.)\.$")


@dataclass(frozen=True)
class Sentence:
    """A sentence keeps its own text, and its plain text, where code is one word of its own."""

    line: int
    text: str
    plain: str

    @property
    def words(self) -> int:
        """Counts what has a letter or a digit; a unit in brackets is no word."""
        return sum(any(map(str.isalnum, word)) for word in UNIT.sub("", self.plain).split())


def sentences(line: int, paragraph: str) -> Iterator[Sentence]:
    """Yields the sentences of a paragraph that begins at this line of its file."""
    text = LINK.sub(r"\1", paragraph)
    hidden = CODE.sub(_hide, text)
    begin = 0
    for end in [*_ends(hidden), len(text)]:
        whole = text[begin:end]
        if whole.strip():
            start = begin + len(whole) - len(whole.lstrip())
            yield Sentence(
                line + text.count("\n", 0, start),
                " ".join(whole.split()),
                " ".join(re.sub("\0[\0\n]*", "CODE", hidden[begin:end]).split()),
            )
        begin = end


def _hide(code: re.Match[str]) -> str:
    """Hides code of the same length, so that places stay and its dots end no sentence."""
    return re.sub(r"[^\n]", "\0", code.group())


def _ends(hidden: str) -> Iterator[int]:
    for mark in END.finditer(hidden):
        if not ABBREVIATION.search(hidden[: mark.end()]):
            yield mark.end()
