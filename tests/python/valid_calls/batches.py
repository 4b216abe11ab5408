"""Valid calls of sweeps, comparisons, derivatives and evaluators."""

from pathlib import Path

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import WEEK, small_model


def batches(folder: Path) -> dict[str, Call]:
    week = od.regimen(WEEK)
    short = {"regimen": od.regimen("naltrexone 4.5 mg po q24h x2"), "model": small_model()}
    solver = {"threads": 1, "rtol": 1e-4, "atol": 1e-6, "max_steps": 10_000}
    metric = {"metrics": "tone.mu.mean", "drug": "naltrexone"}
    outputs = {"times": [0.0, 1.0], "columns": ["tone.mu"]}
    evaluate = od.evaluator(**short, vary=["amt"], **solver)
    rows = od.Rows({"dose": [1.0, 2.0]})
    searched = {**short, **solver, "over": {"dose": (1.0, 2.0)}, "starts": 1}
    return {
        "sweep": call(od.sweep, **short, over={"dose": [1.0, 2.0]}, **metric, **solver),
        "sweep (folder)": call(
            od.sweep,
            **short,
            over=rows,
            **outputs,
            progress=False,
            executor=None,
            chunk=1,
            folder=folder / "sweep",
        ),
        "Rows": call(od.Rows, table={"dose": [1.0, 2.0]}),
        "Rows.column": call(rows.column, name="dose"),
        "compare": call(
            od.compare,
            **short,
            doses=[1.0, 2.0],
            intervals=[12.0, 24.0],
            keep="daily",
            window=(1.0, 2.0),
            optimum=False,
            **metric,
            **solver,
        ),
        "compare (presets)": call(
            od.compare,
            regimen=week,
            biophase=["pet"],
            phi=[0.5, 1.0],
            **{**solver, "max_steps": 100_000},
        ),
        "optimum": call(
            od.optimum,
            **searched,
            maximize="tone.mu.mean",
            subject_to={"total_dose": (None, 3.0)},
            window=(1.0, 2.0),
            drug="naltrexone",
            seed=1,
        ),
        "optimum (lowest)": call(od.optimum, **searched, minimize="tone.mu.mean"),
        "sensitivity": call(
            od.sensitivity, **short, to=["amt"], relative=False, **metric, **solver
        ),
        "sensitivity (times)": call(
            od.sensitivity,
            **short,
            to=["naltrexone.CL"],
            subjects=od.population(2, seed=1),
            **outputs,
        ),
        "uncertainty": call(
            od.uncertainty,
            **short,
            draws=2,
            seed=1,
            vary=["naltrexone.CL"],
            source="ranges",
            design="latin",
            interval=0.9,
            progress=False,
            **metric,
            **solver,
        ),
        "uncertainty (times)": call(
            od.uncertainty, **short, source={"naltrexone.CL": [100.0, 120.0]}, **outputs
        ),
        "uncertainty (posterior)": call(
            od.uncertainty, **short, source="posterior", draws=2, **metric, **solver
        ),
        "posterior": call(od.posterior, model=small_model()),
        "screen": call(
            od.screen,
            **short,
            vary={"naltrexone.CL": (100.0, 200.0)},
            method="morris",
            trajectories=2,
            seed=1,
            progress=False,
            **metric,
            **solver,
        ),
        "screen (sobol)": call(
            od.screen, **short, vary=["naltrexone.mu.K"], method="sobol", samples=4
        ),
        "evaluator": call(od.evaluator, **short, vary=["amt"], errors="nan", **metric, **solver),
        "evaluator (times)": call(od.evaluator, **short, vary=["amt"], **outputs),
        "Evaluator(...)": call(evaluate, values=[1.0]),
        "Evaluator.derivatives": call(evaluate.derivatives, values=[1.0]),
    }
