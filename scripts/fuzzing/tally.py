"""This module keeps the tally of all campaigns, with one line for each run of a target."""

import csv
from collections import Counter
from datetime import UTC, datetime

from fuzzing.campaign import Outcome
from fuzzing.targets import KEPT

FILE = KEPT / "tally.tsv"
COLUMNS = ["target", "ended", "executions", "seconds", "findings"]


def add(outcome: Outcome) -> None:
    """Appends a run to the tally."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    new = not FILE.exists()
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    row = [outcome.target, ended, outcome.executions, round(outcome.seconds), outcome.findings]
    with FILE.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter="\t")
        if new:
            writer.writerow(COLUMNS)
        writer.writerow(row)


def totals() -> Counter[str]:
    """Returns the executions of each target over all runs."""
    counts: Counter[str] = Counter()
    if FILE.exists():
        with FILE.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                counts[row["target"]] += int(row["executions"])
    return counts
