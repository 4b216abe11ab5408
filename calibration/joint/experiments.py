"""Measurements are ranked here by the width of predictions that they are expected to leave.

For each draw of the posterior the measurement is simulated, with its error, and the draws are
weighted anew by it. The expected share of the standard deviation that is left is the square root of
the mean variance over the old one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import numpy as np

from joint.data import FOLDER
from joint.likelihood import Problem
from joint.modes import Mode
from joint.rows import Rows
from opiodyn._checks.check import FloatArray
from opiodyn._validation.cases import Setup

_SETTINGS = ("measure", "regimen", "column", "start", "to", "scale", "agonist", "dose")
_SEED = 20261202


def ranked(problem: Problem, logs: FloatArray, rival: Problem, mode: Mode) -> dict[str, Any]:
    """Returns targets, and for each experiment what width it leaves of them.

    Args:
        problem: The problem.
        logs: The draws of its posterior, [draw, parameter].
        rival: The problem of another structure, whose prediction stands beside that of the draws.
        mode: The mode of the rival.
    """
    entries = tomllib.loads((FOLDER / "experiments.toml").read_text(encoding="utf-8"))
    targets, experiments = entries["target"], entries["experiment"]
    wanted = _simulated(problem, targets, logs)
    measured = _simulated(problem, experiments, logs)
    rivals = _simulated(rival, experiments, mode.logs[np.newaxis])
    rows = []
    for entry in experiments:
        values = measured[entry["name"]]
        shares = [left(values, entry["error"], wanted[one["name"]]) for one in targets]
        shown = {key: entry[key] for key in ("name", "people", "error", "why")}
        rows.append({**shown, "predicted": _quantiles(values), "left": shares})
        rows[-1]["rival"] = float(f"{rivals[entry['name']][0]:.4g}")
    rows.sort(key=lambda row: float(np.mean(row["left"])))
    return {
        "draws": len(logs),
        "rival": rival.structure.name,
        "targets": [
            {**one, **_quantiles(np.exp(w) if one.get("log") else w)}
            for one in targets
            for w in [wanted[one["name"]]]
        ],
        "experiments": rows,
    }


def _simulated(
    problem: Problem, entries: list[dict[str, Any]], logs: FloatArray
) -> Mapping[str, FloatArray]:
    found = {
        one["name"]: logs[:, problem.names.index(one["parameter"])]
        for one in entries
        if "parameter" in one
    }
    setups = {
        one["name"]: Setup(**{key: one[key] for key in _SETTINGS if key in one})
        for one in entries
        if "parameter" not in one
    }
    rows = Rows(problem.structure.biophase, setups)
    figures = rows.figures(problem.columns(logs), np.ones(len(logs)))
    return found | dict(zip(setups, figures.T, strict=True))


def left(values: FloatArray, error: float, wanted: FloatArray) -> float:
    """Returns the share of the standard deviation of what is wanted that a measurement leaves."""
    random = np.random.default_rng(_SEED)
    seen = values + error * random.normal(size=len(values))
    logs = -0.5 * ((seen[:, np.newaxis] - values) / error) ** 2
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    variances = weights @ wanted**2 - (weights @ wanted) ** 2
    return float(np.sqrt(variances.mean() / wanted.var()))


def _quantiles(values: FloatArray) -> dict[str, float]:
    found = np.quantile(values, [0.05, 0.5, 0.95])
    return {k: float(f"{x:.4g}") for k, x in zip(("low", "median", "high"), found, strict=True)}
