"""Prints how long an objective with its gradient takes beside a run, and whole fits.

    .venv/bin/python benchmarks/python_fit.py

A run is `od.simulate` of the same subjects at the same times, and a run without tables is the
objective without its gradient. Each time is the shortest of several.
"""

import io
import json
import time

import numpy as np

import opiodyn as od

TIMES = np.array([0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 16.0, 20.0, 24.0])
PLASMA = "mass_concentration.naltrexone"


def main():
    plasma = od.Model(receptors=[], endogenous=[])
    cases = {
        "one subject, plasma": (1, plasma, PLASMA, "proportional"),
        "12 subjects, plasma": (12, plasma, PLASMA, "proportional"),
        "12 subjects, occupancy": (12, od.Model(), "occupancy.naltrexone.mu", "additive"),
    }
    for name, case in cases.items():
        print(json.dumps({"kind": "python fit", "case": name, **measured(*case)}), flush=True)


def measured(subjects, model, column, error):
    table = observed(subjects, model, column)
    asked = {
        "model": model,
        "vary": {"naltrexone.CL": (20, 600), "naltrexone.V1": (20, 3000)},
        "observe": {"DV": column},
        "error": error,
    }
    goal = od.objective(table, **asked)
    x = goal.start
    od.fit(table, **asked)  # which loads SciPy
    fit = shortest(lambda: od.fit(table, **asked), 3)
    gradient = shortest(lambda: goal.derivatives(x), 30)
    value = shortest(lambda: goal(x), 30)
    options = {"model": model, "rtol": 1e-8, "atol": 1e-11}
    run = shortest(lambda: od.simulate(table, **options), 30)
    return {
        "gradient_ms": round(1e3 * gradient, 3),
        "value_ms": round(1e3 * value, 3),
        "simulate_ms": round(1e3 * run, 3),
        "gradient_by_simulate": round(gradient / run, 2),
        "gradient_by_value": round(gradient / value, 2),
        "fit_ms": round(1e3 * fit, 1),
    }


def observed(subjects, model, column):
    """Returns a table of what the model predicts, with noise of 10 %."""
    run = od.simulate(od.regimen("naltrexone 50 mg po"), model=model, times=TIMES)
    f = run.to_pandas()[column].to_numpy()
    rng = np.random.default_rng(1)
    lines = ["ID,TIME,AMT,DV"]
    for i in range(1, subjects + 1):
        lines.append(f"{i},0,50,.")
        noise = 1.0 + 0.1 * rng.standard_normal(f.size)
        pairs = zip(TIMES.tolist(), (f * noise).tolist(), strict=True)
        lines += [f"{i},{t},.,{y!r}" for t, y in pairs]
    return od.read_events(io.StringIO("\n".join(lines) + "\n"), drug="naltrexone")


def shortest(call, count):
    """Returns the shortest of so many times [s]."""
    found = []
    for _ in range(count):
        begin = time.perf_counter()
        call()
        found.append(time.perf_counter() - begin)
    return min(found)


if __name__ == "__main__":
    main()
