"""Compares the goals of the ODE core with what was reached."""

from collections.abc import Callable
from typing import Any, NamedTuple

import report_rows as rows
from report_text import number


class Reached(NamedTuple):
    """A figure that was reached has a note, and says whether it counts at all."""

    figure: float
    note: str = ""
    counts: bool = True


class Goal(NamedTuple):
    """A goal is a figure to reach; with `most` the measured one may not be larger."""

    what: str
    figure: float
    most: bool
    unit: str
    find: Callable[[dict[str, Any]], Reached]


def _ratio(solver: str, ours: str) -> Callable[[dict[str, Any]], Reached]:
    """Finds the ratio at an equal error by the harder measure, which is the smaller one."""

    def find(figures: dict[str, Any]) -> Reached:
        common, own = (
            float(rows.ratios(figures, measure).loc[solver, ours]) for measure in ("rms", "rms_own")
        )
        hardest = min(common, own) if own == own else own
        return Reached(hardest, f"common sizes {number(common)}, own sizes {number(own)}")

    return find


def _floor(lanes: int, instruction_set: str | None = None) -> Callable[[dict[str, Any]], Reached]:
    def find(figures: dict[str, Any]) -> Reached:
        bare = rows.step(figures, lanes, "bare", instruction_set)
        extra = ", ".join(
            f"{asked} {row.ns_per_lane_step - bare.ns_per_lane_step:+.0f}"
            for asked in ("reductions", "outputs")
            for row in [rows.step(figures, lanes, asked, bare.set)]
        )
        note = f"{number(bare.ns_per_lane_step)} ns; {extra}"
        return Reached(float(bare.ns_per_lane_step / bare.floor_ns), note)

    return find


def _deviation(over: str, column: str, least: float) -> Callable[[dict[str, Any]], Reached]:
    def find(figures: dict[str, Any]) -> Reached:
        found = rows.scaling(figures, over)
        return Reached(100.0 * rows.deviation(found[found["at"] >= least], column))

    return find


def _accuracy(column: str) -> Callable[[dict[str, Any]], Reached]:
    def worst(figures: dict[str, Any]) -> Reached:
        found = rows.precision(figures)
        ours = found[(found.solver == rows.BATCHED) & (found.rtol < 2e-3)]
        return Reached(float((ours[column] / ours.rtol).max()))

    return worst


def _models(figures: dict[str, Any]) -> Reached:
    found = rows.of(figures, "model")
    beside = found.largest / found.rtol
    worst = found.loc[beside.idxmax()]
    return Reached(float(beside.max()), f"{worst.model}, rtol {worst.rtol:.0e}")


def _call(begins: str, clock: str = "cpu_ms") -> Callable[[dict[str, Any]], Reached]:
    return lambda figures: Reached(float(rows.call(figures, begins)[clock]))


def _many(figures: dict[str, Any]) -> Reached:
    """Finds the time of 1,000 people, also where a quick run has fewer."""
    found = rows.call(figures, "many people")
    note = "" if found.patients == 1000 else f"from {found.patients:.0f} people"
    return Reached(float(found.cpu_ms) * 1000.0 / found.patients, note)


def _pair(dividend: str, divisor: str) -> Callable[[dict[str, Any]], Reached]:
    """Finds the ratio of two calls that must give the same bits."""

    def find(figures: dict[str, Any]) -> Reached:
        one, other = rows.call(figures, dividend), rows.call(figures, divisor)
        same = one.bits == other.bits
        note = "the same bits" if same else "other bits"
        return Reached(float(one.cpu_ms / other.cpu_ms), note, same)

    return find


def _direction(figures: dict[str, Any]) -> Reached:
    found = rows.of(figures, "derivatives").set_index("variables").ms_per_patient_month
    return Reached(float(found[4]) / 4.0, f"{number(found[4] / found[0] / 4.0)} of a plain run")


def _ligands(figures: dict[str, Any]) -> Reached:
    found = rows.scaling(figures, "ligands").set_index("at").ns_per_lane_step
    return Reached(float(found[12] / found[4]))


def _memory(figures: dict[str, Any]) -> Reached:
    most = rows.of(figures, "memory").iloc[-1]
    note = f"from {number(most.patients)} people"
    return Reached(1e6 * float(most.peak_MB - most.before_MB) / float(most.patients), note)


def _speedup(figures: dict[str, Any]) -> Reached:
    return Reached(rows.speedup(figures))


DAY, STEP = "us_per_patient_day", "ns_per_lane_step"
DENSE, ROSENBROCK = "CVODE BDF, dense", "odeint rosenbrock4"
STRUCTURED = "CVODE BDF, structured"

GOALS = (
    Goal("CVODE, dense / ours batched", 50, False, "x", _ratio(DENSE, "batched")),
    Goal("CVODE, structured / ours batched", 25, False, "x", _ratio(STRUCTURED, "batched")),
    Goal("CVODE, dense / ours alone", 12, False, "x", _ratio(DENSE, "alone")),
    Goal("rosenbrock4 / ours batched", 150, False, "x", _ratio(ROSENBROCK, "batched")),
    Goal("bare lane-step / floor, 8 lanes, AVX-512", 1.85, True, "x", _floor(8, "avx512")),
    Goal("bare lane-step / floor, 4 lanes, AVX2", 1.4, True, "x", _floor(4, "avx2")),
    Goal("bare lane-step / floor, 1 lane", 1.1, True, "x", _floor(1)),
    Goal("a month from Python, default options", 2, True, "ms", _call("one person-month, default")),
    Goal("1,000 people x 30 days, one thread", 400, True, "ms", _many),
    Goal("people as a table / as subjects=", 1.2, True, "x", _pair("people as t", "people as s")),
    Goal("7 unused drugs / without", 1.05, True, "x", _pair("people with un", "people without")),
    Goal("a derivative, person-month and direction", 0.7, True, "ms", _direction),
    Goal("12 ligands / 4, a lane-step", 2.5, True, "x", _ligands),
    Goal("distance from linear, from 100 people", 5, True, "%", _deviation("patients", DAY, 100)),
    Goal("distance from linear, from 10 days", 5, True, "%", _deviation("days", DAY, 10)),
    Goal("the same for a lane-step", 5, True, "%", _deviation("days", STEP, 10)),
    Goal("two threads / one", 1.85, False, "x", _speedup),
    Goal("memory that a run adds for a person", 150, True, "B", _memory),
    Goal("import opiodyn", 300, True, "ms", _call("import opiodyn", "wall_ms")),
    Goal("largest error / rtol, 1e-3 to 1e-9", 10, True, "x", _accuracy("largest")),
    Goal("the same, own sizes", 10, True, "x", _accuracy("largest_own")),
    Goal("largest error / rtol, other models", 10, True, "x", _models),
)


def table(figures: dict[str, Any]) -> list[list[str]]:
    """Returns a line per goal: its name, the figures wanted and reached, the verdict, a note."""
    return [_line(goal, figures) for goal in GOALS]


def _line(goal: Goal, figures: dict[str, Any]) -> list[str]:
    wanted = f"{'<=' if goal.most else '>='} {goal.figure:g} {goal.unit}"
    try:
        reached = goal.find(figures)
    except (KeyError, IndexError, AttributeError):
        reached = Reached(float("nan"))
    if reached.figure != reached.figure:
        return [goal.what, wanted, "", "not measured", reached.note]
    met = reached.figure <= goal.figure if goal.most else reached.figure >= goal.figure
    verdict = "met" if met and reached.counts else "missed"
    return [goal.what, wanted, f"{number(reached.figure)} {goal.unit}", verdict, reached.note]
