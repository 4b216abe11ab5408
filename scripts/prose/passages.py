"""A passage of prose goes from the reader of a file to the rules, with its place."""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A line of a file: its number, from 1, and its text.
Line = tuple[int, str]

LIST_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) +")
# A table, a heading, an image, or the target of a link.
NO_PROSE = re.compile(r"\s*(?:[|#]|!\[|\[[^\]]+\]: )")
CODE_INDENT = "    "


class Opening(enum.Enum):
    """An opening is what the first sentence of a passage must be."""

    SENTENCE = "a sentence with a subject and a verb"
    PHRASE = "a sentence or a noun phrase"
    FREE = "anything"


@dataclass(frozen=True)
class Passage:
    """A passage is one comment, one entry of a docstring, one message or one part of a page."""

    path: str
    kind: str
    opening: Opening
    paragraphs: tuple[Line, ...]


def paragraphs(lines: Iterable[Line]) -> Iterator[Line]:
    """Yields paragraphs and list items, each with its line breaks and the number of its line."""
    held: list[str] = []
    begin = 0
    in_item = False
    for number, text in _prose(lines):
        item = LIST_ITEM.match(text)
        ends = item or not text.strip() or (text.startswith(CODE_INDENT) and not in_item)
        if held and ends:
            yield begin, "\n".join(held)
            held = []
            in_item = False
        if item or not ends:
            begin = begin if held else number
            in_item = bool(item) or (in_item and bool(held))
            held.append(text[item.end() :] if item else text.strip())


def _prose(lines: Iterable[Line]) -> Iterator[Line]:
    """Empties the lines of code, tables, headings and examples, and adds one at the end."""
    fenced = example = False
    for number, text in [*lines, (0, "")]:
        fence = text.lstrip().startswith("```")
        fenced ^= fence
        # The lines under a doctest, up to an empty one, are its output.
        example = bool(text.strip()) and (example or text.lstrip().startswith(">>>"))
        yield number, "" if fence or fenced or example or NO_PROSE.match(text) else text


def comments(lines: Iterable[Line], mark: str) -> Iterator[tuple[Line, ...]]:
    """Yields the comments that have lines of their own, joined over these."""
    own = re.compile(rf"\s*{mark}(?![/!<]) ?(.*)")
    for is_comment, block in itertools.groupby(lines, lambda line: bool(own.match(line[1]))):
        if is_comment:
            yield tuple(paragraphs((number, own.sub(r"\1", text)) for number, text in block))
