"""Step 1 of event tables finds the lines of a text, and refuses what is no text of a table."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._core import InputError
from opiodyn._events.source import sizes
from opiodyn._events.source.cells import IntArray

Bytes = npt.NDArray[np.uint8]

_BLOCK = 1 << 20  # bytes, so that what is made of a block stays in the cache of a core
_NEWLINE, _TAB, _BLANK = 10, 9, 32
_ORDER_MARK = "\ufeff".encode()  # which is taken off where it opens a file
_JSON = re.compile(r"\{|\[\s*([\[{\"\]]|-?[0-9])")
_CONTROL_STREAM = re.compile(r"^\s*\$(prob|data|inp)", re.IGNORECASE | re.MULTILINE)


class Block(NamedTuple):
    """A block is a run of whole lines."""

    codes: Bytes
    """These are the bytes of the lines, each with its newline."""
    first: int
    """This is the position of the first line."""
    begins: IntArray
    """Each line begins at this byte of the block."""
    ends: IntArray
    """Each line has its newline at this byte of the block."""


class Lines(NamedTuple):
    """The lines of a text are known by the bytes at which they begin and end."""

    data: bytes
    """The text is in UTF-8; each line ends with one newline."""
    begins: IntArray
    """Each line begins at this byte."""
    ends: IntArray
    """Each line has its newline at this byte."""

    def __len__(self) -> int:
        return len(self.begins)

    def text(self, line: int) -> str:
        """Returns a line without its newline."""
        return self.data[int(self.begins[line]) : int(self.ends[line])].decode()

    def texts_from(self, line: int) -> Iterator[str]:
        """Yields a line and all below it, each with its newline."""
        if line < len(self):
            text = self.data[int(self.begins[line]) :].decode()
            yield from io.StringIO(text, newline="\n")

    def blocks(self) -> Iterator[Block]:
        """Yields all lines in blocks of about the same number of bytes."""
        codes = np.frombuffer(self.data, dtype=np.uint8)
        cuts = np.searchsorted(self.begins, np.arange(0, len(codes), _BLOCK))
        bounds = np.unique([*cuts, len(self)]).tolist()
        for first, last in itertools.pairwise(bounds):
            base = int(self.begins[first])
            yield Block(
                codes[base : int(self.ends[last - 1]) + 1],
                first,
                self.begins[first:last] - base,
                self.ends[first:last] - base,
            )


def lines_of(name: str, text: bytes) -> Lines:
    """Returns the lines of a text in UTF-8, whatever ends them: `\\n`, `\\r\\n` or `\\r`.

    Raises:
        InputError: The text is no table, or is too large.
    """
    _refuse_other_forms(name, text)
    data = text.removesuffix(b"\x1a")  # with which DOS ends a file
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.endswith(b"\n"):
        data += b"\n"
    ends = _newlines(name, np.frombuffer(data, dtype=np.uint8))
    lines = Lines(data, np.concatenate([[0], ends[:-1] + 1]), ends)
    _refuse_long_lines(lines)
    _refuse_control_characters(lines)
    return lines


def _newlines(name: str, codes: Bytes) -> IntArray:
    """Returns the bytes that are newlines."""
    found, lines = [], 0
    for begin in range(0, len(codes), _BLOCK):
        found.append(np.flatnonzero(codes[begin : begin + _BLOCK] == _NEWLINE) + begin)
        lines += len(found[-1])
        sizes.refuse_lines(name, lines)
    return np.concatenate(found)


def _refuse_other_forms(name: str, text: bytes) -> None:
    """Refuses what people give by mistake for a table."""
    begin = text[:4000].decode(errors="replace").lstrip()
    if begin == "" and text.strip() == b"":
        raise check.input_error("events", name, "is empty")
    if _JSON.match(begin):
        raise check.input_error("events", name, "is JSON, not a table: give a row per event")
    if begin[:1] == "<":
        raise check.input_error("events", name, "is HTML or XML, not a table: save it as CSV")
    if _CONTROL_STREAM.search(begin):
        rule = "is a control stream of NONMEM: give the file that its $DATA names"
        raise check.input_error("events", name, rule)


def _refuse_long_lines(lines: Lines) -> None:
    for line in np.flatnonzero(lines.ends - lines.begins > sizes.LINE_LENGTH).tolist():
        sizes.refuse_line_length(line + 1, len(lines.text(line)))


def _refuse_control_characters(lines: Lines) -> None:
    """Refuses characters that no table holds; in them, a blank is a space or a tab."""
    mark = lines.data.find(_ORDER_MARK)
    if mark >= 0:
        raise _control_character(lines, mark, "\ufeff")
    for block in lines.blocks():
        low = block.codes[block.codes < _BLANK]
        odd = low[(low != _NEWLINE) & (low != _TAB)]
        if len(odd) > 0:
            byte = int(lines.begins[block.first]) + int(np.argmax(block.codes == odd[0]))
            raise _control_character(lines, byte, chr(odd[0]))


def _control_character(lines: Lines, byte: int, character: str) -> InputError:
    row = int(np.searchsorted(lines.ends, byte)) + 1
    rule = "is no text of a table: take it out"
    return check.input_error(f"row {row}", f"control character {character!r}", rule)
