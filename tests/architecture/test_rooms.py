"""The rooms of the library and the doors between them (docs/architecture.md).

A file belongs to the room of its table below; an `#include` may go only where the room has a door.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Files by room: public headers, sources and private parts (detail/) alike, without their endings.
ROOMS = {
    0: "column detail/enum_names detail/lane_number detail/lane_pack detail/lane_power "
    "detail/on_demand detail/words dual entry error ligand limits number random receptor "
    "units version",
    1: "adherence detail/record_order detail/text_clause detail/text_numbers detail/text_words "
    "dosing dosing_text record_checks record_order text_clause text_events text_numbers "
    "text_options text_taper text_weekdays text_words text_writer",
    2: "cycle_builder detail/cycle_builder detail/timeline schedule timeline",
    3: "biophase pk propagator",
    4: "binding",
    5: "turnover",
    6: "response",
    7: "caller_drug detail/caller_drug detail/dependency detail/dose_entry_builder "
    "detail/equations detail/equations_jacobian detail/equations_transfer detail/local_dual "
    "detail/model_builder detail/model_factory detail/model_implementation "
    "detail/model_linearization detail/model_numbers detail/model_shape "
    "detail/parameter_collection detail/parameter_data detail/quantities detail/readout "
    "detail/recorded detail/response_builder detail/response_equations "
    "detail/response_jacobian detail/response_parameters detail/substance_list "
    "dose_entry_builder drug immune_builder library_substance model model_builder "
    "model_factory model_linearization model_numbers model_shape observe "
    "parameter_collection parameters quantities recorded response_builder response_options "
    "response_parameters response_readouts substance substance_list",
    8: "active_states batch batch_groups batch_request body detail/active_states "
    "detail/anderson detail/batch_groups detail/batch_run detail/body detail/budget "
    "detail/components detail/cycle_solver detail/dopri5 detail/dose_entries "
    "detail/elimination_plan detail/exact_integrator detail/integrator detail/lane_control "
    "detail/lane_kernels detail/lane_loop detail/lane_plan detail/lane_stepper "
    "detail/lane_subject detail/lane_substeps detail/lane_system detail/lane_unit "
    "detail/lane_work detail/lane_worker detail/lanes_avx2 detail/lanes_avx512 "
    "detail/lanes_baseline detail/linear_cycle detail/recorder detail/reducer "
    "detail/rodas5p_integrator detail/run detail/sparse_lu detail/tangent detail/variants "
    "detail/variation elimination_plan integrator lane_kernels lane_plan lane_subject "
    "lane_worker linear_cycle odeint recorder reducer rodas5p rodas5p_coefficients run "
    "sensitivity solver steady_state step_control structured_lu tangent variants variation",
    9: "trajectory",
    10: "metrics",
    11: "people population",
}

# The doors: room -> rooms it may include. A room may always include itself.
DOORS = {
    0: set(),
    1: {0},
    2: {0, 1},
    3: {0},
    4: {0},
    5: {0},
    6: {0},
    7: {0, 3, 4, 5, 6},
    8: {0, 1, 2, 7, 9},
    9: {0},
    10: {0, 9},
    11: set(range(11)),
}

ROOM_OF = {name: room for room, names in ROOMS.items() for name in names.split()}
UMBRELLA = "opiodyn"
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)

HEADERS = sorted((ROOT / "include").rglob("*.hpp"))
FILES = HEADERS + sorted(path for path in (ROOT / "src").rglob("*.[ch]pp"))


def name_of(path: Path) -> str:
    """dosing for include/opiodyn/dosing.hpp, detail/dopri5 for src/detail/dopri5.cpp."""
    for base in (ROOT / "include" / "opiodyn", ROOT / "src"):
        if path.is_relative_to(base):
            return path.relative_to(base).with_suffix("").as_posix()
    raise AssertionError(f"{path.relative_to(ROOT)}: public headers live in include/opiodyn")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def includes(path: Path) -> list[tuple[str, str]]:
    """All (quote, target) of a file."""
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def ours(path: Path) -> list[str]:
    """The names of our files that a file includes."""
    targets = (target for _, target in includes(path))
    return [
        target.removeprefix("opiodyn/").removesuffix(".hpp")
        for target in targets
        if target.startswith(("opiodyn/", "detail/"))
    ]


def test_there_is_something_to_check() -> None:
    assert len(HEADERS) > 10
    assert len(FILES) > len(HEADERS)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_every_file_belongs_to_a_room(path: Path) -> None:
    name = name_of(path)
    assert name == UMBRELLA or name in ROOM_OF, (
        f"{shown(path)} belongs to no room: give it one in {shown(Path(__file__))}"
    )


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_includes_go_through_doors(path: Path) -> None:
    name = name_of(path)
    if name == UMBRELLA:
        return
    room = ROOM_OF[name]
    for target in ours(path):
        assert target != UMBRELLA, f"{shown(path)} includes the umbrella"
        assert target in ROOM_OF, f"{shown(path)} includes {target}, which belongs to no room"
        assert ROOM_OF[target] in DOORS[room] | {room}, (
            f"{shown(path)} (room {room}) includes {target} (room {ROOM_OF[target]}): no such door"
        )


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_quotes_are_for_our_own_files_by_full_name(path: Path) -> None:
    for quote, target in includes(path):
        is_ours = target.startswith(("opiodyn/", "detail/"))
        assert (quote == '"') == is_ours, f'{shown(path)}: #include {target}: "" is for ours alone'


@pytest.mark.parametrize("path", HEADERS, ids=shown)
def test_public_headers_do_not_show_private_parts(path: Path) -> None:
    private = [target for _, target in includes(path) if target.startswith("detail/")]
    assert private == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_boost_stays_in_its_corner(path: Path) -> None:
    boost = [target for _, target in includes(path) if target.startswith("boost/")]
    allowed = path.is_relative_to(ROOT / "src" / "detail") or name_of(path) == "odeint"
    assert allowed or boost == [], f"{shown(path)} includes {boost}"


def test_rooms_three_to_six_do_not_know_each_other() -> None:
    for room in (3, 4, 5, 6):
        assert DOORS[room] == {0}


def test_umbrella_includes_every_public_header_but_odeint() -> None:
    umbrella = ROOT / "include" / "opiodyn" / "opiodyn.hpp"
    assert sorted(ours(umbrella)) == sorted(
        name_of(path) for path in HEADERS if name_of(path) not in (UMBRELLA, "odeint")
    )


def test_room_table_names_only_files_that_exist() -> None:
    # Rooms may be empty, but a stale name hides a typing error in a new one.
    assert sorted(ROOM_OF.keys() - {name_of(path) for path in FILES}) == []
