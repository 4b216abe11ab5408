"""CMake's explicit file lists say the same as the folders.

That every public header compiles alone is checked by the build itself (target opiodyn_headers).
"""

import re
from pathlib import Path

import pytest

from rules.build_files import flags_name_files


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


def test_flags_of_a_file_name_files_that_exist(root: Path) -> None:
    assert flags_name_files(root) == []


def test_flags_of_a_file_that_has_moved_are_named(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/fast.cpp").touch()
    (tmp_path / "src/CMakeLists.txt").write_text(
        "set_source_files_properties(fast.cpp gone.cpp PROPERTIES COMPILE_OPTIONS -O3)\n"
        "set_property(\n  SOURCE moved.cpp\n  APPEND\n  PROPERTY COMPILE_DEFINITIONS X)\n"
    )
    assert flags_name_files(tmp_path) == [
        "src/CMakeLists.txt: flags of gone.cpp, and there is no such file",
        "src/CMakeLists.txt: flags of moved.cpp, and there is no such file",
    ]
