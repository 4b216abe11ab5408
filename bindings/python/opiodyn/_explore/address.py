"""This module writes a setting as the part of an address behind #, where the page reads it.

The form is that of web/src/state/url.ts: what differs from the defaults of its version 1.
"""

from __future__ import annotations

from urllib.parse import urlencode

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._explore import controls
from opiodyn._explore.setting import setting_of
from opiodyn._model.arguments import chosen_model
from opiodyn._model.model import Model

_VERSION = "1"
_LONGEST_TEXT = 20_000
_SHOWN = "naltrexone 4.5 mg po q24h x7 at 22h"  # what the page shows without an address


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
    text = setting["regimen"]
    if len(text) > _LONGEST_TEXT:
        rule = f"must be a text of at most {_LONGEST_TEXT:,} characters here" + controls.ELSEWHERE
        raise check.input_error("regimen", f"{len(text):,} characters", rule)
    found = {} if regimen is None else {"text": text}
    if setting["end"] is not None:
        found["end"] = repr(setting["end"])
    for name, value in setting["covariates"].items():
        found[controls.PERSON[name]] = value if isinstance(value, str) else repr(value)
    usual = chosen_model("explore", None)
    if model.biophase != usual.biophase:
        found["biophase"] = model.biophase
    if model.phi != usual.phi:
        found["phi"] = repr(model.phi)
    if controls.IMMUNE in model.response:
        found[controls.IMMUNE] = model.weights
    pairs = [("v", _VERSION), *((f"a.{name}", value) for name, value in found.items())]
    return urlencode(pairs) if found else ""
