"""Errors of runs in units of the tolerance, and references to compare them with.

A run at a tolerance of 1e-13 is the reference, because it takes a tenth of a second. That it
can be, test_reference.py shows: Radau of SciPy, an implicit method of another family with steps of
its own, finds the same.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.integrate import solve_ivp

import opiodyn as od

TIGHT = 1e-13
# Adaptation and withdrawal are fractions of 1, and differences of such fractions. Both are all but
# zero where tone hardly rises, so that their errors count from 1.
FROM_ONE = ("adaptation", "withdrawal")
ROUTES = {"po": "oral", "im": "intramuscular", "iv": "intravenous"}


class Errors(NamedTuple):
    """The largest error of a run over its times and columns, in units of rtol, and where it is."""

    ratio: float  # of the size of the column, or 1 where it counts from 1
    column: str
    time: float
    own: float  # of the size of the column, whatever it is
    steps: int


def columns_of(case, rtol: float, atol: float | None = None, method: str = "automatic"):
    """Runs a case. Returns its columns over the times of the case, and the run."""
    run = od.simulate(
        case.regimen,
        model=case.model,
        times=case.times,
        rtol=rtol,
        atol=rtol / 1000.0 if atol is None else atol,
        method=method,
    )
    return run.to_pandas().select_dtypes("float"), run


def tight(case):
    """Returns the columns of a case as the library computes them with tiny steps."""
    return columns_of(case, TIGHT)[0]


def errors_of(case, rtol: float, reference) -> Errors:
    """Runs a case at a tolerance and compares it with its reference."""
    found, run = columns_of(case, rtol)
    return compared(found, reference, rtol, run.steps)


def compared(found, reference, rtol: float, steps: int = 0) -> Errors:
    """Compares a run with a reference, in the columns of the reference."""
    values = reference.to_numpy()
    error = np.abs(found[reference.columns].to_numpy() - values)
    own = np.abs(values).max(axis=0)
    counted = [name.split(".")[0] in FROM_ONE for name in reference.columns]
    size = np.where(counted, np.maximum(own, 1.0), own)
    ratios = _over(error, size) / rtol
    row, column = np.unravel_index(ratios.argmax(), ratios.shape)
    return Errors(
        ratios[row, column],
        reference.columns[column],
        reference.index[row],
        _over(error, own).max() / rtol,
        steps,
    )


def _over(error, size):
    """Errors over sizes; a column that is always 0 must be 0 in the run too."""
    assert not (error[:, size == 0.0] > 0.0).any()
    return error / np.where(size == 0.0, 1.0, size)


# Radau


def radau(case, rtol: float = 1e-12):
    """Returns the columns of a case by SciPy's Radau, from event to event.

    It takes the right-hand side and Jacobian of the model, but the amounts and times of doses are
    worked out here. Sizes of states are not known beforehand, so that atol is far below rtol.
    """
    model = case.model._compiled
    jumps, rates = _inputs(case)
    stops = sorted(
        {0.0, case.times[-1], *(t for t, _, _ in jumps), *(t for r in rates for t in r[:2])}
    )
    y, rows = model.baseline(), []
    for begin, end in zip(stops, [*stops[1:], np.inf], strict=True):
        for time, state, amount in jumps:
            if time == begin:
                y[state] += amount
        rows += [y.copy()] if begin in case.times else []
        if begin >= case.times[-1]:
            break
        inside = case.times[(case.times > begin) & (case.times < end)]
        entering = np.zeros(model.size)
        for first, last, state, rate in rates:
            if first <= begin < last:
                entering[state] += rate
        found = solve_ivp(
            lambda t, y, entering=entering: model.derivative(t, y) + entering,
            (begin, end),
            y,
            "Radau",
            t_eval=np.append(inside, end),
            jac=model.jacobian,
            rtol=rtol,
            atol=rtol * 1e-4,
            first_step=1e-6 * (end - begin),
        )
        assert found.success, found.message
        rows += list(found.y.T[:-1])
        y = found.y[:, -1].copy()
    table = np.array([model.observe(row) for row in rows])
    grams = {ligand.name: ligand.molar_mass for ligand in model.ligands}
    columns = {  # a run reports amounts in mg
        column.name: table[:, i]
        * (grams[column.ligand] / 1e6 if column.quantity == "amount" else 1.0)
        for i, column in enumerate(model.columns)
    }
    return pd.DataFrame(columns, index=case.times)


def _inputs(case):
    """Returns jumps (time, state, nmol) and rates (from, to, state, nmol/h) of the doses."""
    model = case.model._compiled
    place = {state.name: i for i, state in enumerate(model.states)}
    molar_mass = {ligand.name: ligand.molar_mass for ligand in model.ligands}
    value = {parameter.name: parameter.value for parameter in model.parameters}
    jumps, rates = [], []
    for record in case.regimen.records:
        if isinstance(record, od.Stimulus):
            assert record.name == "exercise"
            jumps += [
                (
                    record.time,
                    place[f"{peptide}.stimulus"],
                    record.magnitude * value[f"{peptide}.exercise"],
                )
                for peptide in case.model.options()["endogenous"]
            ]
            continue
        nmol = record.amt * 1e6 / molar_mass[record.drug]
        for state, duration, share, lag in _paths(record, model, value):
            for k in range(record.addl + 1):
                time, taken = record.time + lag + k * record.ii, nmol * share
                duration = record.dur if record.dur > 0.0 else duration
                if duration == 0.0:
                    jumps.append((time, place[state], taken))
                else:
                    rates.append((time, time + duration, place[state], taken / duration))
    return jumps, rates


def _paths(record, model, value):
    """Returns the ways that a dose takes: state, hours, share of the dose, and lag."""
    entries = model.entries(record.drug, route=record.route, cmt="")
    route = f"{record.drug}.{ROUTES[record.route]}"
    salt = value.get(f"{route}.salt_factor", 1.0)
    names = [
        name.rsplit(".", 1)[0]
        for name in value
        if name.startswith(f"{route}.") and name.endswith(".fraction")
    ]
    if not names:
        return [(state, hours, salt, 0.0) for state, hours in entries]
    assert len(names) == len(entries)
    return [
        (state, hours, salt * value[f"{name}.fraction"], value[f"{name}.lag"])
        for name, (state, hours) in zip(names, entries, strict=True)
    ]
