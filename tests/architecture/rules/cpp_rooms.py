"""Rules on the rooms of the C++ library: which file lies where, and who may look into what.

Each rule takes the project's folder and the [cpp] table of doors.toml and returns a sentence for
everything that breaks it; an empty list is a house in order.
"""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from rules.cpp_tree import PUBLIC, UMBRELLA, Doors, Rule, files_by_address, includes, room


def every_file_has_a_room(root: Path, doors: Doors) -> list[str]:
    stale = [
        f"doors.toml: headers_without_source lists {stem}, and there is no such header"
        for stem in doors["headers_without_source"]
        if not (root / PUBLIC / f"{stem}.hpp").exists()
    ]
    return stale + [
        f"{name}: lies in no room of doors.toml"
        for name in files_by_address(root)
        if name != UMBRELLA and room(name, root, doors) is None
    ]


def includes_go_through_doors(root: Path, doors: Doors) -> list[str]:
    files = files_by_address(root)
    rooms = {name: room(name, root, doors) for name in files}
    found = []
    for name, path in files.items():
        if name == UMBRELLA:
            continue
        open_to = {rooms[name], *doors["doors"].get(rooms[name], [])}
        for _, target in includes(path):
            if target == UMBRELLA:
                found.append(f"{name}: includes the umbrella")
            elif target in files and rooms[target] not in open_to:
                found.append(
                    f"{name}: includes {target}, and {rooms[name]} has no door to {rooms[target]}"
                )
    return found


def no_door_is_unused(root: Path, doors: Doors) -> list[str]:
    files = files_by_address(root)
    rooms = {name: room(name, root, doors) for name in files}
    used = {
        (rooms[name], rooms[target])
        for name, path in files.items()
        for _, target in includes(path)
        if target in files
    }
    empty = set(doors["doors"]) - set(rooms.values())
    return [f"doors.toml: there is no room {name}" for name in sorted(empty)] + [
        f"doors.toml: {name} has a door to {other} and does not use it"
        for name, others in doors["doors"].items()
        for other in others
        if name not in empty and (name, other) not in used
    ]


def no_cycle_of_files(root: Path, doors: Doors) -> list[str]:
    files = files_by_address(root)
    graph = {
        name: {target for _, target in includes(path) if target in files}
        for name, path in files.items()
    }
    return _cycles(graph)


def no_cycle_of_rooms(root: Path, doors: Doors) -> list[str]:
    return _cycles({name: set(seen) for name, seen in doors["doors"].items()})


def _cycles(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return ["a circle: " + " -> ".join(error.args[1])]
    return []


def quotes_are_for_our_files(root: Path, doors: Doors) -> list[str]:
    """Quotes are for files of ours, by their full address, and angle brackets for all others."""
    files = files_by_address(root)
    return [
        f'{name}: #include {target}: "" is for files of ours, named from src/ or include/'
        for name, path in files.items()
        for quote, target in includes(path)
        if (quote == '"') != (target in files)
    ]


def public_headers_show_no_private_parts(root: Path, doors: Doors) -> list[str]:
    files = files_by_address(root)
    return [
        f"{name}: a public header includes {target}"
        for name, path in files.items()
        if name.startswith("opiodyn/")
        for quote, target in includes(path)
        if quote == '"' and not target.startswith("opiodyn/")
    ]


def umbrella_is_complete(root: Path, doors: Doors) -> list[str]:
    files = files_by_address(root)
    public = {name for name in files if name.startswith("opiodyn/")}
    expected = public - {UMBRELLA, "opiodyn/odeint.hpp"}
    there = {target for _, target in includes(files[UMBRELLA])}
    return [f"{UMBRELLA}: lacks {name}" for name in sorted(expected - there)] + [
        f"{UMBRELLA}: includes {name}" for name in sorted(there - expected)
    ]


def boost_stays_in_its_corner(root: Path, doors: Doors) -> list[str]:
    corner = set(doors["boost"])
    return [
        f"{name}: includes {target}; Boost belongs in {', '.join(sorted(corner))}"
        for name, path in files_by_address(root).items()
        for _, target in includes(path)
        if target.startswith("boost/") and name not in corner
    ]


RULES: list[Rule] = [
    every_file_has_a_room,
    includes_go_through_doors,
    no_door_is_unused,
    no_cycle_of_files,
    no_cycle_of_rooms,
    quotes_are_for_our_files,
    public_headers_show_no_private_parts,
    umbrella_is_complete,
    boost_stays_in_its_corner,
]
