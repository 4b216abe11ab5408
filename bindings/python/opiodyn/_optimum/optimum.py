"""`optimum` searches the best dosing over several variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL, solver_settings, workers_of
from opiodyn._compare.optimum import require_scipy
from opiodyn._dosing import replacement
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.inside import settled_for
from opiodyn._model.model import Model
from opiodyn._optimum.limits import Goals, Limits, read_goals
from opiodyn._optimum.numbers import Numbers, Setting
from opiodyn._optimum.outcome import outcome
from opiodyn._optimum.result import Optimum
from opiodyn._optimum.search import Search
from opiodyn._optimum.space import Space
from opiodyn._optimum.variables import read_over
from opiodyn._result.metric import Metric
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.error import interrupted
from opiodyn._sweep.kept import Kept
from opiodyn._sweep.layout import Grid

_MOST_STARTS = 1000


def optimum(
    regimen: _core.Regimen,
    *,
    over: Mapping[str, Sequence[float]],
    maximize: str | Metric | None = None,
    minimize: str | Metric | None = None,
    subject_to: Limits | None = None,
    model: Model | None = None,
    window: tuple[float, float] | None = None,
    drug: str | None = None,
    starts: int = 8,
    seed: int = 1,
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
) -> Optimum:
    """Searches the dosing that makes a number highest or lowest, within limits.

    SciPy's SLSQP goes down from several starts, with derivatives of the runs themselves. The
    starts are the best of many points (Sobol), and the regimen as it is.

    Args:
        regimen: The regimen. What does not vary stays as it is.
        over: The variables with their lower and upper bounds. ``"dose"`` [mg] is the amount of all
            doses of the drug. ``"interval"`` [h] is the time between the doses of its only record;
            the treatment lasts as long as before, as in `compare`. ``"hour"`` [h] is the hour of
            day of its first dose, with which all others move; 26 is 2 h after midnight.
            ``"amt[1]"`` and ``"time[1]"`` are amount [mg] and time [h] of the dose in record 1,
            counted from 0, with its repetitions.
        maximize: The metric whose highest value is searched, as in `sweep`, or ``"total_dose"``
            [mg], which is that of the drug.
        minimize: The metric whose lowest value is searched, instead of ``maximize``.
        subject_to: The lower and the upper limit of each metric or of ``"total_dose"``, in the unit
            of `Run.to_pandas`; None is no limit. Two equal limits ask for that value.
        model: The model. None stands for ``Model()`` with the drugs of the regimen.
        window: The hours after the last dose that count [h] for metrics given by name. None stands
            for the whole last dosing interval. These windows move with the last dose; those of a
            `Metric` with a ``span`` stay. Intervals shorter than a window are left out.
        drug: The drug whose doses vary, and whose last interval counts. It may be left out where
            the regimen has one drug.
        starts: The number of local searches.
        seed: The seed of the points tried.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Returns:
        The best regimen with its value, how the search ended, what rests at a bound or a limit, and
        all starts.

    Raises:
        InputError: A value breaks a rule, or the limits cannot be kept within the bounds; the
            message says which, and the nearest value found.
        UnknownNameError: A name is not known.
        ImportError: The search needs scipy (``pip install opiodyn[optimum]``).
        SolverError: The solver could not go on; the message says at which values.
        Interrupted: Ctrl-C was pressed. ``partial`` is the best found so far, or None.

    Example:
        >>> from opiodyn import regimen
        >>> week = regimen("naltrexone 4.5 mg po q24h x7")
        >>> model = Model(biophase="transient")
        >>> best = optimum(
        ...     week, over={"dose": (0.1, 50)}, maximize="tone.mu.mean", model=model, starts=2
        ... )
        >>> best.status, best.at_bounds
        ('converged', {})
    """
    check_regimen("optimum", regimen)
    goals = read_goals(maximize, minimize, subject_to, window)
    solver = solver_settings(rtol, atol, max_steps)
    chosen = chosen_model("optimum", model)
    numbers = _read(regimen, over, goals, chosen, drug, solver, workers_of(threads))
    search = Search(numbers, goals, _starts(starts), check.seed("seed", seed))
    try:
        require_scipy()
        search.run()
    except (KeyboardInterrupt, _core.Interrupted):
        raise interrupted(outcome(search, "interrupted")) from None
    found = outcome(search)
    assert found is not None
    return found


def _read(
    regimen: _core.Regimen,
    over: Mapping[str, Sequence[float]],
    goals: Goals,
    model: Model,
    drug: str | None,
    solver: dict[str, float],
    workers: int,
) -> Numbers:
    """Returns the numbers of the search.

    Raises:
        InputError: A value breaks a rule.
        UnknownNameError: A name is not known.
    """
    named = replacement.drug_of(regimen, drug)
    replacement.refuse_endless(regimen, named)
    settled = settled_for(model, regimen)
    _refuse_steady(regimen)
    space = Space(regimen, named, tuple(read_over(over, regimen, named, settled)))
    longest = space.at(space.highs) if space.interval is not None else regimen
    kept = Kept(goals.metrics, np.empty(0), [])
    plan = make_plan("optimum", longest, Grid([]), model, kept, named, solver)
    setting = Setting(settled, goals.metrics, plan.columns, solver, workers)
    _refuse_hour(space, goals)
    return Numbers(space.raised(goals.shortest), setting)


def _starts(starts: int) -> int:
    count = check.whole("starts", starts)
    if not 1 <= count <= _MOST_STARTS:
        raise check.input_error("starts", count, f"must lie between 1 and {_MOST_STARTS}")
    return count


def _refuse_steady(regimen: _core.Regimen) -> None:
    """Refuses a dose at steady state, which has no derivatives."""
    for dose in regimen.doses:
        if dose.ss:
            rule = (
                "has no derivatives, because it starts in a steady state (ss); write the doses out "
                "instead, such as q24h x28"
            )
            raise check.input_error("regimen", f"'{_core.Regimen([dose])}'", rule)


def _refuse_hour(space: Space, goals: Goals) -> None:
    """Refuses an hour of day on which nothing can depend: doses and windows move together."""
    hours = [one for one in space.variables if one.kind == "hour"]
    alone = all(
        isinstance(one, _core.Dose) and one.drug == space.drug for one in space.regimen.records
    )
    if hours and alone and all(one.span is None for one in goals.metrics.values()):
        rule = (
            "changes nothing: the hours that count move with the doses; give a Metric whose hours "
            "stay, such as Metric('tone.mu.mean', span=(0, 672), every=24, window=(8, 24))"
        )
        raise check.input_error("over", "'hour'", rule)
