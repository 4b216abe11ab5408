"""This module checks what a release says of itself, and prints its notes: see scripts/release."""

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from shipping.project import ROOT

NUMBERS = re.compile(r"^#define OPIODYN_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", re.MULTILINE)
HEADING = re.compile(r"^## (?P<version>\S+) \((?P<when>[^)]*)\)$", re.MULTILINE)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _of_header(root: Path) -> str:
    """Returns the version that CMake and C++ have."""
    text = (root / "include/opiodyn/version.hpp").read_text(encoding="utf-8")
    return ".".join(NUMBERS.findall(text))


def _of_package(root: Path) -> str:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def _of_citation(root: Path) -> str:
    return _cited(root, "version")


def _of_changelog(root: Path) -> str:
    return _newest(root)["version"]


PLACES: dict[str, Callable[[Path], str]] = {
    "include/opiodyn/version.hpp": _of_header,
    "pyproject.toml": _of_package,
    "CITATION.cff": _of_citation,
    "CHANGELOG.md": _of_changelog,
}


def _cited(root: Path, key: str) -> str:
    """Returns a value at the top of CITATION.cff, or nothing."""
    text = (root / "CITATION.cff").read_text(encoding="utf-8")
    found = re.search(rf"^{key}: *['\"]?([^'\"\n]+)", text, re.MULTILINE)
    return found[1].strip() if found else ""


def _newest(root: Path) -> re.Match[str]:
    """Returns the first heading of a version in CHANGELOG.md."""
    found = HEADING.search((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("CHANGELOG.md: no heading such as '## 0.1.0 (unreleased)'")
    return found


def versions(root: Path = ROOT) -> dict[str, str]:
    """Returns the version that each place of a checkout has."""
    return {place: read(root) for place, read in PLACES.items()}


def notes(root: Path = ROOT) -> str:
    """Returns what CHANGELOG.md says of the newest version."""
    heading = _newest(root)
    rest = heading.string[heading.end() :]
    following = HEADING.search(rest)
    return rest[: following.start() if following else None].strip()


def faults(root: Path = ROOT, *, final: bool = False) -> list[str]:
    """Returns what is wrong with the release of a checkout; `final` wants its date as well."""
    found = []
    known = versions(root)
    if len(set(known.values())) != 1:
        told = ", ".join(f"{place} has {version or 'none'}" for place, version in known.items())
        found.append(f"the versions differ: {told}")
    if not notes(root):
        found.append("CHANGELOG.md: the newest version has no notes; write a line for each change")
    when, cited = _newest(root)["when"], _cited(root, "date-released")
    if final and not DATE.fullmatch(when):
        found.append(f"CHANGELOG.md: '{when}' is no date such as 2026-01-31")
    if final and cited != when:
        found.append(f"CITATION.cff: date-released is '{cited}', and CHANGELOG.md has '{when}'")
    return found


def main(*asked: str) -> int:
    """Checks, or prints the notes; returns the exit code."""
    if "--notes" in asked:
        print(notes())
        return 0
    found = faults(final="--final" in asked)
    for fault in found:
        print(f"release: {fault}", file=sys.stderr)
    if not found:
        heading = _newest(ROOT)
        print(f"release: version {heading['version']} ({heading['when']}) is the same everywhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
