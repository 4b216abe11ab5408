"""Valid calls of what runs, and of what reads tables of events."""

from pathlib import Path

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import DATED, TABLE, WEEK, plain_model, small_model


def runs(folder: Path) -> dict[str, Call]:
    week, once = od.regimen(WEEK), od.regimen("naltrexone 4.5 mg po")
    solver = {"rtol": 1e-4, "atol": 1e-6}
    table = od.read_events(TABLE, drug="naltrexone")
    few = {
        "model": small_model(),
        "threads": 1,
        "max_steps": 10_000,
        "max_seconds": 10.0,
        "progress": False,
    }
    columns = {"columns": {"AMT": "AMT"}, "units": {"TIME": "h"}, "keep": ["ID", "TIME", "AMT"]}
    workbook = folder / "book.xlsx"
    TABLE.to_excel(workbook, sheet_name="events", index=False)
    saved = folder / "saved.nc"
    od.save(od.simulate(once, end=1.0, model=small_model()), saved)
    lines = {"dates": "mdy", "decimal": ".", "carry": "next"}
    return {
        "simulate": call(
            od.simulate, regimen=once, end=1.0, delta=0.5, method="rodas5p", **few, **solver
        ),
        "simulate (times)": call(
            od.simulate,
            regimen=once,
            model=plain_model(),
            times=[0.0, 1.0],
            side="after",
            subjects=od.population(2, seed=1),
        ),
        "simulate (table)": call(
            od.simulate, regimen=table, model=plain_model(), records="observations"
        ),
        "save": call(od.save, run=od.simulate(once, end=1.0), path=folder / "run.nc"),
        "load": call(od.load, path=saved),
        "rerun": call(od.rerun, path=saved, parameters="saved", threads=1, progress=False),
        "steady_state": call(
            od.steady_state,
            regimen=once,
            period=24.0,
            model=plain_model(),
            max_seconds=10.0,
            **solver,
        ),
        "read_events": call(
            od.read_events, source=TABLE, drug="naltrexone", ignore="ID.GT.9", **columns
        ),
        "read_events (lines)": call(
            od.read_events, source=DATED, drug="naltrexone", drop=[], accept="ID.LT.9", **lines
        ),
        "read_events (workbook)": call(
            od.read_events, source=workbook, drug="naltrexone", sheet="events"
        ),
        "EventTable.regimens": call(table.regimens, model=plain_model()),
        "EventTable.subjects": call(table.subjects, model=plain_model(), records="all"),
        "EventTable.explain": call(table.explain, model=plain_model()),
        "Regimen + ...": call(lambda other: week + other, other=once),
    }
