"""This module keeps what is known of mutants, and reports it."""

from __future__ import annotations

import json
import threading
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mutation.population import Mutant
from mutation.trial import Outcome

# Mutants that live and change nothing that a user can notice, each with the reason.
ARGUED = Path(__file__).with_name("equivalent.toml")


class Result(NamedTuple):
    """A result says what became of a mutant."""

    name: str
    path: str
    line: int
    before: str
    after: str
    result: str
    by: str
    seconds: float


class Results:
    """The results are a file of one line each. The last line of a mutant counts."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._known = {row.name: row for row in (Result(**json.loads(line)) for line in lines)}
        self._reasons = argued()

    def of(self, mutant: Mutant) -> Result | None:
        """Returns what is known of a mutant."""
        found = self._known.get(mutant.name)
        if found and found.result == "survived" and mutant.name in self._reasons:
            return found._replace(result="equivalent", by=self._reasons[mutant.name])
        return found

    def add(self, mutant: Mutant, outcome: Outcome, seconds: float) -> Result:
        """Writes a result down and returns it."""
        row = Result(
            mutant.name, mutant.path, mutant.line, mutant.before, mutant.after,
            outcome.result, outcome.by, round(seconds, 1),
        )  # fmt: skip
        with self._lock:
            self._known[mutant.name] = row
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row._asdict()) + "\n")
        return row


def argued() -> dict[str, str]:
    """Returns the reason of each mutant that is equivalent by argument."""
    entries = tomllib.loads(ARGUED.read_text(encoding="utf-8")).get("mutant", [])
    return {entry["name"]: entry["reason"] for entry in entries}


def report(results: Results, sample: Sequence[Mutant]) -> Iterator[str]:
    """Yields the counts and the score of a sample, and what lives."""
    known = [row for mutant in sample if (row := results.of(mutant))]
    counts = Counter(row.result for row in known)
    judged = counts["killed"] + counts["survived"]
    yield ", ".join(f"{counts[name]} {name}" for name in sorted(counts))
    if judged:
        yield f"score: {counts['killed']} of {judged}, {100 * counts['killed'] / judged:.1f} %"
    yield from by_room(known)
    for row in known:
        if row.result == "survived":
            yield shown(row)


def by_room(rows: Iterable[Result]) -> Iterator[str]:
    """Yields the numbers of mutants of each room that were killed and that live."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(Path(row.path).parts[1], Counter())[row.result] += 1
    for room, found in sorted(counts.items()):
        yield f"{room:12} {found['killed']:4} killed {found['survived']:4} survived"


def shown(row: Result) -> str:
    """Returns a result in three lines at most."""
    head = f"{row.name} {row.result} {row.path}:{row.line} [{row.seconds:.0f} s] {row.by}"
    return head if row.result == "killed" else f"{head}\n    {row.before}\n    {row.after}"
