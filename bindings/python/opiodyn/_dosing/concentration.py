"""A concentration in plasma that another model computed can drive a run."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._core import Regimen

Course: TypeAlias = Callable[[float], float]

_FIRST, _MOST = 48, 100_000  # intervals at the start, and points in all
_SHORTEST = 1e-6  # [h]; a jump of the function takes this long
_SMALL = 1e-3  # of the peak, below which the error is absolute
_INSIDE = (0.25, 0.5, 0.75)  # where an interval is compared with its straight line


def concentration(
    drug: str,
    times: npt.ArrayLike | Course,
    values: npt.ArrayLike | None = None,
    *,
    unit: str = "nM",
    until: float | None = None,
    rtol: float = 1e-4,
) -> Regimen:
    """Returns a regimen that gives the plasma concentration of a drug.

    The concentration comes from another model, be it a table or a function.

    The drug is one of the model's ``concentration_given``. It drives effect site, receptors and
    response as if its own kinetics had made it. Regimens add, so that other drugs can be dosed
    beside it.

    Args:
        drug: The name of the drug.
        times: The times of the table [h], ascending; or a function of the time [h] that returns the
            concentration.
        values: The total plasma concentrations at these times, at least 0. The concentration is a
            straight line between two times and 0 before the first. A run cannot go beyond the last.
        unit: The unit of the concentrations, such as ``"nM"`` or ``"ng/mL"``.
        until: The end of the table [h] that is made from a function.
        rtol: The largest error of a straight line beside the function [-]: relative to the
            concentration, or to a thousandth of its peak where that is more.

    Returns:
        A regimen of this concentration.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule.
        UnknownNameError: The unit is not known.

    Example:
        >>> given = concentration("naltrexone", lambda t: 30 / (1 + t), until=24)
        >>> given.default_end
        24.0
    """
    name = check.word("concentration.drug", drug)
    if callable(times):
        points = _points(times, values, until, check.positive("rtol", rtol))
        at, found = list(points), list(points.values())
    else:
        at, found = _table(times, values, until)
    record = _core.Concentration(
        name, times=at, values=found, unit=check.word("concentration.unit", unit)
    )
    return Regimen([record])


def _table(
    times: npt.ArrayLike, values: npt.ArrayLike | None, until: float | None
) -> tuple[list[float], list[float]]:
    if until is not None:
        rule = "goes with a function alone; a table ends with its last time"
        raise check.input_error("until", until, rule)
    if values is None:
        rule = "must be given; a table has one value for each time"
        raise check.input_error("concentration.values", values, rule)
    found = check.curve("concentration.values", values)
    return check.curve("concentration.times", times).tolist(), found.tolist()


def _points(
    course: Course, values: npt.ArrayLike | None, until: float | None, rtol: float
) -> dict[float, float]:
    """Returns points of a function between which straight lines are near enough, by their times."""
    if values is not None:
        rule = "must be left out beside a function, which gives the concentrations itself"
        raise check.input_error("concentration.values", "given", rule)
    if until is None:
        rule = "must be given beside a function: the time at which its table ends [h]"
        raise check.input_error("until", until, rule)
    end = check.positive("until", until)
    first = [*(end * i / _FIRST for i in range(_FIRST)), end]
    found = {t: _value(course, t) for t in first}
    floor = rtol * _SMALL * max(found.values())
    waiting = list(pairwise(found))
    while waiting:
        begin, last = waiting.pop()
        if last - begin <= _shortest(last):
            continue
        if _is_straight(course, found, (begin, last), rtol, floor):
            continue
        middle = begin + 0.5 * (last - begin)
        found[middle] = _value(course, middle)
        waiting += [(begin, middle), (middle, last)]
        if len(found) > _MOST:
            rule = f"needs more than {_MOST} points; give a larger rtol, or a smoother function"
            raise check.input_error("rtol", rtol, rule)
    return dict(sorted(found.items()))


def _shortest(t: float) -> float:
    """Returns the shortest interval that is split near a time [h], so that its halves stay apart.

    Two times are the same instant if they differ by 1e-13 of their size.
    """
    return max(_SHORTEST, 4e-13 * t)


def _is_straight(
    course: Course,
    found: dict[float, float],
    interval: tuple[float, float],
    rtol: float,
    floor: float,
) -> bool:
    """Tells whether a function is near enough to its straight line between two known points."""
    begin, last = interval
    rise = found[last] - found[begin]
    for share in _INSIDE:
        value = _value(course, begin + share * (last - begin))
        if abs(value - (found[begin] + share * rise)) > max(rtol * value, floor):
            return False
    return True


def _value(course: Course, t: float) -> float:
    try:
        value = course(t)
    except Exception as error:  # of the caller's function
        what = f"fails at {t:g} h ({type(error).__name__})"
        rule = f"{what}; it must take a time [h] and return a concentration"
        raise check.input_error("concentration.times", shown(course), rule) from error
    return check.non_negative(f"concentration at {t:g} h", value)
