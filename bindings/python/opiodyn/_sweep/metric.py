"""A number that the curve of an output comes down to: what a sweep reduces runs to."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._dosing.windows import last_window

_STATISTICS = ("mean", "peak", "trough", "area", "time_above", "hours_above_1")
_KINDS = {"hours_above_1": "time_above"}

PlainWindow = tuple[float, float, float, float, float]
"""Begin, end, period, from and to, h: the window of the core."""


@dataclass(frozen=True)
class Metric:
    """A statistic of an output over a window of time, for `sweep`.

    Args:
        name: ``<column>.<statistic>``: a column of `Run.to_pandas` and ``mean``, ``peak``,
            ``trough``, ``area`` (unit of the column times h), ``time_above`` (h) or, of tone,
            ``hours_above_1``.
        threshold: For ``time_above``, in the unit of the column.
        window: Without ``span``, hours after the last dose, such as ``(8, 24)``; None: the whole
            last dosing interval. With ``every``, hours of each period.
        span: Hours from the start of the run, instead of the last dosing interval.
        every: Period, h, counted from the begin of ``span``; the window holds in each of them.
            ``Metric("tone.mu.mean", span=(0, 672), every=24, window=(8, 24))`` is the mean of tone
            over hours 8 to 24 of each of 28 days.

    Raises:
        InputError: A value breaks a rule.
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
            object.__setattr__(self, "threshold", check.number("threshold", self.threshold))
        for field in ("window", "span"):
            if getattr(self, field) is not None:
                object.__setattr__(self, field, _pair(field, getattr(self, field)))
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
        if self.window[1] > self.every:
            rule = f"must lie within the period of {self.every:g} h"
            raise check.input_error("window", self.window, rule)

    @property
    def column(self) -> str:
        """For instance tone.mu"""
        return self.name.rpartition(".")[0]

    @property
    def statistic(self) -> str:
        """For instance mean"""
        return self.name.rpartition(".")[2]

    @property
    def kind(self) -> str:
        """The statistic as the core calls it."""
        return _KINDS.get(self.statistic, self.statistic)

    @property
    def level(self) -> float:
        """The threshold in force."""
        return 1.0 if self.statistic == "hours_above_1" else self.threshold or 0.0

    def unit(self, column_unit: str) -> str:
        """Given that of the column."""
        if self.kind == "time_above":
            return "h"
        if self.kind != "area":
            return column_unit
        return "h" if column_unit == "1" else f"{column_unit} h"

    def window_of(self, regimen: _core.Regimen, drug: str | None) -> PlainWindow:
        """Hours of a run along this regimen.

        Raises:
            InputError: They do not lie within the last dosing interval, or there is none.
        """
        if self.span is None:
            return (*self._of_last_interval(regimen, drug), 0.0, 0.0, 0.0)
        if self.every is None or self.window is None:
            return (*self.span, 0.0, 0.0, 0.0)
        return (*self.span, self.every, *self.window)

    def _of_last_interval(self, regimen: _core.Regimen, drug: str | None) -> tuple[float, float]:
        if drug is None:
            rule = "give drug=, or a metric with a span: not every regimen has one drug"
            raise check.input_error("drug", None, rule)
        begin, end, _ = last_window(regimen, drug, 0.0, regimen.default_end)
        if self.window is None:
            return begin, end
        length = end - begin
        if self.window[1] > length * (1.0 + 1e-12):
            rule = f"must lie within the last dosing interval, 0 to {length:g} h after the dose"
            raise check.input_error("window", "{:g} to {:g}".format(*self.window), rule)
        return begin + self.window[0], begin + self.window[1]


def read(
    said: str | Metric | Iterable[str | Metric] | Mapping[str, str | Metric],
) -> dict[str, Metric]:
    """Metrics by the name of their result.

    Raises:
        InputError: There is none, or a name is given twice.
    """
    if isinstance(said, Mapping):
        return {check.word("metrics", name): _metric(one) for name, one in said.items()}
    many = [said] if isinstance(said, str | Metric) else list(said)
    found: dict[str, Metric] = {}
    for one in map(_metric, many):
        if one.name in found:
            rule = "is given twice; name them: metrics={'night': Metric(...), 'day': ...}"
            raise check.input_error("metrics", repr(one.name), rule)
        found[one.name] = one
    return found


def _metric(one: str | Metric) -> Metric:
    return one if isinstance(one, Metric) else Metric(check.word("metrics", one).strip())


def _check_name(name: str) -> None:
    column, _, statistic = check.word("metric", name).rpartition(".")
    if not column or statistic not in _STATISTICS:
        close = difflib.get_close_matches(statistic, _STATISTICS, 1) if column else []
        known = f"must end in one of .{', .'.join(_STATISTICS)}"
        rule = f"did you mean '{column}.{close[0]}'?" if close else known
        raise check.input_error("metric", repr(name), rule)
    if statistic == "hours_above_1" and not column.startswith("tone."):
        raise check.input_error("metric", repr(name), "hours_above_1 is for tone alone")


def _pair(field: str, said: tuple[float, float]) -> tuple[float, float]:
    try:
        begin, end = said
    except (TypeError, ValueError):
        rule = "must be two times, h, such as (8, 24)"
        raise check.input_error(field, repr(said), rule) from None
    begin = check.non_negative(f"{field}[0]", begin)
    end = check.non_negative(f"{field}[1]", end)
    if not begin < end:
        raise check.input_error(field, f"{begin:g} to {end:g}", "must end after it begins")
    return begin, end
