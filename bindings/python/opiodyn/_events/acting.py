"""Step 6 of event tables refuses columns of F, ALAG, D and R that act on no dose."""

from __future__ import annotations

import numpy as np

from opiodyn._events.compartments import listing
from opiodyn._events.faults import Bools, Faults, column_error
from opiodyn._events.pharmacy import Pharmacy, Place
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.columns import per_compartment
from opiodyn._events.values import Values

_OF_RATE = {"d": -2.0, "r": -1.0}


def check_acting(
    values: Values, places: list[Place], which: IntArray, pharmacy: Pharmacy, faults: Faults
) -> None:
    """Refuses a column F, ALAG, F1, ALAG1, D1, R1, ... that has values and acts on no dose.

    Raises:
        InputError: There are such columns.
    """
    doses = which >= 0
    found: list[tuple[str, str]] = []
    for key in values:
        kind, number = per_compartment(key) or (key, 0)
        if kind not in ("f", "alag", *_OF_RATE):
            continue
        given = ~np.isnan(values[key])
        if not given.any():
            continue
        rule = _no_such_number(number, places, pharmacy)
        if number > 0 and not rule:
            _check_several(key, number, doses & given, places, which, faults)
        if not rule and not np.any(given & _acted_on(kind, number, values, places, which)):
            at = f" of a dose into compartment {number}" if number else " of a dose"
            rate = f" with RATE {_OF_RATE[kind]:g}" if kind in _OF_RATE else ""
            rule = f"acts on nothing: it has no value in a row{at}{rate}; take the column out"
        if rule:
            found.append((faults.written(key), rule))
    if found:
        raise column_error(found)


def _acted_on(
    kind: str, number: int, values: Values, places: list[Place], which: IntArray
) -> Bools:
    into = np.array([*(number in (0, place.number) for place in places), False])[which]
    return into & (values["rate"] == _OF_RATE[kind]) if kind in _OF_RATE else into


def _no_such_number(number: int, places: list[Place], pharmacy: Pharmacy) -> str:
    """Returns the rule that no drug has a compartment of this number; empty if one has it."""
    found = {place.drug: pharmacy.compartments(place.drug) for place in places}
    if number == 0 or any(number in compartments.values() for compartments in found.values()):
        return ""
    listed = "; ".join(f"{drug} has {listing(names)}" for drug, names in found.items())
    return f"there is no compartment {number} to dose: {listed or 'the table has no dose'}"


def _check_several(
    key: str, number: int, given: Bools, places: list[Place], which: IntArray, faults: Faults
) -> None:
    """Collects doses by a route that enter this compartment and others at once."""
    several = [len(place.numbers) > 1 and number in place.numbers for place in places]
    rule = "is not clear: the dose enters several compartments at once; give F, ALAG or a CMT"
    faults.add(given & np.array([*several, False])[which], key, rule)
    faults.raise_first()
