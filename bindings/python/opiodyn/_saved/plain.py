"""Objects become plain data for JSON, and plain data become objects again.

Every class that a run rests on already pickles as plain data: a kind, and its fields. They are
written here by the same fields, so that no class is described twice. A kind is made again by the
checks that a pickle of it goes through, and only if it is one of those listed here.
"""

from __future__ import annotations

import copyreg
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.pickles import again
from opiodyn._checks.shown import shown

Json: TypeAlias = Any
"""Plain data hold None, truth values, numbers, text, lists, and mappings from text."""

_COMPILED = {
    one.__name__: one
    for one in (
        *(_core.Drug, _core.Binding, _core.Metabolite, _core.Substance, _core.Person),
        *(_core.Dose, _core.Stimulus, _core.Change, _core.Reset, _core.Concentration),
        *(_core.FirstOrder, _core.ZeroOrder, _core.ZeroOrderIntoDepot, _core.TransitChain),
        _core.RunCounts,
    )
}
_OF_PACKAGE = ("Course", "Endpoint", "Outputs", "RecordColumns", "SubjectData")
_REGIMEN = "Regimen"
_ARRAYS: dict[str, type[Any]] = {"float": np.float64, "int": np.int64, "text": np.str_}
_ODD = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}  # JSON has no such numbers


def plain_of(value: Any) -> Json:
    """Returns an object as plain data."""
    if value is None or isinstance(value, bool | str):
        return value if value is None or isinstance(value, bool) else str(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return _plain_number(float(value))
    if type(value) is tuple:
        return {"tuple": [plain_of(one) for one in value]}
    if isinstance(value, list):
        return [plain_of(one) for one in value]
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if isinstance(value, Mapping):
        return {"map": {name: plain_of(one) for name, one in value.items()}}
    kind, fields = _parts(value)
    return {"kind": kind, "fields": plain_of(fields)}


def _plain_number(value: float) -> Json:
    return value if math.isfinite(value) else {"number": repr(value)}


def _plain_array(values: np.ndarray[Any, Any]) -> Json:
    (of,) = (name for name, kind in _ARRAYS.items() if np.issubdtype(values.dtype, kind))
    listed = values.tolist()
    return {"array": [_plain_number(x) for x in listed] if of == "float" else listed, "of": of}


def _parts(value: Any) -> tuple[str, Any]:
    """Returns the kind of an object and its fields, as its pickle has them."""
    if isinstance(value, _core.Regimen):
        return _REGIMEN, list(value.records)
    if type(value) in _COMPILED.values():
        kind, _, *fields = value.__getstate__()
        return kind, fields
    reduce: Any = copyreg.dispatch_table.get(type(value))
    _, (kind, _, fields) = reduce(value) if reduce else _reduced(value)
    assert kind in _OF_PACKAGE, kind
    return kind, fields


def _reduced(value: Any) -> Any:
    return value.__reduce__()


def object_of(plain: Json) -> Any:
    """Returns the object that plain data are of.

    Raises:
        InputError: A kind is not known, or a value does not fit.
    """
    if isinstance(plain, list):
        return [object_of(one) for one in plain]
    if not isinstance(plain, dict):
        return plain
    for name, read in _READERS.items():
        if name in plain:
            return read(plain)
    raise check.input_error("request", shown(list(plain)[:5]), "is no form of a value")


def _number(plain: Json) -> float:
    if plain["number"] not in _ODD:
        raise check.input_error("request.number", shown(plain["number"]), "is no number")
    return _ODD[plain["number"]]


def _array(plain: Json) -> np.ndarray[Any, Any]:
    values, of = plain["array"], plain.get("of")
    if of not in _ARRAYS or not isinstance(values, list):
        raise check.input_error("request.array", shown(of), "is no type of a list")
    kinds = {"float": (float, dict), "int": (int,), "text": (str,)}[of]
    if not set(map(type, values)) <= set(kinds):
        raise check.input_error("request.array", of, "holds a value of another type")
    return np.array([object_of(one) for one in values], dtype=_ARRAYS[of])


def _mapping(plain: Json) -> dict[str, Any]:
    return {name: object_of(one) for name, one in plain["map"].items()}


def _object(plain: Json) -> Any:
    kind, fields = plain["kind"], object_of(plain.get("fields"))
    if kind == _REGIMEN:
        return _core.Regimen(fields)
    if kind in _COMPILED:
        made: Any = _COMPILED[kind].__new__(_COMPILED[kind])
        made.__setstate__((kind, _core.pickle_schema, *fields))
        return made
    if kind not in _OF_PACKAGE:
        raise check.input_error("request.kind", shown(kind), "is no kind of object in a saved run")
    return again(kind, _core.pickle_schema, fields)


_READERS: dict[str, Callable[[Json], Any]] = {
    "kind": _object,
    "map": _mapping,
    "tuple": lambda plain: tuple(object_of(one) for one in plain["tuple"]),
    "array": _array,
    "number": _number,
}
