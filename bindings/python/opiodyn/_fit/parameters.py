"""The parameters of a fit are those of the model that vary, and those of the error models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._fit.data.observations import Observations
from opiodyn._fit.data.quantities import Quantity
from opiodyn._fit.errors import PARAMETERS, relative, spread
from opiodyn._model.inside import core_of, typical_of
from opiodyn._model.model import Model
from opiodyn._sweep.build import parameter_unit, refuse_unused

_VARY = "must be bounds by name, such as {'naltrexone.CL': (20, 600)}"
_LEAST, _MOST = 1e-7, 1e3  # of the size of observations: bounds of what they scatter by
_BOUNDS = "must be a lower and an upper bound, such as (20, 600)"


@pickled_by_fields("FitParameter")
class Parameter(NamedTuple):
    """A parameter of a fit has bounds, and a value at which the search starts."""

    name: str
    unit: str
    low: float
    high: float
    start: float

    @property
    def logarithmic(self) -> bool:
        """Tells whether the parameter is searched, and its interval made, on a log scale."""
        return self.low > 0.0


def read_parameters(vary: object, start: object, model: Model) -> list[Parameter]:
    """Returns the parameters of the model that vary; the model is settled.

    Raises:
        InputError: Bounds are reversed, a start lies outside them, or a parameter changes nothing.
        UnknownNameError: The model has no such parameter.
    """
    check.instance("vary", vary, Mapping, _VARY)
    given = check.mapping("vary", vary, _VARY)  # type: ignore[arg-type]
    if not given:
        raise check.input_error("vary", "{}", "needs one parameter at least")
    own = {row.name: row.value for row in core_of(typical_of(model)).parameters}
    starts = check.mapping("start", {} if start is None else start, "must be values by name")  # type: ignore[arg-type]
    for name in starts:
        if name not in given:
            raise check.unknown("start", name, given)
    return [_parameter(name, bounds, model, own, starts) for name, bounds in given.items()]


def _parameter(
    name: str, bounds: Any, model: Model, own: Mapping[str, float], starts: Mapping[str, Any]
) -> Parameter:
    unit = parameter_unit(model, name)
    if unit is None:
        raise check.input_error("vary", shown(name), "is not a parameter of the model")
    refuse_unused("vary", name, [model])
    field = f"vary[{name!r}]"
    low, high = _bounds(field, bounds)
    if name in starts:
        value, where, advice = check.finite(f"start[{name!r}]", starts[name]), "start", ""
    else:
        value, where = own[name], "vary"
        advice = "; it is the value of the model: give start=, or other bounds"
    if not low <= value <= high:
        rule = f"must lie within its bounds, {low:g} to {high:g}{advice}"
        raise check.input_error(f"{where}[{name!r}]", f"{value:g}", rule)
    _check_domain(field, name, (low, high), model)
    return Parameter(name, "1" if unit in ("", "-") else unit, low, high, value)


def _bounds(field: str, bounds: Any) -> tuple[float, float]:
    found = check.items(field, bounds, _BOUNDS)
    if len(found) != 2:
        raise check.input_error(field, shown(bounds), _BOUNDS)
    low, high = (check.finite(f"{field}[{i}]", one) for i, one in enumerate(found))
    if not low < high:
        rule = "must ascend: the lower bound comes first"
        raise check.input_error(field, f"({low:g}, {high:g})", rule)
    return low, high


def _check_domain(field: str, name: str, bounds: tuple[float, float], model: Model) -> None:
    """Refuses bounds outside the domain of a parameter."""
    from opiodyn import _core

    for i, value in enumerate(bounds):
        try:
            core_of(model).of_person({name: value})
        except _core.InputError as error:
            raise check.input_error(f"{field}[{i}]", f"{value:g}", error.rule) from None


def scatter_parameters(observed: Observations, f: FloatArray) -> list[Parameter]:
    """Returns the parameters of the error models, with rough values by the residuals.

    Args:
        observed: The observations.
        f: A prediction of each.
    """
    found: list[Parameter] = []
    for k, quantity in enumerate(observed.quantities):
        mine = (observed.quantity == k) & ~observed.censored
        if relative(quantity.error):
            mine &= f > 0.0
        values = observed.value[mine]
        size = (float(np.sqrt(np.mean(values**2))) if values.size else 0.0) or 1.0
        with np.errstate(over="ignore"):  # predictions may be tiny; bounds cut rough values
            rough = spread(quantity.error, f[mine], values)
        for kind, value in zip(PARAMETERS[quantity.error], rough, strict=True):
            found.append(_error_parameter(kind, quantity, value, size if kind == "sd" else 1.0))
    return found


def _error_parameter(kind: str, quantity: Quantity, value: float, size: float) -> Parameter:
    """Returns a parameter whose bounds no search comes near, unless nothing scatters."""
    low, high = _LEAST * size, _MOST * size
    start = float(np.clip(value, low, high))
    return Parameter(error_name(kind, quantity), _unit(kind, quantity), low, high, start)


def error_name(kind: str, quantity: Quantity) -> str:
    """Returns the name of a parameter of an error model, such as ``cv.tone.mu``."""
    return f"{kind}.{quantity.name}"


def _unit(kind: str, quantity: Quantity) -> str:
    return quantity.unit if kind == "sd" else "1"


class Coordinates:
    """Coordinates are where a search moves: logarithms of parameters with bounds above 0."""

    def __init__(self, parameters: Sequence[Parameter]) -> None:
        self._log = np.array([one.logarithmic for one in parameters], dtype=np.bool_)

    def inside(self, values: FloatArray) -> FloatArray:
        """Returns the coordinates of values, [..., parameter]."""
        found = np.array(values, dtype=np.float64)
        found[..., self._log] = np.log(found[..., self._log])
        return found

    def outside(self, coordinates: FloatArray) -> FloatArray:
        """Returns the values at coordinates, [..., parameter]."""
        found = np.array(coordinates, dtype=np.float64)
        found[..., self._log] = np.exp(found[..., self._log])
        return found

    def slopes(self, values: FloatArray) -> FloatArray:
        """Returns the derivatives of values with respect to their coordinates."""
        return np.where(self._log, values, 1.0)
