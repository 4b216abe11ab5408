"""This extension puts the words of the glossary into the index and so at the top of a search.

A row with a link leads to the place that explains its word, and any other row to the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from places import ROOT

GLOSSARY = "glossary"
ROW = re.compile(r"^\| ([^|]+) \| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([\w./-]+)\.md(?:#([\w-]+))?\)")


class IndexWords(SphinxTransform):
    """Marks a page as the main entry of the words that it explains."""

    default_priority = 800  # before the domains of Sphinx read the index

    def apply(self, **_: object) -> None:
        """Changes the document in place."""
        entries = [
            ("single", word, part, "main", None)
            for word, page, part in words()
            if page == self.env.docname
        ]
        if entries:
            self.document.insert(0, addnodes.index(entries=entries))


@cache
def words() -> tuple[tuple[str, str, str], ...]:
    """Returns each word of the glossary with the page and the place that explain it."""
    text = (ROOT / "docs" / f"{GLOSSARY}.md").read_text(encoding="utf-8")
    return tuple(
        (word, *_place(meaning))
        for names, meaning in ROW.findall(text)
        if names.strip("-") and names != "word"
        for word in _words(names)
    )


def _words(names: str) -> Iterator[str]:
    """Yields the words of a row, such as "K, koff" or "shrinkage (of estimates)"."""
    for name in re.sub(r"\([^)]*\)", "", names).split(","):
        yield name.strip(" `")


def _place(meaning: str) -> tuple[str, str]:
    link = LINK.search(meaning)
    return (link[1], link[2] or "") if link else (GLOSSARY, "")


def setup(app: Sphinx) -> dict[str, bool]:
    """Puts the entries into a build."""
    app.add_transform(IndexWords)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
