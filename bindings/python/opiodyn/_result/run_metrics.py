"""This module takes the metrics that a user names from one run, or from several alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.drugs import drug_of
from opiodyn._checks.shown import shown
from opiodyn._result.columns import OutputColumn, WantedColumn, chosen_columns, columns_in
from opiodyn._result.inside import course_of, trajectory_of
from opiodyn._result.measure import CoreMetric, Subjects, factor_of, in_core, measured
from opiodyn._result.metric import Metric, Metrics, read_metrics
from opiodyn._result.summary import own_drug_of, windows_of

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.run_data import RunData


class Asked(NamedTuple):
    """These metrics were asked for, by the names of their results."""

    metrics: Mapping[str, Metric]
    drug: str | None
    """The last dosing interval is that of this drug; None leaves it to the column."""


def read_asked(metrics: Metrics, window: tuple[float, float] | None, drug: str | None) -> Asked:
    """Reads the arguments of `Run.metrics`.

    Raises:
        InputError: A value breaks a rule.
    """
    named = read_metrics(metrics, window)
    if not named:
        raise check.input_error("metrics", "[]", "needs at least one, such as 'tone.mu.mean'")
    return Asked(named, None if drug is None else check.word("drug", drug))


def run_metrics(run: RunData, asked: Asked) -> pd.Series[float]:
    """Returns the series of `Run.metrics`."""
    import pandas as pd

    metrics, subjects = core_metrics(run, asked), Subjects([run.model], [run.regimen])
    values = measured(subjects, metrics, course_of(run)).of_one() * factors_of(run, asked)
    series = pd.Series(values, index=pd.Index([*asked.metrics], name="metric"), name="value")
    series.attrs["units"] = units_of(run, asked)
    windows = [window[:2] for _, _, window, _ in metrics]
    series.attrs["windows"] = dict(zip(asked.metrics, windows, strict=True))
    return series


def core_metrics(run: RunData, asked: Asked) -> Sequence[CoreMetric]:
    """Returns the metrics of a run as the core takes them."""
    columns, end = _columns(run, asked), course_of(run).end
    drug = None if asked.drug is None else drug_of(run.regimen.drugs, asked.drug)
    _refuse_beyond(run, asked, end)
    return [
        in_core(
            one,
            columns[one.column],
            one.window_of(run.regimen, drug or _drug_of(run, one), end),
        )
        for one in asked.metrics.values()
    ]


def _drug_of(run: RunData, metric: Metric) -> str:
    """Returns the drug whose last dosing interval counts for a metric.

    Raises:
        InputError: Several drugs act on the column, and their last dosing intervals differ.
    """
    own, windows = own_drug_of(run, metric.column), windows_of(run)
    if own is not None:
        return own
    if metric.span is None and len(set(windows.values())) > 1:
        listed = "; ".join(f"{drug}: {window}" for drug, window in windows.items())
        end = max(window.end for window in windows.values())
        level = "" if metric.threshold is None else f", threshold={metric.threshold:g}"
        rule = (
            f"last dosing intervals differ ({listed}): give drug={[*windows][-1]!r}, or hours of "
            f"the run: od.Metric({metric.name!r}{level}, span=(0, {end:g}))"
        )
        raise check.input_error("metrics", shown(metric.name), rule)
    return [*windows][-1]


def _refuse_beyond(run: RunData, asked: Asked, end: float) -> None:
    """Refuses hours after the end of the run, and of its outputs."""
    last = max(end, float(np.max(run.times, initial=0.0)))
    for one in asked.metrics.values():
        if one.span is not None and one.span[1] > last:
            rule = f"must lie within the run, which ends at {last:g} h; give simulate() a later end"
            raise check.input_error("span", "{:g} to {:g} h".format(*one.span), rule)


def factors_of(run: RunData, asked: Asked) -> FloatArray:
    """Returns the factor of each metric from the core's number to the unit of users."""
    columns = _columns(run, asked)
    return np.array([factor_of(one, columns[one.column]) for one in asked.metrics.values()])


def units_of(run: RunData, asked: Asked) -> dict[str, str]:
    """Returns the unit of each metric."""
    columns = _columns(run, asked)
    units = {name: one.unit(columns[one.column].unit) for name, one in asked.metrics.items()}
    return {name: "-" if unit == "1" else unit for name, unit in units.items()}


def _columns(run: RunData, asked: Asked) -> dict[str, OutputColumn]:
    wanted = [WantedColumn(one.column, "metrics", one.name) for one in asked.metrics.values()]
    return chosen_columns(columns_in(trajectory_of(run)), wanted)
