"""Rules that the rooms of the Python package keep.

Each is a function that returns what breaks the rule, a sentence for each place.
"""

import graphlib
import importlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import grimp

Doors = Mapping[str, Any]
"""The table `python` of doors.toml."""

MOST_SOURCES = 20
MOST_OF_THE_FACE = 7
SMALL = 40  # lines
MOST_SMALL = 12


def imports(package: Path) -> dict[str, set[str]]:
    """What each module of the package imports from it: also for annotations, and in functions.

    Names are relative to the package, whose own file is `__init__`. What a module imports from the
    package itself is left out, as is the compiled module; `reads_of_the_face` looks at these.
    """
    name = package.name
    with mock.patch.dict(sys.modules), mock.patch.object(sys, "path", [str(package.parent)]):
        for loaded in [one for one in sys.modules if one.split(".")[0] == name]:
            del sys.modules[loaded]  # the one in this folder is looked at, not the installed one
        importlib.invalidate_caches()
        graph = grimp.build_graph(name, cache_dir=None)
    return {
        _short(module, name): {
            _short(one, name)
            for one in graph.find_modules_directly_imported_by(module)
            if one != name
        }
        for module in graph.modules
    }


def _short(module: str, package: str) -> str:
    return module.removeprefix(package).removeprefix(".") or "__init__"


def room_of(module: str) -> str:
    """The first folder of a module, or the module itself in the package's own folder."""
    return module.split(".")[0]


def closed_doors(package: Path, doors: Doors) -> list[str]:
    """Rule 1: a room imports what its doors name, and every room has doors."""
    allowed: Mapping[str, list[str]] = doors["doors"]
    files, rooms = imports(package), _rooms(package)
    broken = [f"{room} has no entry in doors.toml" for room in sorted(set(rooms) - set(allowed))]
    for module, others in sorted(files.items()):
        room = room_of(module)
        for other in sorted(others):
            if room_of(other) not in {room, *allowed.get(room, ())}:
                broken.append(f"{module} imports {other}, and {room} has no such door")
    return broken


def stale_doors(package: Path, doors: Doors) -> list[str]:
    """Rule 1, too: doors.toml names rooms that exist, and doors that are used."""
    allowed: Mapping[str, list[str]] = doors["doors"]
    rooms = _rooms(package)
    broken = [f"{room} of doors.toml does not exist" for room in sorted(set(allowed) - set(rooms))]
    return broken + [
        f"{room} has a door to {other} and does not use it"
        for room in sorted(set(allowed) & set(rooms))
        for other in allowed[room]
        if other not in rooms[room]
    ]


def unseen(package: Path, doors: Doors) -> list[str]:
    """Rule 1, too: a folder of modules has an `__init__.py`; these rules see no other folder."""
    folders = {
        folder
        for path in package.rglob("*.py")
        for folder in path.parents
        if folder.is_relative_to(package) and not (folder / "__init__.py").is_file()
    }
    return [
        f"{folder.relative_to(package).as_posix()} has modules and no __init__.py"
        for folder in sorted(folders)
    ]


def _rooms(package: Path) -> dict[str, set[str]]:
    """What each room imports from other rooms."""
    rooms: dict[str, set[str]] = {}
    for module, others in imports(package).items():
        room = room_of(module)
        rooms.setdefault(room, set()).update({room_of(one) for one in others} - {room})
    return rooms


def circles(package: Path, doors: Doors) -> list[str]:
    """Rule 2: no file needs another that needs it, and no room either."""
    return [
        f"{' needs '.join(reversed(circle))}"
        for graph in (imports(package), _rooms(package))
        for circle in _circle(graph)
    ]


def _circle(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield error.args[1]


def crowded(package: Path, doors: Doors) -> list[str]:
    """Rule 4: at most 20 sources in a folder, but for the flat ones; the face has 7 files."""
    flat: Mapping[str, str] = doors["flat"]
    broken, counts = [], dict.fromkeys(flat, 0)
    for folder in [package, *(path for path in package.rglob("*") if path.is_dir())]:
        name = ".".join(folder.relative_to(package).parts)
        counts[name] = sum(path.suffix in (".py", ".pyi") for path in folder.iterdir())
        if counts[name] > MOST_SOURCES and name not in flat:
            broken.append(f"{name} has {counts[name]} sources, and {MOST_SOURCES} are the most")
    broken += [
        f"{name} has {counts[name]} sources and needs no exception in doors.toml"
        for name in flat
        if counts[name] <= MOST_SOURCES
    ]
    face = sum(path.suffix in (".py", ".pyi", ".typed") for path in package.iterdir())
    if face > MOST_OF_THE_FACE:
        broken.append(f"the face has {face} files, and {MOST_OF_THE_FACE} are the most")
    return broken


def misnamed(package: ModuleType) -> list[str]:
    """Rule 9: what users import from the package says that it is of the package."""
    public = {name: getattr(package, name) for name in package.__all__}
    return [
        f"{name} says that it is of {value.__module__}"
        for name, value in public.items()
        if not isinstance(value, str | ModuleType) and value.__module__ != package.__name__
    ]


def too_small(package: Path, doors: Doors) -> list[str]:
    """Rule 10: a private module under 40 lines has two readers, or says why it stands alone."""
    found = imports(package)
    small: Mapping[str, str] = doors["small"]
    broken = [f"{name} of doors.toml does not exist" for name in small if name not in found]
    if len(small) > MOST_SMALL:
        broken.append(f"{len(small)} small modules are listed, and {MOST_SMALL} are the most")
    for module in sorted(found):
        path = package.joinpath(*module.split(".")).with_suffix(".py")
        if not module.startswith("_") or module.startswith("__") or not path.is_file():
            continue  # the face, or the file of a room that says what the room is for
        lines = len(path.read_text(encoding="utf-8").splitlines())
        readers = sum(module in others for others in found.values())
        alone = lines < SMALL and readers < 2
        if alone and module not in small:
            broken.append(f"{module} has {lines} lines and {readers} readers")
        if not alone and module in small:
            broken.append(f"{module} needs no exception in doors.toml")
    return broken
