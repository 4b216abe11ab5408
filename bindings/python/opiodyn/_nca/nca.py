"""This module has `nca`, which users call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, overload

from opiodyn._checks import check
from opiodyn._events.events import EventTable
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

if TYPE_CHECKING:
    import pandas as pd


@overload
def nca(
    data: Run,
    *,
    drug: str | None = None,
    dose: float | None = None,
    unit: str | None = None,
    span: tuple[float, float] | None = None,
    tau: float | None = None,
    terminal: tuple[float, float] | None = None,
    partial: Iterable[tuple[float, float]] = (),
    method: str | None = None,
    lloq: float | None = None,
    route: str | None = None,
) -> pd.Series[float]: ...
@overload
def nca(
    data: Runs | EventTable,
    *,
    drug: str | None = None,
    dose: float | None = None,
    unit: str | None = None,
    span: tuple[float, float] | None = None,
    tau: float | None = None,
    terminal: tuple[float, float] | None = None,
    partial: Iterable[tuple[float, float]] = (),
    method: str | None = None,
    lloq: float | None = None,
    route: str | None = None,
) -> pd.DataFrame: ...
def nca(
    data: Run | Runs | EventTable,
    *,
    drug: str | None = None,
    dose: float | None = None,
    unit: str | None = None,
    span: tuple[float, float] | None = None,
    tau: float | None = None,
    terminal: tuple[float, float] | None = None,
    partial: Iterable[tuple[float, float]] = (),
    method: str | None = None,
    lloq: float | None = None,
    route: str | None = None,
) -> pd.Series[float] | pd.DataFrame:
    """Computes the parameters of a non-compartmental analysis of plasma concentrations.

    For runs, areas and extremes are those of the solution itself, whatever the output times are.
    For a table they come from its observations (DV). docs/nca.md has all formulas and rules.

    Args:
        data: A run, several runs, or a table with observations (DV).
        drug: The drug or metabolite. It may be left out where only one drug is dosed.
        dose: The dose [mg], or [nmol] for a table with amounts in nmol. None takes the doses that
            are given at the start of the hours.
        unit: The unit of concentrations. Runs have ``"ng/mL"`` or ``"nM"``; None stands for the
            former. A table needs that of its DV, such as ``"mg/L"``, unless its heading has it.
        span: The begin and end of the hours that are analysed, in those of the run or table [h].
            None takes those from the last dose on; in a table, from the last that has observations.
            No other dose may be given within them.
        tau: The dosing interval [h]. None takes the time to the next dose.
        terminal: The hours after the dose that belong to the terminal phase [h]. None takes the
            last points with the best adjusted R2.
        partial: The hours after the dose of partial areas [h], such as ``[(0, 4), (4, 24)]``.
        method: The trapezoids of a table: ``"linear up log down"``, for which None stands, or
            ``"linear"``.
        lloq: The lower limit of quantification, in the unit of the concentrations. What is below it
            counts as not quantifiable, as 0 does. A table may have it as ``LLOQ``, in flags
            (``CENS``, ``BLQ`` or ``BQL`` of 1), or in words of DV (``"BLQ"``, ``"<0.05"``).
        route: The route of the doses of a table that name none: ``"iv"`` or ``"po"``. None reads
            infusions as iv, and other doses as po.

    Returns:
        A series by the name of the parameter for one run. For several runs and for a table it is a
        frame with a row per subject; that of runs has the column ``status`` too.

        The points are ``dose``, ``C0`` (at the dose), ``Cmax``, ``tmax``, ``Clast``, ``tlast``. The
        terminal phase has ``lambda_z``, ``half_life``, ``lambda_z_points``, ``lambda_z_begin``,
        ``lambda_z_end`` and ``R2_adj``. Areas are ``AUC_last``, ``AUC_inf``, ``AUC_extrap`` (the
        part of AUC_inf beyond tlast), ``AUMC_last`` and ``AUMC_inf``. From them come ``MRT``,
        ``CL_F`` and ``Vz_F``; the last two are CL and Vz if the dose goes into a vein. A dosing
        interval has ``tau``, ``AUC_tau``, ``Cavg``, ``Cmin``, ``fluctuation``, ``swing`` and
        ``accumulation``. Partial areas follow, such as ``AUC_0_4``. Times are counted from the
        dose.

        ``attrs["units"]`` has the units. ``attrs["notes"]`` says why a value is NaN, and what to
        know of others, by their names; in a frame, by subject and name. ``attrs["merged_notes"]``
        has each sentence once, with the values and the subjects that it holds for.

    Raises:
        InputError: A value breaks a rule.
        SolverError: A run cannot be made again for its numbers.

    Example:
        >>> from opiodyn import regimen, simulate
        >>> found = nca(simulate(regimen("naltrexone 50 mg po"), end=72))
        >>> bool(found["AUC_last"] < found["AUC_inf"]), found.attrs["units"]["AUC_inf"]
        (True, 'ng/mL h')
    """
    from opiodyn._nca.request import read_request  # most programs never come here
    from opiodyn._nca.results import run_nca, runs_nca
    from opiodyn._nca.table import table_nca

    request = read_request(drug, dose, unit, span, tau, terminal, partial, method, lloq, route)
    rule = "must be a Run, Runs, or an EventTable, which read_events() makes"
    check.instance("data", data, (Run, Runs, EventTable), rule)
    if isinstance(data, Run):
        return run_nca(data, request)
    return runs_nca(data, request) if isinstance(data, Runs) else table_nca(data, request)
