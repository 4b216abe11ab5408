"""This module makes text of the bytes of a file, which may be compressed."""

from __future__ import annotations

import codecs
import importlib
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import IO, Any, BinaryIO

from opiodyn._checks import check
from opiodyn._events.source import sizes
from opiodyn._events.source.files.endings import refuse_other_content

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
GIVE_PATH = "an open file must hold text, so give its path instead"
"""This is what to do with an open file whose path could be read."""
_MODULES = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
_BLOCK = 1 << 24  # bytes that are unpacked at a time; a line of a table is far shorter
_NO_TEXT = "is not a text file: it holds zero bytes"


def unpacked(name: str, file: BinaryIO, ending: str, advice: str) -> bytes:
    """Returns the content of a compressed file, of which no more is unpacked than a table may have.

    Args:
        name: The name of the file in messages.
        file: The file, open for reading.
        ending: The ending of its name, which says how it is compressed.
        advice: Advice for a content that is not text.

    Raises:
        InputError: The file is damaged, or it is not compressed as its ending says.
    """
    module = importlib.import_module(_MODULES[ending])  # a Python may have been built without it
    try:
        with module.open(file) as packed:
            content = b"".join(_blocks(name, packed, advice))
    except EOFError:
        rule = "is damaged: it ends too early"
        raise check.input_error("events", name, rule) from None
    except (OSError, zlib.error, getattr(module, "LZMAError", OSError)):
        rule = f"is damaged, or not compressed as its ending {ending} says"
        raise check.input_error("events", name, rule) from None
    sizes.refuse_length(name, len(content))
    return content


def _blocks(name: str, packed: IO[bytes], advice: str) -> Iterator[bytes]:
    """Yields what is unpacked, as long as it may be a table.

    A small file may unpack to very much. What no table holds is refused at its first block: zero
    bytes, a block without a line break, and too many lines.
    """
    left, lines = sizes.limits.table_length + 1, 0
    first = packed.read(min(_BLOCK, left))
    refuse_other_content(name, first, advice)
    zeros = first.startswith(_UTF_16)  # as one of two bytes
    for block in chain([first], iter(lambda: packed.read(_BLOCK), b"")):
        lines += block.count(b"\n")
        if b"\0" in block and not zeros:
            raise check.input_error("events", name, _NO_TEXT)
        if len(block) == _BLOCK and b"\n" not in block and b"\r" not in block:
            rule = (
                f"has {_BLOCK} bytes without a line break; a line has {sizes.LINE_LENGTH} at most"
            )
            raise check.input_error("events", name, rule)
        sizes.refuse_lines(name, lines)
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return


def content_of(name: str, file: IO[Any]) -> bytes | str:
    """Returns all that an open file holds, or as much as shows that it is too long.

    Raises:
        InputError: The file cannot be read.
    """
    left = sizes.limits.table_length + 1
    parts: list[Any] = []
    while left > 0 and (part := _part(name, file, left)):  # a pipe gives less than is asked for
        parts.append(part)
        left -= len(part)
    content: bytes | str = type(parts[0])().join(parts) if parts else ""
    return content


def _part(name: str, file: IO[Any], most: int) -> bytes | str:
    try:
        part = file.read(most)
    except UnicodeDecodeError as error:
        refuse_other_content(name, error.object, GIVE_PATH)
        raise check.input_error("events", name, "must be text in UTF-8") from None
    except (OSError, ValueError):  # closed, or open for writing
        raise check.input_error("events", name, "cannot be read") from None
    check.instance("events", part, (str, bytes), "must be text in UTF-8")
    read: bytes | str = part
    return read


def utf8_of(name: str, content: bytes | str, advice: str = "") -> bytes:
    """Returns the text of a content in UTF-8: bytes in UTF-8, or in UTF-16 with a mark, or a text.

    Args:
        name: The name of the file in messages.
        content: Content of the file.
        advice: Advice for a table that is not text; empty if another ending helps.

    Raises:
        InputError: The content is too long or no text.
    """
    sizes.refuse_length(name, len(content))
    if isinstance(content, bytes):
        refuse_other_content(name, content, advice)
        content = _without_utf16(name, content)
    if isinstance(content, str):
        content = _encoded(name, content)
    if b"\0" in content:
        raise check.input_error("events", name, _NO_TEXT)
    _require_utf8(name, content)
    return content.removeprefix(codecs.BOM_UTF8)  # the mark that some programs put before UTF-8


def _without_utf16(name: str, content: bytes) -> bytes | str:
    if not content.startswith(_UTF_16):  # as "Unicode text" of Excel
        return content
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        rule = "is damaged: it has the mark of UTF-16 and is not in UTF-16"
        raise check.input_error("events", name, rule) from None


def _encoded(name: str, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # a surrogate
        raise check.input_error("events", name, "must be text in UTF-8") from None


def _require_utf8(name: str, content: bytes) -> None:
    if content.isascii():  # a text of 72 MB is known in 5 ms, and decoded in 40
        return
    try:
        content.decode()
    except UnicodeDecodeError as error:
        above = content[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        row = above.count(b"\n") + 1
        rule = f"must be text in UTF-8, and row {row} is not: save it as UTF-8"
        raise check.input_error("events", name, rule) from None
