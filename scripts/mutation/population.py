"""This module finds the mutants there are and says which of them a sample takes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mutation.operators import changes

# What the core is. Its headers are mutated where --headers asks for it, because a fault in a header
# compiles all its readers again. Code that a program prints, and that program, are left out.
ROOMS = (
    "batch", "dosing", "equations", "foundations", "lanes", "model", "numerics", "people",
    "results", "scalars", "schedule", "solver",
)  # fmt: skip


class Mutant(NamedTuple):
    """A mutant is one changed line of one file; `name` stays the same when other lines move."""

    name: str
    path: str
    line: int
    kind: str
    before: str
    after: str
    source: str

    @property
    def room(self) -> str:
        """Returns the room of the file: its folder below src or include/opiodyn."""
        return room_of(self.path)


def room_of(path: str) -> str:
    """Returns the room of a source, a header or a test."""
    parts = Path(path).parts
    return parts[2] if parts[0] in ("include", "tests") else parts[1]


def population(root: Path, rooms: Sequence[str], pattern: str) -> list[Mutant]:
    """Returns every mutant of the rooms' files that match a pattern, such as `*.cpp`."""
    files = [
        path.relative_to(root).as_posix()
        for top in ("src", "include/opiodyn")
        for room in rooms
        for path in sorted((root / top / room).rglob(pattern))
        if "generated" not in path.name
    ]
    return [mutant for path in files for mutant in mutants(path, (root / path).read_bytes())]


def mutants(path: str, source: bytes) -> Iterator[Mutant]:
    """Yields the mutants of one file."""
    seen: Counter[str] = Counter()
    for change in changes(source):
        mutated = source[: change.begin] + change.replacement.encode() + source[change.end :]
        begin = source.rfind(b"\n", 0, change.begin) + 1
        end = source.find(b"\n", change.end)
        before = source[begin:end].decode().strip()
        after = mutated[begin : end + len(mutated) - len(source)].decode().strip()
        text = f"{path}|{before}|{after}"
        seen[text] += 1
        name = hashlib.sha256(f"{text}|{seen[text]}".encode()).hexdigest()[:8]
        line = source.count(b"\n", 0, change.begin) + 1
        yield Mutant(name, path, line, change.kind, before, after, mutated.decode())


def in_order_of_sampling(mutants: Sequence[Mutant], seed: int) -> list[Mutant]:
    """Returns the mutants in a random order, which a change of other lines leaves as it is."""

    def place(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed}|{mutant.name}".encode()).digest()

    return sorted(mutants, key=place)
