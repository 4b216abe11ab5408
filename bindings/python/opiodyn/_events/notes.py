"""This module collects what the reader of a table understood and a user may want to know."""

from __future__ import annotations


class Notes:
    """Notes are sentences about a table, in the order in which it is read."""

    def __init__(self) -> None:
        self._sentences: list[str] = []

    def add(self, sentence: str) -> None:
        """Adds a sentence; it ends without a full stop."""
        self._sentences.append(sentence)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Returns the sentences that were added."""
        return tuple(self._sentences)
