"""Lays out the pages that Sphinx reads: of the repository, and made of code and data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import command_pages
import cpp_pages
import python_pages
from places import sources

MAKERS = (python_pages, cpp_pages, command_pages)


def contents() -> Iterator[tuple[str, bytes]]:
    """Yields every file of the layout: its path and what it holds."""
    for name, path in sources():
        yield name, path.read_bytes()
    for maker in MAKERS:
        for name, text in maker.pages():
            yield name, text.encode()


def lay_out(folder: Path) -> None:
    """Writes what has changed, and removes what is no page any more."""
    wanted = set()
    for name, content in contents():
        path = folder / name
        wanted.add(path)
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in folder.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
