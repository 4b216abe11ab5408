"""A picture draws a run at times of its own, so that no peak or dose falls between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._dosing.intervals import DosingInterval
from opiodyn._model.inside import core_of
from opiodyn._result.inside import course_of, trajectory_of
from opiodyn._result.measure import CoreMetric, Subjects, measured
from opiodyn._result.run_data import RunData

_DRAWN = (
    *("concentration", "occupancy", "free", "tone", "density", "peptide"),
    *("effect", "ventilation", "withdrawal", "pain", "activation"),
)
_BEFORE, _AFTER = 0, -1  # how many records an output shows at its own time; -1 is all


def drawn(run: RunData, windows: list[DosingInterval], end: float) -> RunData:
    """Returns the run at the times that its picture needs.

    They follow the regimen, and have the peak of each curve over the whole run and over each
    window. A dose shows what was just before it, and what is just after it.

    Args:
        run: The run.
        windows: The time spans of the picture.
        end: The end of the run in the picture [h].
    """
    course = course_of(run)
    own = run.times[run.times <= end]
    inside = [window for window in windows if window.begin < end]
    chosen = [_core.output_times(run.regimen, end), own, _peaks(run, inside, end)]
    after = np.unique(np.concatenate(chosen))
    times, seen = _both_sides(after, _jumps(run.regimen, end))
    trajectory = _core.simulate(
        core_of(run.model),
        run.regimen,
        times,
        seen,
        method=course.method,
        rtol=course.rtol,
        atol=course.atol,
        max_steps=course.max_steps,
    )
    return RunData(trajectory, run.model, run.regimen, course)


def _jumps(regimen: _core.Regimen, end: float) -> FloatArray:
    """Returns the times of doses and stimuli [h], at which a curve may jump."""
    times = np.unique(np.concatenate([regimen.given(), regimen.stimulated()]))
    return times[times <= end]


def _both_sides(times: FloatArray, jumps: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Returns output times and what they show: each jump has an output before and one after it."""
    apart = times[~_at_one_of(times, jumps)]
    all_times = np.concatenate([apart, jumps, jumps])
    seen = np.full(all_times.size, _AFTER, dtype=np.int64)
    seen[apart.size : apart.size + jumps.size] = _BEFORE
    order = np.lexsort((seen == _AFTER, all_times))
    return all_times[order], seen[order]


def _at_one_of(times: FloatArray, jumps: FloatArray) -> npt.NDArray[np.bool_]:
    """Marks the times that are the same instant as a jump."""
    if jumps.size == 0:
        return np.zeros(times.size, dtype=np.bool_)
    after = np.minimum(np.searchsorted(jumps, times), jumps.size - 1)
    before = np.maximum(after - 1, 0)
    found: npt.NDArray[np.bool_] = _core.same_instant(times, jumps[before])
    return found | _core.same_instant(times, jumps[after])


def _peaks(run: RunData, windows: list[DosingInterval], end: float) -> FloatArray:
    """Returns the times at which a curve has its peak in one of the windows, until the end [h]."""
    metrics: list[CoreMetric] = [
        ("t_peak", column.name, (window.begin, min(window.end, end), 0.0, 0.0, 0.0), 0.0)
        for window in windows
        for column in trajectory_of(run).columns
        if column.quantity in _DRAWN
    ]
    subjects = Subjects([run.model], [run.regimen])
    after_begin = measured(subjects, metrics, course_of(run)).of_one()
    begins: FloatArray = np.array([metric[2][0] for metric in metrics])
    return begins + after_begin
