"""This module explains a table: what was understood of it, as text for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._events.build import Builder
from opiodyn._events.checked import Checked
from opiodyn._events.explained.columns import empty_columns, is_carried, is_setting, settings_text
from opiodyn._events.explained.doses import doses_given, doses_text, last_dose
from opiodyn._events.explained.layout import bullets, counted, facts, listed, printable, spanned
from opiodyn._events.faults import Bools
from opiodyn._events.records import is_dose, is_observed
from opiodyn._events.source.columns import key_of
from opiodyn._events.source.field import is_unused
from opiodyn._events.values import Values

_KINDS = {
    1.0: "dose",
    0.0: "observation",
    2.0: "other event",
    3.0: "reset",
    4.0: "reset with a dose",
}
_CARRIES = {
    "next": "a row's values hold from the row before on (carry='next', as NONMEM)",
    "last": "a row's values hold from its own time on (carry='last')",
}
_LONG = 72.0  # h, from which on days are easier to read


class Explained(NamedTuple):
    """This holds a table and what a model makes of it."""

    table: Checked
    carry: str
    builder: Builder | None
    """The builder of the regimens; None if the table could not be built without a model."""
    needs: str
    """This sentence says what is missing to build the regimens; it is empty if nothing is."""


def needed(error: _core.InputError, values: Values, doses: Bools) -> str:
    """Returns what is missing to build the regimens with drugs of the library alone."""
    unnamed = int((doses & (values["drug"] == "")).sum())
    if unnamed:
        which = "the" if unnamed == doses.sum() else f"{unnamed:,} of the {doses.sum():,}"
        return f"{which} doses name no drug: read_events(..., drug=...)"
    if isinstance(error, _core.UnknownNameError) and error.field == "drug":
        model = "Model(drugs=[od.read_drug('its file.toml')])"
        return f"{error}; a model that has it goes to explain() and simulate(): model = od.{model}"
    return f"{error}; explain(model) takes another model"


def explanation(of: Explained) -> str:
    """Returns what was understood of a table, as text for people."""
    values, names = of.table.columns, of.table.names
    given = doses_given(of.table)
    settings = settings_text(values, of.table.starts, names, of.table.units, of.builder)
    parts = [
        f"{of.table.source}\n{_facts(of, given)}",
        *doses_text(values, given, of.table.units, of.builder),
        *settings,
        *bullets("Needed before it can run", [of.needs] if of.needs else []),
        *bullets("Notes", of.table.notes),
    ]
    return printable("\n\n".join(parts))


def _facts(of: Explained, given: FloatArray) -> str:
    table = of.table
    keys = [key for key in table.names if not (is_setting(key) or is_unused(key))]
    read = [_read_as(table.names[key], key) for key in keys]
    return facts(
        [
            ("subjects", _subjects(table)),
            ("records", _records(table.columns)),
            ("time", _time(table.columns, given)),
            ("DV", _observed(table.columns)),
            ("columns", listed(read, 20)),
            ("empty", listed(empty_columns(table.columns, table.names))),
            ("left out", listed(table.left_out)),
            ("units", _units(table.units.written)),
            ("carry", _CARRIES[of.carry] if any(map(is_carried, table.names)) else ""),
        ]
    )


def _read_as(name: str, key: str) -> str:
    """Returns the name of a column, with what it was renamed to if that is another word."""
    own = key in name.lower() or key_of(name) == key
    return name if own else f"{name} (as {key.upper()})"


def _units(written: Mapping[str, str]) -> str:
    """Returns the units that are stated, as headings have them."""
    return listed([n if f"[{u}]" in n else f"{n} [{u}]" for n, u in written.items()])


def _subjects(table: Checked) -> str:
    ids = [str(one) for one in table.ids[table.starts]]
    if "id" not in table.names:
        return "1: all rows, as there is no column ID"
    return f"{len(ids):,}: {listed(ids, 5)}" if len(ids) > 1 else f"1: {ids[0]}"


def _records(values: Values) -> str:
    evid = values["evid"]
    counts = {word: int((evid == kind).sum()) for kind, word in _KINDS.items()}
    kinds = [_counted(count, word) for word, count in counts.items() if count]
    none = [] if is_dose(values).any() else ["no dose"]
    return f"{len(evid):,}: {', '.join([*none, *kinds])}"


def _counted(count: int, word: str) -> str:
    head, *rest = word.split(" with ")
    return " with ".join([counted(count, head), *rest])


def _time(values: Values, given: FloatArray) -> str:
    time, last = values["time"], last_dose(values, given)
    begin, end = float(time.min()), float(time.max())
    later = f"; the last dose is at {_hours(last)}" if last > end else ""
    return (f"{begin:g} to " if begin < end else "") + _hours(end) + later


def _hours(time: float) -> str:
    return f"{time:g} h" + (f" ({round(time / 24.0, 2):g} d)" if time > _LONG else "")


def _observed(values: Values) -> str:
    """Returns how many values were observed; empty without a column DV."""
    if "dv" not in values:
        return ""
    given = values["dv"][is_observed(values)]
    given = given[~np.isnan(given)]
    span = f", {spanned(given)}" if given.size else ""
    return f"{counted(given.size, 'value')}{span}; for fits, no simulation uses them"
