"""A setting is all that the page knows of a run; this module makes and reads settings.

It is plain data, as the page writes it in TypeScript (web/src/core/contract.ts).
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._dosing.replacement import drug_of, replaced
from opiodyn._explore.controls import refuse_others
from opiodyn._model.arguments import chosen_model
from opiodyn._model.inside import plain_model, settled_for
from opiodyn._model.model import Model

Setting: TypeAlias = dict[str, Any]

_KEYS = ("regimen", "dose", "biophase", "phi", "response", "weights", "covariates", "end")
_OF_MODEL = ("biophase", "phi", "response", "weights", "covariates")
_OF_DOSE = ("drug", "amount")
_ELSEWHERE = "; opiodyn.simulate takes it"
_SETTING = f"must map {', '.join(_KEYS)} to values"
_DOSE = "must be None, or map drug and amount to values"


class Shown(NamedTuple):
    """This is what a setting stands for."""

    regimen: _core.Regimen
    model: Model
    end: float | None
    """The end of the run [h] is None for the default end of the regimen."""


def setting_of(regimen: _core.Regimen, model: Model, end: float | None) -> Setting:
    """Returns the setting of a regimen and a model.

    Raises:
        InputError: The page has no such choice; the message names it and says what to do.
        UnknownNameError: A drug is not in the library.
    """
    return plain({"regimen": text_of(regimen), "dose": None, **choices_of(model), "end": end})


def choices_of(model: Model) -> Setting:
    """Returns the part of a setting that a model decides.

    Raises:
        InputError: The page has no such choice; the message names it and says what to do.
    """
    _refuse_other_choices(model)
    own = model.options()
    return {**{name: own[name] for name in _OF_MODEL}, "phi": model.phi}


def text_of(regimen: _core.Regimen) -> str:
    """Returns the text of a regimen, which reads as the same regimen again.

    Raises:
        InputError: The regimen has no record, or gives a concentration.
    """
    _refuse_concentrations(regimen)
    text = str(regimen)
    try:
        same = _core.parse_regimen(text) == regimen
    except _core.InputError:
        same = False
    if not same:
        rule = "must be a regimen that a text can say; opiodyn.regimen(text) makes one"
        raise check.input_error("regimen", shown(text), rule)
    return text


def plain(setting: Setting) -> Setting:
    """Returns a copy of a setting in plain types, as JSON holds it.

    A dose of the setting becomes a part of its regimen, where the page looks for it.

    Raises:
        InputError: A value breaks a rule, as in `shown_by`.
    """
    found = shown_by(setting)
    refuse_others(found.model, found.end)
    given = setting["regimen"] if setting["dose"] is None else text_of(found.regimen)
    return {
        "regimen": check.word("regimen", given),
        "dose": None,
        "biophase": found.model.biophase,
        "phi": found.model.phi,
        "response": list(found.model.response),
        "weights": found.model.weights,
        "covariates": found.model.covariates,
        "end": found.end,
    }


def shown_by(setting: Setting) -> Shown:
    """Returns the regimen, the model and the end that a setting stands for.

    Raises:
        ParseError: The regimen is no regimen.
        InputError: A key is missing, or a value breaks a rule.
        UnknownNameError: A key, a drug, a preset or a covariate is not known.
    """
    given = _fields("setting", setting, _KEYS, _SETTING)
    regimen = _with_dose(
        _core.parse_regimen(check.word("regimen", given["regimen"])), given["dose"]
    )
    _refuse_concentrations(regimen)
    if given["phi"] is None:
        raise check.input_error("phi", None, "must lie between 0 and 1")
    model = Model(**{name: given[name] for name in _OF_MODEL})
    settled_for(model, regimen)  # it knows all drugs, or says which it does not
    end = given["end"]
    return Shown(regimen, model, None if end is None else check.non_negative("end", end))


def _fields(field: str, value: Any, keys: tuple[str, ...], rule: str) -> dict[str, Any]:
    """Returns the values of a mapping that must have these keys and no others."""
    given = check.mapping(field, value, rule)
    for name in given:
        if name not in keys:
            raise check.unknown(field, name, keys)
    for name in keys:
        if name not in given:
            raise check.input_error(field, shown(value), f"lacks {name!r}")
    return given


def _with_dose(regimen: _core.Regimen, dose: Any) -> _core.Regimen:
    """Returns the regimen, with another amount of the drug that a setting names."""
    if dose is None:
        return regimen
    given = _fields("dose", dose, _OF_DOSE, _DOSE)
    drug = drug_of(regimen, check.word("dose.drug", given["drug"]))
    return replaced(regimen, drug, check.non_negative("dose.amount", given["amount"]))


def _refuse_concentrations(regimen: _core.Regimen) -> None:
    if regimen.concentrations:
        rule = "gives the concentration of a drug, which the page cannot show" + _ELSEWHERE
        raise check.input_error("regimen", shown(str(regimen)), rule)


def _refuse_other_choices(model: Model) -> None:
    """Refuses a model that differs from the default in what no setting can say."""
    usual = chosen_model("explore", None).options()
    for name, value in model.options().items():
        if name not in _OF_MODEL and value != usual[name]:
            rule = f"the page has no such choice; leave {name} out of the model" + _ELSEWHERE
            raise check.input_error(name, shown(value), rule)
    if plain_model(model)["personal"] is not None:
        rule = "the page shows typical people; give covariates" + _ELSEWHERE
        raise check.input_error("model", "of a person drawn at random", rule)
