"""A sweep keeps metrics of each run, and columns at output times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._result.metric import Metric, Metrics, read_metrics
from opiodyn._result.names import refuse_taken
from opiodyn._sweep.axes import KINDS
from opiodyn._sweep.layout import Layout

_METRIC = "tone.mu.mean"
_OWN = ("status", "steps")  # which every sweep has


class Kept(NamedTuple):
    """A run of a sweep keeps metrics, and columns at times."""

    metrics: dict[str, Metric]
    """Each metric stands under the name of its result."""
    times: FloatArray
    """The columns are kept at these times [h]."""
    columns: list[str]
    """Each column has its name in `Run.to_pandas`."""

    def refuse_names_of(self, layout: Layout) -> None:
        """Refuses names that axes of the layout have, or what every sweep has.

        Raises:
            InputError: Two results would have one name.
        """
        names = (*self.columns, *self.metrics)
        for axis in layout.axes:
            if axis.kind in KINDS and axis.name in names:
                rule = "is the name of a metric or column too; rename one of them"
                raise check.input_error("over", shown(axis.name), rule)
        time = ("time",) if self.columns else ()
        axes = (axis.name for axis in layout.axes)
        refuse_taken(names, (*_OWN, *time, *layout.dims, *axes))


def read_kept(
    metrics: Metrics | None,
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
    window: tuple[float, float] | None = None,
) -> Kept:
    """Returns what a user asked for; the mean tone at mu if that is nothing.

    Raises:
        InputError: A value breaks a rule.
    """
    output = check.own_curve("times", [] if times is None else times)
    named = list(dict.fromkeys(check.words("columns", () if columns is None else columns)))
    if (output.size > 0) != bool(named):
        missing, given = ("columns", "times") if output.size else ("times", "columns")
        raise check.input_error(missing, "none", f"must be given beside {given}; they go together")
    if metrics is None:
        metrics = [] if named else _METRIC
    kept = Kept(read_metrics(metrics, window), output, named)
    if not kept.metrics and not named:
        raise check.input_error("metrics", "[]", f"needs at least one, such as '{_METRIC}'")
    return kept
