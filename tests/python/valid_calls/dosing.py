"""Valid calls of all that makes records and regimens."""

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import WEEK


def dosing() -> dict[str, Call]:
    infused = {
        "drug": "naltrexone",
        "amt": 4.5,
        "route": "iv",
        "time": 1.0,
        "dur": 1.0,
        "ii": 24.0,
        "addl": 2,
    }
    more = {"ss": 1, "F": 1.0, "lag": 0.0}
    repeated = {"time": 0.0, "magnitude": 1.0, "ii": 24.0, "addl": 2}
    week, late = od.regimen(WEEK), od.regimen(f"{WEEK} at 8h")
    course = {"drug": "naltrexone", "times": [0.0, 1.0], "values": [1.0, 2.0], "unit": "nM"}
    values = {"naltrexone.CL": 94.0}
    return {
        "regimen": call(od.regimen, text=WEEK),
        "dose": call(od.dose, **{**infused, **more}),
        "dose (rate)": call(od.dose, drug="naltrexone", amt=4.5, rate=1.0, cmt="central"),
        "stimulus": call(od.stimulus, name="exercise", **repeated),
        "flare": call(od.flare, **repeated),
        "reset": call(od.reset, time=1.0),
        "change": call(od.change, parameters=values, time=1.0),
        "concentration": call(od.concentration, **course),
        "concentration (function)": call(
            od.concentration, drug="naltrexone", times=lambda t: 1.0, until=2.0, rtol=1e-3
        ),
        "taken": call(od.taken, ordered=late, missed=0.1, shift=1.0, seed=1, subject=1),
        "to_events": call(od.to_events, regimen=week, times=[0.0, 1.0], id=1),
        "Dose": call(od.Dose, **{**infused, **more, "rate": 0.0, "cmt": ""}),
        "Stimulus": call(od.Stimulus, name="exercise", **repeated),
        "Reset": call(od.Reset, time=1.0),
        "Change": call(od.Change, time=1.0, parameters=values),
        "Concentration": call(od.Concentration, **{**course, "time": 1.0}),
        "Regimen": call(od.Regimen, records=week.records),
        "Regimen.given": call(week.given, drug="naltrexone"),
        "Regimen.next_time": call(week.next_time, drug="naltrexone"),
        "Regimen.stimulated": call(week.stimulated),
    }
