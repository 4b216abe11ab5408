"""This module writes a regimen as a table of events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown
from opiodyn._events.words import given

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("ID", "TIME", "EVID", "AMT", "RATE", "DUR", "II", "ADDL", "SS", "CMT", "DRUG", "ROUTE")
_Row = dict[str, Any]


def to_events(
    regimen: _core.Regimen, *, times: npt.ArrayLike | None = None, id: int | str = 1
) -> pd.DataFrame:
    """Writes a regimen as a table of events, which `read_events` reads as the same records.

    Args:
        regimen: The regimen to write.
        times: Times of observation records [h], in any order. An observation at the time of a dose
            stands after the dose.
        id: The subject, a whole number or a name.

    Returns:
        A frame with the columns ID, TIME [h], EVID, AMT [mg], RATE [mg/h], DUR [h], II [h], ADDL,
        SS, CMT, DRUG and ROUTE. F and ALAG [h] are there if a dose uses them, and each parameter
        that changes has a column. The rows are in order of time. A change of parameters takes up to
        two rows with EVID 2 at its time. The first of them has the values that hold before, so that
        the table means the same under either `carry`. Missing values are None and NaN;
        ``to_csv(path, index=False, na_rep=".")`` writes them as NONMEM does.

    Raises:
        InputError: An argument is of the wrong kind, or the regimen has a stimulus or flare, which
            a table cannot hold.

    Example:
        >>> from opiodyn import regimen
        >>> to_events(regimen("naltrexone 50 mg po q24h x7"), times=[1])[["TIME", "AMT", "ADDL"]]
           TIME   AMT  ADDL
        0   0.0  50.0     6
        1   1.0   0.0     0
    """
    import pandas as pd

    check.instance("regimen", regimen, _core.Regimen, "must be a Regimen")
    subject = check.word("id", id) if ask.is_a(id, str) else check.whole("id", id)
    if isinstance(subject, str) and (given(subject) == "" or not subject.isprintable()):
        raise check.input_error("id", shown(id), "must be a whole number or a name")
    observed = [] if times is None else [_row(float(t), 0) for t in _times(times)]
    for record in regimen.records:
        if isinstance(record, _core.Stimulus | _core.Concentration):
            text = str(_core.Regimen([record]))
            rule = "a table of events cannot hold a stimulus, a flare or a concentration"
            raise check.input_error("regimen", f"'{text}'", rule)
    records = sorted(regimen.records, key=lambda record: record.time)
    items: list[_Row | _core.Change] = _merged(list(_rows(records)), observed)
    rows = _with_changes(items)
    names = dict.fromkeys(name for row in rows for name in row)
    frame = pd.DataFrame.from_records(rows, columns=[*_COLUMNS[1:], *_extra(names)])
    frame.insert(0, "ID", subject)
    return frame


def _times(times: npt.ArrayLike) -> npt.NDArray[np.float64]:
    values = np.sort(check.curve("times", times))
    for t in values:
        check.non_negative("times", t)
    return values


def _extra(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in _COLUMNS]


def _row(time: float, evid: int, **others: Any) -> _Row:
    zeros = {"AMT": 0.0, "RATE": 0.0, "DUR": 0.0, "II": 0.0, "ADDL": 0, "SS": 0}
    return {"TIME": time, "EVID": evid, **zeros, "CMT": None, "DRUG": None, "ROUTE": None, **others}


def _rows(
    records: list[_core.Dose | _core.Reset | _core.Change | _core.Stimulus | _core.Concentration],
) -> Iterable[_Row | _core.Change]:
    doses = [record for record in records if isinstance(record, _core.Dose)]
    with_F = any(dose.F != 1.0 for dose in doses)
    with_lag = any(dose.lag != 0.0 for dose in doses)
    for record in records:
        if isinstance(record, _core.Change):
            yield record
        elif isinstance(record, _core.Reset):
            yield _row(record.time, 3)
        elif isinstance(record, _core.Dose):
            own = ({"F": record.F} if with_F else {}) | ({"ALAG": record.lag} if with_lag else {})
            yield _row(
                record.time,
                1,
                AMT=record.amt,
                RATE=record.rate,
                DUR=record.dur,
                II=record.ii,
                ADDL=record.addl,
                SS=record.ss,
                CMT=record.cmt or None,
                DRUG=record.drug,
                ROUTE=record.route,
                **own,
            )


def _merged(items: list[_Row | _core.Change], observed: list[_Row]) -> list[_Row | _core.Change]:
    """Returns all items in order of time; an observation stands after other items of its time."""
    return sorted([*items, *observed], key=_time)


def _time(item: _Row | _core.Change) -> float:
    return item.time if isinstance(item, _core.Change) else float(item["TIME"])


def _with_changes(items: list[_Row | _core.Change]) -> list[_Row]:
    """Returns the items with changes as rows, where a missing value leaves a parameter as it is."""
    rows: list[_Row] = []
    for item in items:
        if not isinstance(item, _core.Change):
            rows.append(item)
            continue
        before = rows[-1]["TIME"] if rows else 0.0
        if before != item.time:
            rows.append(_row(item.time, 2))
        rows.append(_row(item.time, 2, **item.parameters))
    return rows
