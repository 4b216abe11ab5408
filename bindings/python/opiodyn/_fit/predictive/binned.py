"""Observations are put into bins of time, each with percentiles observed and simulated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._fit.data.observations import Bools, frame_of
from opiodyn._fit.data.predictions import Design

if TYPE_CHECKING:
    import pandas as pd

_MOST_TIMES = 12  # that have a bin each
_BINS = 8


def read_bins(bins: Sequence[float] | None) -> FloatArray | None:
    """Returns the edges of the bins, or None.

    Raises:
        InputError: There are fewer than two, or they do not ascend.
    """
    if bins is None:
        return None
    edges = check.curve("bins", bins)
    if edges.size < 2 or not np.all(np.diff(edges) > 0.0):
        rule = "must be two edges at least, which ascend"
        raise check.input_error("bins", f"{edges.size} numbers", rule)
    return edges


def binned(
    design: Design, simulated: FloatArray, share: float, edges: FloatArray | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns the table of a check, and its observations with their bins.

    Raises:
        InputError: An observation lies outside the bins.
    """
    import pandas as pd

    observed = design.observed
    points = frame_of(observed, design.ids)
    points["bin"] = 0
    levels = [0.5 - 0.5 * share, 0.5, 0.5 + 0.5 * share]
    rows: list[dict[str, Any]] = []
    for k, quantity in enumerate(observed.quantities):
        mine = observed.quantity == k
        places = _places(observed.time[mine], edges)
        points.loc[mine, "bin"] = places
        for place in np.unique(places):
            chosen = np.flatnonzero(mine)[places == place]
            rows += _rows(design, simulated, quantity.name, int(place), chosen, levels)
    table = pd.DataFrame(rows).set_index(["quantity", "bin", "percentile"])
    table.attrs = {
        "interval": share,
        "replicates": len(simulated),
        "units": {one.name: one.unit for one in observed.quantities},
    }
    return table, points


def _places(times: FloatArray, edges: FloatArray | None) -> Any:
    """Returns the number of the bin of each time, from 0."""
    distinct = np.unique(times)
    if edges is None and distinct.size <= _MOST_TIMES:
        return np.searchsorted(distinct, times)
    if edges is None:
        edges = np.unique(np.quantile(times, np.linspace(0.0, 1.0, _BINS + 1)))
    outside = (times < edges[0]) | (times > edges[-1])
    if outside.any():
        rule = (
            f"must reach over all times of observations, and one is at "
            f"{times[np.argmax(outside)]:g} h"
        )
        raise check.input_error("bins", f"{edges[0]:g} to {edges[-1]:g} h", rule)
    return np.clip(np.searchsorted(edges, times, side="right") - 1, 0, edges.size - 2)


def _rows(
    design: Design, simulated: FloatArray, name: str, place: int, chosen: Any, levels: list[float]
) -> Iterator[dict[str, Any]]:
    """Returns a row for each percentile of a bin."""
    observed = design.observed
    below: Bools = observed.censored[chosen]
    limit = np.max(observed.value[chosen][below], initial=-np.inf)
    seen = np.quantile(np.maximum(observed.value[chosen], limit), levels)
    drawn = np.quantile(np.maximum(simulated[:, chosen], limit), levels, axis=1)
    bands = np.quantile(drawn, levels, axis=1).T
    for level, value, (low, median, high) in zip(levels, seen, bands, strict=True):
        yield {
            "quantity": name,
            "bin": place,
            "percentile": round(100.0 * level, 6),
            "time": float(observed.time[chosen].mean()),
            "count": chosen.size,
            "observed": float(value),
            "low": float(low),
            "median": float(median),
            "high": float(high),
        }
