"""This module writes in a report what an opioid does over the whole run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from opiodyn._model.response_words import acting, agonists
from opiodyn._result.inside import course_of
from opiodyn._result.metric import Metric
from opiodyn._result.run_metrics import read_asked, run_metrics

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData

_TITLE = "Effects over the whole run, % of the largest possible effect (0 = no drug)"
_BREATHING = "breathing"


def effects(run: RunData) -> list[str]:
    """Returns the largest effects, the lowest ventilation and the largest withdrawal index.

    They are there if the model has an agonist; otherwise the list is empty.
    """
    end = course_of(run).end
    if end == 0.0 or not acting(run.model):
        return []
    numbers = _extremes(run, end)
    lines = [*_table(run, numbers), *_ventilation(numbers), *_withdrawal(numbers, end)]
    return ["\n".join(lines)] if lines else []


def _extremes(run: RunData, end: float) -> dict[str, tuple[float, float]]:
    """Returns the largest value of each effect and of withdrawal over the run, and its time [h]."""
    columns = [f"effect.{name}" for name in run.model.endpoints]
    if "adaptation" in run.model.response and agonists(run.model, "mu"):
        columns.append("withdrawal")
    names = [(f"{column}.peak", f"{column}.t_peak") for column in columns]
    metrics = [Metric(name, span=(0.0, end)) for pair in names for name in pair]
    if not metrics:
        return {}
    found = run_metrics(run, read_asked(metrics, None, None))
    return {
        column: (float(found[peak]), float(found[time]))
        for column, (peak, time) in zip(columns, names, strict=True)
    }


def _table(run: RunData, numbers: Mapping[str, tuple[float, float]]) -> list[str]:
    import pandas as pd

    rows = {name: numbers[f"effect.{name}"] for name in run.model.endpoints}
    if not rows:
        return []
    table = pd.DataFrame(
        {
            "largest": [100.0 * peak for peak, _ in rows.values()],
            "at h": [time if peak > 0.0 else math.nan for peak, time in rows.values()],
        },
        index=list(rows),
    )
    shown = {"largest": "{:.1f}".format, "at h": "{:.2f}".format}
    return [_TITLE, table.to_string(formatters=shown, na_rep="-")]


def _ventilation(numbers: Mapping[str, tuple[float, float]]) -> list[str]:
    if f"effect.{_BREATHING}" not in numbers:
        return []
    effect, time = numbers[f"effect.{_BREATHING}"]
    if effect <= 0.0:
        return ["Ventilation never falls below that without a drug."]
    lowest = 100.0 * (1.0 - effect)
    return [f"Lowest ventilation: {lowest:.1f} % of that without a drug, at {time:.2f} h."]


def _withdrawal(numbers: Mapping[str, tuple[float, float]], end: float) -> list[str]:
    """Returns the largest withdrawal index, and whether the run ends before it falls."""
    if "withdrawal" not in numbers:
        return []
    index, time = numbers["withdrawal"]
    rising = " It still rises when the run ends." if index > 0.0 and time >= end else ""
    return [f"Largest withdrawal index (0 to below 1): {index:.3f}, at {time:.2f} h.{rising}"]
