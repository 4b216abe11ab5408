"""An objective is the function that a fit makes small, for any optimiser or sampler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.labelled import Numbers, in_order
from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled, pickled_by_fields
from opiodyn._fit import priors as prior_rules
from opiodyn._fit.data.observations import Observations, frame_of
from opiodyn._fit.data.predictions import Design, Predictions
from opiodyn._fit.data.subjects import Study
from opiodyn._fit.errors import PARAMETERS, relative
from opiodyn._fit.likelihood import Contributions, contributions
from opiodyn._fit.parameters import Parameter, error_name
from opiodyn._fit.priors import Prior
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd


@pickled_by_fields("ObjectiveSetup")
class Setup(NamedTuple):
    """A setup is what an objective is made of; it pickles as plain data."""

    model: Model
    study: Study
    ids: tuple[Any, ...]
    observed: Observations
    vary: tuple[Parameter, ...]
    """The parameters of the model that vary."""
    scatter: tuple[Parameter, ...]
    """The parameters of the error models that are estimated."""
    fixed: Mapping[str, float]
    """Values of parameters of the error models that are not."""
    priors: tuple[Prior, ...]
    solver: Mapping[str, Any]
    threads: int


@pickled("Objective")
class Objective:
    """An objective is minus the logarithm of the posterior of a model, given observations.

    `objective` makes it. Without priors it is minus the logarithm of the likelihood, with all its
    constants. It takes one value for each of `names`, in the units of `units`. A Series, as
    `Fit.values`, and a mapping are read by their labels, in any order. Outside the bounds it is
    infinite. It pickles, and threads may share it.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._design = Design(
            setup.model,
            setup.study,
            setup.ids,
            setup.observed,
            [one.name for one in setup.vary],
            dict(setup.solver),
            setup.threads,
        )
        self._predictions = Predictions(self._design)
        self._low = np.array([one.low for one in self._parameters])
        self._high = np.array([one.high for one in self._parameters])

    @property
    def _parameters(self) -> tuple[Parameter, ...]:
        return (*self._setup.vary, *self._setup.scatter)

    @property
    def names(self) -> list[str]:
        """Returns the names of the parameters: of the model first, then of the error models."""
        return [one.name for one in self._parameters]

    @property
    def units(self) -> list[str]:
        """Returns the unit of each parameter; ``"1"`` stands for none."""
        return [one.unit for one in self._parameters]

    @property
    def low(self) -> FloatArray:
        """Returns the lower bound of each parameter."""
        return self._low.copy()

    @property
    def high(self) -> FloatArray:
        """Returns the upper bound of each parameter."""
        return self._high.copy()

    @property
    def start(self) -> FloatArray:
        """Returns the values at which a search starts."""
        return np.array([one.start for one in self._parameters])

    @property
    def model(self) -> Model:
        """Returns the model, with the drugs of the table, before anything is estimated."""
        return self._setup.model

    def __len__(self) -> int:
        """Returns the number of observations."""
        return self._setup.observed.count

    def __call__(self, x: Numbers) -> float:
        """Returns the objective at one value for each parameter.

        Args:
            x: The values, [parameter].

        Raises:
            InputError: The array has another shape, or a prediction is impossible.
            SolverError: A run could not go on.
            Interrupted: Ctrl-C was pressed.
        """
        values = self._checked(x)
        if not self._inside(values):
            return np.inf
        parts = self._contributions(values, derivatives=False)
        return -float(parts.value.sum()) - prior_rules.of_all(self._setup.priors, values)[0]

    def derivatives(self, x: Numbers) -> tuple[float, FloatArray]:
        """Returns the objective and its gradient; outside the bounds this is infinity and zeros.

        Args:
            x: The values, [parameter].

        Returns:
            The value, and its derivative by each parameter, [parameter]. It is the derivative of
            the computed value itself, carried along with the steps of the solver.

        Raises:
            InputError: A call would raise it.
            SolverError: A call would raise it.
            Interrupted: Ctrl-C was pressed.
        """
        values = self._checked(x)
        if not self._inside(values):
            return np.inf, np.zeros_like(values)
        parts = self._contributions(values, derivatives=True)
        density, slope, _ = prior_rules.of_all(self._setup.priors, values)
        return -float(parts.value.sum()) - density, -parts.gradient.sum(axis=0) - slope

    def log_likelihoods(self, x: Numbers) -> FloatArray:
        """Returns the logarithm of the likelihood of each observation, without priors.

        Args:
            x: The values, [parameter], within the bounds.

        Raises:
            InputError: A value lies outside its bounds, or a call would raise it.
        """
        return self._contributions(self._within(x), derivatives=False).value

    def predictions(self, x: Numbers) -> FloatArray:
        """Returns the prediction of each observation, in the unit of its column.

        Args:
            x: The values, [parameter], within the bounds.

        Raises:
            InputError: A value lies outside its bounds, or a call would raise it.
        """
        return self._predictions.values(self._within(x)[: len(self._setup.vary)])

    def information(self, x: Numbers) -> FloatArray:
        """Returns the information about the parameters, [parameter, parameter].

        Observed values contribute what a normal distribution expects (Fisher), and values below a
        limit the curvature of their probability. Priors contribute their own. The inverse of the
        information at the estimates is their covariance.

        Args:
            x: The values, [parameter], within the bounds.

        Raises:
            InputError: A value lies outside its bounds, or a call would raise it.
        """
        values = self._within(x)
        roots = self._contributions(values, derivatives=True).roots
        found: FloatArray = roots.T @ roots
        return found + np.diag(prior_rules.of_all(self._setup.priors, values)[2])

    @property
    def observations(self) -> pd.DataFrame:
        """Returns the observations, a row for each: subject, time [h], quantity, value, censored.

        ``row`` is the row of the table, as `EventTable.frame` counts it. ``observed`` is the value,
        or where ``censored`` is True the limit below which it was, in the unit of the quantity.
        """
        return frame_of(self._setup.observed, self._setup.ids)

    def _contributions(self, x: FloatArray, *, derivatives: bool) -> Contributions:
        width = len(self._setup.vary)
        if derivatives:
            f, slopes = self._predictions.derivatives(x[:width])
        else:
            f = self._predictions.values(x[:width])
            slopes = np.zeros((f.size, 0))
        self._check_predictions(f)
        with np.errstate(all="ignore"):  # far from the observations a likelihood may be 0
            parts = contributions(self._setup.observed, f, slopes, self._sigma(x))
        return self._estimated(parts) if derivatives else parts

    def _sigma(self, x: FloatArray) -> list[FloatArray]:
        """Returns the parameters of each quantity's error model, estimated or fixed."""
        values = {**self._setup.fixed, **dict(zip(self.names, x.tolist(), strict=True))}
        return [
            np.array([values[error_name(kind, one)] for kind in PARAMETERS[one.error]])
            for one in self._setup.observed.quantities
        ]

    def _estimated(self, parts: Contributions) -> Contributions:
        """Returns contributions with derivatives by the parameters that are estimated alone."""
        if not self._setup.fixed:
            return parts
        every = [
            error_name(kind, one)
            for one in self._setup.observed.quantities
            for kind in PARAMETERS[one.error]
        ]
        known = self.names
        model = len(self._setup.vary)
        kept = [*range(model), *(model + i for i, one in enumerate(every) if one in known)]
        return Contributions(parts.value, parts.gradient[:, kept], parts.roots[:, kept])

    def _check_predictions(self, f: FloatArray) -> None:
        """Refuses a prediction of 0 where its error model leaves an observed value no chance."""
        observed = self._setup.observed
        kinds = np.array([relative(one.error) for one in observed.quantities])
        bad = ~observed.censored & (f <= 0.0) & kinds[observed.quantity]
        if bad.any():
            first = int(np.argmax(bad))
            error = observed.quantities[observed.quantity[first]].error
            rule = (
                f"is predicted to be {f[first]:g}, which the error model {error!r} cannot scatter; "
                "take 'combined', or leave the row out"
            )
            field = f"row {observed.row[first]}, column DV"
            raise check.input_error(field, f"{observed.value[first]:g}", rule)

    def _inside(self, x: FloatArray) -> bool:
        return bool(np.all((x >= self._low) & (x <= self._high)))

    def _within(self, x: Numbers) -> FloatArray:
        values = self._checked(x)
        for i, one in enumerate(self._parameters):
            if not one.low <= values[i] <= one.high:
                rule = f"{one.name} must lie between {one.low:g} and {one.high:g}"
                raise check.input_error(f"x[{i}]", f"{values[i]:g}", rule)
        return values

    def _checked(self, x: Numbers) -> FloatArray:
        if ask.is_a(x, np.ndarray) and x.dtype == np.float64 and x.ndim == 1:  # type: ignore[union-attr]
            values: FloatArray = np.asarray(x)
        else:
            values = check.curve("x", in_order("x", x, lambda: self.names))
        if values.size != len(self._parameters):
            rule = f"must be {len(self._parameters)}, one for each of {', '.join(self.names)}"
            raise check.input_error("x", f"{values.size} numbers", rule)
        if np.isnan(values).any():
            place = int(np.argmax(np.isnan(values)))
            raise check.input_error(f"x[{place}]", "nan", "must be a number")
        return values

    def _plain(self) -> dict[str, Any]:
        return {"setup": self._setup}

    @classmethod
    def _again(cls, setup: Setup) -> Objective:
        return cls(setup)

    def __repr__(self) -> str:
        return f"<Objective: {', '.join(self.names)} from {len(self)} observations>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.observations, index=False)
