"""Reads the prose of a C++ file: doc comments, other comments and the messages of errors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from prose.passages import Line, Opening, Passage, comments, paragraphs

DOC = re.compile(r"\s*///(?!/|<) ?(.*)")
FIELD = re.compile(r".*?///< ?(.*)")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
CALL = re.compile(r"\b(?:InputError|UnknownNameError|NotKnownError|require_\w+|throw [\w:]+)\s*\(")
# A line of code between two literals of one message.
BETWEEN = re.compile(r"[\s+]*")


def passages(path: str, source: str) -> Iterator[Passage]:
    """Yields the comments of declarations and files, joined over lines, and the messages."""
    lines = list(enumerate(source.splitlines(), 1))
    for is_doc, block in itertools.groupby(lines, lambda line: bool(DOC.match(line[1]))):
        if is_doc:
            text = tuple(paragraphs((number, DOC.sub(r"\1", line)) for number, line in block))
            if text:
                yield Passage(path, "doc comment", Opening.SENTENCE, text)
    for place in _fields(lines):
        yield Passage(path, "doc comment", Opening.PHRASE, (place,))
    for text in filter(None, comments(lines, "//")):
        yield Passage(path, "comment", Opening.FREE, text)
    for number, text in _messages(source):
        yield Passage(path, "message", Opening.FREE, ((number, text),))


def _fields(lines: list[Line]) -> Iterator[Line]:
    """Yields the comments behind fields; a line with nothing else goes on with the one above."""
    held: Line | None = None
    for number, line in lines:
        field = FIELD.match(line)
        goes_on = field and held and line.lstrip().startswith("///<")
        if held and not goes_on:
            yield held
            held = None
        if field:
            held = (held[0], held[1] + "\n" + field[1]) if held else (number, field[1])
    if held:
        yield held


def _messages(source: str) -> Iterator[Line]:
    """Yields the literals with blanks in the arguments of what throws."""
    for call in CALL.finditer(source):
        for begin, text in _joined(source, call.end(), _closing(source, call.end())):
            if " " in text.strip():
                yield source.count("\n", 0, begin) + 1, text


def _joined(source: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Yields the literals of a stretch; what stands between two with `+` is one word."""
    held = ""
    start = last = begin
    for literal in STRING.finditer(source, begin, end):
        between = source[last : literal.start()]
        if not held or "," in _outside_parentheses(between):
            if held:
                yield start, held
            held, start = "", literal.start()
        elif between.strip():
            held += "X"
        held += literal[1].replace("\\n", " ")
        last = literal.end()
    if held:
        yield start, held


def _outside_parentheses(code: str) -> str:
    return re.sub(r"\([^()]*\)", "", code)


def _closing(source: str, begin: int) -> int:
    """Returns where the parenthesis closes that was opened just before."""
    depth = 1
    for mark in re.finditer(r'"(?:[^"\\\n]|\\.)*"|[()]', source[begin:]):
        depth += {"(": 1, ")": -1}.get(mark.group(), 0)
        if depth == 0:
            return begin + mark.start()
    return len(source)
