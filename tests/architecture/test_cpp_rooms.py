"""The C++ rooms: every rule holds in the library, and a tree that breaks a rule is reported."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rules import cpp_files, cpp_includes, cpp_rooms
from rules.cpp_tree import Rule, sources

RULES = [*cpp_rooms.RULES, *cpp_files.RULES, *cpp_includes.RULES]
DOORS: dict[str, Any] = {
    "boost": ["opiodyn/odeint.hpp"],
    "flat_folders": [],
    "doors": {
        **{"foundations": [], "lanes": [], "model": ["foundations"]},
        "solver": ["foundations", "model"],
    },
    "headers_without_source": {
        **{"choices": "model", "odeint": "solver"},
        **{"entry": "foundations", "version": "foundations"},
    },
    "sources_without_header": {},
    "small_headers": {},
    "per_target": {"headers": ["cstddef"]},
}
LONG = "// a line\n" * 40
SOUND = {
    "include/opiodyn/opiodyn.hpp": "".join(
        f'#include "opiodyn/{name}.hpp"\n' for name in ("choices", "entry", "model", "version")
    ),
    "include/opiodyn/choices.hpp": '#include "opiodyn/version.hpp"\n',
    "include/opiodyn/entry.hpp": '#include <Eigen/Core>\n#include "opiodyn/version.hpp"\n',
    "include/opiodyn/version.hpp": "",
    "include/opiodyn/model.hpp": '#include "opiodyn/choices.hpp"\n',
    "include/opiodyn/odeint.hpp": '#include <boost/any.hpp>\n#include "opiodyn/version.hpp"\n',
    "src/model/model.cpp": '#include "opiodyn/model.hpp"\n',
    "src/solver/run.cpp": '#include "solver/run.hpp"\n',
    "src/solver/run.hpp": '#include "opiodyn/model.hpp"\n' + LONG,
    "src/lanes/per_target/loop.hpp": "#include <cstddef>\n" + LONG,
    "bindings/python/src/module.cpp": '#include "bind.hpp"\n#include "opiodyn/model.hpp"\n',
    "bindings/python/src/bind.hpp": "",
}


@pytest.fixture(scope="session")
def doors(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "tests/architecture/doors.toml").read_text())["cpp"]


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., list[str]]:
    """What a rule says of the sound tree, changed in some files and some entries of doors.toml."""

    def check(rule: Rule, files: dict[str, str], **changed: Any) -> list[str]:
        for name, text in (SOUND | files).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return rule(tmp_path, DOORS | changed)

    return check


def test_there_is_something_to_check(root: Path) -> None:
    assert len(sources(root)) > 100


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds(root: Path, doors: dict[str, Any], rule: Rule) -> None:
    assert rule(root, doors) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_tree_breaks_no_rule(report: Callable[..., list[str]], rule: Rule) -> None:
    assert report(rule, {}) == []


@pytest.mark.parametrize(
    ("rule", "files", "reported"),
    [
        (
            cpp_rooms.every_file_has_a_room,
            {"src/cellar/box.cpp": ""},
            ["cellar/box.cpp: lies in no room of doors.toml"],
        ),
        (
            cpp_rooms.every_file_has_a_room,
            {"include/opiodyn/lonely.hpp": ""},
            ["opiodyn/lonely.hpp: lies in no room of doors.toml"],
        ),
        (
            cpp_rooms.includes_go_through_doors,
            {"src/model/model.cpp": '#include "solver/run.hpp"\n'},
            ["model/model.cpp: includes solver/run.hpp, and model has no door to solver"],
        ),
        (
            cpp_rooms.includes_go_through_doors,
            {"src/model/model.cpp": '#include "opiodyn/opiodyn.hpp"\n'},
            ["model/model.cpp: includes the umbrella"],
        ),
        (
            cpp_rooms.no_cycle_of_files,
            {"include/opiodyn/choices.hpp": '#include "opiodyn/model.hpp"\n'},
            ["a circle: opiodyn/choices.hpp -> opiodyn/model.hpp -> opiodyn/choices.hpp"],
        ),
        (
            cpp_rooms.quotes_are_for_our_files,
            {"src/model/model.cpp": "#include <opiodyn/model.hpp>\n"},
            [
                'model/model.cpp: #include opiodyn/model.hpp: "" is for files of ours, named from '
                "src/ or include/"
            ],
        ),
        (
            cpp_rooms.quotes_are_for_our_files,
            {"src/solver/run.cpp": '#include "run.hpp"\n'},
            [
                'solver/run.cpp: #include run.hpp: "" is for files of ours, named from src/ or '
                "include/"
            ],
        ),
        (
            cpp_rooms.public_headers_show_no_private_parts,
            {"include/opiodyn/model.hpp": '#include "solver/run.hpp"\n'},
            ["opiodyn/model.hpp: a public header includes solver/run.hpp"],
        ),
        (
            cpp_rooms.umbrella_is_complete,
            {"include/opiodyn/dose.hpp": ""},
            ["opiodyn/opiodyn.hpp: lacks opiodyn/dose.hpp"],
        ),
        (
            cpp_rooms.boost_stays_in_its_corner,
            {"src/solver/run.cpp": "#include <boost/any.hpp>\n"},
            ["solver/run.cpp: includes boost/any.hpp; Boost belongs in opiodyn/odeint.hpp"],
        ),
        (
            cpp_files.sources_have_headers,
            {"src/solver/stray.cpp": ""},
            ["solver/stray.cpp: has no header of its name"],
        ),
        (
            cpp_files.sources_have_headers,
            {"src/solver/dual.cpp": "", "include/opiodyn/model/dual.hpp": ""},
            ["solver/dual.cpp: has no header of its name"],
        ),
        (
            cpp_files.small_headers_have_two_readers,
            {
                "src/solver/run.hpp": "// short\n",
                "src/model/model.cpp": '#include "solver/run.hpp"\n',
            },
            ["solver/run.hpp: is small and has less than two readers"],
        ),
        (
            cpp_files.sources_have_headers,
            {"src/solver/stray.cpp": "int mainly();\n"},
            ["solver/stray.cpp: has no header of its name"],
        ),
        (
            cpp_files.lanes_bring_nothing_of_others,
            {"src/trace/nothing/made.hpp": "#include <map>\n"},
            ["made.hpp: includes map, whose functions the linker could take for those of others"],
        ),
        (
            cpp_rooms.includes_go_through_doors,
            {"src/model/model.cpp": '#include "made.hpp"\n', "src/trace/nothing/made.hpp": ""},
            ["model/model.cpp: includes made.hpp, and model has no door to lanes"],
        ),
        (
            cpp_files.folders_are_small,
            {f"src/solver/part_{k}.hpp": LONG for k in range(19)},
            ["src/solver: 21 sources, more than 20: find the second room in it"],
        ),
        (
            cpp_files.lanes_bring_nothing_of_others,
            {"src/lanes/per_target/loop.hpp": "#include <map>\n" + LONG},
            [
                "lanes/per_target/loop.hpp: includes map, whose functions the linker could take "
                "for those of others"
            ],
        ),
        (
            cpp_files.lane_unit_has_no_default,
            {"src/lanes/per_target/loop.hpp": "#define OPIODYN_LANE_UNIT lanes_baseline\n" + LONG},
            ["lanes/per_target/loop.hpp: only a source of a unit may define OPIODYN_LANE_UNIT"],
        ),
        (
            cpp_includes.only_headers_and_sources,
            {"src/solver/run.ipp": "", "include/other/a.hpp": ""},
            [
                "src/solver/run.ipp: only .hpp, .cpp and CMakeLists.txt belong here",
                "include/other: only opiodyn/ belongs here",
            ],
        ),
        (
            cpp_includes.includes_are_plain,
            {"src/model/model.cpp": "#include <../solver/run.hpp>\n"},
            ["model/model.cpp: #include ../solver/run.hpp is relative"],
        ),
        (
            cpp_includes.includes_are_plain,
            {"src/model/model.cpp": "#include HEADER\n"},
            ["model/model.cpp: an include that names its file in another way than others do"],
        ),
        (
            cpp_includes.headers_check_the_compiler,
            {"include/opiodyn/model.hpp": "#include <Eigen/Core>\n"},
            [
                "opiodyn/model.hpp: does not reach opiodyn/version.hpp",
                "opiodyn/model.hpp: shows Eigen and does not reach opiodyn/entry.hpp",
            ],
        ),
        (
            cpp_includes.bindings_see_public_headers,
            {"bindings/python/src/module.cpp": '#include "solver/run.hpp"\n'},
            [
                "bindings/python/src/module.cpp: includes solver/run.hpp, which is neither public "
                "nor of the bindings"
            ],
        ),
    ],
)
def test_a_broken_tree_is_reported(
    report: Callable[..., list[str]], rule: Rule, files: dict[str, str], reported: list[str]
) -> None:
    assert report(rule, files) == reported


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (cpp_files.sources_have_headers, {"src/solver/tool.cpp": "int main() {}\n"}),
        (cpp_files.sources_have_headers, {"src/lanes/per_target/lanes_x.cpp": ""}),
        (cpp_files.sources_have_headers, {"src/trace/nothing/made.cpp": ""}),
        (
            cpp_files.small_headers_have_two_readers,
            {"src/solver/part.hpp": "// short\n", "src/solver/part.cpp": LONG},
        ),
        (
            cpp_rooms.quotes_are_for_our_files,
            {
                "src/lanes/per_target/loop.hpp": '#include "made.hpp"\n',
                "src/trace/nothing/made.hpp": "",
            },
        ),
    ],
)
def test_what_a_rule_knows_is_in_order(
    report: Callable[..., list[str]], rule: Rule, files: dict[str, str]
) -> None:
    assert report(rule, files) == []


def test_doors_that_lead_in_a_circle_are_reported(report: Callable[..., list[str]]) -> None:
    doors = DOORS["doors"] | {"model": ["solver"], "solver": ["model"]}
    reported = report(cpp_rooms.no_cycle_of_rooms, {}, doors=doors)
    assert len(reported) == 1
    assert reported[0].startswith("a circle: ")


def test_a_door_that_nobody_uses_is_reported(report: Callable[..., list[str]]) -> None:
    doors = DOORS["doors"] | {"model": ["foundations", "lanes"], "cellar": []}
    assert report(cpp_rooms.no_door_is_unused, {}, doors=doors) == [
        "doors.toml: there is no room cellar",
        "doors.toml: model has a door to lanes and does not use it",
    ]


def test_an_exception_that_is_not_needed_is_reported(report: Callable[..., list[str]]) -> None:
    listed = {"solver/run.cpp": "for no reason"}
    assert report(cpp_files.sources_have_headers, {}, sources_without_header=listed) == [
        "doors.toml: sources_without_header lists solver/run.cpp, which needs no exception"
    ]


def test_too_many_exceptions_are_reported(report: Callable[..., list[str]]) -> None:
    listed = {f"solver/part_{k}.cpp": "a reason" for k in range(13)}
    files = {f"src/{name}": "" for name in listed}
    assert report(cpp_files.sources_have_headers, files, sources_without_header=listed) == [
        "doors.toml: sources_without_header has 13 entries, more than 12"
    ]
