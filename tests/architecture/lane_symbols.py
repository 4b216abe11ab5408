"""Nothing leaves a unit of the lanes' kernel that the linker could put in place of plain code.

Each unit is compiled for another instruction set. An inline function outside of the unit's
namespace, of the standard library say, would have one name in all objects, and the linker keeps any
one of them: on an older machine the program would then stop at an illegal instruction.

Usage: lane_symbols.py NM OBJECT...
"""

import re
import subprocess
import sys
from pathlib import Path

FOLDER = "per_target"  # of the sources that are compiled once for each instruction set
PLAIN = "lanes_baseline"  # the one that every machine can run: what leaves it does no harm
# A pointer to the run-time library, the same in every object; and clang's call of std::terminate,
# which has no instruction of a newer machine.
HARMLESS = ("DW.ref.__gxx_personality_v0", "__clang_call_terminate")


def shared_symbols(nm: str, path: str) -> list[str]:
    """Symbols of an object that others may define too, but for those of its own namespace."""
    listing = subprocess.run([nm, "-C", path], check=True, capture_output=True, text=True).stdout
    assert f"{unit_of(path)}::" in listing, f"{path}: is this the object of a unit?"
    found = re.findall(r"^\S*\s+[WVu] (.*)$", listing, re.MULTILINE)
    return [name for name in found if f"{unit_of(path)}::" not in name and name not in HARMLESS]


def unit_of(path: str) -> str:
    """The namespace of a unit, which is the name of its source.

    The generated code of a unit is a second object of it.
    """
    return Path(path).name.split(".")[0].removesuffix("_generated")


def main() -> None:
    nm, *objects = sys.argv[1:]
    units = [
        path for path in objects if Path(path).parent.name == FOLDER and unit_of(path) != PLAIN
    ]
    leaks = [f"{Path(path).name}: {name}" for path in units for name in shared_symbols(nm, path)]
    if not units:
        sys.exit(f"no object comes from a folder {FOLDER}: have the units of the lanes moved?")
    if leaks:
        sys.exit("\n".join(leaks))
    print(f"{len(units)} units, nothing leaks")


if __name__ == "__main__":
    main()
