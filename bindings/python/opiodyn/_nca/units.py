"""This module knows the units of concentrations, and how they make a clearance."""

from __future__ import annotations

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.spelling.units import MASSES, MOLAR, canonical
from opiodyn._nca.parameters import Scale

_LITRES = {"L": 1.0, "mL": 1000.0}  # of each, one litre has so many
_RULE = "must be a unit of concentration such as 'ng/mL', 'mg/L' or 'nM'"
MG, NMOL = "mg", "nmol"


def concentration_unit(field: str, text: str) -> str:
    """Returns the one spelling of a unit of concentration.

    Raises:
        InputError: The text is no such unit.
    """
    unit = canonical(text)
    amount, _, volume = unit.partition("/")
    if unit != "nM" and not (amount in (*MASSES, *MOLAR) and volume in _LITRES):
        raise check.input_error(field, shown(text), _RULE)
    return unit


def scale_of(unit: str, amount: str) -> Scale:
    """Returns the scale for areas in a unit and doses in [mg] or [nmol]."""
    if unit == "nM":
        unit = "nmol/L"
    of, _, volume = unit.partition("/")
    sizes = MOLAR if amount == NMOL else MASSES
    if of not in sizes:
        return Scale(None, f"doses are in {amount} and concentrations in {unit}")
    return Scale(float(sizes[of]) * _LITRES[volume])
