"""This extension lets readers download each notebook, with the data that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class Downloads(SphinxTransform):
    """Puts the line of downloads under the title of a notebook, before Sphinx collects files."""

    default_priority = 800

    def apply(self, **_: object) -> None:
        """Changes the document in place."""
        book = Path(self.env.doc2path(self.env.docname))
        title = next(iter(self.document.findall(nodes.title)), None)
        if book.suffix == ".ipynb" and title is not None:
            title.parent.insert(title.parent.index(title) + 1, self._line(book))

    def _line(self, book: Path) -> nodes.paragraph:
        line = nodes.paragraph(
            "", "", _file("Download this notebook", book), classes=["notebook-downloads"]
        )
        for data in _data(book):
            line += [nodes.Text(" and its data, "), _file(data.name, data)]
        line += nodes.Text(", and run it in JupyterLab where opiodyn is installed.")
        return line


def _data(book: Path) -> Iterator[Path]:
    text = book.read_text(encoding="utf-8")
    return (path for path in sorted(book.parent.glob("*.csv")) if path.name in text)


def _file(words: str, path: Path) -> addnodes.download_reference:
    # A target without a folder is one beside the page.
    return addnodes.download_reference("", words, reftarget=path.name, refdoc="", refexplicit=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Puts the lines into a build."""
    app.add_transform(Downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
