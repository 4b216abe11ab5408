"""Rules on the build: files with flags exist, and units alone have a machine's flags."""

import re
from collections.abc import Iterator
from pathlib import Path

PER_TARGET = "lanes/per_target/"
GENERATED = "_generated"
SOURCES = re.compile(
    r"set_source_files_properties\s*\(\s*(.*?)\s+(?:TARGET_|)(?:DIRECTORY|PROPERTIES)\b(.*?)\)",
    re.DOTALL | re.IGNORECASE,
)
PROPERTY = re.compile(
    r"set_property\s*\(\s*SOURCE\s+(.*?)\s+(?:APPEND\S*\s+)?(?:TARGET_DIRECTORY|DIRECTORY|PROPERTY)"
    r"\b(.*?)\)",
    re.DOTALL | re.IGNORECASE,
)
LISTS = re.compile(r"\bset\s*\(\s*(\w+)\s+([^$()]*?)\)")


def flags_name_files(root: Path) -> list[str]:
    """The keys of set_source_files_properties and of set_property(SOURCE) are files that exist.

    CMake says nothing of a key that names no file: the flags, and with them the speed, are lost.
    A file that the build makes (GENERATED) is not there before.
    """
    return [
        f"{cmake.relative_to(root).as_posix()}: flags of {name}, and there is no such file"
        for cmake, name, properties in _flags(root)
        if "GENERATED" not in properties.split() and not (cmake.parent / name).is_file()
    ]


def flags_for_a_machine_are_for_units(root: Path) -> list[str]:
    """A flag such as -mavx2 is for a unit of the lanes; elsewhere it stops an older machine."""
    return [
        f"{cmake.relative_to(root).as_posix()}: {flag} for {name}, which every machine must run"
        for cmake, name, properties in _flags(root)
        for flag in re.findall(r"-m\w+", properties)
        if PER_TARGET not in name
    ]


def unit_is_named_by_its_source(root: Path) -> list[str]:
    """A source of per_target, and nothing else, names its unit: with the name of the file.

    The generated code of a unit is a second source, with an ending of its own.
    """
    found = [
        f"{cmake.relative_to(root).as_posix()}: names OPIODYN_LANE_UNIT, which a unit's source does"
        for cmake in _cmake_files(root)
        if "OPIODYN_LANE_UNIT" in cmake.read_text(encoding="utf-8")
    ]
    for path in sorted((root / "src" / PER_TARGET).glob("*.cpp")):
        named = re.findall(r"#define OPIODYN_LANE_UNIT (\w+)", path.read_text(encoding="utf-8"))
        if named != [path.stem.removesuffix(GENERATED)]:
            found.append(f"{path.relative_to(root).as_posix()}: names its unit {named}")
    return found


# This variable holds names from the list of sources, which another rule compares with the folder.
LISTED = "${checked}"


def _flags(root: Path) -> Iterator[tuple[Path, str, str]]:
    """CMake file, source and the text of the properties, for each source with flags of its own."""
    for cmake in _cmake_files(root):
        text = re.sub(r"#.*", "", cmake.read_text(encoding="utf-8"))
        for names, properties in SOURCES.findall(text) + PROPERTY.findall(text):
            for name in _expanded(names, text):
                if name != LISTED:
                    yield cmake, _plain(name.strip('"')), properties


def _expanded(names: str, text: str) -> list[str]:
    """The names, with those of a variable that the file sets to names in place of it."""
    lists = {f"${{{name}}}": held for name, held in LISTS.findall(text)}
    return [one for name in names.split() for one in lists.get(name, name).split()]


def _plain(name: str) -> str:
    return name.removeprefix("${CMAKE_CURRENT_SOURCE_DIR}/")


def _cmake_files(root: Path) -> list[Path]:
    folders = ("src", "bindings", "examples", "benchmarks", "tests", "cmake")
    files = [root / "CMakeLists.txt"] if (root / "CMakeLists.txt").exists() else []
    for folder in folders:
        files += sorted((root / folder).rglob("CMakeLists.txt"))
        files += sorted((root / folder).rglob("*.cmake"))
    return files


RULES = [flags_name_files, flags_for_a_machine_are_for_units, unit_is_named_by_its_source]
