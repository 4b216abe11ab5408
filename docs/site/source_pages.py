"""This extension links pages to files of the repository, and gives each such file a page.

On GitHub a link such as [`effect`](../include/opiodyn/equations/response.hpp) opens the file. In
the site it opens the line that defines the name in the link, on a page that is made as Sphinx
makes those of the extension viewcode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_for_filename
from pygments.util import ClassNotFound
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from places import ROOT, origin, origins

LOG = logging.getLogger(__name__)
FOLDER = "source"
LINK = re.compile(r"\]\(([^)#\s:]+)")
# What a link to code may say: a name, the number of an equation in brackets, or both.
LABEL = re.compile(r"(?:(?:\w+::)*(\w+)(?:\(\))?)? ?(?:\((\d+[a-z]?)\))?")


def line_of(name: str | None, number: str | None, text: str) -> int | None:
    """Returns the line that computes an equation, or else the one that defines a name."""
    patterns = []
    if number:
        patterns += [rf"^\s*[^/\s].*//.*\({number}\)", rf"\({number}\)"]
    if name:
        word = re.escape(name)
        patterns += [
            rf"^\s*(?:class|struct|enum class|def|concept|using)\s+{word}\b",
            rf"^\s*(?!//)(?!.*\breturn\b)[\w:<>,*&\[\]\s]+[\s&*]{word}\(",
            rf"^(?!\s*//).*\b{word}\b",
            rf"\b{word}\b",
        ]
    lines = text.splitlines()
    for pattern in patterns:
        for place, line in enumerate(lines, 1):
            if re.search(pattern, line):
                return place
    return None


def named_files(folder: Path) -> set[str]:
    """Returns the files of the repository to which the pages in a folder link, without pages."""
    known, found = set(origins().values()), set()
    for page in folder.rglob("*.md"):
        here = origin(str(page.relative_to(folder).with_suffix("")))
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            path = (here.parent / target).resolve()
            if path.is_relative_to(ROOT) and path.is_file() and path not in known:
                found.add(str(path.relative_to(ROOT)))
    return found


class LinksToFiles(SphinxPostTransform):
    """Turns links to files of the repository into links to pages, before MyST looks for them."""

    default_priority = 4

    def run(self, **_: Any) -> None:
        """Changes the document in place."""
        known = {path: name for name, path in origins().items()}
        here = origin(self.env.docname)
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("reftype") != "myst" or node.get("refdomain"):
                continue
            target, _, part = node["reftarget"].partition("#")
            path = (here.parent / target).resolve()
            if not target or not path.is_relative_to(ROOT) or not path.exists():
                continue
            if path in known:
                node.replace_self(self._reference(node, known[path], part))
            elif path.is_file():
                page = f"{FOLDER}/{path.relative_to(ROOT)}"
                node.replace_self(self._reference(node, page, self._line(node, path)))
            else:  # a folder has no page
                node.replace_self(node.children)

    def _line(self, node: nodes.Element, path: Path) -> str:
        label = LABEL.fullmatch(node.astext().strip())
        # A plain word, as in [the header](...), is no name of code.
        name = label[1] if label and list(node.findall(nodes.literal)) else None
        number = label[2] if label else None
        if not (name or number):
            return ""
        line = line_of(name, number, path.read_text(encoding="utf-8"))
        if line is None:
            LOG.warning("%s has no %s", path.name, node.astext(), location=node)
        return f"line-{line}"

    def _reference(self, node: nodes.Element, page: str, part: str) -> nodes.reference:
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        reference = nodes.reference("", "", internal=True, refuri=f"{uri}#{part}" if part else uri)
        reference += node.children
        return reference


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yields a page for each file that a page has named."""
    form = HtmlFormatter(linenos="inline", linespans="line", wrapcode=True)
    for name in sorted(named_files(Path(app.srcdir))):
        text = (ROOT / name).read_text(encoding="utf-8")
        try:
            lexer = get_lexer_for_filename(name)
        except ClassNotFound:
            lexer = TextLexer()
        body = f'<h1>{escape(name)}</h1>\n<div class="source">{highlight(text, lexer, form)}</div>'
        yield f"{FOLDER}/{name}", {"title": name, "body": body}, "page.html"


def setup(app: Sphinx) -> dict[str, bool]:
    """Puts the links and the pages into a build."""
    app.add_post_transform(LinksToFiles)
    app.connect("html-collect-pages", pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
