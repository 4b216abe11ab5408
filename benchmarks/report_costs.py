"""Writes the parts of docs/benchmarks.md on costs: a step, their growth, calls from Python."""

from typing import Any

import pandas as pd
import report_rows as rows
from report_text import number, paragraph, table


def step(figures: dict[str, Any]) -> str:
    """Returns the section on one step: its floor, what it takes bare, and what is added."""
    counts = rows.of(figures, "counted").iloc[0]
    about = paragraph(
        f"""A step of a model of {counts.states} states needs {counts.operations:,} sums and
        products and {counts.quotients} quotients at the least, counted from {counts.counted}. The
        floor is these at the rate at which this machine does them in registers when nothing
        waits. The bare step has one output at the end. Reductions are the mean and the peak of a
        tone, and outputs are all quantities every 6 h: what they add to a step."""
    )
    found = rows.of(figures, "step")
    lines = [_step_line(found, row) for _, row in found[found.asked == "bare"].iterrows()]
    headings = (
        "instructions, lanes",
        "floor, ns",
        "bare step, ns",
        "ratio",
        "reductions, ns",
        "outputs, ns",
    )
    return f"## One step beside its floor\n\n{about}\n\n{table(headings, lines)}"


def _step_line(found: pd.DataFrame, bare: pd.Series) -> list[str]:
    alike = found[(found.set == bare.set) & (found.lanes == bare.lanes)].set_index("asked")
    return [
        f"{bare.set}, {bare.lanes}",
        number(bare.floor_ns),
        number(bare.ns_per_lane_step),
        f"{bare.ns_per_lane_step / bare.floor_ns:.2f}",
        *(_added(alike.ns_per_lane_step, asked) for asked in ("reductions", "outputs")),
    ]


def _added(times: pd.Series, asked: str) -> str:
    return f"{times[asked] - times['bare']:+.0f}" if asked in times else ""


def growth(figures: dict[str, Any]) -> str:
    """Returns the section on the growth of costs."""
    about = paragraph(
        """rtol 1e-6, metrics alone, one thread. 1,000 people are different; more are these again. A
        batch that does not fill its lanes pays for all of them, and the first day takes more steps
        than later ones. Memory is what a run adds to people, models and the program."""
    )
    others = paragraph(
        """Ligands, without a response: naltrexone and its metabolite, then peptides, then drugs of
        which everybody takes one dose into a vein."""
    )
    return f"""## How costs grow

![How costs grow](images/benchmarks-scaling.png)

{about}

{_people(figures)}

{_days(figures)}

{others}

{_ligands(figures)}

{_threads(figures)}"""


def _people(figures: dict[str, Any]) -> str:
    memory = rows.of(figures, "memory").set_index("patients")
    added = (memory.peak_MB - memory.before_MB).to_dict()
    lines = (
        [number(row["at"]), number(row.us_per_patient_day), f"{added.get(row['at'], 0.0):.1f}"]
        for _, row in rows.scaling(figures, "patients").iterrows()
    )
    return table(("people, 3 days each", "us per person-day", "memory added, MB"), lines)


def _days(figures: dict[str, Any]) -> str:
    lines = (
        [number(row["at"]), number(row.us_per_patient_day), number(row.steps_per_day)]
        for _, row in rows.scaling(figures, "days").iterrows()
    )
    return table(("days, 16 people", "us per person-day", "steps per day"), lines)


def _ligands(figures: dict[str, Any]) -> str:
    lines = (
        [number(row["at"]), number(row.states), number(row.ns_per_lane_step)]
        for _, row in rows.scaling(figures, "ligands").iterrows()
    )
    return table(("ligands", "states", "ns per lane-step"), lines)


def _threads(figures: dict[str, Any]) -> str:
    found = rows.scaling(figures, "threads")
    said = ", ".join(
        f"{number(row['at'])}: {number(row.wall_s)} s "
        f"({rows.speedup(figures, row['at']):.2f} times)"
        for _, row in found.iterrows()
    )
    people = number(found.patients.iloc[0])
    return paragraph(f"Threads, for {people} people and 30 days, on the wall: {said}.")


def python(figures: dict[str, Any]) -> str:
    """Returns the section on calls from Python and on derivatives."""
    lines = [
        [str(row.what), number(row.patients), number(row.cpu_ms), number(row.wall_ms)]
        for _, row in rows.of(figures, "python").iterrows()
    ]
    derivatives = rows.of(figures, "derivatives")
    about = paragraph(
        f"""One thread. People as a table and as subjects have outputs every 6 h; the others have
        metrics alone. Derivatives come in passes of four
        variables: a person-month takes {_passes(derivatives)} ({derivatives.patients.iloc[0]}
        people in a batch)."""
    )
    headings = ("run", "people", "ms of the thread", "ms on the wall")
    return f"## From Python\n\n{about}\n\n{table(headings, lines)}"


def _passes(derivatives: pd.DataFrame) -> str:
    return ", ".join(
        f"{number(row.ms_per_patient_month)} ms with {row.variables:.0f} variables"
        for _, row in derivatives.iterrows()
    )
