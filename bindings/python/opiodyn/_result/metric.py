"""A metric is one number that summarises the curve of an output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.drugs import meant
from opiodyn._checks.instants import is_before
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._dosing.intervals import last_interval, refuse_empty
from opiodyn._result.readouts import OF_IMMUNE

STATISTICS = {
    "mean": ("unit", "mean over the window"),
    "peak": ("unit", "highest value"),
    "t_peak": ("h", "time of the peak, from the start of the window"),
    "trough": ("unit", "lowest value"),
    "area": ("unit h", "area under the curve"),
    "steepest": ("unit/h", "fastest change, up or down"),
    "time_above": ("h", "time above a threshold, which Metric(threshold=...) gives"),
    "hours_above_1": ("h", "time for which tone lies above 1; of tone alone"),
}
"""Each statistic has the unit that it makes of the unit of a column, and its meaning."""
_KINDS = {"hours_above_1": "time_above"}
_ELSEWHERE = {
    **{"auc": "area", "cmax": "peak", "tmax": "t_peak", "cmin": "trough", "cavg": "mean"},
    **{"max": "peak", "min": "trough", "average": "mean"},
}
"""These words of other programs for a statistic have the name that it has here."""
ABOVE_1 = 1.0 + 1e-6
"""Tone above this is above 1. What lies between is rounding, or the error of the solver: tone of
the drug-free body is 1 to the last digits."""
_WORSE_WHEN_HIGH = {
    *("effect.breathing", "effect.pupil", "effect.liking", "withdrawal"),
    *("activation", "flare", "cytokine", "pain"),
}

PlainWindow: TypeAlias = tuple[float, float, float, float, float]
"""A window is begin, end, period, from and to [h], as the core takes them."""


@pickled_by_fields("Metric")
@dataclass(frozen=True)
class Metric:
    """A metric is a statistic of an output over a window of time.

    Args:
        name: The name reads ``<column>.<statistic>``. The column is one of `Run.to_pandas`. The
            statistic is ``mean``, ``peak``, ``trough`` or ``area`` [unit of the column x h]. It may
            also be ``t_peak``, the time of the peak from the start of the window [h], or
            ``steepest``, the fastest change up or down [unit of the column/h]. Times above a level
            are ``time_above`` [h] and, for tone alone, ``hours_above_1`` [h], which counts tone
            above 1 by more than a millionth: less is what a computation cannot tell from 1.
        threshold: The threshold of ``time_above``, in the unit of the column.
        window: The hours after the last dose that count [h], such as ``(8, 24)``. None stands for
            the whole last dosing interval. Without any dose the run counts as one. Together with
            ``every`` they are hours of each period.
        span: The hours from the start of the run [h] that count, instead of the last dosing
            interval.
        every: The period [h], counted from the start of ``span``. The window holds in each period:
            ``Metric("tone.mu.mean", span=(0, 672), every=24, window=(8, 24))`` is the mean of tone
            over hours 8 to 24 of each of 28 days.

    Raises:
        InputError: A value breaks a rule.

    Example:
        >>> Metric("withdrawal.peak").sign
        -1
    """

    name: str
    threshold: float | None = None
    window: tuple[float, float] | None = None
    span: tuple[float, float] | None = None
    every: float | None = None

    def __post_init__(self) -> None:
        _check_name(self.name)
        if (self.statistic == "time_above") != (self.threshold is not None):
            rule = "time_above, and nothing else, needs a threshold"
            raise check.input_error("threshold", self.threshold, rule)
        if self.threshold is not None:
            object.__setattr__(self, "threshold", check.finite("threshold", self.threshold))
        for field in ("window", "span"):
            if getattr(self, field) is not None:
                object.__setattr__(self, field, pair(field, getattr(self, field)))
        self._check_period()

    def _check_period(self) -> None:
        if self.every is None:
            if self.span is not None and self.window is not None:
                rule = "with a span, a window needs every="
                raise check.input_error("window", self.window, rule)
            return
        object.__setattr__(self, "every", check.positive("every", self.every))
        if self.span is None or self.window is None:
            raise check.input_error("every", self.every, "needs a span and a window")
        most = _core.limits.window_periods
        if self.span[1] - self.span[0] > most * self.every:
            rule = f"makes more than {most:g} periods of the span; take a longer period"
            raise check.input_error("every", self.every, rule)
        if is_before(self.every, self.window[1]):
            rule = f"must lie within the period of {self.every:g} h"
            raise check.input_error("window", self.window, rule)
        length = self.span[1] - self.span[0]
        if not is_before(self.span[0] + self.window[0], self.span[1]):
            rule = f"lies outside the span, which has {length:g} h; take a longer span"
            raise check.input_error("window", _words(self.window), rule)

    @property
    def column(self) -> str:
        """This is the column that the metric is about, such as ``tone.mu``."""
        return self.name.rpartition(".")[0]

    @property
    def statistic(self) -> str:
        """This is the statistic of the column, such as ``mean``."""
        return self.name.rpartition(".")[2]

    @property
    def kind(self) -> str:
        """This is the core's name of the statistic."""
        return _KINDS.get(self.statistic, self.statistic)

    @property
    def is_time(self) -> bool:
        """This is True if the metric is a time [h], whatever the unit of its column is."""
        return self.kind in ("time_above", "t_peak")

    @property
    def level(self) -> float:
        """This is the threshold in the unit of the column; 0 if the statistic has none."""
        return ABOVE_1 if self.statistic == "hours_above_1" else self.threshold or 0.0

    @property
    def sign(self) -> int:
        """This is the direction of improvement: 1 if the highest value is best, otherwise -1.

        It is -1 for withdrawal, for the effects on breathing, pupil and liking, and for activation,
        flare, cytokine and pain index. An effect on pain is its relief: 1.
        """
        return -1 if self.column in _WORSE_WHEN_HIGH else 1

    @property
    def hypothesis(self) -> bool:
        """This is True for the immune read-outs, which are hypotheses."""
        return self._quantity in OF_IMMUNE

    @property
    def hours(self) -> str:
        """This text names the hours of a run that count."""
        if self.span is None:
            return f"{_words(self.window)} after the last dose" if self.window else _LAST
        if self.window is None:
            return _words(self.span)
        return f"{_words(self.window)} of every {self.every:g} h from {_words(self.span)}"

    @property
    def _quantity(self) -> str:
        return self.column.split(".")[0]

    def unit(self, column_unit: str) -> str:
        """Returns the unit of the metric for the unit of its column."""
        column_unit = check.word("column_unit", column_unit)
        if self.is_time:
            return "h"
        if self.kind == "steepest":
            return "1/h" if column_unit == "1" else f"{column_unit}/h"
        if self.kind != "area":
            return column_unit
        return "h" if column_unit == "1" else f"{column_unit} h"

    def window_of(self, regimen: _core.Regimen, drug: str | None, end: float) -> PlainWindow:
        """Returns the hours that count in a run of this regimen that ends then [h].

        Raises:
            InputError: The hours do not lie within the last dosing interval, or there is none.
        """
        check.instance("regimen", regimen, _core.Regimen, "must be a Regimen")
        if self.span is None:
            return (*self._of_last_interval(regimen, drug, end), 0.0, 0.0, 0.0)
        if self.every is None or self.window is None:
            return (*self.span, 0.0, 0.0, 0.0)
        first, last = self.window
        return (*self.span, self.every, first, min(last, self.every))

    def _of_last_interval(
        self, regimen: _core.Regimen, drug: str | None, end: float
    ) -> tuple[float, float]:
        if drug is None and regimen.drugs:
            rule = "give drug=, or a metric with a span: not every regimen has one drug"
            raise check.input_error("drug", None, rule)
        named = "" if drug is None else meant(check.word("drug", drug), regimen.drugs)
        interval = last_interval(regimen, named, check.non_negative("end", end))
        refuse_empty(interval)
        begin, close = interval
        if self.window is None:
            return begin, close
        length = close - begin
        last = self.window[1]
        if is_before(close, begin + last):
            rule = f"must lie within the last dosing interval, 0 to {length:g} h after the dose"
            raise check.input_error("window", "{:g} to {:g}".format(*self.window), rule)
        first, last = begin + self.window[0], begin + self.window[1]
        if not is_before(first, last):
            raise check.input_error("window", _words(self.window), _AFTER)
        return first, min(last, close)


