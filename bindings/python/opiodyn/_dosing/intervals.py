"""Doses have times, and each drug has a last dosing interval within a run."""

from __future__ import annotations

from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.instants import is_before


class DosingInterval(NamedTuple):
    """A dosing interval lasts from a dose, which it shows, to just before the next one [h]."""

    begin: float
    end: float

    def __str__(self) -> str:
        return f"{self.begin:g} to {self.end:g} h"


def refuse_empty(interval: DosingInterval) -> None:
    """Refuses the last dosing interval of a run that ends where the interval begins.

    Raises:
        InputError: No hour of the run counts.
    """
    begin, end = interval
    if not is_before(begin, end):
        rule = (
            f"must be later than {begin:g} h, where the last dosing interval begins; "
            "give simulate() a later end"
        )
        raise check.input_error("end", f"{end:g}", rule)


def last_interval(regimen: _core.Regimen, drug: str, end: float) -> DosingInterval:
    """Returns the last dosing interval of a drug in a run; the whole run if the drug is not given.

    The interval ends where the next dose is, or would be if the series went on. After a dose that
    belongs to no series it ends with the run.

    Args:
        regimen: The regimen of the run.
        drug: The name of the drug.
        end: The end of the run [h].
    """
    if drug not in regimen.drugs:
        return DosingInterval(0.0, end)
    given = regimen.given(drug)
    past = is_before(given, end)
    before, following = given[past], given[~past]
    if before.size == 0:
        return DosingInterval(0.0, end)
    following_dose = float(following[0]) if following.size else regimen.next_time(drug)
    return DosingInterval(float(before[-1]), min(end, following_dose))
