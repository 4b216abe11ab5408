"""`uncertainty` draws parameters, runs the model with each draw, and tells how its numbers vary."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.progress import check_progress
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL
from opiodyn._model.model import Model
from opiodyn._result.metric import Metrics
from opiodyn._result.names import refuse_taken
from opiodyn._uncertainty.design import check_design, check_draws, places
from opiodyn._uncertainty.found import find
from opiodyn._uncertainty.result import Uncertainty
from opiodyn._uncertainty.rows import Study, study
from opiodyn._uncertainty.table import RANGES, Drawn, Source, read_source
from opiodyn._uncertainty.vary import Range, Vary, read_vary

_DRAWS = 1000
_OWN = ("draw", "quantile")  # dimensions of the result


def uncertainty(
    regimen: _core.Regimen,
    *,
    model: Model | None = None,
    metrics: Metrics | None = None,
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
    draws: int | None = None,
    seed: int = 1,
    vary: Vary | None = None,
    source: Source = "ranges",
    design: str = "random",
    interval: float = 0.9,
    drug: str | None = None,
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
    progress: bool | None = None,
) -> Uncertainty:
    """Draws parameters over their documented ranges, and runs the model with each draw.

    A parameter is drawn log-uniformly where both ends of its range are above 0, and otherwise
    uniformly, independently of the others. Some parameters follow others instead. F of naltrexone
    follows its CL. Kp of naltrexone follows the affinity and the peptides at mu that it was
    calibrated with. An affinity that is known from human potency follows EC50 and tau. Fractions
    and kint stay. So does what ``Model(parameters=...)`` sets, unless ``vary`` names it. Ranges are
    what sources allow and no posterior: the result tells how far numbers could be off, and no more.

    Args:
        regimen: The regimen.
        model: The model. None stands for ``Model()`` with the drugs of the regimen. Covariates act
            on the drawn values.
        metrics: The metrics, as in `sweep`. None stands for ``"tone.mu.mean"``, unless there are
            ``times``.
        times: The output times [h] of the ``columns``, ascending, for bands over time.
        columns: The names of columns, as in `Run.to_pandas`.
        draws: The number of draws. None stands for 1000, or for all rows of a table or of the
            posterior, of which a number takes the first.
        seed: The seed. With the design ``"random"`` a value depends on the seed, the number of the
            draw and the name of the parameter alone.
        vary: The names of the parameters that vary, or patterns such as ``"naltrexone.*"``. None
            stands for all that the model uses and that have a range. A mapping gives a name a range
            (low, high) of its own; None there stands for the documented range. A parameter that
            follows another is drawn on its own where it is named.
        source: ``"ranges"``; ``"posterior"`` for the draws of `posterior` that belong to the model;
            or a table of draws with a column for each parameter: a frame, a mapping of columns or a
            list of mappings. The values of the posterior and of a table are taken as they are.
        design: ``"random"``, or a design that fills the space more evenly (needs scipy):
            ``"latin"`` for a Latin hypercube, or ``"sobol"`` for a scrambled Sobol sequence.
        interval: The share of draws between the low and the high quantile [-].
        drug: The drug whose last dosing interval counts. It may be left out where the regimen has
            one drug.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.
        progress: Whether to show a bar, as in `sweep`.

    Returns:
        The quantiles, the draws and their numbers. A draw that cannot run, because its values go
        together to an impossible model, is counted and named with its reason.

    Raises:
        InputError: A value breaks a rule, or the result would be too large.
        UnknownNameError: A name is not known.
        ImportError: A design needs scipy (``pip install 'opiodyn[sensitivity]'``).
        SolverError: No draw could run; the message has the reason of the first.
        Interrupted: Ctrl-C was pressed. ``partial`` is the dataset of a sweep over the draws, after
            a row of the model's own values.

    Example:
        >>> from opiodyn import regimen
        >>> week = regimen("naltrexone 4.5 mg po q24h x7")
        >>> found = uncertainty(week, draws=50, vary=["naltrexone.*"])
        >>> row = found.table.loc["tone.mu.mean"]
        >>> bool(row.low < row["median"] < row.high), len(found.failed)
        (True, 0)
    """
    asked = study(
        "uncertainty",
        regimen,
        model,
        metrics,
        drug,
        threads,
        (rtol, atol, max_steps),
        times,
        columns,
    )
    refuse_taken((*asked.kept.columns, *asked.kept.metrics), _OWN)
    key, within = check.seed("seed", seed), _interval(interval)
    chosen = check_design(design)
    check_progress(progress)
    drawn = read_source(source, asked.model, draws)
    if drawn is None:
        drawn, ranges = _drawn(asked, vary, chosen, key, _DRAWS if draws is None else draws)
    else:
        ranges = []
        _refuse_beside_draws(source, vary, draws, None if chosen == "random" else chosen)
        asked.refuse_excess("source", len(drawn.labels), len(drawn.columns))
    return Uncertainty(find(asked, drawn, ranges, within, progress))


def _interval(interval: float) -> float:
    share = check.number("interval", interval)
    if not 0.0 < share < 1.0:
        raise check.input_error("interval", f"{share:g}", "must lie between 0 and 1, such as 0.9")
    return share


def _drawn(
    asked: Study, vary: Vary | None, design: str, seed: int, draws: int
) -> tuple[Drawn, list[Range]]:
    """Returns the draws over the ranges, and the ranges."""
    count = check_draws(draws, design)
    varied = read_vary(vary, asked.model)
    asked.refuse_excess("draws", count, len(varied.ranges))
    columns = varied.columns(places(design, seed, count, varied.names))
    return Drawn(columns, np.arange(count), RANGES), varied.ranges


def _refuse_beside_draws(
    source: Source, vary: Vary | None, draws: int | None, design: str | None
) -> None:
    """Refuses arguments of the ranges beside draws that are there already."""
    given: dict[str, object] = {"vary": vary, "draws": draws, "design": design}
    rule = "leave it out: a table of draws has its own parameters and rows"
    if isinstance(source, str):
        del given["draws"]
        rule = (
            "leave it out: the posterior has its own parameters and rows; "
            "source=posterior(model)[names] takes some of the parameters"
        )
    for name, value in given.items():
        if value is not None:
            raise check.input_error(name, value, rule)
