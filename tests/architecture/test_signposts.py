"""What comments and pages point at exists; a sign that points nowhere is reported."""

from pathlib import Path

import pytest

from rules import signposts
from rules.signposts import Rule

SOUND = {
    "docs/theory.md": (
        "# The model\n\n## 1. Binding\n\n```math\nx \\tag{6}\n```\n\n```math\ny \\tag{7d}\n```\n"
    ),
    "include/opiodyn/equations/binding.hpp": (
        "/// Equations (6) and (7d); docs/theory.md, section 1.\n"
    ),
    "src/solver/run.cpp": (
        "int x;  // as in opiodyn/equations/binding.hpp, tested in tests/laws/; see src/\n"
        "// solver/run.cpp\n"
    ),
    "README.md": "The [theory](docs/theory.md), tested in `tests/laws/`; yours are in `my/own`.\n",
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
        ("src/solver/run.cpp", "/// The parts of src/gone/.\n", "src/gone/"),
        ("src/solver/run.cpp", "/// As in src/\n/// solver/gone.hpp.\n", "src/solver/gone.hpp"),
        ("src/solver/run.cpp", "/// As in src/solver/\n/// gone.\n", "src/solver/gone"),
        ("tests/laws/one.py", '"""Like laws/two.py."""\n', "laws/two.py"),
        ("tests/laws/one.py", "x = 1  # docs/gone.md says why\n", "docs/gone.md"),
        ("tests/laws/one.py", "# It lies in data/\n# gone/ and\nx = 1\n", "data/gone/"),
        ("tests/laws/cases.toml", "# of docs/gone\n", "docs/gone"),
        ("bindings/python/opiodyn/_core.pyi", "# of include/gone\n", "include/gone"),
        ("src/CMakeLists.txt", "# made by cmake/gone.py\n", "cmake/gone.py"),
        ("CMakeLists.txt", "project(x)  # scripts/gone makes it\n", "scripts/gone"),
        ("CMakePresets.json", '{"toolchainFile": "cmake/gone.cmake"}\n', "cmake/gone.cmake"),
        ("pyproject.toml", 'src = ["tests/gone"]\n', "tests/gone"),
        ("README.md", "Run `examples/gone`.\n", "examples/gone"),
        ("docs/sweeps.md", "As [here](../README.md), and [there](../gone.md).\n", "../gone.md"),
        ("scripts/test", "#!/bin/sh\n# The part .ci/parts/gone\n", ".ci/parts/gone"),
        (".ci/run", "#!/bin/sh\n# scripts/gone does it\n", "scripts/gone"),
    ],
)
def test_a_path_that_does_not_exist_is_reported(
    tree: Path, name: str, text: str, sign: str
) -> None:
    write(tree / name, text)
    assert signposts.paths_in_comments_exist(tree) == [
        f"{name}: names {sign}, and there is no such file or folder"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "docs/theory.md, section 99",
        "`docs/theory.md`, section 99",
        "[the theory](docs/theory.md) (section 99)",
        "section 99 of docs/theory.md",
        "Section 99 of the theory",
        "theory sections 1 and 99",
        "sections 1, 1 and 99 of `docs/theory.md`",
    ],
)
@pytest.mark.parametrize(("name", "mark"), [("src/solver/run.cpp", "/// "), ("README.md", "")])
def test_a_section_that_does_not_exist_is_reported(
    tree: Path, text: str, name: str, mark: str
) -> None:
    write(tree / name, f"{mark}{text}.\n")
    assert signposts.sections_exist(tree) == [f"{name}: names section 99, which theory.md lacks"]


def test_a_section_that_the_theory_itself_lacks_is_reported(tree: Path) -> None:
    write(tree / "docs/theory.md", SOUND["docs/theory.md"] + "As in section 99.\n")
    assert signposts.sections_exist(tree) == [
        "docs/theory.md: names section 99, which theory.md lacks"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("include/opiodyn/equations/binding.hpp", "/// Equation (6).\n"),
        ("include/opiodyn/equations/binding.hpp", "/// Equations (6) and (7)-(7d).\n"),
        ("include/opiodyn/equations/binding.hpp", "int x;  // (6), (5)-\n// (7d)\n"),
        ("include/opiodyn/options.hpp", "/// The sensed one (7d).\n"),
    ],
)
def test_an_equation_that_no_code_names_is_reported(tree: Path, name: str, text: str) -> None:
    binding = tree / "include/opiodyn/equations/binding.hpp"
    write(binding, "/// Equation (6).\n")
    write(tree / name, text)
    (reported,) = signposts.equations_are_in_the_code(tree)
    assert reported.startswith("docs/theory.md: equation (7d) is named in none of include/")


@pytest.mark.parametrize(
    ("link", "wanted"),
    [("`decay`", "decay"), ("(9)", "(9)"), ("`bind` (9)", "bind"), ("`bind` (9)", "(9)")],
)
def test_a_link_to_a_name_that_its_file_lacks_is_reported(
    tree: Path, link: str, wanted: str
) -> None:
    target = "../include/opiodyn/equations/binding.hpp"
    write(tree / "docs/sweeps.md", f"As [{link}]({target}) and [(6)]({target}).\n")
    assert f"docs/sweeps.md: {target} has no {wanted}" in signposts.links_name_what_files_hold(tree)


@pytest.mark.parametrize("page", ["README.md", "docs/howto/one.md", "examples/a.ipynb"])
@pytest.mark.parametrize("name", ["docs/theory.md", "`theory.md`", "1_one.ipynb"])
def test_a_link_whose_text_is_a_file_name_is_reported(tree: Path, page: str, name: str) -> None:
    write(tree / page, f"As [{name}](docs/theory.md) and [the theory](docs/theory.md) say.\n")
    assert signposts.links_say_what_is_there(tree) == [
        f"{page}: the text of a link is a file name, {name}"
    ]
