"""A quantity is what was observed: a column of runs, with its kind of residual error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opiodyn._checks import ask, check
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._fit.errors import KINDS
from opiodyn._model.model import Model
from opiodyn._result.columns import WantedColumn, chosen_columns, columns_of

_OBSERVE = (
    "must be {'DV': a column of Run.to_pandas}, such as {'DV': 'mass_concentration.naltrexone'}; "
    "or {'DV': {1: ..., 2: ...}} with the numbers of DVID"
)


@pickled_by_fields("Quantity")
class Quantity(NamedTuple):
    """A quantity is one kind of observation."""

    dvid: float | None
    """This is its number in the column DVID; None takes all observations."""
    name: str
    """The column of `Run.to_pandas` that predicts it."""
    core: str
    """The column of the core."""
    factor: float
    """The factor from the core's number to the user's."""
    unit: str
    error: str
    """The error model."""


def read_quantities(observe: object, error: object, model: Model) -> list[Quantity]:
    """Returns the quantities that were observed; the model is settled.

    Raises:
        InputError: A rule of `fit` is broken, or the model does not report a column.
    """
    named = _observed(observe)
    errors = _errors(error, [name for _, name in named])
    fields = [
        WantedColumn(name, "observe['DV']" + ("" if dvid is None else f"[{dvid:g}]"), name)
        for dvid, name in named
    ]
    known = chosen_columns(columns_of(model), fields)
    return [
        Quantity(dvid, name, known[name].core, known[name].factor, known[name].unit, errors[name])
        for dvid, name in named
    ]


def _observed(observe: object) -> list[tuple[float | None, str]]:
    """Returns the columns that were observed, each with its number of DVID."""
    check.instance("observe", observe, Mapping, _OBSERVE)
    given = check.mapping("observe", observe, _OBSERVE)  # type: ignore[arg-type]
    if [name.upper() for name in given] != ["DV"]:
        raise check.input_error("observe", shown(observe), _OBSERVE)
    (dv,) = given.values()
    if not ask.is_a(dv, Mapping):
        return [(None, check.word("observe['DV']", dv))]
    pairs = check.pairs("observe['DV']", dv, _OBSERVE)
    found: list[tuple[float | None, str]] = []
    for key, name in pairs:
        dvid = check.number("observe['DV']", key)
        found.append((dvid, check.word(f"observe['DV'][{dvid:g}]", name)))
    names = [name for _, name in found]
    if not found:
        raise check.input_error("observe['DV']", "{}", "needs one column at least")
    for name in check.twice(names):
        raise check.input_error("observe['DV']", shown(name), "is given twice")
    return found


def _errors(error: object, names: list[str]) -> dict[str, str]:
    """Returns the error model of each column."""
    if not ask.is_a(error, Mapping):
        return dict.fromkeys(names, _kind("error", error))
    given = check.mapping("error", error, "must be a word, or a word for each observed column")  # type: ignore[arg-type]
    for name in given:
        if name not in names:
            raise check.unknown("error", name, names)
    for name in names:
        if name not in given:
            rule = f"is missing; give one of {', '.join(KINDS)}"
            raise check.input_error(f"error[{name!r}]", "nothing", rule)
    return {name: _kind(f"error[{name!r}]", given[name]) for name in names}


def _kind(field: str, value: object) -> str:
    kind = check.word(field, value)
    if kind not in KINDS:
        raise check.unknown(field, kind, KINDS)
    return kind
