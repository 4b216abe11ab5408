"""Rules on includes and names of files, so that nothing escapes the other rules.

Each rule takes the project's folder and the [cpp] table of doors.toml and returns a sentence for
everything that breaks it.
"""

import re
from pathlib import Path

from rules.cpp_tree import PUBLIC, UMBRELLA, Doors, Rule, files_by_address, includes

BINDINGS = Path("bindings/python/src")
VERSION, INDEX = "opiodyn/version.hpp", "opiodyn/entry.hpp"


def only_headers_and_sources(root: Path, doors: Doors) -> list[str]:
    """Other rules look at .hpp and .cpp alone, so that nothing else may hold code."""
    found = [
        f"{path.relative_to(root).as_posix()}: only .hpp, .cpp and CMakeLists.txt belong here"
        for base in ("src", "include")
        for path in sorted((root / base).rglob("*"))
        if path.is_file() and path.suffix not in (".hpp", ".cpp") and path.name != "CMakeLists.txt"
    ]
    return found + [
        f"include/{path.name}: only opiodyn/ belongs here"
        for path in sorted((root / "include").iterdir())
        if path != root / PUBLIC
    ]


def includes_are_plain(root: Path, doors: Doors) -> list[str]:
    """An include names its file in quotes or brackets, from src/ or include/, and in one line."""
    any_include = re.compile(r"^[ \t]*#\s*include\b", re.MULTILINE)
    found = []
    for name, path in files_by_address(root).items():
        plain = includes(path)
        if len(plain) < len(any_include.findall(path.read_text(encoding="utf-8"))):
            found.append(f"{name}: an include that names its file in another way than others do")
        found += [f"{name}: #include {target} is relative" for _, target in plain if "./" in target]
    return found


def headers_check_the_compiler(root: Path, doors: Doors) -> list[str]:
    """Every public header refuses an older C++, and one that shows Eigen refuses another index.

    Numbers are apart: the equations are compiled with them and nothing else of the library.
    """
    files = files_by_address(root)
    found = []
    for name, path in files.items():
        if not name.startswith("opiodyn/") or name.startswith("opiodyn/scalars/"):
            continue
        seen = _reached(name, files)
        if VERSION not in seen:
            found.append(f"{name}: does not reach {VERSION}")
        shows_eigen = any(target.startswith("Eigen/") for _, target in includes(path))
        if shows_eigen and INDEX not in seen:
            found.append(f"{name}: shows Eigen and does not reach {INDEX}")
    return found


def _reached(name: str, files: dict[str, Path]) -> set[str]:
    """A header and all of ours that come with it."""
    seen, left = {name}, [name]
    while left:
        targets = {target for _, target in includes(files[left.pop()]) if target in files} - seen
        seen |= targets
        left += targets
    return seen


def bindings_see_public_headers(root: Path, doors: Doors) -> list[str]:
    """The bindings are a user of the library like any other."""
    public = {name for name in files_by_address(root) if name.startswith("opiodyn/")} - {UMBRELLA}
    return [
        f"{path.relative_to(root).as_posix()}: includes {target}, which is neither public nor of "
        "the bindings"
        for path in sorted((root / BINDINGS).rglob("*.[ch]pp"))
        for quote, target in includes(path)
        if quote == '"'
        and target not in public
        and (".." in target or not (root / BINDINGS / target).is_file())
    ]


RULES: list[Rule] = [
    only_headers_and_sources,
    includes_are_plain,
    headers_check_the_compiler,
    bindings_see_public_headers,
]
