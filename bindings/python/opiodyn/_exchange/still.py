"""This module refuses a fit that moves what a file of another program holds still.

A file has the equations of one model, with its parameters as numbers. Those that follow others in
opiodyn follow nothing there, and the body of a run without a drug is that of the model.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._exchange.formulas import Formulas, Operation, reached
from opiodyn._fit.objective import Setup
from opiodyn._model.inside import core_of

_VARY, _TABLE = "vary", "table"


class Start(NamedTuple):
    """A start is what a subject has from the beginning, with the regimen that is left."""

    values: dict[str, float]
    """These are the values of parameters, by name."""
    regimen: _core.Regimen
    gone: int
    """So many records stood in front of those that are left."""


class _Move(NamedTuple):
    """A move is another value of one parameter, where others have values of their own."""

    field: str
    name: str
    own: frozenset[str]
    """These have values of their own: the parameter itself, and others that vary or are set."""


def start_of(regimen: _core.Regimen, subject: object, language: str) -> Start:
    """Returns the start of a subject.

    Raises:
        InputError: Values change during the run.
    """
    values: dict[str, float] = {}
    left: list[_core.Dose | _core.Reset | _core.Change | _core.Stimulus | _core.Concentration] = []
    for record in regimen.records:
        if not isinstance(record, _core.Change):
            left.append(record)
        elif left or record.time > 0.0:
            rule = (
                f"subject {subject} has it: {language} has parameters that stay the same during a "
                "run; leave out the column of the table that changes"
            )
            value = f"a change of {', '.join(record.parameters)} at {record.time:g} h"
            raise check.input_error(_TABLE, value, rule)
        else:
            values |= record.parameters
    return Start(values, _core.Regimen(left), len(regimen.records) - len(left))


def refuse_moved(setup: Setup, starts: Sequence[Start], acting: Container[str]) -> None:
    """Refuses a value that moves a number of the file, or brings in terms that it has not.

    Args:
        setup: The objective of the fit.
        starts: The start of each subject.
        acting: The parameters that the file needs.

    Raises:
        InputError: A parameter that varies, or that the table sets, is such a value.
    """
    model = core_of(setup.model)
    known = {row.name: row.value for row in model.parameters}
    for move, value in _moves(setup, starts, known).items():
        own = {name: known[name] for name in move.own} | {move.name: value}
        moved = model.of_person(own)
        now = {row.name: row.value for row in moved.parameters}
        followers = {
            name: known[name] for name in known if name not in own and now[name] != known[name]
        }
        _refuse_followed(move, {k: v for k, v in followers.items() if k in acting}, acting)
        if known[move.name] == 0.0:
            _refuse_left_out(move, model, moved)
        _refuse_idle(move, acting)


def _moves(setup: Setup, starts: Sequence[Start], known: dict[str, float]) -> dict[_Move, float]:
    """Returns each move of a subject once, with a value that is not that of the model."""
    bounds = [(one.name, bound) for one in setup.vary for bound in (one.high, one.low)]
    found: dict[_Move, float] = {}
    for start in starts:
        own = frozenset({name for name, _ in bounds} | start.values.keys())
        for field, values in ((_VARY, bounds), (_TABLE, start.values.items())):
            for name, value in values:
                if value != known[name]:
                    found.setdefault(_Move(field, name, own), value)
    return found


def _refuse_followed(move: _Move, followers: dict[str, float], acting: Container[str]) -> None:
    """Refuses a parameter that others follow, which are numbers in the file."""
    if not followers:
        return
    names = " and ".join(followers)
    if move.name in acting:
        values = ", ".join(f"{name!r}: {value:.10g}" for name, value in followers.items())
        advice = f"give the model parameters={{{values}}}, which then stay in opiodyn too"
    elif move.field == _VARY:
        advice = f"vary {names} instead"
    else:
        advice = f"give the table a column of {names} instead"
    rule = f"moves {names}, which the file would hold still; {advice}"
    raise check.input_error(move.field, shown(move.name), rule)


def _refuse_left_out(move: _Move, model: _core.Model, moved: _core.Model) -> None:
    """Refuses a parameter that is 0, so that the equations are without its terms."""
    if _core.formulas(model)["terms"] != _core.formulas(moved)["terms"]:
        rule = (
            "is 0 in the model, whose equations leave out its terms; give the model another value "
            f"of it, parameters={{{move.name!r}: ...}}, or leave it as it is"
        )
        raise check.input_error(move.field, shown(move.name), rule)


def _refuse_idle(move: _Move, acting: Container[str]) -> None:
    """Refuses a parameter that varies and that no formula has."""
    if move.field == _VARY and move.name not in acting:
        rule = "stands in no formula of the file, which it could not change; leave it out"
        raise check.input_error(move.field, shown(move.name), rule)


def refuse_drug_free(formulas: Formulas, starts: Iterable[Start]) -> None:
    """Refuses a value of a subject on which the drug-free body depends.

    A run begins in the drug-free body of the model, and only then takes the value of the subject.

    Raises:
        InputError: The table sets such a value.
    """
    places = reached(formulas.terms, [one.initial for one in formulas.states], Operation.PARAMETER)
    bad = {formulas.parameters[place].name for place in places}
    for name in (name for start in starts for name in start.values if name in bad):
        rule = (
            "the table sets it, and the drug-free body depends on it, so that the file would "
            "begin elsewhere than a run; leave out its column"
        )
        raise check.input_error(_TABLE, shown(name), rule)
