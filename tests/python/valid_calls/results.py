"""Valid calls of runs and metrics, which tell results."""

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import OBSERVED, WEEK, full_run, full_runs
from valid_calls.pictures import pictures

_READOUTS = {
    "adaptation": {"receptor": "mu"},
    "amount": {"ligand": "naltrexone", "compartment": "central"},
    "concentration": {"ligand": "naltrexone", "unit": "nM"},
    "effect": {"endpoint": "pain"},
    "effect_site": {"ligand": "naltrexone"},
    "free_receptors": {"receptor": "mu"},
    "occupancy": {"ligand": "naltrexone", "receptor": "mu"},
    "peptide": {"peptide": "enkephalin"},
    "precursor": {"peptide": "enkephalin"},
    "readout": {"quantity": "tone", "place": "mu"},
    "receptor_density": {"receptor": "mu"},
    "sigma": {"receptor": "mu"},
    "stimulus": {"peptide": "enkephalin"},
    "tone": {"receptor": "mu"},
    "citations": {"format": "text"},
    "metrics": {"metrics": "tone.mu.mean", "window": (1.0, 2.0), "drug": "naltrexone"},
    **{key: {} for key in ("report", "summary", "to_pandas", "to_xarray")},
}


def results() -> dict[str, Call]:
    run, runs = full_run(), full_runs()
    curve = {"times": [0.0, 1.0, 2.0], "values": [1.0, 3.0, 2.0]}
    metric = od.Metric("tone.mu.mean")
    return {
        **{f"Run.{name}": call(getattr(run, name), **named) for name, named in _READOUTS.items()},
        **{f"Runs.{name}": call(getattr(runs, name), **named) for name, named in _READOUTS.items()},
        "Run.contested": call(run.contested),
        **pictures(),
        "Runs.of": call(runs.of, subject=1),
        "Runs[...]": call(lambda index: runs[index], index=0),
        "Metric": call(
            od.Metric,
            name="tone.mu.time_above",
            threshold=1.0,
            window=(8.0, 24.0),
            span=(0.0, 48.0),
            every=24.0,
        ),
        "nca": call(
            od.nca,
            data=run,
            drug="naltrexone",
            dose=4.5,
            unit="ng/mL",
            span=(0.0, 2.0),
            tau=2.0,
            terminal=(1.0, 2.0),
            partial=[(0.0, 1.0)],
            lloq=0.0,
        ),
        "nca (table)": call(
            od.nca,
            data=od.read_events(OBSERVED),
            unit="mg/L",
            method="linear",
            route="iv",
        ),
        "Metric.unit": call(metric.unit, column_unit="nM"),
        "Metric.window_of": call(
            metric.window_of, regimen=od.regimen(WEEK), drug="naltrexone", end=48.0
        ),
        **{
            f"metrics.{name}": call(getattr(od.metrics, name), **curve)
            for name in ("area", "mean", "peak", "trough")
        },
        "metrics.time_above": call(od.metrics.time_above, **{**curve, "threshold": 2.0}),
        "metrics.time_since": call(od.metrics.time_since, times=[0.0, 1.0], events=[0.0]),
        "metrics.time_to_fall_below": call(
            od.metrics.time_to_fall_below, **{**curve, "threshold": 2.0, "after": 0.0}
        ),
    }
