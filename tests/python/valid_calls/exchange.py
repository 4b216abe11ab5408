"""Valid calls of what writes models for other programs."""

import io
from pathlib import Path

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import plain_model

_TEXT = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n2,.,7.9\n4,.,4.2\n8,.,1.9\n"
_COLUMN = "mass_concentration.naltrexone"


def exchange(folder: Path) -> dict[str, Call]:
    once = od.regimen("naltrexone 4.5 mg po")
    asked = {
        "table": od.read_events(io.StringIO(_TEXT), drug="naltrexone"),
        "vary": {"naltrexone.CL": (20.0, 600.0)},
        "observe": {"DV": _COLUMN},
        "model": plain_model(),
        "error": "proportional",
        "start": {"naltrexone.CL": 100.0},
        "fixed": {f"cv.{_COLUMN}": 0.1},
        "priors": {"naltrexone.CL": ("lognormal", 100.0, 0.5)},
        "lloq": 0.5,
    }
    return {
        "export": call(
            od.export, regimen=once, path=folder / "a.R", language="desolve", end=2.0, delta=1.0
        ),
        "export (times)": call(
            od.export, regimen=once, path=folder / "a.ctl", model=plain_model(), times=[0.0, 1.0]
        ),
        "to_petab": call(od.to_petab, **asked, folder=folder / "problem"),
    }
