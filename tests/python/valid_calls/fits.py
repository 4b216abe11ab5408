"""Valid calls of fits and objectives."""

import io

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import plain_model

_TEXT = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n2,.,7.9\n4,.,4.2\n8,.,1.9\n"
_COLUMN = "mass_concentration.naltrexone"


def fits() -> dict[str, Call]:
    table = od.read_events(io.StringIO(_TEXT), drug="naltrexone")
    asked = {
        "table": table,
        "vary": {"naltrexone.CL": (20.0, 600.0)},
        "observe": {"DV": _COLUMN},
        "model": plain_model(),
        "error": "proportional",
        "start": {"naltrexone.CL": 100.0},
        "fixed": {f"cv.{_COLUMN}": 0.1},
        "priors": {"naltrexone.CL": ("lognormal", 100.0, 0.5)},
        "lloq": 0.5,
        "threads": 1,
        "rtol": 1e-6,
        "atol": 1e-9,
        "max_steps": 10_000,
    }
    goal = od.objective(**asked)
    found = od.fit(**asked)
    each = od.fit(**asked, pooled=False)
    x = goal.start.tolist()
    return {
        "fit": call(od.fit, **asked, pooled=True, level=0.9),
        "objective": call(od.objective, **asked),
        "Objective(...)": call(goal, x=x),
        "Objective.derivatives": call(goal.derivatives, x=x),
        "Objective.log_likelihoods": call(goal.log_likelihoods, x=x),
        "Objective.predictions": call(goal.predictions, x=x),
        "Objective.information": call(goal.information, x=x),
        "Fit.draws": call(found.draws, n=3, seed=1),
        "Fit.profile": call(found.profile, parameter="naltrexone.CL", values=[90.0], level=0.9),
        "Fit.report": call(found.report),
        "Fit.plot": call(found.plot, figure=None, style="paper"),
        "vpc": call(
            od.vpc,
            table=table,
            observe={"DV": _COLUMN},
            scatter={f"cv.{_COLUMN}": 0.1},
            model=plain_model(),
            error="proportional",
            variability={"naltrexone.CL": 0.3},
            lloq=0.5,
            n=3,
            seed=1,
            interval=0.8,
            bins=[0.0, 3.0, 9.0],
            threads=1,
            rtol=1e-6,
            atol=1e-9,
            max_steps=10_000,
        ),
        "PredictiveCheck.plot": call(
            od.vpc(table, observe={"DV": _COLUMN}, scatter={f"cv.{_COLUMN}": 0.1}, n=2).plot,
            figure=None,
            style="paper",
        ),
        "Fits.report": call(each.report),
        "Fits.of": call(each.of, subject=1),
        "Fits[...]": call(lambda index: each[index], index=0),
    }
