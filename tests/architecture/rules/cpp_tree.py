"""The C++ files of the library as the rules see them: addresses, includes, rooms."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Doors = Mapping[str, Any]
Rule = Callable[[Path, Doors], list[str]]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)
UMBRELLA = "opiodyn/opiodyn.hpp"
PUBLIC = Path("include/opiodyn")
PRIVATE = Path("src")
# What stands for the files that a build generates where it generates none. Others include them by
# their bare names, and they are code of the lanes.
STAND_INS, STAND_INS_ROOM = Path("src/trace/nothing"), "lanes"


def sources(root: Path) -> list[Path]:
    """Every header and source of the library."""
    return [
        path
        for base in (PUBLIC, PRIVATE)
        for path in sorted((root / base).rglob("*"))
        if path.suffix in (".hpp", ".cpp")
    ]


def address(root: Path, path: Path) -> str:
    """The name by which others include a file: opiodyn/model.hpp, solver/body.hpp."""
    if path.is_relative_to(root / STAND_INS):
        return path.relative_to(root / STAND_INS).as_posix()
    base = root / ("include" if path.is_relative_to(root / "include") else "src")
    return path.relative_to(base).as_posix()


def stands_in(name: str) -> bool:
    """Tells whether an address is that of a generated file, whose stand-in is in the tree."""
    return "/" not in name


def includes(path: Path) -> list[tuple[str, str]]:
    """The quote and the name of every include of a file."""
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def files_by_address(root: Path) -> dict[str, Path]:
    return {address(root, path): path for path in sources(root)}


def room(name: str, root: Path, doors: Doors) -> str | None:
    """The room of a file by its address; None for one that belongs to none."""
    if stands_in(name):
        return STAND_INS_ROOM
    parts = name.removeprefix("opiodyn/").split("/")
    if len(parts) > 1:
        return parts[0] if parts[0] in doors["doors"] else None
    stem = parts[0].removesuffix(".hpp")
    homes = {
        path.relative_to(root / PRIVATE).parts[0] for path in (root / PRIVATE).rglob(f"{stem}.cpp")
    }
    listed = doors["headers_without_source"].get(stem)
    if listed is not None:
        return None if homes else listed
    return homes.pop() if len(homes) == 1 else None
