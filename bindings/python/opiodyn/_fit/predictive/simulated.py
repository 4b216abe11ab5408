"""A study is simulated many times, with differences between subjects and residual error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._fit import finite
from opiodyn._fit.data.predictions import Design, Predictions
from opiodyn._fit.errors import LOG, PARAMETERS, scatter
from opiodyn._fit.parameters import error_name
from opiodyn._model.inside import core_of, typical_of
from opiodyn._model.model import Model
from opiodyn._sweep.build import parameter_unit, refuse_unused

LIBRARY = "library"
_MOST = 1.0e8  # numbers of all replicates, 0.8 GB


@pickled_by_fields("Differences")
class Differences(NamedTuple):
    """Subjects differ in these parameters: each is log-normal around its typical value."""

    names: tuple[str, ...]
    typical: FloatArray
    spread: FloatArray
    """The standard deviation of the logarithm of each parameter [-]."""


def read_differences(variability: object, model: Model) -> Differences:
    """Returns how subjects differ; the model is settled.

    Raises:
        InputError: A spread is no number above 0, or a parameter changes nothing.
        UnknownNameError: The model has no such parameter.
    """
    typical = {row.name: row.value for row in core_of(typical_of(model)).parameters}
    given = _of_library(model) if _is_library(variability) else _given(variability, model)
    names = tuple(given)
    values = np.array([typical[name] for name in names])
    return Differences(names, values, np.array([given[name] for name in names]))


def _is_library(variability: object) -> bool:
    if not ask.is_a(variability, str):
        return False
    if variability != LIBRARY:
        rule = "must be 'library', or standard deviations of log parameters by name"
        raise check.input_error("variability", shown(variability), rule)
    return True


def _of_library(model: Model) -> dict[str, float]:
    """Returns the spread of each parameter that the library gives one."""
    used = set(core_of(model).used_parameters)
    rows = {
        row.name.removesuffix(".cv"): row.value
        for row in core_of(model).effects
        if row.name.endswith(".cv")
    }
    # A log-normal distribution has CV = sqrt(exp(sd^2) - 1).
    found = {name: float(np.sqrt(np.log1p(cv * cv))) for name, cv in rows.items() if name in used}
    if not found:
        rule = "the library has no variation of a parameter of this model; give spreads by name"
        raise check.input_error("variability", "'library'", rule)
    return found


def _given(variability: object, model: Model) -> dict[str, float]:
    rule = "must be standard deviations of log parameters by name"
    named = check.mapping("variability", {} if variability is None else variability, rule)  # type: ignore[arg-type]
    for name in named:
        if parameter_unit(model, name) is None:
            raise check.input_error("variability", shown(name), "is not a parameter of the model")
        refuse_unused("variability", name, [model])
    return {name: check.positive(f"variability[{name!r}]", one) for name, one in named.items()}


def replicates(
    design: Design, differences: Differences, sigma: Sequence[FloatArray], n: int, seed: int
) -> FloatArray:
    """Returns the observations of each simulated study, [replicate, observation].

    A replicate depends on seed and number alone.

    Raises:
        SolverError: A run could not go on.
        Interrupted: Ctrl-C was pressed.
    """
    observed = design.observed
    if n * observed.count > _MOST:
        rule = f"makes {n * observed.count:,} numbers with this table; at most {_MOST:,.0f} fit"
        raise check.input_error("n", n, rule)
    predictions = Predictions(design)
    found = np.empty((n, observed.count))
    for i in range(n):
        random = np.random.default_rng([seed, i])
        own = _drawn(differences, len(design.ids), random)
        f = predictions.of_subjects(own)
        with np.errstate(all="ignore"):
            found[i] = _scattered(design, f, sigma, random)
        _refuse_not_finite(design, found[i])
    return found


def _refuse_not_finite(design: Design, values: FloatArray) -> None:
    """Refuses a simulated observation that is no number."""
    bad = ~np.isfinite(values)
    if bad.any():
        first = int(np.argmax(bad))
        quantity = design.observed.quantities[design.observed.quantity[first]]
        rule = (
            f"simulates {quantity.name} = {values[first]:g}, which is not a finite number; "
            "give smaller values"
        )
        named = ", ".join(repr(error_name(kind, quantity)) for kind in PARAMETERS[quantity.error])
        raise check.input_error("scatter", named, rule)


def _drawn(differences: Differences, subjects: int, random: np.random.Generator) -> FloatArray:
    """Returns parameters of each subject, [subject, parameter].

    Raises:
        InputError: Subjects differ so much that a parameter is 0 or infinite.
    """
    z = random.standard_normal((subjects, len(differences.names)))
    with np.errstate(all="ignore"):
        factors = np.exp(differences.spread * z)
        found: FloatArray = differences.typical * factors
    for name, spread, column in zip(differences.names, differences.spread, factors.T, strict=True):
        if not (np.isfinite(column) & (column > 0.0)).all():
            rule = "draws 0 or infinity; it is a standard deviation of the logarithm, such as 0.3"
            raise check.input_error(f"variability[{name!r}]", f"{spread:g}", rule)
    return found


def _scattered(
    design: Design, f: FloatArray, sigma: Sequence[FloatArray], random: np.random.Generator
) -> FloatArray:
    observed = design.observed
    found, z = np.empty_like(f), random.standard_normal(f.size)
    for k, quantity in enumerate(observed.quantities):
        mine = observed.quantity == k
        at = np.maximum(f[mine], 0.0)
        log = quantity.error == LOG
        spread = scatter(quantity.error, np.where(at > 0.0, at, 1.0) if log else at, sigma[k])
        drawn = spread.mean + spread.sd * z[mine]
        found[mine] = np.where(at > 0.0, np.exp(drawn), 0.0) if log else drawn
    return found


def values_by_name(scatter_values: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    """Returns the parameters of the error models, all of which must be given.

    Raises:
        InputError: One is missing, or is no number above 0.
        UnknownNameError: There is no such parameter.
    """
    given = check.mapping("scatter", scatter_values, "must be values by name")
    for name in given:
        if name not in names:
            raise check.unknown("scatter", name, names)
    for name in names:
        if name not in given:
            rule = "is missing; a fit estimates it, under this name in Fit.values"
            raise check.input_error(f"scatter[{name!r}]", "nothing", rule)
    return {name: finite.positive(f"scatter[{name!r}]", given[name]) for name in names}
