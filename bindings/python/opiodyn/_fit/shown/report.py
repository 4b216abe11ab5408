"""The report of a fit tells a person what was estimated, and what to doubt."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np

from opiodyn._fit.estimates import CONVERGED, Estimates
from opiodyn._fit.inside import parameters_of, setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.shown.tables import estimates_table

if TYPE_CHECKING:
    import pandas as pd

_CORRELATED = 0.95
_UNSURE = 50.0  # RSE [%]
_OPEN = 1000.0  # RSE [%], above which a parameter on a log scale is not identified


def report(goal: Objective, found: Estimates) -> str:
    """Returns `Fit.report`."""
    return "\n\n".join(
        filter(None, [_heading(goal, found), _table(goal, found), _doubts(goal, found)])
    )


def _heading(goal: Objective, found: Estimates) -> str:
    setup = setup_of(goal)
    observed = setup.observed
    below = int(observed.censored.sum())
    likelihood = float(goal.log_likelihoods(found.x).sum())
    subjects = len(setup.ids)
    lines = [
        f"Fit: {found.status}, {found.evaluations} evaluations",
        f"Data: {observed.count} observations of {subjects} subject{'s' if subjects > 1 else ''}"
        + (f", {below} of them below the limit of quantification" if below else ""),
        *(f"  {one.name} [{one.unit}], error model {one.error}" for one in observed.quantities),
        f"-2 log likelihood {-2.0 * likelihood:.3f}"
        + ("; estimates are the mode of the posterior" if setup.priors else ""),
    ]
    lines += [f"Fixed: {name} = {value:g}" for name, value in setup.fixed.items()]
    return "\n".join(lines)


def _table(goal: Objective, found: Estimates) -> str:
    return str(_readable(estimates_table(goal, found)).rename_axis(None).to_string())


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Returns a table of estimates with four digits, and headings for people."""
    shown = frame.assign(
        **{name: [f"{x:.4g}" for x in frame[name]] for name in ("value", "SE", "low", "high")},
        RSE=[f">{_OPEN:g}" if x > _OPEN else f"{x:.1f}" for x in frame["RSE"]],
    )
    level = f"{100.0 * frame.attrs['level']:g} %"
    names = {"RSE": "RSE %", "low": f"low {level}", "high": f"high {level}", "at_bound": "bound"}
    shown = shown.rename(columns=names)
    return shown if shown["bound"].any() else shown.drop(columns="bound")


def reports(table: pd.DataFrame | None, status: pd.Series[str]) -> str:
    """Returns `Fits.report`."""
    wrong = [f"- subject {name}: {why}" for name, why in status.items() if why != CONVERGED]
    parts = [f"Fits: {len(status) - len(wrong)} of {len(status)} subjects converged"]
    if table is not None:
        parts.append(str(_readable(table).reset_index().to_string(index=False)))
    return "\n\n".join([*parts, *(["\n".join(wrong)] if wrong else [])])


def _doubts(goal: Objective, found: Estimates) -> str:
    """Returns what a reader should know before using the estimates."""
    frame = estimates_table(goal, found)
    doubts = [
        f"{name} is at its {row.at_bound} bound: its estimate is that of the bound"
        for name, row in frame.iterrows()
        if row.at_bound
    ]
    doubts += [
        _unsure(str(name), float(row.RSE), logarithmic=one.logarithmic)
        for (name, row), one in zip(frame.iterrows(), parameters_of(goal), strict=True)
        if row.RSE > _UNSURE
    ]
    sd = np.sqrt(np.diag(found.covariance))
    correlation = found.covariance / np.outer(sd, sd)
    for i, j in zip(*np.triu_indices(sd.size, 1), strict=True):
        if abs(correlation[i, j]) > _CORRELATED:
            pair = f"{goal.names[i]} and {goal.names[j]}"
            doubts.append(f"{pair} are hardly told apart: correlation {correlation[i, j]:.3f}")
    if len(setup_of(goal).ids) > 1:
        doubts.append(
            "all subjects share the estimates; differences between subjects count as residual error"
        )
    return "\n".join(textwrap.fill(f"- {one}", 100, subsequent_indent="  ") for one in doubts)


def _unsure(name: str, rse: float, *, logarithmic: bool) -> str:
    """Returns how little the data tell of a parameter."""
    if logarithmic and rse > _OPEN:
        return (
            f"{name} is not identified: the data leave its size open (RSE above {_OPEN:g} %), and "
            "its interval says no more than that; leave it out, hold it at a known value, or give "
            "a prior"
        )
    return f"{name} is hardly determined: RSE {min(rse, _OPEN):.0f} %{' or more' * (rse > _OPEN)}"
