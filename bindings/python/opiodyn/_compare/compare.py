"""`compare` puts other doses of the same regimen side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL, solver_settings
from opiodyn._compare import checks
from opiodyn._compare.optimum import require_scipy
from opiodyn._compare.study import Case, Study
from opiodyn._compare.table import table
from opiodyn._dosing import replacement
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.model import Model
from opiodyn._result.metric import Metrics
from opiodyn._result.names import refuse_taken
from opiodyn._sweep.kept import read_kept

if TYPE_CHECKING:
    import pandas as pd


def compare(
    regimen: _core.Regimen,
    *,
    doses: npt.ArrayLike | None = None,
    intervals: npt.ArrayLike | None = None,
    keep: str | None = None,
    biophase: str | Iterable[str] | None = None,
    phi: float | npt.ArrayLike | None = None,
    model: Model | None = None,
    metrics: Metrics | None = None,
    window: tuple[float, float] | None = None,
    drug: str | None = None,
    optimum: bool = False,
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
) -> pd.DataFrame:
    """Simulates a regimen with every dose of a drug replaced by each of several amounts.

    Args:
        regimen: The regimen.
        doses: The amounts [mg] as the label names them, one or several; 0 is a placebo. None
            stands for the regimen's own dose. The rate of an infusion given by ``rate`` stays, so
            that its duration changes; every step of a taper becomes the same amount.
        intervals: The hours between doses [h] to compare too. The treatment lasts as long as
            before, so that no interval may be longer. Where an interval does not divide it, the
            last dose is the last one within it, and is followed by a whole interval.
        keep: ``"daily"`` takes doses as given at the regimen's own interval and scales them at
            other intervals, so that the daily amount is unchanged. None makes every dose the amount
            itself.
        biophase: The presets to compare; None stands for that of the model.
        phi: The drives of the peptides to compare, in a model whose peptides move; None stands for
            that of the model.
        model: The model. None stands for ``Model()`` with the drugs of the regimen.
        metrics: The numbers to compare by, as in `sweep`. None stands for ``"tone.mu.mean"``.
        window: The hours after the last dose that count [h] for metrics given by name, such as
            ``(8, 24)``: the waking hours after a dose at bedtime. None stands for the whole last
            dosing interval of the drug.
        drug: The drug whose doses are replaced. It may be left out where the regimen has one drug.
        optimum: Whether to search the best dose between those tried too (needs scipy).
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Returns:
        A column per metric, in the unit of `Run.to_pandas`. The index is ``dose`` [mg], after
        ``biophase``, ``phi`` and ``interval`` [h] where several of these are compared. ``attrs``
        holds ``optima``: for each column and group the best dose, its value, and its ``place``. An
        optimum has been found only where ``place`` is ``"inside"``. ``attrs`` also holds the units,
        the regimen, the model, and ``notes``: what labels and ranges say of the regimens, as
        `Run.notes`. ``presets`` have their known conflicts, and ``preset_for`` names the drugs that
        follow them: it is None if none does, and empty if all do. ``contested`` has what the tone
        at mu, or an effect after naloxone, becomes under the other set of a contested value, as
        `Run.contested`. The best value is the highest, or where `Metric.sign` is -1 the lowest: for
        withdrawal, the effects on breathing, pupil and liking, activation, flare, cytokine and pain
        index.

    Raises:
        InputError: A value breaks a rule.
        ImportError: ``optimum`` needs scipy (``pip install 'opiodyn[optimum]'``).
        SolverError: The solver could not go on; the message says with which dose.
        Interrupted: Ctrl-C was pressed.

    Example:
        >>> from opiodyn import regimen
        >>> month = regimen("naltrexone 4.5 mg po q24h x28")
        >>> table = compare(month, doses=[0.5, 4.5, 50], model=Model(biophase="transient"))
        >>> bool(table["tone.mu.mean"].loc[4.5] > table["tone.mu.mean"].loc[50])
        True
    """
    check_regimen("compare", regimen)
    searched = check.flag("optimum", optimum)
    if searched:
        require_scipy()
    named = replacement.drug_of(regimen, drug)
    chosen = chosen_model("compare", model)
    compared = read_kept(metrics, window=window).metrics
    refuse_taken(compared, Case._fields)
    study = Study(
        regimen,
        named,
        checks.check_models(regimen, chosen, biophase, phi),
        checks.check_intervals(regimen, named, intervals),
        checks.check_doses(regimen, named, doses),
        compared,
        checks.check_keep(keep, regimen, named, intervals),
        {"threads": threads, **solver_settings(rtol, atol, max_steps)},
    )
    return table(study, searched)
