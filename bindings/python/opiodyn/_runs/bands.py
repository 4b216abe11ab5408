"""This module finds medians and bands over the subjects of several runs, at times of a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of
from opiodyn._plot.curves import Samples
from opiodyn._plot.groups import shown_until, taken_in
from opiodyn._plot.spans import Taken
from opiodyn._result.inside import course_of
from opiodyn._result.measure import COMPLETE
from opiodyn._runs.alike import Alike, groups_of
from opiodyn._runs.inside import kept_of

if TYPE_CHECKING:
    from opiodyn._runs.runs_data import RunsData

_ALL_CORES = 0
_MOST_NUMBERS = 30_000_000  # of all curves of all subjects at once
_FEWEST_TIMES = 200
_JUST_BEFORE = 1e-4  # of a dose, h


class Bands(NamedTuple):
    """Bands are medians over subjects with the limits that hold the middle part of them."""

    samples: Mapping[str, Samples]
    left_out: Mapping[object, str]
    """These subjects have no complete run, and this is why."""
    shorter: int
    """This is the number of complete runs that end before the last does [-]."""


def finished(runs: RunsData) -> list[int]:
    """Returns the places of the complete runs.

    Raises:
        InputError: There is none.
    """
    codes = kept_of(runs).codes
    found = [place for place, code in enumerate(codes) if code == StatusCode.complete]
    if not found:
        why = f"runs.status says why: {kept_of(runs).statuses[0]}" if codes else "there is no run"
        raise check.input_error("runs", repr(runs), f"no run is complete; {why}")
    return found


def taken_by(runs: RunsData, places: Sequence[int]) -> list[Taken]:
    """Returns each regimen that is taken until each end, once."""
    found = {}
    for group in groups_of(runs, places, lambda run: (str(run.regimen), shown_until(run))):
        taken = taken_in(group.example)
        found[str(taken.regimen), taken.end] = taken
    return [*found.values()]


def bands_of(
    runs: RunsData, places: Sequence[int], columns: Sequence[str], interval: float
) -> Bands:
    """Runs the subjects once more at times that they share, and returns medians and limits.

    A subject counts until the end of its run.

    Args:
        runs: The runs.
        places: The places of the complete ones.
        columns: The columns of the core.
        interval: The fraction of subjects that a band holds [-].
    """
    all_taken = taken_by(runs, places)
    times = _times(all_taken, len(places) * len(columns))
    numbers = np.full((len(runs), times.size, len(columns)), np.nan)
    statuses, shorter = list(kept_of(runs).statuses), 0
    for group in groups_of(runs, places, shown_until):
        inside = times <= shown_until(group.example)
        shorter += 0 if inside.all() else len(group.places)
        values, found = _values(group, times[inside], columns)
        block = np.full((len(group.places), *numbers.shape[1:]), np.nan)
        block[:, inside] = values
        numbers[group.places] = block
        for place, status in zip(group.places, found, strict=True):
            statuses[place] = status
    whole = np.array([status == COMPLETE for status in statuses])
    samples = _limits(times, numbers[whole], columns, interval)
    out = {who: why for who, why in zip(runs.ids, statuses, strict=True) if why != COMPLETE}
    return Bands(samples, out, shorter)


def _times(all_taken: Sequence[Taken], curves: int) -> FloatArray:
    """Returns the times of a picture: what the regimens ask for, with both sides of each dose."""
    end = max(taken.end for taken in all_taken)
    own = [_core.output_times(taken.regimen, taken.end) for taken in all_taken]
    jumps = np.concatenate([taken.regimen.given() for taken in all_taken])
    times = np.unique(np.concatenate([*own, jumps, jumps - _JUST_BEFORE]))
    times = times[(times >= 0.0) & (times <= end)]
    most = max(_FEWEST_TIMES, _MOST_NUMBERS // max(1, curves))
    stride = -(-times.size // most)
    return times[::stride] if stride > 1 else times


def _values(
    group: Alike, times: FloatArray, columns: Sequence[str]
) -> tuple[npt.NDArray[np.float64], list[str]]:
    """Returns the numbers of a group [subject, time, column], and the status of each subject."""
    subjects, course = group.subjects, course_of(group.example)
    rows = subjects.rows()
    found = _core.simulate_batch(
        [core_of(model) for model in subjects.models],
        [{}] * len(subjects.models),
        list(subjects.regimens),
        list(subjects.people),
        rows,
        [],
        np.empty((len(rows), 0)),
        times=times,
        columns=list(columns),
        metrics=[],
        threads=_ALL_CORES,
        stop=None,
        rtol=course.rtol,
        atol=course.atol,
        max_steps=course.max_steps,
    )
    if found.interrupted:
        raise KeyboardInterrupt
    return found.values.reshape(len(rows), times.size, len(columns)), found.status


def _limits(
    times: FloatArray, numbers: FloatArray, columns: Sequence[str], interval: float
) -> dict[str, Samples]:
    """Returns median and limits of each column over the subjects that have not ended yet."""
    levels = [0.5, 0.5 - interval / 2.0, 0.5 + interval / 2.0]
    quantile = np.nanquantile if np.isnan(numbers).any() else np.quantile
    return {
        name: Samples(times, *quantile(numbers[:, :, j], levels, axis=0))
        for j, name in enumerate(columns)
    }
