"""A search has one goal, and limits that its result keeps to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from opiodyn._checks import ask, check
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._result.metric import Metric, read_metrics

TOTAL = "total_dose"
_RULE = "must map metrics to limits, such as {'tone.mu.trough': (0.95, None)}"
_LIMITS = "must be a lower and an upper limit, such as (0.95, None); one of them may be None"

Limits: TypeAlias = Mapping[Any, tuple[float | None, float | None]]
"""Users write the limits of each metric, by its name or itself, and of ``"total_dose"``."""


@pickled_by_fields("OptimumLimit")
class Limit(NamedTuple):
    """A limit holds a number between two values."""

    name: str
    low: float
    """This is -infinity if there is no lower limit."""
    high: float
    """This is infinity if there is no upper limit."""

    def broken(self, value: float) -> float:
        """Returns by how much a value breaks the limit, relative to the end that it breaks."""
        below = (self.low - value) / (abs(self.low) or 1.0) if math.isfinite(self.low) else 0.0
        above = (value - self.high) / (abs(self.high) or 1.0) if math.isfinite(self.high) else 0.0
        return max(below, above, 0.0)

    @property
    def field(self) -> str:
        """This is the limit as an argument of a call, for messages."""
        return f"subject_to[{self.name!r}]"

    @property
    def words(self) -> str:
        """These words say the limit."""
        if self.low == self.high:
            return f"exactly {self.low:g}"
        ends = (("at least", self.low), ("at most", self.high))
        return " and ".join(f"{word} {end:g}" for word, end in ends if math.isfinite(end))


class Goals(NamedTuple):
    """Goals are what a search is asked for."""

    name: str
    """This is the name of the number to optimise."""
    sign: int
    """The sign is 1 if the highest number is the best, and -1 if the lowest is."""
    limits: list[Limit]
    metrics: dict[str, Metric]
    """Each metric stands under its name among the numbers; the total dose is no metric."""

    @property
    def shortest(self) -> float:
        """This is the shortest dosing interval that has all windows after a dose [h]."""
        windows = [one.window for one in self.metrics.values() if one.span is None and one.window]
        return max((end for _, end in windows), default=0.0)

    def place(self, name: str) -> int:
        """Returns the place of a number among all, of which the total dose is the last."""
        return len(self.metrics) if name == TOTAL else list(self.metrics).index(name)


def read_goals(
    maximize: str | Metric | None,
    minimize: str | Metric | None,
    subject_to: Limits | None,
    window: tuple[float, float] | None,
) -> Goals:
    """Returns what a user asked for.

    Raises:
        InputError: A value breaks a rule.
    """
    metrics: dict[str, Metric] = {}
    field, goal, sign = _goal(maximize, minimize)
    name = _named(field, goal, window, metrics)
    limits: list[Limit] = []
    pairs = check.pairs("subject_to", {} if subject_to is None else subject_to, _RULE)
    for key, ends in pairs:
        of = _named("subject_to", key, window, metrics)
        if any(one.name == of for one in limits):
            raise check.input_error("subject_to", shown(of), "is given twice")
        limits.append(Limit(of, *_ends(f"subject_to[{of!r}]", ends)))
    if not metrics:
        rule = f"with {field}='{TOTAL}' needs a limit of a metric; without one no dose is the best"
        raise check.input_error("subject_to", shown(subject_to), rule)
    return Goals(name, sign, limits, metrics)


def _goal(
    maximize: str | Metric | None, minimize: str | Metric | None
) -> tuple[str, str | Metric, int]:
    if maximize is not None and minimize is not None:
        rule = "leave one of maximize and minimize out; the other goal may be a limit in subject_to"
        raise check.input_error("minimize", shown(minimize), rule)
    if maximize is not None:
        return "maximize", maximize, 1
    if minimize is not None:
        return "minimize", minimize, -1
    rule = "give maximize= or minimize=, such as maximize='tone.mu.mean'"
    raise check.input_error("maximize", "None", rule)


def _named(
    field: str,
    given: Any,
    window: tuple[float, float] | None,
    metrics: dict[str, Metric],
) -> str:
    """Returns the name of a number; a metric joins the others under it."""
    if ask.is_a(given, str) and str.__str__(given).strip() == TOTAL:
        return TOTAL
    if not ask.is_a(given, (str, Metric)):
        rule = f"must be a metric, such as 'tone.mu.mean', or '{TOTAL}'"
        raise check.input_error(field, shown(given), rule)
    (metric,) = read_metrics([given], window).values()
    known = [name for name, one in metrics.items() if one == metric]
    if known:
        return known[0]
    longer = metric.name, f"{metric.name} ({metric.hours})", str(metric)
    name = next(one for one in longer if one not in metrics)
    metrics[name] = metric
    return name


def _ends(field: str, ends: Any) -> tuple[float, float]:
    given = check.items(field, ends, _LIMITS)
    if len(given) != 2 or given == [None, None]:
        raise check.input_error(field, shown(ends), _LIMITS)
    low = -math.inf if given[0] is None else check.finite(f"{field}[0]", given[0])
    high = math.inf if given[1] is None else check.finite(f"{field}[1]", given[1])
    if low > high:
        rule = "must have a lower limit that is not above the upper one"
        raise check.input_error(field, f"({low:g}, {high:g})", rule)
    return low, high
