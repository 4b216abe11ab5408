"""The tests themselves: each file is short and lies in the room of what it tests."""

from pathlib import Path

import pytest

from rules.files_of_tests import MOST_LINES, too_long, uncollected, without_room


def test_no_file_is_too_long(root: Path) -> None:
    assert too_long(root) == []


def test_every_test_lies_in_a_room(root: Path) -> None:
    assert without_room(root) == []


def test_pytest_finds_every_test(root: Path) -> None:
    assert uncollected(root) == []


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small project with one room, solver, and a sound test of each kind."""
    for name in (
        "src/solver/run.cpp",
        "bindings/python/opiodyn/_runs/run.py",
        "tests/unit/solver/run.cpp",
        "tests/python/runs/test_run.py",
        "tests/python/docs/test_readme.py",
        "tests/python/fixtures.py",
        "tests/python/data/made_up/drug.toml",
        "tests/behaviours/test_flare.py",
    ):
        write(tmp_path / name, 1)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\ntestpaths = ["tests/python", "tests/behaviours"]\n'
    )
    return tmp_path


def write(path: Path, lines: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x\n" * lines, encoding="utf-8")


def test_a_sound_project_has_no_faults(tree: Path) -> None:
    assert too_long(tree) == without_room(tree) == uncollected(tree) == []


@pytest.mark.parametrize(
    "name",
    ["tests/laws/one.cpp", "tests/support/one.hpp", "tests/python/fixtures.py"],
)
def test_a_long_file_is_named(tree: Path, name: str) -> None:
    write(tree / name, MOST_LINES)
    assert too_long(tree) == []
    write(tree / name, MOST_LINES + 1)
    assert too_long(tree) == [f"{name}: 301 lines, more than 300: split it"]


@pytest.mark.parametrize(
    "name",
    [
        "tests/unit/run.cpp",
        "tests/unit/support/run.hpp",
        "tests/unit/solvers/run.cpp",
        "tests/python/test_run.py",
        "tests/python/solver/test_run.py",
        "tests/python/helpers/tables.py",
        "tests/python/tables.py",
    ],
)
def test_a_test_without_a_room_is_named(tree: Path, name: str) -> None:
    write(tree / name, 1)
    assert without_room(tree) == [f"{name}: lies in no room of the sources"]


@pytest.mark.parametrize("name", ["tests/test_run.py", "tests/reference/test_run.py"])
def test_a_test_that_pytest_does_not_find_is_named(tree: Path, name: str) -> None:
    write(tree / name, 1)
    assert uncollected(tree) == [f"{name}: pytest does not look there"]
