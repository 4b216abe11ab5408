"""The outcome of a search becomes what users hold."""

from __future__ import annotations

import numpy as np

from opiodyn._notes.notes import Notes
from opiodyn._optimum.found import Found, Path
from opiodyn._optimum.limits import TOTAL
from opiodyn._optimum.numbers import Numbers
from opiodyn._optimum.problem import End
from opiodyn._optimum.result import Optimum
from opiodyn._optimum.search import Search


def outcome(search: Search, status: str | None = None) -> Optimum | None:
    """Returns the optimum that a search found; None if no point keeps the limits.

    Args:
        search: The search.
        status: The way in which it ended; None lets the best point tell.
    """
    best = search.best
    if best is None:
        return None
    numbers, goals = search.numbers, search.goals
    regimen = numbers.space.at(best.point)
    metric, model = goals.metrics.get(goals.name), numbers.setting.model
    return Optimum(
        Found(
            regimen,
            model,
            numbers.space.drug,
            goals.name,
            goals.sign,
            _unit(numbers, goals.name),
            "" if metric is None else metric.hours,
            float(best.values[goals.place(goals.name)]),
            status or _status(search, best),
            list(numbers.space.variables),
            tuple(best.point.tolist()),
            goals.limits,
            [(_value(search, best, one.name), _unit(numbers, one.name)) for one in goals.limits],
            [_path(search, *path) for path in search.paths],
            [str(note) for note in Notes(model).of(regimen, model.covariates)],
            _remarks(search),
            numbers.runs,
            _jumps(search, best),
        )
    )


def _value(search: Search, end: End, name: str) -> float:
    return float(end.values[search.goals.place(name)])


def _unit(numbers: Numbers, name: str) -> str:
    if name == TOTAL:
        return "mg"
    metric = numbers.setting.metrics[name]
    return metric.unit(numbers.setting.columns[metric.column].unit)


def _status(search: Search, best: End) -> str:
    if search.flat:
        return "flat"
    return "converged" if best.level else "not converged"


def _jumps(search: Search, best: End) -> bool:
    """Tells whether the interval rests at an end of those that make as many doses."""
    space = search.numbers.space
    place = space.interval
    if place is None:
        return False
    ends = [bounds[place] for bounds in space.part(space.count(best.point))]
    return bool(np.isclose(best.point[place], ends, rtol=1e-9, atol=0.0).any())


def _path(search: Search, start: End, end: End) -> Path:
    return Path(
        tuple(start.point.tolist()),
        tuple(end.point.tolist()),
        _value(search, end, search.goals.name),
        end.feasible,
        end.level,
    )


def _remarks(search: Search) -> list[str]:
    """Returns a sentence about intervals that were left out."""
    space, shortest = search.numbers.space, search.goals.shortest
    if space.interval is None or space.lows[space.interval] != shortest:
        return []
    why = f"because the hours that count end {shortest:g} h after the last dose"
    return [f"Intervals below {shortest:g} h are left out, {why}."]
