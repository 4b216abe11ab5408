"""This module says in words and units what an axis of numbers shows, as the panels of runs do."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from opiodyn._plot.lines import greek
from opiodyn._plot.panels import RELATIVE
from opiodyn._result.metric import STATISTICS

if TYPE_CHECKING:
    import xarray as xr

_WIDTH = 34  # characters in a line of a label
_BESIDE = "\u00a0"
_OF_DRUG_FREE = "% of drug-free"


class _Quantity(NamedTuple):
    """A quantity has its words, and the unit and factor with which its levels are drawn."""

    words: str
    unit: str = ""
    """An empty text stands for the unit of the dataset."""
    factor: float = 1.0


_QUANTITIES = {
    "amount": _Quantity("{0} in {1}"),
    "concentration": _Quantity("plasma {0}"),
    "mass_concentration": _Quantity("plasma {0}"),
    "effect_site": _Quantity("{0} at the effect site"),
    "occupancy": _Quantity("share of {1} held by {0}", "%", 100.0),
    "free": _Quantity("free {0} receptors", "%", 100.0),
    "tone": _Quantity("{0} tone", RELATIVE),
    "density": _Quantity("{0} density", RELATIVE),
    "precursor": _Quantity("precursor of {0}", RELATIVE),
    "peptide": _Quantity("{0}", RELATIVE),
    "effect": _Quantity("effect on {0}", "%", 100.0),
    "ventilation": _Quantity("ventilation", _OF_DRUG_FREE),
    "withdrawal": _Quantity("withdrawal index"),
    "activation": _Quantity("activation (hypothesis)", RELATIVE),
    "cytokine": _Quantity("cytokine (hypothesis)", RELATIVE),
    "pain": _Quantity("pain index (hypothesis)", _OF_DRUG_FREE),
}
_DRUG_FREE = {RELATIVE: 1.0, _OF_DRUG_FREE: 100.0}
_LEVELS = {"": "{}", "mean": "mean {}", "peak": "highest {}", "trough": "lowest {}"}
_OTHERS = {
    "t_peak": "time of the highest {}",
    "area": "area under {}",
    "steepest": "fastest change of {}",
    "time_above": "time with {} above its threshold",
    "hours_above_1": "time with {} above 1",
}


class Label(NamedTuple):
    """A label tells what an axis shows."""

    text: str
    factor: float = 1.0
    """This is the factor from the numbers of the dataset to those that are drawn."""
    drug_free: float | None = None
    """This is the level of the drug-free body as it is drawn, for numbers relative to it."""


def label_of(name: str, values: xr.DataArray) -> Label:
    """Returns the label of a metric, or of a column over time.

    A name that a user gave to a metric stays. Names that are no columns of runs stay too.
    """
    written = str(values.attrs.get("long_name", ""))
    column, _, statistic = written.rpartition(".")
    if statistic not in STATISTICS:
        column, statistic = written, ""
    quantity, *places = column.split(".")
    known = _QUANTITIES.get(quantity)
    unit = str(values.attrs.get("units", "1"))
    unit = "" if unit in ("1", "-") else unit
    if known is None or known.words.count("{") != len(places):
        return Label(_joined(name, unit))
    factor, drug_free = 1.0, None
    if statistic in _LEVELS:
        unit, factor = known.unit or unit, known.factor
        drug_free = _DRUG_FREE.get(unit)
    told = {**_LEVELS, **_OTHERS}[statistic].format(known.words.format(*map(greek, places)))
    return Label(_joined(told if name == written else name, unit), factor, drug_free)


def _joined(words: str, unit: str) -> str:
    whole = unit.replace(" ", _BESIDE)  # a unit stays in one line
    text = f"{words}, {whole}" if unit else words
    return textwrap.fill(text, _WIDTH, break_on_hyphens=False).replace(_BESIDE, " ")
