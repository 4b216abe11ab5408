"""What comments and pages point at exists; a sign that points nowhere is reported."""

from pathlib import Path

import pytest

from rules import signposts
from rules.signposts import Rule

SOUND = {
    "docs/theory.md": "# The model\n\n## 1. Binding\n\n    (6)  dB/dt = x\n    (7d) F = y\n",
    "include/opiodyn/binding.hpp": "/// Equations (6) and (7d); docs/theory.md, section 1.\n",
    "src/solver/run.cpp": "int x;  // as in opiodyn/binding.hpp, tested in tests/laws\n",
    "tests/laws/one.py": '"""Like binding.hpp."""\n\npath = "no/sign.py"\n',
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in SOUND.items():
        write(tmp_path / name, text)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", signposts.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds(root: Path, rule: Rule) -> None:
    assert rule(root) == []


@pytest.mark.parametrize("rule", signposts.RULES, ids=lambda rule: rule.__name__)
def test_a_sound_tree_breaks_no_rule(tree: Path, rule: Rule) -> None:
    assert rule(tree) == []


@pytest.mark.parametrize(
    ("name", "text", "sign"),
    [
        ("src/solver/run.cpp", "int x;  // see detail/body.hpp\n", "detail/body.hpp"),
        ("src/solver/run.cpp", "/// The parts of src/detail.\n", "src/detail"),
        ("tests/laws/one.py", '"""Like laws/two.py."""\n', "laws/two.py"),
        ("tests/laws/one.py", "x = 1  # docs/gone.md says why\n", "docs/gone.md"),
        ("src/CMakeLists.txt", "# made by cmake/gone.py\n", "cmake/gone.py"),
    ],
)
def test_a_path_that_does_not_exist_is_reported(
    tree: Path, name: str, text: str, sign: str
) -> None:
    write(tree / name, text)
    assert signposts.paths_in_comments_exist(tree) == [
        f"{name}: names {sign}, and there is no such file or folder"
    ]


def test_a_section_that_does_not_exist_is_reported(tree: Path) -> None:
    write(tree / "src/solver/run.cpp", "/// docs/theory.md, section 9.\n")
    assert signposts.sections_exist(tree) == [
        "src/solver/run.cpp: names section 9, which theory.md lacks"
    ]


def test_an_equation_that_no_code_names_is_reported(tree: Path) -> None:
    write(tree / "include/opiodyn/binding.hpp", "/// Equations (5)-(6).\n")
    assert signposts.equations_are_in_the_code(tree) == [
        "docs/theory.md: equation (7d) is named nowhere in include/ or src/"
    ]
