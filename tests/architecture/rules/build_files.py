"""Rules on the build: what CMake's files name exists."""

import re
from collections.abc import Iterator
from pathlib import Path


def flags_name_files(root: Path) -> list[str]:
    """The keys of set_source_files_properties and of set_property(SOURCE) are files that exist.

    CMake says nothing of a key that names no file: the flags, and with them the speed, are lost.
    """
    return [
        f"{cmake.relative_to(root).as_posix()}: flags of {name}, and there is no such file"
        for cmake in sorted(_cmake_files(root))
        for name in _files_with_flags(cmake.read_text(encoding="utf-8"))
        if "$" not in name and not (cmake.parent / name).is_file()
    ]


def _cmake_files(root: Path) -> Iterator[Path]:
    for base in ("src", "bindings", "examples", "benchmarks", "tests"):
        yield from (root / base).rglob("CMakeLists.txt")


def _files_with_flags(text: str) -> list[str]:
    text = re.sub(r"#.*", "", text)
    calls = re.findall(r"set_source_files_properties\(\s*(.*?)\s+PROPERTIES\b", text, re.DOTALL)
    calls += re.findall(
        r"set_property\(\s*SOURCE\s+(.*?)\s+(?:APPEND\S*\s+)?PROPERTY\b", text, re.DOTALL
    )
    return [name.strip('"') for call in calls for name in call.split()]
