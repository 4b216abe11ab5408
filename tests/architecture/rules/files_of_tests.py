"""Rules for the files of the tests: how long they may be, and in which room they lie."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 300

# Rooms of the Python tests that are no room of the package: what they test is the pages and samples
# of the project, and the package as a whole.
OTHER_ROOMS = {
    "calibration",
    "docs",
    "exchanged",
    "nasty_values",
    "package",
    "refusals",
    "valid_calls",
}
# Files beside the rooms of the Python tests, which import them by these names.
SHARED = {
    "closed_forms.py",
    "conftest.py",
    "dask_cluster.py",
    "drawn_text.py",
    "event_tables.py",
    "fit_data.py",
    "figures.py",
    "fixtures.py",
    "known_posterior.py",
    "one_hash.py",
    "page_folder.py",
    "public_objects.py",
    "saved_files.py",
    "seen.py",
    "sweep_folders.py",
    "text_tables.py",
    "uncertainty_models.py",
    "worker_objects.py",
    "wrong_inputs.py",
}
# Tests that a step of scripts/test or a part of .ci/run runs alone: they need programs or time.
OF_PARTS = ["tests/exchange", "tests/notebooks", "tests/site"]


def too_long(root: Path) -> list[str]:
    """Names the source files of the tests that have more lines than a file may have."""
    counts = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in _sources(root / "tests")
    }
    return [
        f"{path.relative_to(root).as_posix()}: {count} lines, more than {MOST_LINES}: split it"
        for path, count in counts.items()
        if count > MOST_LINES
    ]


def without_room(root: Path) -> list[str]:
    """Names the tests and helpers that lie in no folder which is named after a room."""
    python = {name.removeprefix("_") for name in _folders(root / "bindings/python/opiodyn")}
    places = [
        (root / "tests/unit", _folders(root / "src"), set()),
        (root / "tests/python", python | OTHER_ROOMS, SHARED),
    ]
    return [
        f"{path.relative_to(root).as_posix()}: lies in no room of the sources"
        for base, rooms, shared in places
        for path in _sources(base)
        if _room(path, base) not in rooms and path not in {base / name for name in shared}
    ]


def uncollected(root: Path) -> list[str]:
    """Names the tests that lie in no folder where pytest looks for tests."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    places = [*settings["tool"]["pytest"]["ini_options"]["testpaths"], *OF_PARTS]
    return [
        f"{path.relative_to(root).as_posix()}: pytest does not look there"
        for path in sorted((root / "tests").rglob("test_*.py"))
        if not any(path.is_relative_to(root / place) for place in places)
    ]


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".cpp", ".hpp"):
            yield path


def _folders(base: Path) -> set[str]:
    """The folders in a folder that hold sources, however deep."""
    return {path.name for path in base.iterdir() if path.is_dir() and any(_sources(path))}


def _room(path: Path, base: Path) -> str:
    """The first folder below the base, or nothing for a file that lies in the base itself."""
    first, *rest = path.relative_to(base).parts
    return first if rest else ""
