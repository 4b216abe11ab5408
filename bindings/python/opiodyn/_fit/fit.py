"""`fit` estimates parameters of a model from a table of observations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Required, TypedDict, Unpack, overload

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.solver import MAX_STEPS
from opiodyn._events.events import EventTable
from opiodyn._fit.each import Fits, fit_each
from opiodyn._fit.estimates import estimates_of
from opiodyn._fit.information import refuse_idle, undetermined
from opiodyn._fit.inside import parameters_of, roots_at, setup_of
from opiodyn._fit.make import FIT_ATOL, FIT_RTOL, objective
from opiodyn._fit.objective import Objective
from opiodyn._fit.parameters import Coordinates
from opiodyn._fit.result import Fit
from opiodyn._fit.rough import rough_start
from opiodyn._fit.search import Search, require_scipy
from opiodyn._model.model import Model
from opiodyn._sweep.error import interrupted

LEVEL = 0.95


class _Options(TypedDict, total=False):
    """The options of `fit` are written once more here, for the overloads alone."""

    vary: Required[Mapping[str, tuple[float, float]]]
    observe: Required[Mapping[str, Any]]
    model: Model | None
    error: str | Mapping[str, str]
    start: Mapping[str, float] | None
    fixed: Mapping[str, float] | None
    priors: Mapping[str, tuple[str, float, float]] | None
    lloq: float | Mapping[str, float] | None
    level: float
    threads: int
    rtol: float
    atol: float
    max_steps: int


@overload
def fit(table: EventTable, *, pooled: Literal[True] = ..., **options: Unpack[_Options]) -> Fit: ...
@overload
def fit(table: EventTable, *, pooled: Literal[False], **options: Unpack[_Options]) -> Fits: ...
def fit(
    table: EventTable,
    *,
    vary: Mapping[str, tuple[float, float]],
    observe: Mapping[str, Any],
    model: Model | None = None,
    error: str | Mapping[str, str] = "proportional",
    pooled: bool = True,
    start: Mapping[str, float] | None = None,
    fixed: Mapping[str, float] | None = None,
    priors: Mapping[str, tuple[str, float, float]] | None = None,
    lloq: float | Mapping[str, float] | None = None,
    level: float = LEVEL,
    threads: int = 0,
    rtol: float = FIT_RTOL,
    atol: float = FIT_ATOL,
    max_steps: int = MAX_STEPS,
) -> Fit | Fits:
    """Estimates parameters of a model from a table of observations, by maximum likelihood.

    The derivatives of the likelihood are those of the runs themselves, and SciPy searches with
    them. All subjects of the table share the parameters (a pooled fit); the covariates of each act
    on them as in `simulate`. Fits with random effects between subjects are not made here.

    Args:
        table: The table of the study, from `read_events`, with a column DV. Observations are the
            rows of EVID 0 and 2 that have a DV. Those below a limit of quantification are rows
            where CENS, BLQ or BQL is 1, where DV is a word such as ``BLQ`` or ``<0.05``, or where
            DV is below ``lloq``. They count with the probability of being below it (method M3).
        vary: The parameters of the model to estimate, by full name, with their bounds:
            ``{"naltrexone.CL": (20, 600)}``. Where the lower bound is above 0, the search goes over
            the logarithm.
        observe: The column of `Run.to_pandas` that DV has: ``{"DV": "mass_concentration.x"}``, in
            the unit of that column. If a column DVID numbers several quantities, one column for
            each: ``{"DV": {1: "mass_concentration.x", 2: "occupancy.x.mu"}}``.
        model: The model. None stands for ``Model()`` with the drugs of the table.
        error: The error model: ``"additive"`` (standard deviation ``sd``), ``"proportional"``
            (``cv`` times the prediction), ``"combined"`` (both, as variances) or ``"log"`` (log DV
            scatters by ``log_sd``). A mapping gives one for each observed column. The parameters of
            the error model are estimated too, under names such as ``cv.mass_concentration.x``.
        pooled: Whether all subjects share the estimates. If not, each subject has a fit of its own.
        start: The values at which the search starts. None takes those of the model.
        fixed: Values of parameters of the error models that are known and not estimated.
        priors: Priors by the name of a parameter: ``("normal", mean, sd)``, or
            ``("lognormal", median, sd of the log)``. Estimates are then the mode of the posterior.
        lloq: The limit of quantification in the unit of DV, or one for each observed column. A
            column LLOQ of the table, and a word such as ``<0.05``, go before it.
        level: The level of intervals.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Returns:
        The fit; without ``pooled`` the `Fits` of all subjects.

    Raises:
        InputError: A value breaks a rule. Examples are fewer observations than parameters, a start
            outside its bounds, a parameter without influence, and a combination of parameters that
            the data do not determine.
        UnknownNameError: A name is not known.
        NotConvergedError: The search did not come to its end; ``partial`` is the fit up to there.
        SolverError: A run could not go on.
        Interrupted: Ctrl-C was pressed; ``partial`` has the best values up to there, in the order
            of `Objective.names`.
        ImportError: SciPy is not installed (``pip install 'opiodyn[fit]'``).

    Example:
        >>> import io
        >>> from opiodyn import read_events
        >>> table = read_events(
        ...     io.StringIO("TIME,AMT,DV\\n0,50,.\\n1,.,9.1\\n2,.,7.9\\n4,.,4.2\\n8,.,1.9\\n"),
        ...     drug="naltrexone",
        ... )
        >>> found = fit(
        ...     table,
        ...     vary={"naltrexone.CL": (20, 600)},
        ...     observe={"DV": "mass_concentration.naltrexone"},
        ... )
        >>> found.table.loc["naltrexone.CL", "unit"]
        'L/h'
    """
    require_scipy()
    chosen = check.fraction("level", level)
    if chosen in (0.0, 1.0):
        raise check.input_error("level", f"{chosen:g}", "must lie between 0 and 1, and be neither")
    goal = objective(
        table,
        vary=vary,
        observe=observe,
        model=model,
        error=error,
        start=start,
        fixed=fixed,
        priors=priors,
        lloq=lloq,
        threads=threads,
        rtol=rtol,
        atol=atol,
        max_steps=max_steps,
    )
    if check.flag("pooled", pooled):
        return fitted(goal, chosen)
    return fit_each(goal, lambda one: fitted(one, chosen))


def fitted(goal: Objective, level: float) -> Fit:
    """Returns the fit of an objective."""
    setup, parameters = setup_of(goal), parameters_of(goal)
    start = goal.start
    refuse_idle(roots_at(goal, start), [one.name for one in setup.vary])
    coordinates = Coordinates(parameters)
    search = Search(goal, np.ones(start.size, dtype=np.bool_), coordinates)
    try:
        found = search.run(start)
        if not found.converged:
            found = search.run(rough_start(goal))
    except KeyboardInterrupt:
        raise interrupted(search.best[1]) from None
    estimates = estimates_of(
        goal, parameters, found, level, of_model=len(setup.vary), with_priors=bool(setup.priors)
    )
    if estimates.undetermined:
        raise undetermined(estimates.undetermined)
    result = Fit(goal, estimates)
    if not result.converged:
        raise _not_converged(result)
    return result


def _not_converged(partial: Fit) -> _core.NotConvergedError:
    error = _core.NotConvergedError(f"fit: {partial.status}; .partial has the fit")
    unknown = {"time": np.nan, "step": np.nan, "state": "none", "reason": partial.status}
    vars(error).update(unknown, partial=partial)
    return error
