"""Step 5 of event tables checks the compartments of records that give no dose."""

from __future__ import annotations

import pandas as pd

from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Pharmacy
from opiodyn._events.values import Values


def check_compartments(values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults) -> None:
    """Collects the faults in the CMT of observations, changes and resets.

    The CMT must be a compartment of the drug of the record, or of any drug if it names none.
    """
    found = pharmacy.all_compartments
    given = ~doses & (values["cmt"] != "")
    of_none = given & ~pd.Series(values["drug"]).isin(list(found)).to_numpy()
    _check_those(of_none, found, values, faults)
    for drug, names in found.items():
        _check_those(given & (values["drug"] == drug), {drug: names}, values, faults)


def _check_those(rows: Bools, known: dict[str, list[str]], values: Values, faults: Faults) -> None:
    if not rows.any():
        return
    words = values["cmt"]
    unknown = [
        word
        for word in pd.unique(words[rows])
        if not any(number_of(word, names) for names in known.values())
    ]
    faults.add(rows & pd.Series(words).isin(unknown).to_numpy(), "cmt", no_such(known))


def number_of(cmt: str, names: list[str]) -> int:
    """Returns the number of a compartment, given by number or name, from 1; 0 if there is none."""
    if cmt in names:
        return 1 + names.index(cmt)
    return int(cmt) if cmt.isdecimal() and 1 <= int(cmt) <= len(names) else 0


def no_such(known: dict[str, list[str]]) -> str:
    """Returns the rule that lists the compartments of drugs."""
    listed = "; ".join(
        f"{drug} has {', '.join(f'{i} {name}' for i, name in enumerate(names, 1))}"
        for drug, names in known.items()
    )
    return f"no such compartment; {listed}"
