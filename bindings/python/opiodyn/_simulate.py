"""From a regimen and a model to a run."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt

from opiodyn import _check, _core
from opiodyn._check import FloatArray
from opiodyn._model import Model
from opiodyn._run import Run

_DEFAULT_DELTA = 0.25


def simulate(
    regimen: _core.Regimen,
    *,
    model: Model | None = None,
    end: float | None = None,
    delta: float | None = None,
    times: npt.ArrayLike | None = None,
    method: str = "automatic",
    rtol: float = 1e-6,
    atol: float = 1e-9,
    max_steps: int = 20_000_000,
    max_seconds: float = 3600.0,
) -> Run:
    """Runs a model along a regimen.

    The solver chooses its own steps; the output times are read off its solution and do not change
    it. Other Python threads go on during the run. Ctrl-C ends it.

    Args:
        regimen: What is taken, from `regimen` or `dose`.
        model: The model; None is ``Model()`` with the drugs of the regimen.
        end: End of the run, h. None: one dosing interval after the last dose (24 h after a dose
            that is not repeated).
        delta: Distance of the output times, h; 0.25 if left out. They start at 0, and the end is
            always one of them.
        times: The output times themselves, h, ascending, instead of ``end`` and ``delta``. A time
            at which a dose is given shows the state after it.
        method: ``"rodas5p"`` (stiff), ``"exact"`` (linear models: equilibrium binding or none),
            ``"dopri5"`` (not stiff), or ``"automatic"``, which is exact where that is possible and
            rodas5p elsewhere.
        rtol: Relative tolerance per step.
        atol: Absolute tolerance per step, in the unit of each state.
        max_steps: Budget of steps.
        max_seconds: Budget of wall time, s.

    Returns:
        The run.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule.
        UnknownNameError: The regimen names a drug, or ``method`` a method, that is not known.
        SolverError: The solver could not go on; ``partial`` is the run up to there, marked
            incomplete.
        Interrupted: Ctrl-C; ``partial`` as above.

    Example:
        >>> from opiodyn import dose
        >>> run = simulate(dose("naltrexone", amt=50), end=24)
        >>> bool(run.occupancy("naltrexone", "mu").max() > 0.9)
        True
    """
    rule = "must be a Regimen; opiodyn.regimen(text) makes one"
    _check.instance("regimen", regimen, _core.Regimen, rule)
    chosen = Model() if model is None else model
    _check.instance("model", chosen, Model, "must be a Model")
    settled = chosen._for(regimen)
    grid = _output_times(regimen, end, delta, times)
    try:
        trajectory = _core.simulate(
            settled._core,
            regimen,
            grid,
            np.full(grid.size, -1),
            method=_check.word("method", method),
            rtol=_check.number("rtol", rtol),
            atol=_check.number("atol", atol),
            max_steps=_check.whole("max_steps", max_steps),
            max_seconds=_check.number("max_seconds", max_seconds),
        )
    except (_core.SolverError, _core.Interrupted) as error:
        partial = cast(_core.Trajectory, error.partial)  # until here
        error.partial = Run(partial, settled, regimen)
        raise
    return Run(trajectory, settled, regimen)


def _output_times(
    regimen: _core.Regimen,
    end: float | None,
    delta: float | None,
    times: npt.ArrayLike | None,
) -> FloatArray:
    if times is not None:
        for field, value in (("end", end), ("delta", delta)):
            if value is not None:
                raise _check.input_error(field, value, "give either times or end and delta")
        return _check.curve("times", times)
    step = _check.positive("delta", _DEFAULT_DELTA if delta is None else delta)
    last = regimen.default_end if end is None else _check.non_negative("end", end)
    grid = _core.grid(0.0, last, step)
    # The end is an output even where it is not a multiple of delta.
    return grid if np.isclose(grid[-1], last, rtol=1e-12, atol=0.0) else np.append(grid, last)
