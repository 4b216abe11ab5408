"""This module says the records of a regimen in rows of a table."""

from __future__ import annotations

from typing import NamedTuple

from opiodyn import _core


class Row(NamedTuple):
    """A row says one record: when, what, how much, how, and how often."""

    time: str
    what: str
    amount: str
    how: str
    repeated: str


def rows_of(regimen: _core.Regimen) -> list[Row]:
    """Returns a row for each record; the words are plain text."""
    return [_row(record) for record in regimen.records]


def _row(record: _Record) -> Row:
    time = f"{record.time:.10g}"
    if isinstance(record, _core.Dose):
        repeated = _repeated(record.ii, record.addl, record.ss)
        return Row(time, record.drug, f"{record.amt:.10g} mg", _how(record), repeated)
    if isinstance(record, _core.Stimulus):
        repeated = _repeated(record.ii, record.addl)
        return Row(time, record.name, f"{record.magnitude:.10g}", "stimulus", repeated)
    if isinstance(record, _core.Change):
        values = ", ".join(f"{name} = {value:.10g}" for name, value in record.parameters.items())
        return Row(time, values, "", "change of parameters", "")
    if isinstance(record, _core.Concentration):
        last = record.time + record.times[-1]
        amount = f"{len(record.values)} values in {record.unit}, until {last:.10g} h"
        return Row(time, record.drug, amount, "concentration in plasma, given", "")
    return Row(time, "reset", "", "all states become drug-free, and inputs end", "")


_Record = _core.Dose | _core.Reset | _core.Change | _core.Stimulus | _core.Concentration


def _how(dose: _core.Dose) -> str:
    parts = [f"into {dose.cmt}" if dose.cmt else dose.route]
    if dose.dur > 0.0:
        parts.append(f"over {dose.dur:.10g} h")
    if dose.rate > 0.0:
        parts.append(f"at {dose.rate:.10g} mg/h")
    if dose.F != 1.0:
        parts.append(f"times {dose.F:.10g}")
    if dose.lag != 0.0:
        parts.append(f"delayed by {dose.lag:.10g} h")
    return ", ".join(parts)


def _repeated(interval: float, more: int, steady: int = 0) -> str:
    parts = [f"{more} times more, every {interval:.10g} h"] if more else []
    if steady:
        word = "added to" if steady == 2 else "from"
        parts.append(f"{word} the steady state of every {interval:.10g} h")
    return "; ".join(parts)
