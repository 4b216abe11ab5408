"""This module takes the observations of a table and analyses them by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.instants import Bools
from opiodyn._checks.shown import shown
from opiodyn._events.events import EventTable
from opiodyn._events.observed.censoring import flagged, numbers_of, words_below
from opiodyn._events.pharmacy import Compartments, compartments_of
from opiodyn._events.spelling.units import is_same
from opiodyn._nca.observations import profile_of
from opiodyn._nca.parameters import Scale, put_parameters
from opiodyn._nca.records import Records, records_of
from opiodyn._nca.request import Request
from opiodyn._nca.results import frame_of
from opiodyn._nca.units import concentration_unit, scale_of
from opiodyn._nca.values import Values, units_of

if TYPE_CHECKING:
    import pandas as pd


def table_nca(table: EventTable, request: Request) -> pd.DataFrame:
    """Returns the values of the subjects of a table, a row for each."""
    frame = table.frame
    _settle_values(table, frame, request)
    drug = _drug(table, request)
    units: dict[str, str] = frame.attrs["units"]
    unit, amount = _unit(request, units.get("dv", "")), units.get("amt", "mg")
    compartments = _compartments(frame, drug)
    scale, names = scale_of(unit, amount), units_of(unit, amount, request.partial)
    values = [
        _values(
            records_of(part, _observed(part), drug, compartments, request),
            *(request, scale, Values(names)),
        )
        for _, part in frame.groupby("id", sort=False)
    ]
    found = frame_of(table.ids, values, names)
    found.attrs["drug"] = drug
    return found


def _settle_values(table: EventTable, frame: pd.DataFrame, request: Request) -> None:
    """Makes 0 of values below a limit, and refuses a table that cannot be analysed."""
    rule = "has no observed concentrations, which a column DV would have"
    if "dv" not in frame:
        raise check.input_error("data", table, rule)
    frame.loc[_below_limit(frame, request.lloq), "dv"] = 0.0
    observed = _observed(frame)
    if not observed.any():
        raise check.input_error("data", table, rule)
    if "dvid" in frame:
        kinds = np.unique(numbers_of(frame[observed], "dvid"))
        if (listed := ", ".join(f"{kind:g}" for kind in kinds[~np.isnan(kinds)])).count(","):
            rule = "the table observes several quantities; read one with accept='(DVID.EQ.1)'"
            raise check.input_error("dvid", listed, rule)
    places = [*dict.fromkeys(frame.loc[observed, "cmt"])]
    if len(places) > 1:
        listed = ", ".join(map(str, places))
        rule = "the observations are of several compartments; read one with accept='CMT==...'"
        raise check.input_error("cmt", listed, rule)
    if (frame["rate"] < 0.0).any():
        rule = "leaves the length of an infusion to a model; write the rate, or DUR"
        raise check.input_error("rate", f"{frame['rate'].min():g}", rule)


def _drug(table: EventTable, request: Request) -> str:
    """Returns the drug whose doses count; empty if the table names none."""
    if request.drug is not None:
        meant = _core.drug_name(request.drug)
        if not table.drugs:
            rule = "the doses of the table name no drug, so that all of them count; leave it out"
            raise check.input_error("drug", shown(request.drug), rule)
        if meant not in table.drugs:
            raise check.unknown("drug", request.drug, table.drugs)
        return meant
    if len(table.drugs) > 1:
        rule = f"must be given: the table has doses of {', '.join(table.drugs)}"
        raise check.input_error("drug", None, rule)
    return table.drugs[0] if table.drugs else ""


def _compartments(frame: pd.DataFrame, drug: str) -> Compartments:
    """Returns the compartments of the drug, if the table names any by number."""
    numbered = frame.loc[frame["evid"].isin([1, 4]), "cmt"].str.isdigit()
    return compartments_of(drug) if numbered.any() else {}


def _unit(request: Request, stated: str) -> str:
    """Returns the unit of DV: that of the heading, or that of the caller."""
    if request.unit is None and not stated:
        rule = "must be given: the unit of DV, such as 'mg/L', here or in the heading 'DV [mg/L]'"
        raise check.input_error("unit", None, rule)
    if request.unit is not None and stated and not is_same(request.unit, stated):
        rule = f"is not that of the table, which states {stated!r}"
        raise check.input_error("unit", shown(request.unit), rule)
    return concentration_unit("unit", request.unit or stated)


def _observed(frame: pd.DataFrame) -> Bools:
    seen = frame["evid"].isin([0, 2]) & np.isfinite(frame["dv"])
    if "mdv" in frame:
        seen &= frame["mdv"] != 1.0
    return np.asarray(seen, dtype=np.bool_)


def _values(records: Records, request: Request, scale: Scale, values: Values) -> Values:
    """Returns the values of one subject."""
    span = request.span or records.span()
    if span is None:
        reason = "no dose is followed by an observation: give the hours as span="
        values.miss(values.numbers, reason)
        return values
    occasion = records.occasion(span, request)
    profile = profile_of(records.observations(occasion), occasion, request)
    if isinstance(profile, str):
        values.miss(values.numbers, profile)
        return values
    if records.unsaid(occasion) and request.route is None:
        values.note("C0", "the table names no route, so that the dose is read as po: see route=")
    put_parameters(values, profile, occasion, request, scale)
    return values


def _below_limit(frame: pd.DataFrame, lloq: float | None) -> Bools:
    """Marks the rows whose value is below a limit.

    A flag says so (CENS, BLQ or BQL of 1), a word in DV ("BLQ", "<0.05"), a column LLOQ, or the
    limit of the caller.

    Raises:
        InputError: A flag is neither 0 nor 1, or a value lies between limits.
    """
    below = flagged(frame) | words_below(frame)[0]
    values = frame["dv"].to_numpy(dtype=np.float64)
    limits = numbers_of(frame, "lloq") if "lloq" in frame else np.full(len(frame), np.nan)
    limits = np.where(np.isnan(limits), lloq or 0.0, limits)
    return np.asarray(below | (np.abs(values) < limits), dtype=np.bool_)
