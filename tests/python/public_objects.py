"""An example of every object that a public call returns, by the name of the call or the class.

What follows a colon in a name tells examples of one call apart.
"""

import io
from types import ModuleType

import numpy as np

import opiodyn as od
from fixtures import BARE, plain

_ORDERED = od.regimen("naltrexone 4.5 mg po q24h x3")
_LATER = od.regimen("naltrexone 4.5 mg po q24h x3 at 22h")
_GIVEN = od.concentration("morphine", [0.0, 5.0], [1.0, 2.0], unit="ng/mL")
_PEOPLE = {"weight": (70.0, 12.0), "smoker": {"no": 0.6, "yes": 0.4}}
_TABLE = """\
ID,TIME,AMT,EVID,DV,II,ADDL,weight,naltrexone.V1
1,0,50,1,.,24,2,70,.
1,3,.,0,8.5,.,.,.,.
1,30,.,0,2.5,.,.,.,900
2,0,4.5,1,.,.,.,82,.
2,8,.,2,.,.,.,.,.
2,9,.,3,.,.,.,.,.
2,10,.,0,0.1,.,.,.,.
"""
_CURVE = [0.0, 1.0, 2.0], [0.0, 3.0, 1.0]


def raised(call):
    """The error of a call."""
    try:
        call()
    except (od.InputError, od.SolverError) as error:
        return error
    raise AssertionError("nothing was raised")


def _records():
    return {
        "Binding": od.Binding("naltrexone", "mu", K=1.0, koff=60.0),
        "Change": od.Change(time=48.0, parameters={"naltrexone.CL": 94.0}),
        "Concentration": _GIVEN.records[0],
        "Dose": od.Dose("naltrexone", amt=4.5, ii=24.0, addl=2, lag=0.5),
        "Drug": od.Drug("d", molar_mass=300.0, CL=1.0, V=[1.0], absorption=[od.FirstOrder(ka=1.0)]),
        "Endpoint": od.endpoint("cough", receptor="mu", n=1.5),
        "FirstOrder": od.FirstOrder(ka=1.0),
        "Metabolite": od.Metabolite("m", first_pass=0.5),
        "Metric": od.Metric("tone.mu.mean", window=(8, 24)),
        "Person": od.population(1, seed=1, covariates=_PEOPLE)[0],
        "Regimen": _ORDERED + od.stimulus("exercise", time=30) + od.reset(time=60) + _GIVEN,
        "Reset": od.Reset(time=60.0),
        "Stimulus": od.Stimulus("exercise", magnitude=2.0, time=30.0),
        "TransitChain": od.TransitChain(ktr=2.0, n=3),
        "ZeroOrder": od.ZeroOrder(duration=2.0),
        "ZeroOrderIntoDepot": od.ZeroOrderIntoDepot(duration=2.0, ka=1.0),
        "change": od.change({"naltrexone.CL": 94.0}, time=48.0),
        "concentration": _GIVEN,
        "dose": od.dose("naltrexone", amt=4.5),
        "endpoint": od.endpoint("cough", receptor="mu", n=1.5),
        "flare": od.flare(time=3.0),
        "regimen": _ORDERED,
        "reset": od.reset(time=1.0),
        "stimulus": od.stimulus("exercise", time=1.0),
        "taken": od.taken(_LATER, missed=0.5, shift=1.0, seed=1),
    }


def _errors():
    failed = raised(lambda: od.simulate(_ORDERED, max_steps=40))
    return {
        "InputError": raised(lambda: od.dose("naltrexone", amt=-1.0)),
        "InputError: a read-out": raised(lambda: od.simulate(_ORDERED, end=1.0).pain),
        "UnknownNameError": raised(lambda: od.Model(drugs=["naltrexon"])),
        "ParseError": raised(lambda: od.regimen("naltrexone 4.5 mg pox")),
        "SolverError": failed,
        "SolverError: without a run": raised(
            lambda: od.evaluator(_ORDERED, vary=["amt"], max_steps=3)([4.5])
        ),
        "NotConvergedError": raised(
            lambda: od.steady_state(od.dose("x", amt=1.0), period=24.0, model=plain(_kept()))
        ),
        "Interrupted": _interrupted(failed.partial),
        "SweepError": _sweep_error(),
    }


