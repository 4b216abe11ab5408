"""What doses are compared by: a statistic of an output over the last dosing interval."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from opiodyn import metrics
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._result.readouts import OF_IMMUNE, needs

_Statistic = Callable[[FloatArray, FloatArray], float]

_STATISTICS: dict[str, _Statistic] = {
    "mean": metrics.mean,
    "peak": lambda times, values: metrics.peak(times, values).value,
    "trough": lambda times, values: metrics.trough(times, values).value,
    "hours_above_1": lambda times, values: metrics.time_above(times, values, 1.0),
}
_OF_TONE_ALONE = "hours_above_1"
_HYPOTHESES = {"withdrawal", *OF_IMMUNE}
_WORSE_WHEN_HIGH = {"withdrawal", "activation", "flare", "cytokine", "pain"}


class Metric(NamedTuple):
    """For instance tone.mu.mean."""

    column: str
    statistic: str

    @property
    def name(self) -> str:
        """As it was asked for."""
        return f"{self.column}.{self.statistic}"

    @property
    def sign(self) -> int:
        """1 if the highest value is the best, -1 if the lowest is."""
        bad = self.column.split(".")[0] in _WORSE_WHEN_HIGH and self.statistic != _OF_TONE_ALONE
        return -1 if bad else 1

    @property
    def hypothesis(self) -> bool:
        """Whether it is of an immune read-out, or of withdrawal."""
        return self.column.split(".")[0] in _HYPOTHESES

    def unit(self, columns: dict[str, str]) -> str:
        """Given those of the outputs."""
        return "h" if self.statistic == _OF_TONE_ALONE else columns[self.column]

    def of(self, times: FloatArray, values: FloatArray) -> float:
        """Its value for a curve."""
        return _STATISTICS[self.statistic](times, values)


def read(names: str | Iterable[str]) -> list[Metric]:
    """Metrics by name, one or several.

    Raises:
        InputError: There is none, one is given twice or has no such statistic.
    """
    said = [names] if isinstance(names, str) else check.words("metric", names)
    if not said:
        raise check.input_error("metric", "[]", "needs at least one, such as 'tone.mu.mean'")
    found: list[Metric] = []
    for name in said:
        one = _read(name.strip())
        if one in found:
            raise check.input_error("metric", repr(one.name), "is given twice")
        found.append(one)
    return found


def _read(name: str) -> Metric:
    column, _, statistic = name.rpartition(".")
    if not column or statistic not in _STATISTICS:
        close = difflib.get_close_matches(statistic, _STATISTICS, 1) if column else []
        known = "must end in .mean, .peak, .trough or, of tone, .hours_above_1"
        rule = f"did you mean '{column}.{close[0]}'?" if close else known
        raise check.input_error("metric", repr(name), rule)
    if statistic == _OF_TONE_ALONE and not column.startswith("tone."):
        raise check.input_error("metric", repr(name), f"{_OF_TONE_ALONE} is for tone alone")
    return Metric(column, statistic)


def check_reported(chosen: Iterable[Metric], columns: Collection[str]) -> None:
    """Each is about an output that the model has.

    Raises:
        InputError: It is not; the message says what the model needs, or suggests the nearest.
    """
    for metric in chosen:
        if metric.column not in columns:
            raise check.input_error("metric", repr(metric.name), _unreported(metric, columns))


def _unreported(metric: Metric, columns: Collection[str]) -> str:
    quantity = metric.column.split(".")[0]
    related = [name for name in columns if name.split(".")[0] == quantity]
    needed = needs(quantity)
    if not related and needed is not None:
        return f"this model does not report '{metric.column}'; it needs {needed}"
    close = difflib.get_close_matches(metric.column, related or columns, 1, cutoff=0.5)
    if close:
        return f"unknown; did you mean '{close[0]}.{metric.statistic}'?"
    known = ", ".join(dict.fromkeys(name.split(".")[0] for name in columns))
    return f"this model does not report '{metric.column}'; it reports {known}"
