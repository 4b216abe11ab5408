"""The same regimen with other doses, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._compare import checks
from opiodyn._compare.metrics import read as read_metrics
from opiodyn._compare.optimum import require_scipy
from opiodyn._compare.study import Study
from opiodyn._compare.table import table
from opiodyn._dosing import replacement
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_DELTA = 0.25


def compare(
    regimen: _core.Regimen,
    *,
    doses: npt.ArrayLike | None = None,
    metric: str | Iterable[str] = "tone.mu.mean",
    window: tuple[float, float] | None = None,
    drug: str | None = None,
    intervals: npt.ArrayLike | None = None,
    keep: str | None = None,
    biophase: str | Iterable[str] | None = None,
    phi: float | npt.ArrayLike | None = None,
    optimum: bool = False,
    model: Model | None = None,
    delta: float = _DELTA,
    method: str = "automatic",
    rtol: float = 1e-6,
    atol: float = 1e-9,
) -> pd.DataFrame:
    """Simulates a regimen with every dose of a drug replaced by each of several amounts.

    Args:
        regimen: What is taken.
        doses: Amounts, mg as the label names them, one or several. None: the regimen's own dose.
            The rate of an infusion given by ``rate`` stays, so that its duration changes; of a
            taper every step becomes the same amount.
        metric: What to compare by, one or several: ``<column>.<statistic>`` with a column of
            `Run.to_pandas` and ``mean``, ``peak`` or ``trough``; of tone also ``hours_above_1``.
            All are of the last dosing interval of the drug.
        window: Only so many hours after the last dose, such as ``(8, 24)``: the waking hours after
            a dose at bedtime. None: the whole interval.
        drug: Whose doses are replaced; may be left out where the regimen has one drug.
        intervals: Hours between doses, to compare too; the treatment lasts as long as before, so
            that no interval may be longer.
        keep: ``"daily"``: a dose is meant at the regimen's own interval, and is scaled at another,
            so that the amount of a day stays. None: every dose is the amount itself.
        biophase: Presets to compare; None: that of the model.
        phi: Drives of the peptides to compare, in a model whose peptides move; None: that of the
            model.
        optimum: Search the best dose between those tried too (needs scipy).
        model: The model; None is ``Model()`` with the drugs of the regimen.
        delta: Longest distance of the outputs that the statistics use, h.
        method, rtol, atol: As in `simulate`.

    Returns:
        A column per metric, in the unit of `Run.to_pandas`. The index is ``dose`` (mg), after
        ``biophase``, ``phi`` and ``interval`` (h) where several of these are compared. ``attrs``
        holds ``optima``, for each column and group the best dose, its value, and its ``place``:
        only ``"inside"`` the doses tried has an optimum been found; also the units, the regimen,
        the model, and the presets with their known conflicts. The best value is the highest; for
        withdrawal, activation, flare, cytokine and pain it is the lowest.

    Raises:
        InputError: A value breaks a rule; nothing has been simulated then.
        ImportError: ``optimum`` needs scipy (``pip install opiodyn[optimum]``).
        SolverError: The solver could not go on; the message says with which dose.

    Example:
        >>> from opiodyn import regimen
        >>> month = regimen("naltrexone 4.5 mg po q24h x28")
        >>> table = compare(month, doses=[0.5, 4.5, 50], model=Model(biophase="transient"))
        >>> bool(table["tone.mu.mean"].loc[4.5] > table["tone.mu.mean"].loc[50])
        True
    """
    rule = "must be a Regimen; opiodyn.regimen(text) makes one"
    check.instance("regimen", regimen, _core.Regimen, rule)
    check.instance("optimum", optimum, bool, "must be True or False")
    if optimum:
        require_scipy()
    named = replacement.drug_of(regimen, drug)
    axes = checks.axes(regimen, named, doses, intervals)
    models = checks.models(regimen, Model() if model is None else model, biophase, phi)
    study = Study(
        regimen,
        named,
        models,
        read_metrics(metric),
        None if window is None else checks.window(window),
        checks.daily_from(keep, regimen, named, intervals),
        check.positive("delta", delta),
        {"method": method, "rtol": rtol, "atol": atol},
    )
    return table(study, axes, optimum)
