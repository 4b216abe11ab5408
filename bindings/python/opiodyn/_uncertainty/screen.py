"""`screen` tells which parameters drive a number of a run, over their documented ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.progress import check_progress
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL
from opiodyn._model.model import Model
from opiodyn._result.metric import Metrics
from opiodyn._uncertainty.method import method_of
from opiodyn._uncertainty.ranking import ranking
from opiodyn._uncertainty.rows import study
from opiodyn._uncertainty.vary import Vary, read_vary

if TYPE_CHECKING:
    import pandas as pd


def screen(
    regimen: _core.Regimen,
    *,
    model: Model | None = None,
    metrics: Metrics | None = None,
    vary: Vary | None = None,
    method: str = "morris",
    trajectories: int | None = None,
    samples: int | None = None,
    seed: int = 1,
    drug: str | None = None,
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Screens the parameters of a model: which of them drive a number of its run?

    Parameters vary over their ranges by the rules of `uncertainty`; a parameter that follows
    another moves with it. SALib chooses the runs and computes the statistics, and the runs go
    through the lanes of `sweep`.

    Morris's method (Morris 1991, doi:10.1080/00401706.1991.10484804; mu* by Campolongo 2007,
    doi:10.1016/j.envsoft.2006.10.004) moves one parameter at a time. An effect is the change of the
    metric, scaled to a move from one end of the range to the other. Sobol indices (Saltelli 2010,
    doi:10.1016/j.cpc.2009.09.018) are shares of the variance of the metric.

    Args:
        regimen: The regimen.
        model: The model. None stands for ``Model()`` with the drugs of the regimen.
        metrics: The metrics, as in `sweep`. None stands for ``"tone.mu.mean"``.
        vary: The parameters that vary, as in `uncertainty`.
        method: ``"morris"``, which ranks many parameters by few runs, or ``"sobol"``, which needs
            many runs and tells interactions from effects of a parameter alone.
        trajectories: The trajectories of Morris's method, each of one run more than there are
            parameters. None stands for 20.
        samples: The samples of Sobol's method, a power of 2, each of two runs more than there are
            parameters. None stands for 512.
        seed: The seed.
        drug: The drug whose last dosing interval counts. It may be left out where the regimen has
            one drug.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.
        progress: Whether to show a bar, as in `sweep`.

    Returns:
        A table with a row for each metric and parameter, the largest influence first. Morris's
        method gives ``mu_star``, which is the mean absolute effect, mean abs(effect), and
        ``mu_star_conf``, its 95 % half-width. ``mu`` is the mean effect with its sign. ``sigma`` is
        the standard deviation of the effects: it is large where an effect depends on other
        parameters or is not linear. All four are in the unit of the metric. Sobol's method gives
        ``ST``, the share of the variance in which a parameter has a part, and ``S1``, the share of
        the parameter alone [-]. ``ST_conf`` and ``S1_conf`` are their 95 % half-widths. ``failed``
        is the share of trajectories or samples that were left out, because one of their runs could
        not go on [-]. ``attrs`` has the method, the number of ``runs``, the ``reasons`` of runs
        that failed, ``units`` and ``ranges``.

    Raises:
        InputError: A value breaks a rule, or nothing changes a metric.
        UnknownNameError: A name is not known.
        ImportError: SALib is not installed (``pip install 'opiodyn[sensitivity]'``).
        SolverError: Too few runs could go on; the message has the reason of the first.
        Interrupted: Ctrl-C was pressed. ``partial`` is the dataset of a sweep over the runs.

    Example:
        >>> from opiodyn import regimen
        >>> week = regimen("naltrexone 4.5 mg po q24h x7")
        >>> table = screen(week, vary=["naltrexone.CL", "naltrexone.V1"], trajectories=4)
        >>> list(table.loc["tone.mu.mean"].columns)
        ['mu_star', 'mu_star_conf', 'mu', 'sigma', 'failed']
    """
    asked = study("screen", regimen, model, metrics, drug, threads, (rtol, atol, max_steps))
    key = check.seed("seed", seed)
    chosen = method_of(method, trajectories, samples)
    check_progress(progress)
    varied = read_vary(vary, asked.model)
    asked.refuse_excess(chosen.group, chosen.runs(len(varied.ranges)), 2 * len(varied.ranges))
    places = chosen.places(varied.names, key)
    data = asked.run(varied.columns(places), progress)
    return ranking(chosen, varied, places, data, key)
