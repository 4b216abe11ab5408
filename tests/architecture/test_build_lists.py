"""CMake's explicit file lists say the same as the folders.

That every public header compiles alone is checked by the build itself (target opiodyn_headers).
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rules import build_files
from rules.cpp_tree import STAND_INS


def cmake_list(file: Path, name: str) -> list[str]:
    match = re.search(rf"^set\({name}\b([^)]*)\)", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert match, f"{file.name} has no set({name} ...)"
    return match.group(1).split()


def files(folder: Path, *endings: str) -> list[str]:
    """Returns the files of a folder, but for inner folders that have a list of their own.

    Stand-ins for generated files are apart: CMake takes them or the generated ones.
    """
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in endings
        and path.parent.name != STAND_INS.name
        and not has_own_list(path.parent, folder)
    )


def has_own_list(inner: Path, folder: Path) -> bool:
    between = [inner, *inner.parents]
    return any((one / "CMakeLists.txt").exists() for one in between[: between.index(folder)])


@pytest.mark.parametrize(
    ("cmake", "variable", "folder", "endings"),
    [
        ("src", "public_headers", "include/opiodyn", (".hpp",)),
        ("src", "sources", "src", (".cpp",)),
        ("src/trace", "sources", "src/trace", (".cpp",)),
        ("src", "data_files", "data", (".toml", ".bib")),
        ("src", "reader_files", "bindings/python/opiodyn/_library", (".py",)),
        ("tests/unit", "sources", "tests/unit", (".cpp",)),
        ("tests/laws", "sources", "tests/laws", (".cpp",)),
        ("tests/reference", "sources", "tests/reference", (".cpp",)),
        ("tests/fuzz", "sources", "tests/fuzz", (".cpp",)),
        ("tests/threads", "sources", "tests/threads", (".cpp",)),
        ("bindings/python", "sources", "bindings/python", (".cpp",)),
        ("benchmarks", "programs", "benchmarks", (".cpp",)),
        ("benchmarks/rivals", "sources", "benchmarks/rivals", (".cpp",)),
        ("examples/cpp", "programs", "examples/cpp", (".cpp",)),
        ("web/core", "sources", "web/core", (".cpp",)),
    ],
)
def test_list_is_complete_and_sorted(
    root: Path, cmake: str, variable: str, folder: str, endings: tuple[str, ...]
) -> None:
    listed = cmake_list(root / cmake / "CMakeLists.txt", variable)
    assert listed == files(root / folder, *endings)


@pytest.mark.parametrize("rule", build_files.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds(root: Path, rule: Callable[[Path], list[str]]) -> None:
    assert rule(root) == []


@pytest.fixture
def cmake(tmp_path: Path) -> Callable[..., Path]:
    """A small project: a source, a unit of the lanes, and CMake's file with these lines."""

    def project(text: str, unit: str = "#define OPIODYN_LANE_UNIT lanes_x\n") -> Path:
        (tmp_path / "src/lanes/per_target").mkdir(parents=True)
        (tmp_path / "src/lanes/per_target/lanes_x.cpp").write_text(unit)
        (tmp_path / "src/plain.cpp").touch()
        (tmp_path / "src/CMakeLists.txt").write_text(text)
        return tmp_path

    return project


@pytest.mark.parametrize(
    "text",
    [
        "set_source_files_properties(plain.cpp gone.cpp PROPERTIES COMPILE_OPTIONS -O3)\n",
        "SET_SOURCE_FILES_PROPERTIES (gone.cpp PROPERTIES COMPILE_OPTIONS -O3)\n",
        "set_property(\n  SOURCE gone.cpp\n  APPEND\n  PROPERTY COMPILE_DEFINITIONS X)\n",
        'set_property(SOURCE "${CMAKE_CURRENT_SOURCE_DIR}/gone.cpp" PROPERTY COMPILE_FLAGS -O3)\n',
    ],
)
def test_flags_of_a_file_that_has_moved_are_reported(cmake: Callable[..., Path], text: str) -> None:
    assert build_files.flags_name_files(cmake(text)) == [
        "src/CMakeLists.txt: flags of gone.cpp, and there is no such file"
    ]


def test_flags_of_a_file_that_is_there_are_in_order(cmake: Callable[..., Path]) -> None:
    text = (
        "set_source_files_properties(plain.cpp PROPERTIES COMPILE_OPTIONS -O3)\n"
        "set_source_files_properties(plain.cpp TARGET_DIRECTORY x PROPERTIES COMPILE_FLAGS -O3)\n"
        "set_source_files_properties(lanes/per_target/lanes_x.cpp PROPERTIES COMPILE_FLAGS -mavx)\n"
    )
    root = cmake(text)
    assert [fault for rule in build_files.RULES for fault in rule(root)] == []


def test_flags_of_a_file_that_the_build_makes_are_in_order(cmake: Callable[..., Path]) -> None:
    text = 'set_source_files_properties("${made}/made.cpp" PROPERTIES GENERATED ON)\n'
    assert build_files.flags_name_files(cmake(text)) == []


def test_flags_for_a_machine_in_plain_code_are_reported(cmake: Callable[..., Path]) -> None:
    text = 'set_source_files_properties(plain.cpp PROPERTIES COMPILE_OPTIONS "-O3;-mavx2")\n'
    assert build_files.flags_for_a_machine_are_for_units(cmake(text)) == [
        "src/CMakeLists.txt: -mavx2 for plain.cpp, which every machine must run"
    ]


def test_a_unit_that_another_names_is_reported(cmake: Callable[..., Path]) -> None:
    text = "target_compile_definitions(opiodyn PRIVATE OPIODYN_LANE_UNIT=lanes_x)\n"
    assert build_files.unit_is_named_by_its_source(
        cmake(text, unit="#define OPIODYN_LANE_UNIT lanes_y\n")
    ) == [
        "src/CMakeLists.txt: names OPIODYN_LANE_UNIT, which a unit's source does",
        "src/lanes/per_target/lanes_x.cpp: names its unit ['lanes_y']",
    ]


def test_a_second_source_of_a_unit_is_in_order(cmake: Callable[..., Path]) -> None:
    root = cmake("")
    second = root / "src/lanes/per_target/lanes_x_generated.cpp"
    second.write_text("#define OPIODYN_LANE_UNIT lanes_x\n")
    assert build_files.unit_is_named_by_its_source(root) == []
    second.write_text("#define OPIODYN_LANE_UNIT lanes_x_generated\n")
    assert build_files.unit_is_named_by_its_source(root) == [
        "src/lanes/per_target/lanes_x_generated.cpp: names its unit ['lanes_x_generated']"
    ]
