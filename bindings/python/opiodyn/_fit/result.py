"""A fit is a set of estimates with what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._fit.estimates import Estimates
from opiodyn._fit.objective import Objective
from opiodyn._model.model import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure, SubFigure


@pickled("Fit")
class Fit:
    """A fit holds estimates of parameters, and how sure they are.

    `fit` makes it. Nothing in it changes, so that threads may share it. It pickles as plain data.
    """

    def __init__(self, goal: Objective, estimates: Estimates) -> None:
        self._goal, self._estimates = goal, estimates

    @property
    def objective(self) -> Objective:
        """Returns the function that the fit made small."""
        return self._goal

    @property
    def values(self) -> pd.Series[float]:
        """Returns the estimate of each parameter by name, in the unit of `table`."""
        import pandas as pd

        index = pd.Index(self._goal.names, name="parameter")
        return pd.Series(self._estimates.x, index=index, name="value", copy=True)

    @property
    def table(self) -> pd.DataFrame:
        """Returns a row for each parameter.

        Returns:
            The columns are ``value``, ``unit``, ``SE`` (standard error), ``RSE`` [%], ``low`` and
            ``high`` (the interval of ``attrs["level"]``), and ``at_bound``: ``"low"``, ``"high"``
            or empty. Parameters of the model come first, then those of the error models.

            The covariance is the inverse of the information (`Objective.information`). Without
            priors it is multiplied by n / (n - p), with n observations and p parameters of the
            model. The interval then takes Student's t with n - p degrees of freedom. Both are usual
            in regression (Bates and Watts 1988, Nonlinear Regression Analysis, chapter 2). With
            priors, the interval is that of a normal distribution. Where bounds are above 0, the
            interval is made on a log scale. There an end beyond all numbers is 0 or infinite, and
            the data leave the size of the parameter open. A parameter at a bound, and one whose
            combination with others is not determined, has no standard error: it is NaN.
        """
        from opiodyn._fit.shown.tables import estimates_table

        return estimates_table(self._goal, self._estimates)

    @property
    def covariance(self) -> pd.DataFrame:
        """Returns the covariance of the estimates, [parameter, parameter]."""
        return self._matrix(self._estimates.covariance)

    @property
    def correlation(self) -> pd.DataFrame:
        """Returns the correlation of the estimates, [parameter, parameter]."""
        sd = np.sqrt(np.diag(self._estimates.covariance))
        return self._matrix(self._estimates.covariance / np.outer(sd, sd))

    def _matrix(self, values: FloatArray) -> pd.DataFrame:
        import pandas as pd

        index = pd.Index(self._goal.names, name="parameter")
        return pd.DataFrame(values, index=index, columns=index, copy=True)

    @property
    def model(self) -> Model:
        """Returns the model with the estimates as its parameters."""
        from opiodyn._fit.shown.tables import model_of

        return model_of(self._goal, self._estimates)

    @property
    def log_likelihood(self) -> float:
        """Returns the logarithm of the likelihood at the estimates, without priors."""
        return float(self._goal.log_likelihoods(self._estimates.x).sum())

    @property
    def aic(self) -> float:
        """Returns Akaike's information criterion: 2 p - 2 log L, with all p parameters."""
        return 2.0 * len(self._goal.names) - 2.0 * self.log_likelihood

    @property
    def bic(self) -> float:
        """Returns the Bayesian information criterion: p log n - 2 log L, with n observations."""
        return float(np.log(len(self._goal))) * len(self._goal.names) - 2.0 * self.log_likelihood

    @property
    def converged(self) -> bool:
        """Tells whether the search came to its end; `status` says why not."""
        return self._estimates.converged

    @property
    def status(self) -> str:
        """Returns ``"converged"``, or why the search did not come to its end."""
        return self._estimates.status

    @property
    def evaluations(self) -> int:
        """Returns the number of times that the objective was computed."""
        return self._estimates.evaluations

    @property
    def predictions(self) -> pd.DataFrame:
        """Returns observed and predicted values, a row for each observation.

        Returns:
            The columns are those of `Objective.observations`, and ``predicted`` in the unit of the
            quantity. ``residual`` is observed - predicted, ``sd`` is the standard deviation by the
            error model, and ``weighted`` is residual / sd. With the error model ``"log"`` these are
            of logarithms. A value below a limit has no residual: it is NaN.
        """
        from opiodyn._fit.shown.tables import predictions_table

        return predictions_table(self._goal, self._estimates)

    def draws(self, n: int = 1000, *, seed: int = 1) -> pd.DataFrame:
        """Returns parameters drawn from the normal distribution around the estimates.

        Parameters with bounds above 0 are drawn on a log scale. A draw outside the bounds is drawn
        again, so that the distribution is cut there.

        Args:
            n: The number of draws.
            seed: The key of the random numbers.

        Returns:
            A row for each draw, a column for each parameter.

        Raises:
            InputError: A number is impossible; or the fit has no covariance, because a parameter
                is at a bound or not determined.
        """
        from opiodyn._fit.shown.tables import draws

        return draws(self._goal, self._estimates, n, seed)

    def profile(
        self, parameter: str, *, values: Sequence[float] | None = None, level: float = 0.95
    ) -> pd.DataFrame:
        """Returns the profile likelihood of a parameter: the best that others can do beside it.

        Args:
            parameter: The name of the parameter.
            values: The values at which to compute it. None searches the interval, and takes 11
                values over it.
            level: The level of the interval.

        Returns:
            A row for each value, with ``deviance``: twice the difference of the objective from its
            smallest value. The interval has the values where the deviance is the quantile of
            chi-square with one degree of freedom (Venzon and Moolgavkar 1988, Appl Stat 37:87-94).
            ``attrs["interval"]`` has both ends; an end that the bounds cut off is infinite.

        Raises:
            InputError: A value breaks a rule.
            UnknownNameError: There is no such parameter.
            SolverError: A run could not go on.
            Interrupted: Ctrl-C was pressed.
        """
        from opiodyn._fit.shown.profile import profile

        return profile(self._goal, self._estimates, parameter, values, level)

    def report(self) -> str:
        """Returns the fit as text for a person: estimates, how sure they are, and what to doubt."""
        from opiodyn._fit.shown.report import report

        return report(self._goal, self._estimates)

    def plot(self, *, figure: Figure | SubFigure | None = None, style: str | None = None) -> Any:
        """Draws observed values against predicted ones, weighted residuals, and the course in time.

        Args:
            figure: A matplotlib figure or subfigure to draw in; None makes one.
            style: The name of a style, as in `opiodyn.style`.

        Returns:
            The figure. Global matplotlib settings are left alone.

        Raises:
            UnknownNameError: There is no such style.
            ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).
        """
        from opiodyn._fit.shown.plot import plot

        return plot(self._goal, self._estimates, figure, style)

    def _plain(self) -> dict[str, Any]:
        return {"goal": self._goal, "estimates": self._estimates}

    @classmethod
    def _again(cls, goal: Objective, estimates: Estimates) -> Fit:
        check.instance("pickle.goal", goal, Objective, "must be an Objective")
        check.instance("pickle.estimates", estimates, Estimates, "must be estimates")
        return cls(goal, estimates)

    def __repr__(self) -> str:
        x = zip(self._goal.names, self._estimates.x, strict=True)
        shown = ", ".join(f"{name} {value:.4g}" for name, value in x)
        return f"<Fit of {shown}{'' if self.converged else ', NOT CONVERGED'}>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.table)
