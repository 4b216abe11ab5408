"""The arguments of a fit become an objective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._checks.solver import MAX_STEPS, solver_settings, workers_of
from opiodyn._events.events import EventTable
from opiodyn._fit import finite
from opiodyn._fit.data.observations import Observations, read_observations
from opiodyn._fit.data.predictions import Design, Predictions
from opiodyn._fit.data.quantities import Quantity, read_quantities
from opiodyn._fit.data.subjects import Study, study_of
from opiodyn._fit.errors import PARAMETERS
from opiodyn._fit.objective import Objective, Setup
from opiodyn._fit.parameters import (
    Parameter,
    error_name,
    read_parameters,
    scatter_parameters,
)
from opiodyn._fit.priors import read_priors
from opiodyn._model.arguments import chosen_model
from opiodyn._model.inside import refuse_person, settled_for
from opiodyn._model.model import Model

if TYPE_CHECKING:
    from opiodyn._events.subject import EventSubject

FIT_RTOL, FIT_ATOL = 1e-8, 1e-11
"""A fit compares likelihoods, so that its runs are finer than others."""


def objective(
    table: EventTable,
    *,
    vary: Mapping[str, tuple[float, float]],
    observe: Mapping[str, Any],
    model: Model | None = None,
    error: str | Mapping[str, str] = "proportional",
    start: Mapping[str, float] | None = None,
    fixed: Mapping[str, float] | None = None,
    priors: Mapping[str, tuple[str, float, float]] | None = None,
    lloq: float | Mapping[str, float] | None = None,
    threads: int = 0,
    rtol: float = FIT_RTOL,
    atol: float = FIT_ATOL,
    max_steps: int = MAX_STEPS,
) -> Objective:
    """Makes the function that a fit makes small: minus the log posterior of observations.

    It gives value and gradient to any optimiser or sampler. `fit` takes the same arguments and
    explains them.

    Args:
        table: The table of the study, from `read_events`, with a column DV.
        vary: The parameters of the model to estimate, with their bounds.
        observe: The column of `Run.to_pandas` that DV has, or one for each number of DVID.
        model: The model. None stands for ``Model()`` with the drugs of the table.
        error: The error model, or one for each observed column.
        start: The values at which a search starts.
        fixed: Values of parameters of the error models that are not estimated.
        priors: The priors by the name of a parameter.
        lloq: The limit of quantification, or one for each observed column.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Returns:
        The function. ``goal(x)`` is its value, and ``goal.derivatives(x)`` value and gradient.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule.
        UnknownNameError: A name is not known.

    Example:
        >>> import io
        >>> from opiodyn import read_events
        >>> table = read_events(
        ...     io.StringIO("TIME,AMT,DV\\n0,50,.\\n1,.,9.1\\n4,.,4.2\\n"), drug="naltrexone"
        ... )
        >>> goal = objective(
        ...     table,
        ...     vary={"naltrexone.CL": (20, 600)},
        ...     observe={"DV": "mass_concentration.naltrexone"},
        ... )
        >>> goal.names
        ['naltrexone.CL', 'cv.mass_concentration.naltrexone']
        >>> value, gradient = goal.derivatives(goal.start)
        >>> gradient.shape
        (2,)
    """
    solver = solver_settings(rtol, atol, max_steps)
    workers = workers_of(threads)
    read = read_study(table, "objective", model, observe, error, lloq)
    settled, observed, ids = read.model, read.observed, read.ids
    quantities = observed.quantities
    parameters = read_parameters(vary, start, settled)
    names = [one.name for one in parameters]
    study = read.study(names)
    values = _fixed(fixed, quantities)
    design = Design(settled, study, ids, observed, names, solver, workers)
    scatter = _scatter(design, parameters, values)
    every = [*parameters, *scatter]
    if observed.count < len(every):
        rule = (
            f"are fewer than the {len(every)} parameters to estimate "
            f"({', '.join(one.name for one in every)}); estimate fewer, or give fixed="
        )
        raise check.input_error("table", f"{observed.count} observations", rule)
    return Objective(
        Setup(
            settled,
            study,
            ids,
            observed,
            tuple(parameters),
            tuple(scatter),
            values,
            tuple(read_priors(priors, [one.name for one in every])),
            solver,
            workers,
        )
    )


class ReadStudy(NamedTuple):
    """A study that was read has a settled model, and subjects with observations."""

    model: Model
    subjects: list[EventSubject]
    observed: Observations

    @property
    def ids(self) -> tuple[Any, ...]:
        """Returns the ID of each subject."""
        return tuple(one.id for one in self.subjects)

    def study(self, names: Sequence[str]) -> Study:
        """Returns what the subjects get, without these parameters."""
        return study_of(self.subjects, self.model, names)


def read_study(
    table: object, call: str, model: Model | None, observe: object, error: object, lloq: object
) -> ReadStudy:
    """Returns the observations of a table, with the model that fits its drugs.

    Raises:
        InputError: A value breaks a rule.
    """
    rule = "must be an EventTable; opiodyn.read_events(...) makes one"
    check.instance("table", table, EventTable, rule)
    assert isinstance(table, EventTable)
    chosen = chosen_model(call, model)
    refuse_person(chosen, "has parameters of its own, and those of a study are typical")
    every = table.subjects(chosen)
    settled = settled_for(chosen, *(one.regimen for one in every))
    quantities = read_quantities(observe, error, settled)
    observed = read_observations(every, table.frame, quantities, lloq)
    return ReadStudy(settled, *_observed_ones(every, observed))


def _observed_ones(
    subjects: Sequence[EventSubject], observed: Observations
) -> tuple[list[EventSubject], Observations]:
    """Returns the subjects of whom something was observed."""
    used, again = np.unique(observed.subject, return_inverse=True)
    return [subjects[i] for i in used.tolist()], replace(observed, subject=again)


def _fixed(fixed: object, quantities: Sequence[Quantity]) -> dict[str, float]:
    """Returns the values of the error parameters that are not estimated."""
    given = check.mapping("fixed", {} if fixed is None else fixed, "must be values by name")  # type: ignore[arg-type]
    known = [error_name(kind, one) for one in quantities for kind in PARAMETERS[one.error]]
    for name in given:
        if name not in known:
            advice = "a parameter of the model that stays is left out of vary="
            raise check.unknown("fixed", name, known, advice=advice)
    return {name: finite.positive(f"fixed[{name!r}]", value) for name, value in given.items()}


def _scatter(
    design: Design, parameters: Sequence[Parameter], fixed: Mapping[str, float]
) -> list[Parameter]:
    """Returns the parameters of the error models to estimate, with rough values."""
    observed = design.observed
    f = Predictions(design).values(np.array([one.start for one in parameters]))
    for k, quantity in enumerate(observed.quantities):
        seen = (observed.quantity == k) & ~observed.censored
        if not seen.any():
            rule = "needs one observation at least that is above its limit"
            raise check.input_error("observe['DV']", shown(quantity.name), rule)
        name = error_name("sd", quantity)
        if "sd" in PARAMETERS[quantity.error] and name not in fixed:
            _refuse_nothing(quantity, name, observed.value[seen])
    return [one for one in scatter_parameters(observed, f) if one.name not in fixed]


def _refuse_nothing(quantity: Quantity, name: str, values: FloatArray) -> None:
    """Refuses observations that are all 0, of which no standard deviation can be estimated."""
    size = float(np.max(np.abs(values)))
    if size < finite.LEAST:
        rule = (
            f"is the largest value observed of {quantity.name}, which tells nothing of what it "
            f"scatters by; give the limit of quantification (lloq=), or hold {name!r} with fixed="
        )
        raise check.input_error("column DV", f"{size:g}", rule)