def _kept():
    """A drug that nothing eliminates."""
    return od.Drug("x", molar_mass=300.0, CL=0.0, V=[1.0], absorption=[od.FirstOrder(ka=1.0)])


def _interrupted(partial):
    error = od.Interrupted("interrupted")
    error.time, error.step, error.state, error.reason = 1.0, 0.5, "none", "interrupted"
    error.partial = partial
    return error


def _sweep_error():
    error = od.SweepError("chunk 2 was lost")
    error.chunk, error.partial = 2, od.sweep(_ORDERED, over={"interval": [12.0, 24.0]})
    return error


def _optimum():
    return od.optimum(
        _ORDERED,
        over={"dose": (1.0, 10.0), "interval": (12.0, 36.0)},
        minimize="tone.mu.mean",
        subject_to={"total_dose": (None, 20.0)},
        starts=1,
    )


def _results(folder):
    table = od.read_events(io.StringIO(_TABLE), drug="naltrexone")
    people = od.population(3, seed=4, covariates=_PEOPLE)
    times = np.arange(0.0, 72.5, 6.0)
    runs = od.simulate(_ORDERED, subjects=people, times=times)
    own = folder / "mydrug.toml"
    own.write_text(BARE, encoding="utf-8")
    everything = od.Model(
        biophase="slow", response=("turnover", "peptides", "adaptation", "effects", "immune")
    )
    model = od.Model(
        drugs=["naltrexone", od.read_drug(own)],
        endpoints=["breathing", od.endpoint("cough", receptor="mu", n=1.5)],
        parameters={"mydrug.Kp": 1.0, "mydrug.mu.koff": 20.0, "mydrug.mu.tau": 0.0},
        covariates={"weight": 70.0},
    )
    saved = folder / "saved.nc"
    od.save(runs, saved)
    both = od.regimen("naltrexone 4.5 mg po q24h x2 + mydrug 3 mg po q24h ss at 5h")
    return {
        "InputError: not known": raised(lambda: od.Model(drugs=[od.read_drug(own)])),
        "Evaluator": od.evaluator(_ORDERED, vary=["amt", "naltrexone.CL"]),
        "EventSubject": table.subjects()[0],
        "EventTable": table,
        "Model": od.Model(biophase="transient", phi=0.5, binding="equilibrium"),
        "Model: of a person": runs[1].model,
        "Optimum": _optimum(),
        "Population": people,
        "Preset": od.Model().preset,
        "Rerun": od.rerun(saved),
        "Rows": od.Rows({"dose": [1.5, 4.5], "regimen": [_ORDERED, _ORDERED]}),
        "Run": od.simulate(_ORDERED, model=everything, side="before"),
        "Run: a drug of a file, in steady state": od.simulate(both, model=model, delta=1.0),
        "Run: of a person": runs[2],
        "Run: of no numbers": raised(lambda: od.simulate(_ORDERED, max_seconds=1e-9)).partial,
        "Runs": runs,
        "Runs: some of them": runs[1:],
        "Runs: nobody": runs[:0],
        "Runs: some could not go on": od.simulate(
            _ORDERED, subjects=people, times=times, max_steps=60
        ),
        "Style": od.style("talk"),
        "SteadyState": od.steady_state(od.dose("naltrexone", amt=4.5), period=24.0),
        "Substance": od.read_drug(own),
        "Uncertainty": od.uncertainty(_ORDERED, draws=3, times=[1.0, 2.0], columns=["tone.mu"]),
        "bound_with_depletion": od.bound_with_depletion({"a": 1.0}, {"a": 2.0}, 0.5),
        **_fits(),
        "compare": od.compare(_ORDERED, doses=[1.5, 4.5], biophase=["pet", "slow"]),
        "drugs": od.drugs(),
        "evaluator": od.evaluator(_ORDERED, vary=["amt"]),
        "export": od.export(_ORDERED, folder / "ordered.R"),
        "to_petab": od.to_petab(
            od.read_events(io.StringIO(_OBSERVED), drug="naltrexone"),
            vary={"naltrexone.CL": (20.0, 600.0)},
            observe={"DV": "mass_concentration.naltrexone"},
            folder=folder / "problem",
        ),
        "nca": od.nca(runs[0]),
        "nca: several": od.nca(runs, partial=[(0, 4)]),
        "optimum": _optimum(),
        "population": people[1:],
        "posterior": od.posterior(),
        "posterior: of a model": od.posterior(od.Model(drugs=["morphine"])),
        "read_drug": od.read_drug(own),
        "read_events": od.read_events(od.to_events(_ORDERED)),
        "load": od.load(saved),
        "rerun": od.rerun(saved),
        "receptors": od.receptors(),
        "routes": od.routes(),
        "screen": od.screen(_ORDERED, vary=["mu.*"], trajectories=2),
        "save": od.save(runs, saved),
        "sensitivity": od.sensitivity(_ORDERED, to=["amt", "naltrexone.CL"]),
        "simulate": od.simulate(_ORDERED, end=24.0),
        "simulate: a table": od.simulate(table, records="both"),
        "style": od.style(),
        "steady_state": od.steady_state(od.dose("naltrexone", amt=4.5), period=12.0),
        "sweep": od.sweep(
            None,
            over={"subject": people, "regimen": {"low": _ORDERED, "twice": _ORDERED + _ORDERED}},
        ),
        "to_events": od.to_events(_ORDERED),
        "uncertainty": od.uncertainty(_ORDERED, source={"naltrexone.CL": [100.0, -1.0]}),
        "uncertainty: of the posterior": od.uncertainty(_ORDERED, source="posterior", draws=3),
    }


