"""Calls take a regimen first and a model by name; mixed up, they get an error that says so."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._model.model import Model


def check_regimen(call: str, regimen: object, *others: type) -> None:
    """Refuses a value that is no regimen.

    Args:
        call: The name of the call, for the message.
        regimen: The value that a user gave.
        others: The classes that the call takes too.

    Raises:
        InputError: The value is no regimen; if it is a model, the message says where that goes.
    """
    if ask.is_a(regimen, Model):
        raise check.input_error("regimen", "a Model", _order(call))
    named = " or an ".join(["must be a Regimen", *(other.__name__ for other in others)])
    rule = f"{named}; opiodyn.regimen(text) makes one"
    if ask.is_a(regimen, (Mapping, list, tuple)):
        rule += "; sweep(over={'regimen': {'a name': one, ...}}) compares several"
    check.instance("regimen", regimen, (_core.Regimen, *others), rule)


def chosen_model(call: str, model: Model | None) -> Model:
    """Returns the model that a user gave, or the default.

    Raises:
        InputError: The value is no model; if it is a regimen, the message says where that goes.
    """
    if ask.is_a(model, _core.Regimen):
        raise check.input_error("model", "a Regimen", _order(call))
    if model is None:
        return _default_model()
    check.instance("model", model, Model, "must be a Model")
    return model


def _order(call: str) -> str:
    return f"the regimen comes first; write {call}(regimen, model=model)"


@functools.cache
def _default_model() -> Model:
    """Returns the one default model: a model never changes."""
    return Model()
