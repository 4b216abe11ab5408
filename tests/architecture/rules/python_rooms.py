"""Rules that the rooms of the Python package keep.

Each is a function that returns what breaks the rule, a sentence for each place.
"""

import ast
import graphlib
import importlib
import sys
import tomllib
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
INSIDE = "inside.py"  # reads the private names of its room for other rooms
MOST_SMALL = 12
COMPILED = "_core"
_MAY_READ = f"bindings/python/opiodyn/*/{INSIDE}"


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
    found = imports(package)
    rooms = {room_of(module) for module in found}
    broken = [f"{room} has no entry in doors.toml" for room in sorted(rooms - set(allowed))]
    broken += [f"{room} of doors.toml does not exist" for room in sorted(set(allowed) - rooms)]
    for module, others in sorted(found.items()):
        room = room_of(module)
        for other in sorted(others):
            if room_of(other) not in {room, *allowed.get(room, ())}:
                broken.append(f"{module} imports {other}, and {room} has no such door")
    return broken


def reads_of_the_face(package: Path, doors: Doors) -> list[str]:
    """Rule 1, too: no room imports what the package's own file gathers for users."""
    rooms = {path.stem for path in package.iterdir()}
    return [
        f"{module} imports {name} from the package itself; its home is a room or {COMPILED}"
        for module, source, name in _names_imported(package)
        if source == package.name and name != COMPILED and name not in rooms
    ]


def circles(package: Path, doors: Doors) -> list[str]:
    """Rule 2: no file needs another that needs it, and no room either."""
    rooms: dict[str, set[str]] = {}
    files = imports(package)
    for module, others in files.items():
        room = room_of(module)
        rooms.setdefault(room, set()).update({room_of(one) for one in others} - {room})
    return [
        f"{' needs '.join(reversed(circle))}"
        for graph in (files, rooms)
        for circle in _circle(graph)
    ]


def _circle(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield error.args[1]


def crowded(package: Path, doors: Doors) -> list[str]:
    """Rule 4: at most 20 sources in a folder, but for the flat ones; the face has 7 files."""
    broken = []
    for folder in [package, *(path for path in package.rglob("*") if path.is_dir())]:
        name = ".".join(folder.relative_to(package).parts)
        count = sum(path.suffix in (".py", ".pyi") for path in folder.iterdir())
        if count > MOST_SOURCES and name not in doors["flat"]:
            broken.append(f"{name} has {count} sources, and {MOST_SOURCES} are the most")
    face = sum(path.suffix in (".py", ".pyi", ".typed") for path in package.iterdir())
    if face > MOST_OF_THE_FACE:
        broken.append(f"the face has {face} files, and {MOST_OF_THE_FACE} are the most")
    return broken


def private_reads(package: Path, doors: Doors) -> list[str]:
    """Rule 6: no name with a leading underscore is imported, but for rooms and the compiled module.

    Ruff's SLF001 sees those that are read through a dot; `unwatched` sees that it is on.
    """
    folders = {path.stem for path in package.iterdir()}
    return [
        f"{module} imports {name} from {source}"
        for module, source, name in _names_imported(package)
        if name.startswith("_")
        and not name.startswith("__")
        and not (source == package.name and name in folders | {COMPILED})
    ]


def unwatched(configuration: str) -> list[str]:
    """Rule 6, too: ruff's SLF001 is on for the package, given the text of pyproject.toml."""
    lint = tomllib.loads(configuration)["tool"]["ruff"]["lint"]
    ignored = [
        pattern
        for pattern, rules in lint.get("per-file-ignores", {}).items()
        if "SLF001" in rules and not pattern.startswith("tests/") and pattern != _MAY_READ
    ]
    off = "SLF001" not in lint["select"] or "SLF001" in lint.get("ignore", ())
    broken = ["ruff does not look for SLF001"] if off else []
    return broken + [f"ruff does not look for SLF001 in {pattern}" for pattern in ignored]


def foreign_reads(package: Path, doors: Doors) -> list[str]:
    """Rule 6, too: what `inside.py` reads through a dot, and begins with an underscore, lies in its
    room."""
    return [
        f"{path.parent.name}.{path.stem} reads {name}, which is not of its room"
        for path in sorted(package.rglob(INSIDE))
        for name in sorted(_private(path, ast.Load) - _own(path.parent))
    ]


def _private(path: Path, *contexts: type[ast.expr_context]) -> set[str]:
    """The private names that stand after a dot."""
    return {
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, contexts)
        if node.attr.startswith("_") and not node.attr.startswith("__")
    }


def _own(room: Path) -> set[str]:
    """The attributes and functions that the files of a room make."""
    found: set[str] = set()
    for path in room.rglob("*.py"):
        if path.name != INSIDE:
            found |= _private(path, ast.Store)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return found


def _names_imported(package: Path) -> Iterator[tuple[str, str, str]]:
    """Module, where it imports from, and the name, of each `from ... import ...` of the package."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                source = "." * node.level + (node.module or "")
                if node.level or source.split(".")[0] == package.name:
                    for alias in node.names:
                        yield ".".join(parts), source, alias.name


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
        if lines < SMALL and readers < 2 and module not in small:
            broken.append(f"{module} has {lines} lines and {readers} readers")
    return broken
