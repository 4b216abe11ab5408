"""A pickle of an object is plain data: its kind, the number of the schema, and its fields by name.

A pickle names one function of the package, `again`, which makes the object. The classes of the
compiled core beside it keep to the same schema.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from typing import Any, TypeAlias, TypeVar

from opiodyn import _core
from opiodyn._checks import check

Fields: TypeAlias = dict[str, Any]
_Class = TypeVar("_Class", bound=type)

_makers: dict[str, Callable[..., Any]] = {}


def again(kind: str, schema: int, fields: Fields) -> Any:
    """Returns the object whose pickle holds this.

    Raises:
        InputError: Another version of opiodyn wrote the pickle, or its data do not fit.
    """
    if schema != _core.pickle_schema:
        rule = f"must be {_core.pickle_schema}; another version of opiodyn wrote this {kind}"
        raise check.input_error("pickle.schema", schema, rule)
    if not isinstance(kind, str) or kind not in _makers:
        raise check.input_error("pickle", repr(kind), "is no kind of object")
    try:
        return _makers[kind](**fields)
    except _core.InputError:
        raise
    except Exception as error:  # whatever changed data lead to
        raise check.input_error("pickle", kind, "holds a value of the wrong type") from error


def reduction(kind: str, fields: Callable[[Any], Fields], make: Callable[..., Any]) -> Any:
    """Returns the method ``__reduce__`` of a class whose objects are made again of such fields."""
    assert kind not in _makers, kind
    _makers[kind] = make
    return lambda one: (again, (kind, _core.pickle_schema, fields(one)))


def pickled(kind: str) -> Callable[[_Class], _Class]:
    """Returns a decorator for a class with the methods `_plain` and `_again`.

    They return the fields of an object, and the object of such fields.
    """

    def decorated(cls: Any) -> Any:
        cls.__reduce__ = reduction(kind, cls._plain, cls._again)
        return cls

    return decorated


def pickled_by_fields(kind: str) -> Callable[[_Class], _Class]:
    """Returns a decorator for a class with named fields, which makes it again of them."""

    def decorated(cls: Any) -> Any:
        named = [field.name for field in fields_of(cls)] if is_dataclass(cls) else cls._fields
        cls.__reduce__ = reduction(kind, lambda one: _fields(one, named), cls)
        return cls

    return decorated


def pickled_error(cls: Any, kind: str | None = None) -> None:
    """Lets an error be pickled with its message and all its attributes.

    A subclass of somebody else is pickled as Python does it. The method is the class's own: Dask
    replaces what `copyreg` knows of errors, and asks the class.
    """

    def make(arguments: tuple[Any, ...], attributes: Fields) -> Any:
        error = cls(*arguments)
        vars(error).update(attributes)
        return error

    def fields(error: Any) -> Fields:
        return {"arguments": error.args, "attributes": dict(vars(error))}

    own = reduction(kind or cls.__name__, fields, make)
    cls.__reduce__ = lambda one: own(one) if type(one) is cls else BaseException.__reduce__(one)


def _fields(one: Any, named: list[str]) -> Fields:
    """Returns the fields of an object; a view of a mapping, which does not pickle, as a dict."""
    values = {name: getattr(one, name) for name in named}
    return {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()
    }


def _newly_made(one: Any) -> Any:
    """Returns what pickles an object of the compiled core, by every protocol.

    Python's own way for the protocols 0 and 1 makes an object of pybind11's base class, and that
    ends the process.
    """
    if not hasattr(one, "__setstate__"):
        raise TypeError(f"cannot pickle {type(one).__name__!r} object")
    return copyreg.__newobj__, (type(one),), one.__getstate__()  # type: ignore[attr-defined]


for _class in vars(_core).values():
    if isinstance(_class, type(_core.Regimen)):
        _class.__reduce__ = _newly_made  # type: ignore[assignment]

for _error in (
    _core.InputError,
    _core.UnknownNameError,
    _core.ParseError,
    _core.SolverError,
    _core.NotConvergedError,
    _core.Interrupted,
):
    pickled_error(_error)
