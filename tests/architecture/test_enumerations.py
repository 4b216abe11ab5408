"""Every public enumeration of C++ is in the test that gives each door numbers that are none."""

import re
from pathlib import Path

WALK = Path("tests/refusals/enumerators.cpp")
# No call takes these: the library alone makes them.
RETURNED = {"DoseEvent::Kind", "Term::Operation"}


def enumerations(headers: Path) -> set[str]:
    """Returns the names of the public enumerations, an inner one as Metric::Statistic."""
    found = set()
    for header in sorted(headers.rglob("*.hpp")):
        outer = ""
        for line in header.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"(?:struct|class) (\w+)", line):
                outer = match.group(1)
            if match := re.match(r"( *)enum (?:class |struct )?(\w+)", line):
                indent, name = match.groups()
                found.add(f"{outer}::{name}" if indent else name)
    return found


def forgotten(headers: Path, walk: Path) -> list[str]:
    """Names the enumerations that no row of the test has."""
    rows = set(re.findall(r'\{"([\w:]+)", \d+, "', walk.read_text(encoding="utf-8")))
    return sorted(enumerations(headers) - rows - RETURNED)


def test_every_enumeration_is_given_numbers_that_are_none(root: Path) -> None:
    assert len(enumerations(root / "include/opiodyn")) > 10
    assert forgotten(root / "include/opiodyn", root / WALK) == []


def test_a_forgotten_enumeration_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.hpp").write_text(
        "enum class Known { a };\nstruct Metric {\n    enum class Kind {\n"
        "        a\n    };\n};\nenum New : int { b };\n",
        encoding="utf-8",
    )
    walk = tmp_path / "walk.cpp"
    walk.write_text('{"Known", 1, "known", named<Known>()},\n', encoding="utf-8")
    assert forgotten(tmp_path, walk) == ["Metric::Kind", "New"]
