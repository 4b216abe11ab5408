"""This module is for the package itself: it reads parts of a model that users need not see.

A file `inside.py` is the one place of a room that reads the private names of the room's classes, so
that users see nothing in these classes that is not for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._model.model import Model


def core_of(model: Model) -> _core.Model:
    """Returns the compiled model."""
    return model._compiled


def receptors_of_effects(model: Model) -> set[str]:
    """Returns the receptors that bring about the effects which the model reports."""
    receptors = {endpoint.name: endpoint.receptor for endpoint in _core.endpoints()}
    for endpoint in model._endpoints or ():
        if isinstance(endpoint, _core.Endpoint):
            receptors[endpoint.name] = endpoint.receptor
    return {receptors[name] for name in model.endpoints}


def settled_for(model: Model, *regimens: _core.Regimen) -> Model:
    """Returns the model with its drugs settled: its own, or else the drugs that the regimens name.

    A drug whose concentration a regimen gives is one of them, and has no kinetics in the model.

    The settled model has the routes that the regimens use. If a dose enters a compartment, which
    may be a number, it has all routes of its drugs. The last settled model is kept, because
    compiling takes longer than many runs.
    """
    doses = [dose for regimen in regimens for dose in regimen.doses]
    tables = [table for regimen in regimens for table in regimen.concentrations]
    if model._drugs is not None or not (doses or tables):
        return model
    given = list(dict.fromkeys([*model._given, *(table.drug for table in tables)]))
    drugs = list(dict.fromkeys([*(dose.drug for dose in doses), *given]))
    routes = list(dict.fromkeys(dose.route for dose in doses))
    chosen = model._routes or (None if any(dose.cmt for dose in doses) else routes)
    key = [drugs, chosen, given]
    held = model._settled
    if held is None or held[0] != key:
        own = {"drugs": drugs, "routes": chosen, "concentration_given": given}
        try:
            model._settled = held = key, Model(**(model.options() | own))
        except _core.UnknownNameError as error:
            raise _placed(error, regimens) from None
    return held[1]


def _placed(error: _core.UnknownNameError, regimens: Sequence[_core.Regimen]) -> _core.InputError:
    """Returns the error for an unknown drug with the regimen that names it."""
    named = (one for one in regimens if str(error.value) in map(shown, one.drugs))
    regimen = next(named, None)
    if error.field != "drug" or regimen is None:
        return error
    rule = f"{error.rule} (in the regimen {shown(str(regimen))})"
    return check.input_error("drug", error.value, rule, _core.UnknownNameError)


def lenient(model: Model) -> Model:
    """Returns the model without ``strict``, to ask for its compartments and routes."""
    return model._changed(_strict=False, _settled=None)


def typical_of(model: Model) -> Model:
    """Returns the model without covariates and without the variation of a person."""
    if not model._covariates and not model._varies:
        return model
    return Model(**(model.options() | {"covariates": {}, "strict": False}))


def of_person(model: Model, person: _core.Person) -> Model:
    """Returns a settled model with the values of one person.

    Raises:
        InputError: A parameter of the person is impossible; or the model is strict and an effect
            that makes the person differ is an assumption.
    """
    parameters = _core.person_parameters(model._compiled, person)
    own = model._changed(
        _compiled=model._compiled.of_person(parameters),
        _personal=parameters,
        _covariates=person.covariates,
        _varies=True,
    )
    if model._strict:
        own._refuse_assumed_effects(own._compiled)
    return own


def variant(model: Model, **options: Any) -> Model:
    """Returns the model with other options, and with the same person."""
    plain = model._plain()
    return Model._again(plain["options"] | options, plain["personal"])


def refuse_person(model: Model, why: str) -> None:
    """Refuses the model of one person of a population, where a call needs typical parameters.

    Args:
        model: The model that a user gave.
        why: The rule says what the call does that goes ill with a person's own parameters.
    """
    if model._varies:
        rule = f"{why}; give the model that its population was simulated with"
        raise check.input_error("model", "of one person of a population", rule)


def moves_peptides(model: Model) -> bool:
    """Tells whether phi has any effect in this model."""
    return model._moves_peptides


def used_rows(model: Model) -> list[_core.Parameter]:
    """Returns the rows of `Model.used_parameters` without pandas."""
    return model._used_rows()


def acting_effects(
    model: Model, covariates: Mapping[str, float | str] | None = None
) -> list[_core.Parameter]:
    """Returns the effects that make a person's parameters differ, among those that the model uses.

    Args:
        model: The model of a person.
        covariates: Covariates that count instead of the person's own; None: the person's own.
    """
    asked = model._covariates if covariates is None else covariates
    return model._acting(model._compiled, asked)


def plain_model(model: Model) -> dict[str, Any]:
    """Returns the arguments of a model, and the parameters of a person drawn at random."""
    return model._plain()


def model_again(options: dict[str, Any], personal: dict[str, float] | None) -> Model:
    """Returns the model of what `plain_model` returned."""
    return Model._again(options, personal)
