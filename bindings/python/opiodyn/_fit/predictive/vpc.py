"""A visual predictive check lays percentiles of observations over those of simulated studies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.solver import MAX_STEPS, solver_settings, workers_of
from opiodyn._events.events import EventTable
from opiodyn._fit.errors import PARAMETERS
from opiodyn._fit.make import FIT_ATOL, FIT_RTOL, read_study
from opiodyn._fit.parameters import error_name
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure, SubFigure

_INTERVAL = 0.9
_MOST_REPLICATES = 100_000


@pickled("PredictiveCheck")
class PredictiveCheck:
    """A visual predictive check holds percentiles of observed and of simulated data by time.

    `vpc` makes it. It pickles as plain data.
    """

    def __init__(self, table: pd.DataFrame, points: pd.DataFrame) -> None:
        self._table, self._points = table, points

    @property
    def table(self) -> pd.DataFrame:
        """Returns a row for each quantity, bin of time, and percentile.

        Returns:
            The index has the levels ``quantity``, ``bin`` and ``percentile`` [%]. ``time`` is the
            mean of the observations in the bin [h], and ``count`` their number. ``observed`` is the
            percentile of the observations. ``low``, ``median`` and ``high`` are of the same
            percentile over the simulated studies. All are in the unit of the quantity. In a bin
            with observations below a limit of quantification, values below the largest such limit
            count as that limit, observed and simulated alike. Other bins are left as they are.
            ``attrs`` has ``interval``, ``replicates`` and ``units``.
        """
        found = self._table.copy()
        found.attrs = dict(self._table.attrs)
        return found

    @property
    def observations(self) -> pd.DataFrame:
        """Returns the observations with the bin of each, as `Objective.observations` has them."""
        return self._points.copy()

    def plot(self, *, figure: Figure | SubFigure | None = None, style: str | None = None) -> Any:
        """Draws a panel for each quantity: observed percentiles as lines, simulated ones as bands.

        Args:
            figure: A matplotlib figure or subfigure to draw in; None makes one.
            style: The name of a style, as in `opiodyn.style`.

        Returns:
            The figure. Global matplotlib settings are left alone.

        Raises:
            UnknownNameError: There is no such style.
            ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).
        """
        from opiodyn._fit.predictive.plot import plot

        return plot(self.table, self._points, figure, style)

    def _plain(self) -> dict[str, Any]:
        return {"table": self._table, "points": self._points}

    @classmethod
    def _again(cls, table: pd.DataFrame, points: pd.DataFrame) -> PredictiveCheck:
        import pandas as pd

        for name, frame in (("table", table), ("points", points)):
            check.instance(f"pickle.{name}", frame, pd.DataFrame, "must be a frame")
        return cls(table, points)

    def __repr__(self) -> str:
        count, replicates = len(self._points), self._table.attrs["replicates"]
        return f"<PredictiveCheck: {count} observations, {replicates} replicates>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.table)


def vpc(
    table: EventTable,
    *,
    observe: Mapping[str, Any],
    scatter: Mapping[str, float],
    model: Model | None = None,
    error: str | Mapping[str, str] = "proportional",
    variability: str | Mapping[str, float] | None = None,
    lloq: float | Mapping[str, float] | None = None,
    n: int = 500,
    seed: int = 1,
    interval: float = _INTERVAL,
    bins: Sequence[float] | None = None,
    threads: int = 0,
    rtol: float = FIT_RTOL,
    atol: float = FIT_ATOL,
    max_steps: int = MAX_STEPS,
) -> PredictiveCheck:
    """Makes a visual predictive check: simulated studies beside the observed one.

    Every subject takes what the table says, with parameters drawn around the typical ones of the
    model. Every observation scatters by the error model. The method is that of Holford (2005, PAGE
    14, abstract 738) and Bergstrand et al. (2011, AAPS J 13:143-151).

    Args:
        table: The table of the study, from `read_events`, with a column DV.
        observe: The column that DV has, as in `fit`.
        scatter: The parameters of the error model by name, such as those of `Fit.values`.
        model: The model, such as `Fit.model`. None stands for ``Model()`` with the drugs of the
            table.
        error: The error model, as in `fit`.
        variability: The standard deviation of the logarithm of each parameter in which subjects
            differ, such as ``{"naltrexone.CL": 0.3}``. ``"library"`` takes the variation that the
            library has for the drugs, without correlations. None lets subjects differ by their
            covariates alone.
        lloq: The limit of quantification, as in `fit`.
        n: The number of simulated studies.
        seed: The key of the random numbers.
        interval: The share of subjects between the outer percentiles, and of simulated studies in
            a band: 0.9 shows the 5th, 50th and 95th percentile with bands from 5 % to 95 %.
        bins: The edges of the bins of time [h], ascending. None gives each time of up to 12 a bin
            of its own, and else makes 8 bins with about as many observations each.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Raises:
        InputError: A value breaks a rule.
        UnknownNameError: A name is not known.
        SolverError: A run could not go on.
        Interrupted: Ctrl-C was pressed.

    Example:
        >>> import io
        >>> from opiodyn import read_events
        >>> table = read_events(
        ...     io.StringIO("TIME,AMT,DV\\n0,50,.\\n1,.,9.1\\n4,.,4.2\\n"), drug="naltrexone"
        ... )
        >>> check = vpc(
        ...     table,
        ...     observe={"DV": "mass_concentration.naltrexone"},
        ...     scatter={"cv.mass_concentration.naltrexone": 0.2},
        ...     variability={"naltrexone.CL": 0.3},
        ...     n=20,
        ... )
        >>> len(check.table)
        6
    """
    from opiodyn._fit.data.predictions import Design
    from opiodyn._fit.predictive.binned import binned, read_bins  # most programs never come here
    from opiodyn._fit.predictive.simulated import read_differences, replicates, values_by_name

    count = check.whole("n", n)
    if not 2 <= count <= _MOST_REPLICATES:
        raise check.input_error("n", count, f"must lie between 2 and {_MOST_REPLICATES:,}")
    share = check.fraction("interval", interval)
    if share in (0.0, 1.0):
        rule = "must lie between 0 and 1, and be neither"
        raise check.input_error("interval", f"{share:g}", rule)
    key, edges = check.seed("seed", seed), read_bins(bins)
    solver, workers = solver_settings(rtol, atol, max_steps), workers_of(threads)
    read = read_study(table, "vpc", model, observe, error, lloq)
    quantities = read.observed.quantities
    names = [error_name(kind, one) for one in quantities for kind in PARAMETERS[one.error]]
    values = values_by_name(scatter, names)
    sigma = [
        np.array([values[error_name(kind, one)] for kind in PARAMETERS[one.error]])
        for one in quantities
    ]
    differences = read_differences(variability, read.model)
    design = Design(
        read.model,
        read.study(differences.names),
        read.ids,
        read.observed,
        differences.names,
        solver,
        workers,
    )
    simulated = replicates(design, differences, sigma, count, key)
    return PredictiveCheck(*binned(design, simulated, share, edges))
