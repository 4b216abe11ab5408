"""The values of an analysis are numbers by name, and sentences on those that are missing."""

from __future__ import annotations

import math
from collections.abc import Iterable

from opiodyn._nca.request import Hours

_CONCENTRATION, _AREA, _MOMENT = "{0}", "{0} h", "{0} h^2"
_UNITS = {
    "dose": "{1}",
    "C0": _CONCENTRATION,
    "Cmax": _CONCENTRATION,
    "tmax": "h",
    "Clast": _CONCENTRATION,
    "tlast": "h",
    "lambda_z": "1/h",
    "half_life": "h",
    "lambda_z_points": "-",
    "lambda_z_begin": "h",
    "lambda_z_end": "h",
    "R2_adj": "-",
    "AUC_last": _AREA,
    "AUC_inf": _AREA,
    "AUC_extrap": "%",
    "AUMC_last": _MOMENT,
    "AUMC_inf": _MOMENT,
    "MRT": "h",
    "CL_F": "L/h",
    "Vz_F": "L",
    "tau": "h",
    "AUC_tau": _AREA,
    "Cavg": _CONCENTRATION,
    "Cmin": _CONCENTRATION,
    "fluctuation": "%",
    "swing": "%",
    "accumulation": "-",
}


def partial_name(hours: Hours) -> str:
    """Returns the name of a partial area, such as ``AUC_0_4``."""
    return "AUC_{:g}_{:g}".format(*hours)


def units_of(concentration: str, amount: str, partial: Iterable[Hours]) -> dict[str, str]:
    """Returns the unit of each value by its name, in the order of the results."""
    units = {**_UNITS, **{partial_name(hours): _AREA for hours in partial}}
    return {name: unit.format(concentration, amount) for name, unit in units.items()}


class Values:
    """Values are numbers by name; one that is missing has a reason among the notes."""

    def __init__(self, names: Iterable[str]) -> None:
        self.numbers = dict.fromkeys(names, math.nan)
        self.notes: dict[str, str] = {}
        self._missed: set[str] = set()

    def note(self, name: str, sentence: str) -> None:
        """Adds a sentence on a value."""
        known = self.notes.get(name)
        self.notes[name] = f"{known}; {sentence}" if known else sentence

    def lacks(self, name: str) -> bool:
        """Tells whether a value has no number."""
        return math.isnan(self.numbers[name])

    def miss(self, names: Iterable[str], reason: str) -> None:
        """Says why values are missing, those of them that are and have no reason so far."""
        for name in names:
            if self.lacks(name) and name not in self._missed:
                self._missed.add(name)
                self.note(name, reason)
