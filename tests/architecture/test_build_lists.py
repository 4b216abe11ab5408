"""CMake's explicit file lists say the same as the folders.

That every public header compiles alone is checked by the build itself (target opiodyn_headers).
"""

import re
from pathlib import Path

import pytest


def cmake_list(file: Path, name: str) -> list[str]:
    match = re.search(rf"^set\({name}\b([^)]*)\)", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert match, f"{file.name} has no set({name} ...)"
    return match.group(1).split()


def files(folder: Path, *endings: str) -> list[str]:
    """Those of a folder, without folders in it that have a list of their own."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in endings and not has_own_list(path.parent, folder)
    )


def has_own_list(inner: Path, folder: Path) -> bool:
    between = [inner, *inner.parents]
    return any((one / "CMakeLists.txt").exists() for one in between[: between.index(folder)])


@pytest.mark.parametrize(
    ("cmake", "variable", "folder", "endings"),
    [
        ("src", "public_headers", "include/opiodyn", (".hpp",)),
        ("src", "sources", "src", (".cpp",)),
        ("src", "data_files", "data", (".toml", ".bib")),
        ("src", "reader_files", "bindings/python/opiodyn/_library", (".py",)),
        ("tests/unit", "sources", "tests/unit", (".cpp",)),
        ("tests/laws", "sources", "tests/laws", (".cpp",)),
        ("tests/reference", "sources", "tests/reference", (".cpp",)),
        ("bindings/python", "sources", "bindings/python", (".cpp",)),
        ("benchmarks", "programs", "benchmarks", (".cpp",)),
        ("benchmarks/rivals", "sources", "benchmarks/rivals", (".cpp",)),
        ("examples/cpp", "programs", "examples/cpp", (".cpp",)),
    ],
)
def test_list_is_complete_and_sorted(
    root: Path, cmake: str, variable: str, folder: str, endings: tuple[str, ...]
) -> None:
    listed = cmake_list(root / cmake / "CMakeLists.txt", variable)
    assert listed == files(root / folder, *endings)