Metrics: TypeAlias = str | Metric | Iterable[str | Metric] | Mapping[str, str | Metric]
"""Users write one metric, several, or a mapping that names their results."""

_LAST = "the last dosing interval"
_AFTER = "must end after it begins"


def read_metrics(metrics: Metrics, window: tuple[float, float] | None = None) -> dict[str, Metric]:
    """Returns metrics by the name of their result.

    Args:
        metrics: The metrics that a user wrote.
        window: The hours after the last dose [h] of those metrics that are no more than a name.

    Raises:
        InputError: There is none, or a name is given twice.
    """

    def metric(given: str | Metric) -> Metric:
        if ask.is_a(given, Metric):
            return cast(Metric, given)
        return Metric(check.word("metrics", given).strip(), window=window)

    rule = "must be a name such as 'tone.mu.mean', a Metric, or a list or mapping of these"
    if ask.is_a(metrics, Mapping):
        named = check.mapping("metrics", cast("Mapping[str, str | Metric]", metrics), rule)
        return {name: metric(given) for name, given in named.items()}
    several = cast("Iterable[str | Metric]", metrics)
    if ask.is_a(metrics, (str, Metric)):
        several = [cast("str | Metric", metrics)]
    found: dict[str, Metric] = {}
    for one in map(metric, check.items("metrics", several, rule)):
        if one.name in found:
            rule = "is given twice; name them: metrics={'night': Metric(...), 'day': ...}"
            raise check.input_error("metrics", shown(one.name), rule)
        found[one.name] = one
    return found


def _check_name(name: str) -> None:
    column, _, statistic = check.word("metric", name).rpartition(".")
    if not column or statistic not in STATISTICS:
        error = check.unknown("metric", name, [f"{column}.{one}" for one in STATISTICS])
        if column and error.rule.endswith("?"):
            raise error
        if column and (meant := _ELSEWHERE.get(statistic.lower())):
            raise check.input_error("metric", shown(name), f"is called '{column}.{meant}' here")
        endings = f".{', .'.join(STATISTICS)}"
        rule = f"must end in one of {endings} after a column, such as 'tone.mu.mean'"
        raise check.input_error("metric", shown(name), rule)
    if statistic == "hours_above_1" and not column.startswith("tone."):
        raise check.input_error("metric", shown(name), "hours_above_1 is for tone alone")


def pair(field: str, hours: tuple[float, float]) -> tuple[float, float]:
    """Returns two times that a user gave [h], of which the first comes first.

    Raises:
        InputError: The value is no such pair.
    """
    rule = "must be two times, h, such as (8, 24)"
    given = check.items(field, hours, rule)
    if len(given) != 2:
        raise check.input_error(field, shown(hours), rule)
    begin, end = given
    begin = check.non_negative(f"{field}[0]", begin)
    end = check.non_negative(f"{field}[1]", end)
    if not is_before(begin, end):
        raise check.input_error(field, f"{begin:g} to {end:g}", _AFTER)
    return begin, end


def _words(hours: tuple[float, float]) -> str:
    return f"{hours[0]:g} to {hours[1]:g} h"
