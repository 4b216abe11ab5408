"""Rules on the files of the C++ library: their pairs, their size, what a unit of the lanes brings.

Each rule takes the project's folder and the [cpp] table of doors.toml and returns a sentence for
everything that breaks it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from rules.cpp_tree import Doors, Rule, files_by_address, includes, stands_in

PER_TARGET = "lanes/per_target/"
MOST_FILES = 20
MOST_EXCEPTIONS = 12
SMALL = 40  # lines
PROGRAM = re.compile(r"^int main\(", re.MULTILINE)
# Rooms of the Python package have a rule of their own (python_rooms.py).
BASES = ("include", "src", "bindings/python/src", "examples", "benchmarks", "tests", "docs")


def sources_have_headers(root: Path, doors: Doors) -> list[str]:
    """A source has a header of its name, beside it or public in its room, or is listed.

    Programs, units of the lanes and stand-ins for generated sources have none.
    """
    files = files_by_address(root)
    listed = doors["sources_without_header"]
    without = [
        name
        for name, path in files.items()
        if path.suffix == ".cpp"
        and not (stands_in(name) or name.startswith(PER_TARGET))
        and not PROGRAM.search(path.read_text(encoding="utf-8"))
        and not path.with_suffix(".hpp").exists()
        and not _public_headers(path.stem, name.split("/")[0]) & files.keys()
    ]
    return _exceptions(without, listed, "has no header of its name", "sources_without_header")


def _public_headers(stem: str, room: str) -> set[str]:
    return {f"opiodyn/{stem}.hpp", f"opiodyn/{room}/{stem}.hpp"}


def small_headers_have_two_readers(root: Path, doors: Doors) -> list[str]:
    """A private header of a few lines has two readers beside its own source and its tests.

    Its source counts with it: a source of some size is a part of its own, however short its header.
    """
    files = files_by_address(root)
    readers: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        for _, target in includes(path):
            if target in files:
                readers[target].add(name)
    lonely = [
        name
        for name, path in files.items()
        if path.suffix == ".hpp"
        and not name.startswith("opiodyn/")
        and not stands_in(name)
        and _lines(path) + _lines(path.with_suffix(".cpp")) < SMALL
        and len(readers[name] - {name.removesuffix(".hpp") + ".cpp"}) < 2
    ]
    return _exceptions(
        lonely, doors["small_headers"], "is small and has less than two readers", "small_headers"
    )


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0


def _exceptions(found: list[str], listed: Mapping[str, str], fault: str, table: str) -> list[str]:
    """Reports what was found and is not listed, and what is wrong with the list."""
    faults = [f"{name}: {fault}" for name in found if name not in listed]
    faults += [
        f"doors.toml: {table} lists {name}, which needs no exception"
        for name in listed
        if name not in found
    ]
    if len(listed) > MOST_EXCEPTIONS:
        faults.append(f"doors.toml: {table} has {len(listed)} entries, more than {MOST_EXCEPTIONS}")
    return faults


def folders_are_small(root: Path, doors: Doors) -> list[str]:
    """At most 20 sources lie in a folder, those that are flat on purpose apart."""
    counts: dict[str, int] = {}
    for base in BASES:
        for path in (root / base).rglob("*"):
            if path.suffix in (".hpp", ".cpp", ".py"):
                folder = path.parent.relative_to(root).as_posix()
                counts[folder] = counts.get(folder, 0) + 1
    return [
        f"{folder}: {count} sources, more than {MOST_FILES}: find the second room in it"
        for folder, count in sorted(counts.items())
        if count > MOST_FILES and folder not in doors["flat_folders"]
    ]


def lanes_bring_nothing_of_others(root: Path, doors: Doors) -> list[str]:
    """What is compiled once for each instruction set brings nothing that others compile plainly."""
    files = files_by_address(root)
    open_to = ("scalars/", "equations/", "lanes/", "opiodyn/scalars/", "opiodyn/equations/")
    listed = doors["per_target"]["headers"]
    return [
        f"{name}: includes {target}, whose functions the linker could take for those of others"
        for name, path in files.items()
        if name.startswith(PER_TARGET) or (stands_in(name) and path.suffix == ".hpp")
        for _, target in includes(path)
        if not target.startswith(open_to)
        and target not in listed
        and not (stands_in(target) and target in files)
    ]


def lane_unit_has_no_default(root: Path, doors: Doors) -> list[str]:
    """A header of the lanes that is included without a unit's name does not compile."""
    defining = re.compile(r"^[ \t]*#[ \t]*define[ \t]+OPIODYN_LANE_UNIT\b", re.MULTILINE)
    return [
        f"{name}: only a source of a unit may define OPIODYN_LANE_UNIT"
        for name, path in files_by_address(root).items()
        if path.suffix == ".hpp" and defining.search(path.read_text(encoding="utf-8"))
    ]


RULES: list[Rule] = [
    sources_have_headers,
    small_headers_have_two_readers,
    folders_are_small,
    lanes_bring_nothing_of_others,
    lane_unit_has_no_default,
]
