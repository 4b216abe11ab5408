"""Writes the parts of docs/benchmarks.md on costs: their growth, a step, calls from Python."""

from typing import Any

import report_rows as rows
from report_text import number, paragraph, table


def growth(figures: dict[str, Any]) -> str:
    patients, days, ligands = (_sizes(figures, over) for over in ("patients", "days", "ligands"))
    about = paragraph(
        """rtol 1e-6, metrics alone, one thread. 1,000 people are different; more are these
        again. A batch that does not fill its lanes pays for all of them, and the first day takes
        more steps than later ones."""
    )
    others = paragraph(
        """Ligands without a response: naltrexone and its metabolite, then peptides, then drugs that
        are not given."""
    )
    return f"""## How costs grow

![How costs grow](images/benchmarks-scaling.png)

{about}

{patients}

{days}

{others}

{ligands}

{_threads(figures)}

{_memory(figures)}"""


def _sizes(figures: dict[str, Any], over: str) -> str:
    columns = {
        "at": over,
        "patients": "patients",
        "days": "days",
        "states": "states",
        "us_per_patient_day": "us per patient-day",
        "steps_per_day": "steps per day",
        "ns_per_lane_step": "ns per lane-step",
    }
    columns.pop(over, None)
    found = rows.scaling(figures, over)
    lines = ([number(row[name]) for name in columns] for _, row in found.iterrows())
    return table(columns.values(), lines)


def _threads(figures: dict[str, Any]) -> str:
    found = rows.scaling(figures, "threads")
    lines = [
        [
            number(row["at"]),
            number(row.patients),
            number(row.wall_s),
            f"{rows.speedup(figures, row['at']):.2f}",
        ]
        for _, row in found.iterrows()
    ]
    return "Threads, on the wall:\n\n" + table(("threads", "patients", "s", "speed"), lines)


def _memory(figures: dict[str, Any]) -> str:
    lines = [
        [
            number(row.patients),
            number(row.before_MB),
            f"{row.peak_MB - row.before_MB:.1f}",
        ]
        for _, row in rows.of(figures, "memory").iterrows()
    ]
    about = paragraph(
        """Memory, a process for each size: what people, models and the program take, and what the
        run adds to it."""
    )
    return f"{about}\n\n" + table(("patients", "before, MB", "added, MB"), lines)


def step(figures: dict[str, Any]) -> str:
    counts = rows.of(figures, "counted").iloc[0]
    lines = [
        [
            str(row.set),
            str(row.lanes),
            number(row.us_per_patient),
            number(row.ns_per_lane_step),
            number(row.floor_ns),
            f"{row.ns_per_lane_step / row.floor_ns:.2f}",
        ]
        for _, row in rows.of(figures, "floor").iterrows()
    ]
    headings = ("instructions", "lanes", "us per patient", "ns per lane-step", "floor, ns", "ratio")
    about = paragraph(
        f"""A step of a model of {counts.states} states needs {counts.operations:,} sums and
        products at the least: 8 evaluations of the rates with {counts.rates} each, the Jacobian
        {counts.jacobian}, its factors {counts.factor}, 8 solutions with {counts.solve} each,
        combinations of stages {counts.combinations:,}, control {counts.control}; and
        {counts.divisions} quotients. The floor is these at the rate at which this machine
        does them in registers when nothing waits."""
    )
    return f"## One step beside a counted floor\n\n{about}\n\n{table(headings, lines)}"


def python(figures: dict[str, Any]) -> str:
    lines = [
        [str(row.what), number(row.wall_ms)] for _, row in rows.of(figures, "python").iterrows()
    ]
    return "## From Python\n\n" + table(("", "ms on the wall"), lines)
