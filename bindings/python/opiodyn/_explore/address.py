"""This module writes a setting as the part of an address behind #, where the page reads it.

The form is that of web/src/state/url.ts: what differs from the defaults of its version 1.
"""

from __future__ import annotations

from urllib.parse import urlencode

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._explore.setting import setting_of
from opiodyn._model.arguments import chosen_model
from opiodyn._model.model import Model

_VERSION = "1"
_LONGEST_TEXT = 20_000
_IMMUNE = "immune"
_PERSON = {"hepatic": "hepatic", "creatinine_clearance": "clearance"}
"""The controls have these covariates, each with its name in the address."""
_RANGES = {"creatinine_clearance": (1.0, 1000.0), "end": (0.01, 1e6)}  # of the controls
_SHOWN = "naltrexone 4.5 mg po q24h x7 at 22h"  # what the page shows without an address
_ELSEWHERE = "; opiodyn simulate takes it"


def address_of(regimen: _core.Regimen | None, model: Model, end: float | None) -> str:
    """Returns the part of the address behind #, which is empty for what the page shows by itself.

    Args:
        regimen: The regimen; None leaves it to the controls of the page.
        model: The model.
        end: The end of the run [h]; None stands for the default of the regimen.

    Raises:
        InputError: The page has no such control.
        UnknownNameError: A drug is not in the library.
    """
    checked = regimen if regimen is not None else _core.parse_regimen(_SHOWN)
    setting = setting_of(checked, model, end)
    usual = chosen_model("explore", None)
    text = setting["regimen"]
    if len(text) > _LONGEST_TEXT:
        rule = f"must be a text of at most {_LONGEST_TEXT:,} characters here" + _ELSEWHERE
        raise check.input_error("regimen", f"{len(text):,} characters", rule)
    found = {} if regimen is None else {"text": text}
    if setting["end"] is not None:
        found["end"] = _number("end", setting["end"])
    for name, value in setting["covariates"].items():
        control = _control(name)
        found[control] = value if isinstance(value, str) else _number(name, value)
    if model.biophase != usual.biophase:
        found["biophase"] = model.biophase
    if model.phi != usual.phi:
        found["phi"] = repr(model.phi)
    if _has_immune(model, usual):
        found[_IMMUNE] = model.weights
    pairs = [("v", _VERSION), *((f"a.{name}", value) for name, value in found.items())]
    return urlencode(pairs) if found else ""


def _number(name: str, value: float) -> str:
    low, high = _RANGES[name]
    if not low <= value <= high:
        rule = f"must lie between {low:g} and {high:g} on the page" + _ELSEWHERE
        raise check.input_error(name, f"{value:g}", rule)
    return repr(value)


def _control(name: str) -> str:
    if name not in _PERSON:
        rule = f"the page has {' and '.join(_PERSON)} alone" + _ELSEWHERE
        raise check.input_error("covariates", shown(name), rule)
    return _PERSON[name]


def _has_immune(model: Model, usual: Model) -> bool:
    """Tells whether the response has the immune part beside those that every run has."""
    parts = set(model.response)
    if parts - {_IMMUNE} != set(usual.response):
        rule = f"the page has {', '.join(usual.response)}, and {_IMMUNE} if asked" + _ELSEWHERE
        raise check.input_error("response", shown(list(model.response)), rule)
    return _IMMUNE in parts
