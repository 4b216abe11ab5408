"""What every target of event tables asks of a table that was accepted."""

import numpy as np
import pandas as pd

import opiodyn as od

COLUMNS = (
    "ID", "TIME", "EVID", "AMT", "RATE", "DUR", "II", "ADDL", "SS", "CMT", "DRUG", "ROUTE", "MDV",
    "DV", "OCC", "DATE", "DAT1", "DAT2", "DAT3", "F1", "ALAG1", "D1", "R1", "CL", "weight", "WT",
    "AGE", "SEX", "naltrexone.CL", "TIME [d]", "AMT (ug)",
)  # fmt: skip
CELLS = (
    "naltrexone", "morphine", "po", "iv", "depot", "central", ".", "NA", "nan", "inf", "1e308",
    "1e400", "-1", "0x10", "1,5", "08:30", "8:30 PM", "2024-02-29", "02/29/23", "31.12.1999",
    "2024-01-01T08:00Z",
    "1_000", "\u0660", "\u2212", "\u00a0", "\ufeff", "=1+1", "#DIV/0!", "TRUE", "mg", "h", "d",
    "nmol",    "TABLE NO. 1", "#", "@", '"', '""', ";", "\t", "\r\n", "\r", "\u2028",
)  # fmt: skip


def judged(table: od.EventTable, *, built: bool) -> str:
    """Checks what must hold of an accepted table; returns it as text.

    Args:
        table: The table.
        built: Whether the regimens are made of it too, which takes most of the time.
    """
    frame = table.frame
    assert len(frame) == len(table) > 0
    time, number = frame["time"].to_numpy(), frame["row"].to_numpy()
    assert np.isfinite(time).all(), time
    assert (np.diff(number) > 0).all(), number
    same = (frame["id"].to_numpy()[1:] == frame["id"].to_numpy()[:-1]).astype(bool)
    assert (np.diff(time)[same] >= 0).all(), time
    for key in ("amt", "dur", "ii", "addl"):
        values = frame[key].to_numpy(dtype=float)
        assert (np.isfinite(values) & (values >= 0)).all(), (key, values)
    assert frame["evid"].isin(range(5)).all()
    assert frame["ss"].isin(range(3)).all()
    text = str(frame.to_dict("list"))
    return f"{table!r}\n{text}\n{_regimens(table) if built else ''}"


def _regimens(table: od.EventTable) -> str:
    """Returns the regimens as text; each is the same when it is written as a table and read."""
    try:
        subjects = table.subjects()
    except od.InputError as error:  # the table may ask for what no model has
        return str(error)
    assert len(subjects) == len(table.ids)
    for one in subjects:
        assert np.isfinite(one.times).all()
        if one.regimen.records:
            assert _again(od.to_events(one.regimen)) == one.regimen, one.regimen.records
    return str([(one.regimen.records, one.times.tolist(), one.covariates) for one in subjects])


def _again(frame: pd.DataFrame) -> od.Regimen:
    return next(iter(od.read_events(frame, carry="last").regimens().values()))
