"""Compares the goals of the ODE core with what was reached."""

from collections.abc import Callable
from typing import Any, NamedTuple

import report_rows as rows
from report_text import number


class Goal(NamedTuple):
    """A goal is a figure to reach; with `most` the measured one may not be larger."""

    what: str
    figure: float
    most: bool
    unit: str
    find: Callable[[dict[str, Any]], float]


def _ratio(solver: str, ours: str, measure: str = "rms") -> Callable[[dict[str, Any]], float]:
    return lambda figures: float(rows.ratios(figures, measure).loc[solver, ours])


def _floor(figures: dict[str, Any]) -> float:
    best = rows.best_step(figures)
    return float(best.ns_per_lane_step / best.floor_ns)


def _deviation(over: str, column: str) -> Callable[[dict[str, Any]], float]:
    return lambda figures: 100.0 * rows.deviation(rows.scaling(figures, over), column)


def _accuracy(column: str) -> Callable[[dict[str, Any]], float]:
    def worst(figures: dict[str, Any]) -> float:
        found = rows.precision(figures)
        ours = found[(found.solver == rows.BATCHED) & (found.rtol < 2e-3)]
        return float((ours[column] / ours.rtol).max())

    return worst


DAY, STEP = "us_per_patient_day", "ns_per_lane_step"
CVODE, ROSENBROCK = "CVODE BDF, dense", "odeint rosenbrock4"

GOALS = (
    Goal("CVODE, dense, beside ours batched", 50, False, "x", _ratio(CVODE, "batched")),
    Goal("the same, own sizes", 50, False, "x", _ratio(CVODE, "batched", "rms_own")),
    Goal("CVODE, dense, beside ours alone", 12, False, "x", _ratio(CVODE, "alone")),
    Goal("rosenbrock4 beside ours batched", 100, False, "x", _ratio(ROSENBROCK, "batched")),
    Goal("a lane-step beside the counted floor", 1.5, True, "x", _floor),
    Goal("two threads beside one", 1.85, False, "x", rows.speedup),
    Goal("cost per patient, distance from linear", 5, True, "%", _deviation("patients", DAY)),
    Goal("cost per day, distance from linear", 5, True, "%", _deviation("days", DAY)),
    Goal("cost per lane-step over days, distance", 5, True, "%", _deviation("days", STEP)),
    Goal("rms error beside rtol, 1e-3 to 1e-9", 10, True, "x", _accuracy("rms")),
    Goal("largest error beside rtol, 1e-3 to 1e-9", 10, True, "x", _accuracy("largest")),
    Goal("rms error beside rtol, own sizes", 10, True, "x", _accuracy("rms_own")),
    Goal("largest error beside rtol, own sizes", 10, True, "x", _accuracy("largest_own")),
    Goal(
        "one patient-month from Python",
        1,
        True,
        "ms",
        lambda figures: rows.call(figures, "one patient-month, simulate, pet"),
    ),
    Goal(
        "1,000 patients x 30 days, one thread",
        400,
        True,
        "ms",
        lambda figures: rows.call(figures, "1,000 patients x 30 days, sweep, threads=1"),
    ),
    Goal("import opiodyn", 300, True, "ms", lambda figures: rows.call(figures, "import opiodyn")),
)


def table(figures: dict[str, Any]) -> list[list[str]]:
    """Returns a line per goal: its name, the figures wanted and reached, and whether it is met."""
    lines = []
    for goal in GOALS:
        wanted = f"{'<=' if goal.most else '>='} {goal.figure:g} {goal.unit}"
        try:
            reached = goal.find(figures)
        except (KeyError, IndexError, AttributeError):
            reached = float("nan")
        if reached != reached:
            lines.append([goal.what, wanted, "", "not measured"])
            continue
        met = reached <= goal.figure if goal.most else reached >= goal.figure
        lines.append(
            [goal.what, wanted, f"{number(reached)} {goal.unit}", "met" if met else "missed"]
        )
    return lines
