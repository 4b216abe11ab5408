"""This module tells which file of the repository each page of the site is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
# A folder of the repository, its folder in the site, and its files that are pages or shown there.
FOLDERS = (
    ("docs/site/pages", "", ("**/*.md",)),
    ("docs", "", ("*.md", "*/*.md", "images/*.png")),
    ("examples/notebooks", "learn", ("*.ipynb", "*.csv")),
)
FILES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}


def sources() -> Iterator[tuple[str, Path]]:
    """Yields the path of each page in the site, and its file in the repository."""
    for folder, target, patterns in FOLDERS:
        for pattern in patterns:
            for path in sorted((ROOT / folder).glob(pattern)):
                name = path.relative_to(ROOT / folder)
                if name.parts[0] != "site":  # those pages come first, with names of their own
                    yield str(Path(target) / name), path
    for name, target in FILES.items():
        yield target, ROOT / name


@cache
def origins() -> dict[str, Path]:
    """Returns the file of the repository behind each name of a document in Sphinx."""
    return {str(Path(name).with_suffix("")): path for name, path in sources()}


def origin(document: str) -> Path:
    """Returns the file behind a document; a page that is made of code has its place in docs/."""
    return origins().get(document, ROOT / "docs" / document)