_OBSERVED = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n2,.,7.9\n4,.,4.2\n8,.,1.9\n"


def _fits():
    text = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n2,.,7.9\n4,.,4.2\n8,.,<2\n"
    study = od.read_events(io.StringIO(text), drug="naltrexone")
    asked = {
        "model": plain("naltrexone"),
        "vary": {"naltrexone.CL": (20.0, 600.0)},
        "observe": {"DV": "mass_concentration.naltrexone"},
        "priors": {"naltrexone.CL": ("lognormal", 100.0, 0.5)},
    }
    return {
        "Fit": od.fit(study, **asked),
        "Fits": od.fit(study, pooled=False, **asked),
        "Objective": od.objective(study, **asked),
        "PredictiveCheck": od.vpc(
            study,
            model=asked["model"],
            observe=asked["observe"],
            scatter={"cv.mass_concentration.naltrexone": 0.2},
            n=3,
        ),
        "vpc": od.vpc(
            study,
            model=asked["model"],
            observe=asked["observe"],
            scatter={"cv.mass_concentration.naltrexone": 0.2},
            variability={"naltrexone.CL": 0.3},
            n=2,
        ),
        "fit": od.fit(study, **asked, fixed={"cv.mass_concentration.naltrexone": 0.2}),
        "objective": od.objective(study, **asked, error="additive"),
    }


def _of_modules():
    parameters = {
        "of": ("naltrexone",),
        "search": ("clearance",),
        "sets": ("naloxone",),
    }
    of_metrics = {
        **dict.fromkeys(("quantities", "statistics"), ()),
        "Extremum": (3.0, 1.0),
        "time_since": (np.array([0.0, 3.0]), [1.0]),
        "time_above": (*_CURVE, 0.5),
    }
    return {
        **{
            f"parameters.{name}": getattr(od.parameters, name)(*parameters.get(name, ()))
            for name in od.parameters.__all__
        },
        **{
            f"metrics.{name}": getattr(od.metrics, name)(*of_metrics.get(name, _CURVE))
            for name in od.metrics.__all__
            if name != "time_to_fall_below"
        },
        "metrics.time_to_fall_below": od.metrics.time_to_fall_below(*_CURVE, 1.5, after=1.0),
    }


DRAWING = ("explore", "plot", "plot_sensitivity", "plot_sweep")


def public_calls():
    """The names of all public calls and classes, also those of public modules.

    What pictures return are objects of matplotlib, and what `explore` returns one of anywidget.
    """
    for name in (name for name in od.__all__ if name not in DRAWING):
        value = getattr(od, name)
        if isinstance(value, ModuleType):
            yield from (f"{name}.{inner}" for inner in value.__all__)
        elif callable(value):
            yield name


def public_objects(folder):
    """The examples; a folder holds the file of a drug."""
    return {**_records(), **_errors(), **_results(folder), **_of_modules()}
