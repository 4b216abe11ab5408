"""This module finds what is analysed of a run: the drug, the hours and the units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.drugs import meant
from opiodyn._checks.instants import is_before
from opiodyn._checks.shown import shown
from opiodyn._nca.doses import doses_of_regimen
from opiodyn._nca.occasion import Occasion, occasion_of
from opiodyn._nca.parameters import Scale, put_parameters
from opiodyn._nca.request import Request
from opiodyn._nca.solution import Plan, Solution, plan_of
from opiodyn._nca.units import MG
from opiodyn._nca.values import Values, units_of
from opiodyn._result.columns import columns_in
from opiodyn._result.inside import course_of, trajectory_of
from opiodyn._result.places import places_of, refuse
from opiodyn._result.run_data import RunData
from opiodyn._result.summary import drug_of

_COLUMNS = {"ng/mL": "mass_concentration", "nM": "concentration"}
_MG_PER_L = 1e-3  # of 1 ng/mL
_SHORTEST = 1e-6  # hours that are analysed, as windows of parts of them must be told apart


class Subject(NamedTuple):
    """A subject is what the analysis needs of a run before it is measured."""

    plan: Plan
    ligand: str
    column: str
    """This is the name of the core's column."""
    factor: float
    """This is the factor from the core's number to the unit of the results."""
    unit: str
    scale: Scale
    request: Request

    @property
    def units(self) -> dict[str, str]:
        """This is the unit of each value."""
        return units_of(self.unit, MG, self.request.partial)

    @property
    def key(self) -> tuple[object, ...]:
        """Runs with the same key are measured together."""
        return (*self.plan.occasion, self.column)

    def values(self, metrics: FloatArray, curve: FloatArray) -> Values:
        """Returns the parameters, from the metrics and the values of the plan."""
        values = Values(self.units)
        solution = Solution(self.plan, metrics, curve, self.factor, self.request.lloq)
        if solution.points[0].size == 0:
            what = (
                "no concentration above 0" if not self.request.lloq else "no concentration of lloq"
            )
            values.miss(values.numbers, f"{what} or more in these hours: {self.ligand} is absent")
            return values
        put_parameters(values, solution, self.plan.occasion, self.request, self.scale)
        return values


def subject_of(run: RunData, request: Request) -> Subject:
    """Returns what is analysed of a run.

    Raises:
        InputError: A value breaks a rule, or the run has no such concentration.
    """
    _refuse_arguments_of_tables(request)
    unit = request.unit or "ng/mL"
    if unit not in _COLUMNS:
        rule = f"must be {' or '.join(map(repr, _COLUMNS))} for a run"
        raise check.input_error("unit", shown(unit), rule)
    ligand = _ligand(run, request.drug)
    dosed = drug_of(run, f"concentration.{ligand}")
    plan = plan_of(_occasion(run, dosed, request), run.regimen)
    columns = columns_in(trajectory_of(run))
    column = columns[f"{_COLUMNS[unit]}.{ligand}"]
    by_mass = columns[f"mass_concentration.{ligand}"].factor / column.factor * _MG_PER_L
    scale = Scale(by_mass)
    if ligand != dosed and request.dose is None:
        scale = Scale(None, f"the dose is one of {dosed}; give that of {ligand} as dose=")
    return Subject(plan, ligand, column.core, column.factor, unit, scale, request)


def _refuse_arguments_of_tables(request: Request) -> None:
    for field in ("method", "route"):
        if (value := getattr(request, field)) is not None:
            rule = "is for observed data; leave it out, as a run is measured at its solution"
            raise check.input_error(field, shown(value), rule)


def _ligand(run: RunData, named: str | None) -> str:
    """Returns the drug or metabolite that is analysed."""
    trajectory, dosed = trajectory_of(run), run.regimen.drugs
    known = [place[0] for place in places_of(trajectory, "concentration")]
    if named is not None:
        named = meant(named, known)
        refuse(trajectory, "concentration", [("drug", named)])
        return named
    if not known:
        rule = "the run has no drug whose concentration could be analysed"
        raise check.input_error("data", run, rule)
    if len(dosed) != 1:
        listed = ", ".join(known)
        rule = f"must be given: the run has concentrations of {listed}"
        raise check.input_error("drug", None, rule)
    return dosed[0]


def _occasion(run: RunData, dosed: str, request: Request) -> Occasion:
    """Returns the hours that are analysed: by default those after the last dose."""
    doses = doses_of_regimen(run.regimen, dosed, run.model.compartments.get(dosed, {}))
    end = max(course_of(run).end, float(np.max(run.times, initial=0.0)))
    if request.span is not None and is_before(end, request.span[1]):
        rule = f"must lie within the run, which ends at {end:g} h; give simulate() a later end"
        raise check.input_error("span", "{:g} to {:g} h".format(*request.span), rule)
    before = doses.times[is_before(doses.times, end)]
    begin, close = request.span or (float(before[-1]) if before.size else 0.0, end)
    close = min(close, end)
    least = _SHORTEST * max(1.0, close)
    if close - begin < least:
        if request.span is not None:
            raise _too_short("span", begin, close, least)
        raise check.input_error("data", run, "ends where it begins; give simulate() a later end")
    _refuse_short(request, least)
    for record in run.regimen.records:
        if not isinstance(record, _core.Reset):
            continue
        if is_before(begin, record.time) and is_before(record.time, close):
            rule = f"must not have a reset within it, and there is one at {record.time:g} h"
            raise check.input_error("span", f"{begin:g} to {close:g} h", rule)
    return occasion_of(doses, (begin, close), request)


def _refuse_short(request: Request, least: float) -> None:
    """Refuses hours that are too short to be cut into windows.

    Raises:
        InputError: A dosing interval, a terminal phase or a partial area is too short.
    """
    hours = {f"partial[{i}]": one for i, one in enumerate(request.partial)}
    if request.terminal is not None:
        hours["terminal"] = request.terminal
    for field, (begin, end) in hours.items():
        if end - begin < least:
            raise _too_short(field, begin, end, least)
    if request.tau is not None and request.tau < least:
        raise check.input_error("tau", f"{request.tau:g}", f"must be at least {least:g} h")


def _too_short(field: str, begin: float, end: float, least: float) -> _core.InputError:
    rule = f"must be at least {least:g} h long"
    return check.input_error(field, f"{begin:g} to {end:g} h", rule)
