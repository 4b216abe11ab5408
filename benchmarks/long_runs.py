"""Holds long calls that read, draw and simulate. `python_interrupts.py` interrupts them."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from long_call_parts import NIGHTLY, WEEK, WEIGHT, Call, people, study

import opiodyn as od


def one_run() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100000")
    return lambda: od.simulate(regimen, delta=24)


def exact_run() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100000")
    model = od.Model(drugs=["naltrexone"], receptors=[], response=())
    return lambda: od.simulate(regimen, model=model, delta=6)


def dopri_run() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100000")
    return lambda: od.simulate(regimen, delta=24, method="dopri5")


def daily_doses(count: int) -> list[od.Dose]:
    """Returns as many records, where a record that repeats would do."""
    return [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(count)]


def many_records() -> Call:
    regimen = od.Regimen(daily_doses(50_000))
    return lambda: od.simulate(regimen, delta=24)


def records_taken() -> Call:
    doses = daily_doses(200_000)
    return lambda: od.Regimen(doses)


def records_given() -> Call:
    regimen = od.Regimen(daily_doses(200_000))
    return lambda: regimen.records


def records_pickled() -> Call:
    regimen = od.Regimen(daily_doses(200_000))
    return lambda: pickle.dumps(regimen)


def many_outputs() -> Call:
    regimen, times = od.regimen(WEEK), np.linspace(0.0, 168.0, 500_000)
    return lambda: od.simulate(regimen, times=times)


def steady_in_a_run() -> Call:
    records = [
        od.Dose("naltrexone", time=1e5 * k, amt=4.5, route="po", ii=24.0 * 365, ss=1)
        for k in range(200)
    ]
    regimen = od.Regimen(records)
    return lambda: od.simulate(regimen, times=[0.0, 2e7])


def subjects() -> Call:
    week, many = od.regimen(WEEK), people(10_000)
    return lambda: od.simulate(week, subjects=many, delta=6)


def subjects_one_thread() -> Call:
    week, many = od.regimen(WEEK), people(5_000)
    return lambda: od.simulate(week, subjects=many, delta=6, threads=1)


def subjects_alone() -> Call:
    week, many = od.regimen(WEEK), people(1_000)
    return lambda: od.simulate(week, subjects=many, delta=6, method="dopri5")


def subjects_long() -> Call:
    regimen, many = od.regimen(f"{NIGHTLY} x20000"), people(32)
    return lambda: od.simulate(regimen, subjects=many, times=[0.0, 480_000.0])


def table() -> Call:
    events = od.read_events(study(3_000), drug="naltrexone")
    return lambda: od.simulate(events)


def table_read() -> Call:
    frame = study(50_000)
    return lambda: od.read_events(frame, drug="naltrexone")


def table_file() -> Call:
    path = Path(tempfile.mkdtemp()) / "study.csv"
    study(50_000).to_csv(path, index=False)
    return lambda: od.read_events(path, drug="naltrexone")


def table_subjects() -> Call:
    events, model = od.read_events(study(20_000), drug="naltrexone"), od.Model()
    return lambda: events.subjects(model)


def steady_state() -> Call:
    records = [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(10_000)]
    regimen = od.Regimen(records)
    return lambda: od.steady_state(regimen, period=240_000.0)


def population() -> Call:
    return lambda: od.population(1_500_000, seed=1, covariates=WEIGHT)


def covariates() -> Call:
    many = people(300_000)
    return lambda: many.covariates


def parameters() -> Call:
    many, model = people(30_000), od.Model(drugs=["naltrexone"])
    return lambda: many.parameters(model)


def regimen_text() -> Call:
    text = " + ".join(f"naltrexone 4.5 mg po at {k}h" for k in range(20_000))
    return lambda: od.regimen(text)


def regimen_repr() -> Call:
    regimen = od.regimen(" + ".join(f"naltrexone 4.5 mg po at {k}h" for k in range(20_000)))
    return lambda: [str(regimen) for _ in range(20)]


def taken() -> Call:
    ordered = od.regimen(f"{NIGHTLY} x1000000")
    return lambda: od.taken(ordered, missed=0.1, shift=1.0, seed=1)


def to_events() -> Call:
    regimen = od.Regimen(
        [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(50_000)]
    )
    return lambda: od.to_events(regimen)


CASES: dict[str, Callable[[], Call]] = {
    "simulate": one_run,
    "simulate, linear": exact_run,
    "simulate, dopri5": dopri_run,
    "simulate, many records": many_records,
    "simulate, many outputs": many_outputs,
    "simulate, steady states": steady_in_a_run,
    "simulate, subjects": subjects,
    "simulate, subjects, one thread": subjects_one_thread,
    "simulate, subjects by dopri5": subjects_alone,
    "simulate, subjects over years": subjects_long,
    "simulate, table": table,
    "read_events, frame": table_read,
    "read_events, file": table_file,
    "EventTable.subjects": table_subjects,
    "steady_state": steady_state,
    "population": population,
    "Population.covariates": covariates,
    "Population.parameters": parameters,
    "Regimen": records_taken,
    "Regimen.records": records_given,
    "pickle of a Regimen": records_pickled,
    "regimen": regimen_text,
    "str(Regimen)": regimen_repr,
    "taken": taken,
    "to_events": to_events,
}
