"""Reads the prose of a page in Markdown; tables, code and headings are left out."""

from __future__ import annotations

from collections.abc import Iterator

from prose.passages import Opening, Passage, paragraphs


def passages(path: str, source: str) -> Iterator[Passage]:
    """Yields the whole page as one passage, which may open as it likes."""
    text = tuple(paragraphs(enumerate(source.splitlines(), 1)))
    if text:
        yield Passage(path, "page", Opening.FREE, text)
