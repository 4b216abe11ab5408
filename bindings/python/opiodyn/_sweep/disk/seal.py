"""A seal is a checksum of a whole file inside the file, so that no changed bit goes unnoticed."""

from __future__ import annotations

import hashlib

_LENGTH = 64  # characters of a SHA-256


def sealed(head: bytes, tail: bytes = b"") -> bytes:
    """Returns a file with its checksum between head and tail."""
    return head + _checksum(head, tail) + tail


def is_sealed(content: bytes, tail: bytes = b"") -> bool:
    """Tells whether a file is as `sealed` made it, to the last bit."""
    end = len(content) - len(tail)
    begin = end - _LENGTH
    return begin >= 0 and content[begin:] == _checksum(content[:begin], tail) + tail


def _checksum(head: bytes, tail: bytes) -> bytes:
    return hashlib.sha256(head + tail).hexdigest().encode()
