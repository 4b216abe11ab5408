"""This extension links the pages that docstrings and comments of headers name as files.

In a terminal "docs/theory.md" is a file to open. In the site it is a link, with the title of the
page as its text.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

MENTION = re.compile(r"docs/([\w/-]+)\.md")
LEFT = (nodes.reference, nodes.FixedTextElement, nodes.literal, nodes.title)


class Mentions(SphinxPostTransform):
    """Turns the names of pages in running text into links."""

    default_priority = 900

    def run(self, **_: object) -> None:
        """Changes the document in place."""
        for text in list(self.document.findall(nodes.Text)):
            if MENTION.search(text) and not _within(text, LEFT):
                text.parent.replace(text, self._linked(str(text)))

    def _linked(self, text: str) -> list[nodes.Node]:
        parts: list[nodes.Node] = []
        end = 0
        for match in MENTION.finditer(text):
            name = match[1]
            if name not in self.env.titles:
                continue
            uri = self.app.builder.get_relative_uri(self.env.docname, name)
            title = self.env.titles[name].astext()
            parts += [
                nodes.Text(text[end : match.start()]),
                nodes.reference("", title, internal=True, refuri=uri),
            ]
            end = match.end()
        return [*parts, nodes.Text(text[end:])]


def _within(node: nodes.Node, kinds: tuple[type, ...]) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False


def setup(app: Sphinx) -> dict[str, bool]:
    """Puts the links into a build."""
    app.add_post_transform(Mentions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
