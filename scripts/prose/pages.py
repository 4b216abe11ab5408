"""Reads the prose of a page in Markdown; tables, code and headings are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prose.passages import Opening, Passage, paragraphs

# A label in bold, such as **V15**, **V16** (`pet`): it is no part of the sentence behind it.
LABEL = re.compile(r"^(?:- )?(?:\*\*[^*]+\*\*(?:, )?)+(?: \([^)]*\))?: ")


def passages(path: str, source: str) -> Iterator[Passage]:
    """Yields the whole page as one passage, which may open as it likes."""
    read = paragraphs(enumerate(source.splitlines(), 1))
    text = tuple((line, LABEL.sub("", words)) for line, words in read)
    if text:
        yield Passage(path, "page", Opening.FREE, text)
