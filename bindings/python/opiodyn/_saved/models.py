"""A model is saved as its arguments, with the values of the library that it used.

The library of another version may have other values. A loaded model then gets the saved ones as
parameters of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of, model_again, plain_model, typical_of, used_rows
from opiodyn._model.model import Model
from opiodyn._saved.plain import Json, object_of, plain_of

_FOLLOWING = (".K", ".Kp")  # such a value may follow others, until it gets one of its own
_MOST_NAMED = 8


class Moved(NamedTuple):
    """A value of the library has moved since the file was saved."""

    name: str
    saved: float
    now: float
    unit: str

    def __str__(self) -> str:
        unit = "" if self.unit == "-" else f" {self.unit}"
        return f"{self.name} was {self.saved!r} and is {self.now!r}{unit}"


def listed(moved: list[Moved]) -> str:
    """Returns the values in words, the first of them if there are many."""
    more = len(moved) - _MOST_NAMED
    words = ", ".join(str(one) for one in moved[:_MOST_NAMED])
    return f"{words} and {more} more" if more > 0 else words


def plain_of_model(model: Model) -> Json:
    """Returns a model as plain data."""
    typical = typical_of(model)
    return {
        "arguments": plain_of(plain_model(model)),
        "used": plain_of(_values(used_rows(model))),
        "typical": plain_of(_values(used_rows(typical))),
        "effects": plain_of(_values(core_of(typical).effects)),
    }


def _values(rows: list[_core.Parameter]) -> dict[str, float]:
    return {row.name: row.value for row in rows}


class SavedModel(NamedTuple):
    """A saved model is a model of a file before the library decides what it becomes."""

    options: dict[str, Any]
    personal: dict[str, float] | None
    used: dict[str, float]
    """These are the values that the run used."""
    typical: dict[str, float]
    """These are the values of the typical person."""
    effects: dict[str, float]
    """These are the values that make people differ."""

    def of_library(self) -> Model:
        """Returns the model with the values of the installed library."""
        return model_again(self.options, self.personal)

    def as_saved(self) -> Model:
        """Returns the model with the values that it had.

        Raises:
            InputError: The installed library has no place for one of them.
        """
        model = self.of_library()
        for leave in (_FOLLOWING, ()):  # what follows others may be right once these are
            moved = _moved(typical_of(model), self.typical)
            own = {one.name: one.saved for one in moved if not one.name.endswith(leave)}
            if own:
                model = self._with(own, model)
        self._check(model)
        return model

    def _with(self, own: dict[str, float], model: Model) -> Model:
        given = {**model.options()["parameters"], **own}
        return model_again({**self.options, "parameters": given}, self.personal)

    def _check(self, model: Model) -> None:
        known = _values(used_rows(model))
        for name in self.used:
            if name not in known:
                raise check.input_error(name, self.used[name], "is no longer a parameter")
        if moved := _moved(model, self.used):
            rule = f"cannot be set as it was: {listed(moved)}"
            raise check.input_error(moved[0].name, moved[0].saved, rule)

    def moved(self) -> list[Moved]:
        """Returns what the library has other than when the file was saved."""
        typical = typical_of(self.of_library())
        return _moved(typical, self.typical) + self.moved_effects(typical)

    def moved_effects(self, typical: Model) -> list[Moved]:
        """Returns the effects on people that the library has other than it had."""
        return _differing(core_of(typical).effects, self.effects)


def _moved(model: Model, saved: Mapping[str, float]) -> list[Moved]:
    return _differing(used_rows(model), saved)


def _differing(rows: list[_core.Parameter], saved: Mapping[str, float]) -> list[Moved]:
    return [
        Moved(row.name, saved[row.name], row.value, row.unit)
        for row in rows
        if row.name in saved and row.value != saved[row.name]
    ]


def saved_model_of(plain: Json) -> SavedModel:
    """Returns a saved model of plain data.

    Raises:
        InputError: Something is missing, or is no number.
    """
    arguments = object_of(plain["arguments"])
    values = [_numbers(name, plain[name]) for name in ("used", "typical", "effects")]
    if not isinstance(arguments, dict) or arguments.keys() != {"options", "personal"}:
        raise check.input_error("model.arguments", shown(arguments), "must be options and personal")
    return SavedModel(arguments["options"], arguments["personal"], *values)


def _numbers(name: str, plain: Json) -> dict[str, float]:
    rule = "must map names to numbers"
    found = check.mapping(f"model.{name}", object_of(plain), rule)
    return {one: check.finite(one, value) for one, value in found.items()}
