"""Diagnostics tell whether independent runs agree, by ArviZ: R-hat and effective draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from arviz_stats.base import array_stats

from joint.likelihood import Problem
from joint.nested import Drawn
from opiodyn._checks.check import FloatArray


def chains(runs: Sequence[Drawn]) -> FloatArray:
    """Returns the draws of all runs, as many of each, [run, draw, parameter]."""
    shortest = min(len(run.logs) for run in runs)
    return np.array([run.logs[:shortest] for run in runs])


def summary(problem: Problem, runs: Sequence[Drawn]) -> dict[str, Any]:
    """Returns R-hat and quantiles of each parameter, and the effort and evidence of each run."""
    draws = chains(runs)
    quantiles = np.exp(np.quantile(draws.reshape(-1, draws.shape[2]), [0.05, 0.5, 0.95], axis=0))
    rhat = [float(array_stats.rhat(draws[:, :, i])) for i in range(draws.shape[2])]
    parameters = {
        name: {"rhat": round(rhat[i], 5), **_named(quantiles[:, i])}
        for i, name in enumerate(problem.names)
    }
    return {
        "largest_rhat": round(max(rhat), 5),
        "effective": float(round(sum(run.effective for run in runs))),
        "likelihoods": sum(run.likelihoods for run in runs),
        "log_evidence": [round(run.log_evidence, 3) for run in runs],
        "parameters": parameters,
    }


def _named(quantiles: FloatArray) -> dict[str, float]:
    return {
        key: float(f"{x:.5g}") for key, x in zip(("low", "median", "high"), quantiles, strict=True)
    }
