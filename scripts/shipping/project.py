"""This module reads pyproject.toml: the oldest Python, the oldest dependencies and the licences."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A requirement with one lower bound and perhaps others, such as pandas>=2.2,<4.
REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)\s*(?P<bounds>[<>=!~][^;\[\]@]*)")
LOWER = re.compile(r">=\s*(\d[\w.]*)")


@dataclass(frozen=True)
class Project:
    """A project is what pyproject.toml says to pip."""

    oldest_python: tuple[int, int]
    dependencies: tuple[str, ...]
    license_files: tuple[str, ...]

    def oldest_versions(self) -> dict[str, str]:
        """Returns the oldest version of each dependency that pip may install."""
        return dict(map(_oldest, self.dependencies))


def read(root: Path = ROOT) -> Project:
    """Reads the project of a checkout."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lower = re.fullmatch(r">=(\d+)\.(\d+)", project["requires-python"])
    if lower is None:
        raise SystemExit(f"requires-python = {project['requires-python']!r}: write it as >=3.11")
    return Project(
        oldest_python=(int(lower[1]), int(lower[2])),
        dependencies=tuple(project["dependencies"]),
        license_files=tuple(project["license-files"]),
    )


def _oldest(requirement: str) -> tuple[str, str]:
    """Returns the name of a requirement and its lower bound."""
    parts = REQUIREMENT.fullmatch(requirement)
    bounds = LOWER.findall(parts["bounds"]) if parts else []
    if parts is None or len(bounds) != 1:
        raise SystemExit(f"dependency = {requirement!r}: it needs one lower bound, such as >=2.0")
    return parts["name"], bounds[0]
