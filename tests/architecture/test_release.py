"""scripts/release finds versions that differ, notes that are empty and dates that are missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from shipping import release

PLACES = tuple(release.PLACES)


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """The files that have the version, in a folder of their own."""
    for place in PLACES:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / place, tmp_path / place)
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_version_is_the_same_everywhere(root: Path) -> None:
    assert release.faults(root) == []
    assert release.notes(root).startswith("### Added")


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("include/opiodyn/version.hpp", "VERSION_PATCH 0", "VERSION_PATCH 7"),
        ("pyproject.toml", 'version = "0.1.0"', 'version = "0.1.7"'),
        ("CITATION.cff", "version: 0.1.0", "version: 0.1.7"),
        ("CHANGELOG.md", "## 0.1.0", "## 0.1.7"),
    ],
)
def test_a_version_that_differs_is_named(checkout: Path, place: str, old: str, new: str) -> None:
    replace(checkout / place, old, new)
    (fault,) = release.faults(checkout)
    assert f"{place} has 0.1.7" in fault


def test_empty_notes_are_named(checkout: Path) -> None:
    (checkout / "CHANGELOG.md").write_text(
        "## 0.1.0 (unreleased)\n\n## 0.0.9 (2020-01-01)\n- old\n"
    )
    (fault,) = release.faults(checkout)
    assert "no notes" in fault


def test_a_final_release_has_one_date(checkout: Path) -> None:
    changelog, cited = release.faults(checkout, final=True)
    assert "'unreleased' is no date" in changelog
    assert "date-released" in cited
    replace(checkout / "CHANGELOG.md", "(unreleased)", "(2030-02-03)")
    replace(
        checkout / "CITATION.cff", "version: 0.1.0", "version: 0.1.0\ndate-released: '2030-02-03'"
    )
    assert release.faults(checkout, final=True) == []


def test_an_unknown_word_has_the_usage(root: Path) -> None:
    command = ["bash", str(root / "scripts/release"), "--chek"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "usage: scripts/release --check [--final] | --notes" in found.stderr
