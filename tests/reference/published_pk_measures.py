"""What the library gives for a published figure: the run, and what is read off it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

import opiodyn as od
from opiodyn import _core, metrics
from opiodyn._model.inside import core_of
from published_pk_cases import Setup

# Steps of the output grid, h, and until when. Levels fall fastest after an intravenous dose: for
# naloxone at (CL + Q2 + Q3) / V1 = 18 /h, where the trapezoidal rule is off by (18 x 0.002)^2 / 12
# = 0.01 % of the area. A test halves all steps: no figure moves by 0.1 %, no peak time by 0.5 %.
GRID = ((0.002, 2.0), (0.01, 24.0), (0.1, 240.0), (1.0, np.inf))


def measure(setup: Setup, finer: int = 1) -> float:
    """The simulated figure; finer divides the steps of the output grid."""
    figure = QUANTITIES[setup.quantity](setup, finer)
    return figure if setup.over is None else figure / measure(setup.over, finer)


@functools.cache
def _run(
    regimen: str,
    covariates: tuple[tuple[str, Any], ...],
    end: float,
    step: float | None,
    finer: int,
) -> od.Run:
    taken = od.regimen(regimen)
    drugs = list(dict.fromkeys(dose.drug for dose in taken.doses))
    # Without receptors and peptides the model is linear, so the automatic method is exact.
    model = od.Model(drugs=drugs, receptors=[], endogenous=[])
    if covariates:
        changed = _core.covariate_parameters(core_of(model), dict(covariates))
        model = od.Model(drugs=drugs, receptors=[], endogenous=[], parameters=changed)
    return od.simulate(taken, model=model, times=_grid(end, step, finer), method="automatic")


def _grid(end: float, step: float | None, finer: int) -> np.ndarray:
    begin, pieces = 0.0, []
    for size, until in GRID if step is None else ((step, np.inf),):
        until = min(until, end)
        count = round((until - begin) / size * finer)
        pieces.append(np.linspace(begin, until, count, endpoint=False))
        begin = until
    return np.append(np.concatenate(pieces), end)


def _run_of(setup: Setup, finer: int) -> od.Run:
    return _run(setup.regimen, setup.covariates, setup.end, setup.step, finer)


def _of(setup: Setup) -> str:
    return setup.of or od.regimen(setup.regimen).doses[0].drug


def _curve(setup: Setup, finer: int) -> tuple[np.ndarray, np.ndarray]:
    """Level in ng/mL over the window."""
    run = _run_of(setup, finer)
    slack = 1e-9  # the ends of the window are grid times up to rounding
    inside = (run.times >= setup.start - slack) & (run.times <= setup.to + slack)
    return run.times[inside], run.concentration(_of(setup), "ng/mL")[inside]


def peak(setup: Setup, finer: int) -> float:
    return metrics.peak(*_curve(setup, finer)).value


def peak_time(setup: Setup, finer: int) -> float:
    return metrics.peak(*_curve(setup, finer)).time


def level(setup: Setup, finer: int) -> float:
    """The level at the end of the window."""
    run = _run_of(setup, finer)
    return float(np.interp(setup.to, run.times, run.concentration(_of(setup), "ng/mL")))


def area(setup: Setup, finer: int) -> float:
    """Without an end of the window to infinity, as studies do: by the last slope."""
    times, values = _curve(setup, finer)
    within = metrics.area(times, values)
    if setup.to != np.inf:
        return within
    late = times >= 0.9 * times[-1]
    return within + values[-1] * _half_life(times[late], values[late]) / np.log(2.0)


def half_life(setup: Setup, finer: int) -> float:
    """By log-linear regression on 25 samples spread evenly over the window."""
    times, values = _curve(setup, finer)
    samples = np.linspace(setup.start, setup.to, 25)
    return _half_life(samples, np.interp(samples, times, values))


def _half_life(times: np.ndarray, values: np.ndarray) -> float:
    return float(-np.log(2.0) / np.polyfit(times, np.log(values), 1)[0])


def days_above(setup: Setup, finer: int) -> float:
    return metrics.time_above(*_curve(setup, finer), setup.threshold) / 24.0


def clearance(setup: Setup, finer: int) -> float:
    """Dose over area, L/h; over what the dose names, as a study would (no salt factor)."""
    (dose,) = od.regimen(setup.regimen).doses
    return 1e3 * dose.amt / area(setup, finer)


def volume(setup: Setup, finer: int) -> float:
    """At steady state, L: clearance times mean residence time of an intravenous dose."""
    times, values = _curve(setup, finer)
    residence = metrics.area(times, times * values) / metrics.area(times, values)
    return clearance(setup, finer) * residence


def urine(setup: Setup, finer: int) -> float:
    """Excreted unchanged in the window, % of an oral dose, mole for mole: CL_renal x AUC / dose."""
    (dose,) = od.regimen(setup.regimen).doses
    run = _run_of(setup, finer)
    value = run.model.parameters["value"]
    excreted = 1e-3 * value[f"{_of(setup)}.CL_renal"] * area(setup, finer)
    taken = dose.amt * value[f"{dose.drug}.oral.salt_factor"]
    moles = value[f"{dose.drug}.molar_mass"] / value[f"{_of(setup)}.molar_mass"]
    return 100.0 * excreted * moles / taken


QUANTITIES: dict[str, Callable[[Setup, int], float]] = {
    "Cmax": peak,
    "Tmax": peak_time,
    "level": level,
    "AUC": area,
    "half_life": half_life,
    "days_above": days_above,
    "clearance": clearance,
    "volume": volume,
    "urine": urine,
}
