"""The headlines of a run are computed once more under the other set of each contested value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.instants import is_before, is_same
from opiodyn._contested.alternatives import Alternative, alternatives
from opiodyn._dosing.intervals import DosingInterval, last_interval
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._model.response_words import acting, agonists
from opiodyn._result.course import Course
from opiodyn._result.inside import course_of
from opiodyn._result.measure import CoreMetric, Subjects, measured

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.run_data import RunData

WAKING = (8.0, 24.0)
_NALOXONE = "naloxone"
_RESCUE, _AFTER = 1.0, 0.5  # hours after the first dose of naloxone


class Headline(NamedTuple):
    """A headline is a number that a reader takes from a run."""

    name: str
    kind: str
    """The kind is that of the contested values on which the number rests."""
    unit: str
    metric: CoreMetric
    scale: float = 1.0
    above: float = 0.0
    """Unless this is 0, the headline is how far the metric lies above it, and at least 0."""

    def of(self, numbers: FloatArray) -> FloatArray:
        """Returns the headline for the numbers of its metric."""
        scaled = self.scale * numbers
        return np.maximum(scaled - self.above, 0.0) if self.above else scaled


class Asked(NamedTuple):
    """The headlines are asked of a settled model, of a regimen and of the course of a run."""

    model: Model
    regimen: _core.Regimen
    course: Course


def run_contested(run: RunData) -> pd.DataFrame:
    """Returns the frame of `Run.contested`."""
    return contested(Asked(run.model, run.regimen, course_of(run)))


def contested(asked: Asked) -> pd.DataFrame:
    """Returns what headlines become under the other set of each contested value."""
    import pandas as pd

    headlines = _headlines(asked)
    others = alternatives(asked.model, [asked.regimen], {one.kind for one in headlines})
    kept = {one.headlines for one in others}
    headlines = [one for one in headlines if one.kind in kept]
    frame = pd.DataFrame(
        _numbers(asked, headlines, others),
        index=pd.Index([one.name for one in headlines], name="headline", dtype=str),
        columns=["run", *(one.key for one in others)],
    )
    frame.insert(0, "unit", [one.unit for one in headlines])
    frame.attrs["words"] = {one.key: one.words for one in others}
    frame.attrs["about"] = list(dict.fromkeys(one.about for one in others))
    return frame


def _numbers(asked: Asked, headlines: list[Headline], others: list[Alternative]) -> FloatArray:
    """Returns each headline in the run and under each alternative; NaN where it does not count."""
    models = [asked.model, *(one.model for one in others)]
    subjects = Subjects(models, [asked.regimen] * len(models))
    found = measured(subjects, [one.metric for one in headlines], asked.course).numbers
    rows = np.array([one.of(found[:, i]) for i, one in enumerate(headlines)])
    rows = rows.reshape(len(headlines), len(models))
    for i, headline in enumerate(headlines):
        for j, other in enumerate(others):
            if other.headlines != headline.kind:
                rows[i, j + 1] = np.nan
    return rows


def _headlines(asked: Asked) -> list[Headline]:
    model, regimen, course = asked
    end, drugs = course.end, regimen.drugs
    if _core.same_instant(end, 0.0) or not (drugs or regimen.concentrations):
        return []
    there = {column.name for column in core_of(model).columns}
    found: list[Headline] = []
    if "tone.mu" in there and not agonists(model, "mu"):
        found += _of_tone(regimen, end)
    if _NALOXONE in drugs and f"occupancy.{_NALOXONE}.mu" in there:
        acts = bool(acting(model)) and "ventilation" in there
        found += _of_naloxone(regimen, end, acts)
    return found


def _of_tone(regimen: _core.Regimen, end: float) -> Iterator[Headline]:
    """Returns mean, waking mean and rebound of tone at mu in the last dosing interval."""
    intervals = (last_interval(regimen, drug, end) for drug in regimen.drugs)
    begin, close = max(intervals, default=DosingInterval(0.0, end))
    if not is_before(begin, close):
        return
    whole = _window(begin, close)
    yield Headline("mean tone at mu", "tone", "x drug-free", ("mean", "tone.mu", whole, 0.0))
    first, last = WAKING
    if regimen.drugs and is_same(close, begin + last):
        waking = ("mean", "tone.mu", _window(begin + first, close), 0.0)
        name = f"waking tone at mu ({first:g} to {last:g} h after the dose)"
        yield Headline(name, "tone", "x drug-free", waking)
    peak = ("peak", "tone.mu", whole, 0.0)
    yield Headline("rebound height at mu", "tone", "x drug-free", peak, above=1.0)


def _of_naloxone(regimen: _core.Regimen, end: float, acts: bool) -> Iterator[Headline]:
    """Returns the highest occupancy by naloxone, and ventilation after its first dose."""
    begin = float(regimen.given(_NALOXONE)[0])
    if not is_before(begin, end):
        return
    occupancy = ("peak", f"occupancy.{_NALOXONE}.mu", _window(begin, end), 0.0)
    yield Headline("highest occupancy of mu by naloxone", "naloxone", "%", occupancy, 100.0)
    if not acts:
        return
    highest = ("peak", "ventilation", _window(begin, min(begin + _RESCUE, end)), 0.0)
    name = f"highest ventilation in the {_RESCUE:g} h after naloxone"
    yield Headline(name, "naloxone", "%", highest)
    if is_before(begin + _AFTER, end):
        lowest = ("trough", "ventilation", _window(begin + _AFTER, end), 0.0)
        name = f"lowest ventilation from {_AFTER:g} h after naloxone on"
        yield Headline(name, "naloxone", "%", lowest)


def _window(begin: float, end: float) -> tuple[float, float, float, float, float]:
    return begin, end, 0.0, 0.0, 0.0
