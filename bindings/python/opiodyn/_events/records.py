"""Step 4 of event tables checks the columns of one record, and the records of one subject."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.columns import DOSING, compartment_columns
from opiodyn._events.values import Values

_Kind = TypeVar("_Kind", bound=np.generic)


def settle_evid(values: Values) -> None:
    """Fills in EVID where it is missing, as NONMEM does.

    A record with an amount, or with a steady-state infusion, is a dose. Another record is an
    observation, unless MDV = 1 marks it as neither.
    """
    given = values["evid"]
    amounts = values["amt"] > 0.0
    dose = amounts | ((values["rate"] != 0.0) & (values["ss"] > 0.0))
    otherwise = np.where(values["mdv"] == 1.0, 2.0, 0.0)
    values["evid"] = np.where(np.isnan(given), np.where(dose, 1.0, otherwise), given)


def is_dose(values: Values) -> Bools:
    """Marks the records that give a dose: EVID 1 and 4."""
    doses: Bools = np.isin(values["evid"], (1.0, 4.0))
    return doses


def is_observed(values: Values) -> Bools:
    """Marks the records whose DV is an observed value: EVID 0 and 2, unless MDV is 1."""
    observed: Bools = np.isin(values["evid"], (0.0, 2.0)) & (values["mdv"] != 1.0)
    return observed


def check_records(values: Values, faults: Faults) -> None:
    """Collects the faults in each record whose columns do not fit together."""
    dose = is_dose(values)
    _settle_amounts(values, dose, faults)
    for key in DOSING:
        rule = "must be 0 here: only records with EVID 1 and 4 give doses"
        faults.add(~dose & (values[key] != 0.0), key, rule)
    rule = "must be 1 or missing here: a dose is not an observation"
    faults.add(dose & (values["mdv"] == 0.0), "mdv", rule)
    _check_repetition(values, dose, faults)
    _check_infusions(values, dose, faults)


def _endless(values: Values) -> Bools:
    """Marks steady-state infusions without an amount, which have been running for ever."""
    rate = values["rate"]
    endless: Bools = (values["amt"] == 0.0) & (values["ss"] > 0.0) & ((rate > 0) | (rate == -1))
    return endless


def _settle_amounts(values: Values, dose: Bools, faults: Faults) -> None:
    """Makes a missing amount 0 where it may be missing; an amount of 0 is a placebo."""
    missing = np.isnan(values["amt"])
    values["amt"] = np.where(missing, 0.0, values["amt"])
    rule = "must be given for a dose, except a steady-state infusion; 0 is a placebo"
    faults.add(dose & missing & ~_endless(values), "amt", rule)


def _check_repetition(values: Values, dose: Bools, faults: Faults) -> None:
    endless = dose & _endless(values)
    single = dose & ~endless
    no_interval = values["ii"] == 0.0
    steady = values["ss"] > 0.0
    repeated = values["addl"] > 0.0
    faults.add(single & steady & no_interval, "ii", "must be above 0 where SS is 1 or 2")
    faults.add(single & repeated & no_interval, "ii", "must be above 0 where ADDL is above 0")
    rule = "must be 0 here: a steady-state infusion without amount does not repeat"
    faults.add(endless & ~no_interval, "ii", rule)
    faults.add(endless & repeated, "addl", rule)
    with np.errstate(over="ignore"):
        last = values["time"] + values["addl"] * values["ii"]
    faults.add(dose & repeated & ~np.isfinite(last), "ii", "the last dose is never reached")


def _check_infusions(values: Values, dose: Bools, faults: Faults) -> None:
    rate, duration = values["rate"], values["dur"]
    rule = "must be 0 here: give either RATE or DUR"
    faults.add(dose & (rate != 0.0) & (duration > 0.0), "dur", rule)
    elsewhere = (values["cmt"] == "") & (values["route"] != "") & (values["route"] != "iv")
    rule = "must be 0 here: only a dose by ROUTE iv, or into a CMT, can be infused"
    faults.add(dose & elsewhere & ((rate > 0.0) | (rate == -1.0)), "rate", rule)
    faults.add(dose & elsewhere & (duration > 0.0), "dur", rule)
    if not compartment_columns("r", values):
        rule = "takes the rate from a column R1, R2, ..., and there is none"
        faults.add(dose & (rate == -1.0), "rate", rule)


def starts_of(ids: npt.NDArray[np.object_], faults: Faults) -> IntArray:
    """Returns the first row of each subject, whose records must stand together."""
    codes, _ = pd.factorize(ids)
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    _, firsts = np.unique(codes[starts], return_index=True)
    back = np.zeros(len(ids), dtype=np.bool_)
    back[starts] = True
    back[starts[firsts]] = False
    faults.add(back, "id", "appears again: the records of a subject must stand together")
    return starts


def subject_of_rows(starts: IntArray, rows: int) -> IntArray:
    """Returns the number of the subject of each row, from 0."""
    return np.repeat(np.arange(len(starts)), np.diff(starts, append=rows))


def at_first_row(values: npt.NDArray[_Kind], starts: IntArray) -> npt.NDArray[_Kind]:
    """Returns for each row the value that stands in the first row of its subject."""
    return values[starts][subject_of_rows(starts, len(values))]


def goes_back(values: FloatArray, starts: IntArray) -> Bools:
    """Marks the rows whose value is below that of the row above, within a subject."""
    back: Bools = np.diff(values, prepend=-np.inf) < 0.0
    back[starts] = False
    return back
