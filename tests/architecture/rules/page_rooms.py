"""Rules on the page: its rooms keep to their doors, and its C++ sees public headers alone."""

import re
import tomllib
from pathlib import Path

IMPORTED = re.compile(r"""(?:from|import)\s+"(\.[^"?]+)(?:\?[^"]*)?";""")
INCLUDED = re.compile(r'#include [<"](opiodyn/[^>"]+|[^>"]+)[>"]')


def rooms_keep_to_their_doors(root: Path) -> list[str]:
    """A module of a room imports from its own room, and from those that doors.toml names."""
    doors = tomllib.loads((root / "tests/architecture/doors.toml").read_text("utf-8"))["web"][
        "doors"
    ]
    source = root / "web" / "src"
    found = []
    for path in sorted(source.rglob("*/*.ts")):
        room = path.parent.name
        if room not in doors:
            found.append(f"{path.relative_to(root).as_posix()}: its room has no line in doors.toml")
            continue
        for name in IMPORTED.findall(path.read_text("utf-8")):
            other = (path.parent / name).resolve().parent.name
            if other != room and other not in doors[room]:
                found.append(f"{path.relative_to(root).as_posix()}: imports from {other}")
    return found


def doors_are_used(root: Path) -> list[str]:
    """A door through which nothing goes is none."""
    doors = tomllib.loads((root / "tests/architecture/doors.toml").read_text("utf-8"))["web"][
        "doors"
    ]
    found = []
    for room, others in doors.items():
        texts = [path.read_text("utf-8") for path in (root / "web/src" / room).glob("*.ts")]
        names = {name for text in texts for name in IMPORTED.findall(text)}
        found += [
            f"{room}: never imports from {other}"
            for other in others
            if not any(f"../{other}/" in name for name in names)
        ]
    return found


def core_includes_public_headers(root: Path) -> list[str]:
    """The layer over the library includes what a user of the library may include."""
    own = {path.name for path in (root / "web/core").glob("*.hpp")}
    found = []
    for path in sorted((root / "web/core").glob("*.[ch]pp")):
        for name in INCLUDED.findall(path.read_text("utf-8")):
            public = name.startswith("opiodyn/") and (root / "include" / name).is_file()
            if not (public or name in own or name.startswith("emscripten/") or "/" not in name):
                found.append(f"web/core/{path.name}: includes {name}")
    return found


RULES = [rooms_keep_to_their_doors, doors_are_used, core_includes_public_headers]
