"""This module holds what an export is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.instants import is_same
from opiodyn._exchange.formulas import Event, Formulas, events_of
from opiodyn._model.model import Model


class Request(NamedTuple):
    """A request is a regimen and its settled model, and the times at which a run is wanted [h]."""

    regimen: _core.Regimen
    model: Model
    formulas: Formulas
    times: FloatArray
    path: Path
    """The file that is written, or the first one of two."""
    events: tuple[Event, ...] | None = None
    """These are the events, if they are not those of the regimen but of several subjects."""
    described: str = ""
    """This line is the title, if it is not made of the regimen."""

    def title(self) -> str:
        """Returns the regimen and the preset of the model in one line."""
        return self.described or f"{self.regimen}, preset {self.model.preset.name}"


def times_among(times: FloatArray, marks: Iterable[float]) -> FloatArray:
    """Returns times; one that is the instant of a mark has the digits of the mark."""
    found = times.copy()
    for mark in marks:
        found[is_same(times, mark)] = mark
    return found


def events_for(request: Request, language: str) -> tuple[Event, ...]:
    """Returns what the regimen does, for a language that has events at fixed times alone.

    Raises:
        InputError: A record is no such event; the message says what else to do.
    """
    if request.events is not None:
        return request.events
    for place, record in enumerate(request.regimen.records):
        field = f"regimen[{place}]"
        if isinstance(record, _core.Change):
            rule = (
                f"cannot be said in {language} by events; give the values to the model "
                "(parameters=) and leave out the change"
            )
            raise check.input_error(field, f"a change of parameters at {record.time:g} h", rule)
        if isinstance(record, _core.Dose) and record.ss:
            rule = (
                f"{language} has no steady state (SS); write the doses before it as records, or "
                "export to nonmem, mrgsolve or rxode2, which have it"
            )
            raise check.input_error(field, f"ss = {record.ss}", rule)
    return events_of(request.model, request.regimen)
