"""`optimum` searches the best dosing over several variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL, solver_settings, workers_of
from opiodyn._compare.optimum import require_scipy
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.model import Model
from opiodyn._optimum.result import Optimum
from opiodyn._result.metric import Metric
from opiodyn._sweep.error import interrupted

if TYPE_CHECKING:
    from opiodyn._optimum.limits import Limits


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
        ImportError: The search needs scipy (``pip install 'opiodyn[optimum]'``).
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
    from opiodyn._optimum.asked import numbers_of, starts_of  # most programs never come here
    from opiodyn._optimum.limits import read_goals
    from opiodyn._optimum.outcome import outcome
    from opiodyn._optimum.search import Search

    check_regimen("optimum", regimen)
    goals = read_goals(maximize, minimize, subject_to, window)
    solver = solver_settings(rtol, atol, max_steps)
    chosen = chosen_model("optimum", model)
    numbers = numbers_of(regimen, over, goals, chosen, drug, solver, workers_of(threads))
    search = Search(numbers, goals, starts_of(starts), check.seed("seed", seed))
    try:
        require_scipy()
        search.run()
    except (KeyboardInterrupt, _core.Interrupted):
        raise interrupted(outcome(search, "interrupted")) from None
    found = outcome(search)
    assert found is not None
    return found
