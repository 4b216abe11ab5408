"""Step 5 of event tables checks the compartments of records that give no dose."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Compartments, Pharmacy
from opiodyn._events.values import Values


def check_compartments(values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults) -> None:
    """Collects the faults in the CMT of observations, changes and resets.

    The CMT must be a compartment of the drug of the record, or of any drug if it names none.
    """
    found = pharmacy.all_compartments
    given = ~doses & (values["cmt"] != "")
    if not given.any():
        return
    of_none = given & ~pd.Series(values["drug"]).isin(list(found)).to_numpy()
    _check_those(of_none, found, values, faults)
    for drug, names in found.items():
        _check_those(given & (values["drug"] == drug), {drug: names}, values, faults)


def _check_those(
    rows: Bools, known: dict[str, Compartments], values: Values, faults: Faults
) -> None:
    if not rows.any():
        return
    words = values["cmt"]
    names = {name for compartments in known.values() for name in compartments}
    numbers = {str(number) for compartments in known.values() for number in compartments.values()}
    unknown = rows & ~pd.Series(words, dtype=object).isin(names | numbers).to_numpy()
    faults.add(unknown, "cmt", no_such(known))


def named(cmt: str, compartments: Mapping[str, int | None]) -> str:
    """Returns the name of a compartment that is given by name or number; empty if there is none."""
    meant = (name for name, number in compartments.items() if cmt in (name, str(number)))
    return next(meant, "")


def no_such(known: dict[str, Compartments]) -> str:
    """Returns the rule that lists the compartments of drugs."""
    listed = "; ".join(f"{drug} has {listing(names)}" for drug, names in known.items())
    return f"no such compartment; {listed}"


def listing(compartments: Compartments) -> str:
    """Returns the compartments of a drug in words, with their numbers if they have any."""
    numbered = [f"{number} {name}" for name, number in compartments.items() if number]
    others = [name for name, number in compartments.items() if not number]
    if not others:
        return ", ".join(numbered)
    return ", ".join([*numbered, *others]) + " (those without a number go by name or by ROUTE)"
