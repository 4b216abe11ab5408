"""What users find on the classes that they hold: these names, and no more."""

import pickle
import pydoc

import numpy as np
import pytest

import opiodyn as od
from fit_data import MODEL as FITTED
from fit_data import OBSERVE, TIMES, VARY, predicted, table_of
from fixtures import refused

MODEL = """
    baseline binding biophase compartments concentration_given concentration_state covariates
    derivative endpoints individual jacobian ligands observe options overrides parameters phi
    preset receptors response states strict used_parameters weights
"""
RESPONSE = """
    activation adaptation cytokine effect ogf pain peptide precursor readout receptor_density sigma
    stimulus tone ventilation withdrawal
"""
BOTH = """
    amount citations complete concentration covariates effect_site free_receptors ligands metrics
    model notes occupancy parameters plot provenance receptors regimen report status steps
    summary times to_pandas to_xarray
"""
RUN = f"{RESPONSE} {BOTH} contested subject"
RUNS = f"{RESPONSE} {BOTH} count ids index of"

EVALUATOR = "derivatives outputs status vary"
OPTIMUM = """
    at_bounds constraints metric model notes regimen report status table unit value values
"""
ROWS = "column labels names"
OBJECTIVE = """
    derivatives high information log_likelihoods low model names observations predictions start
    units
"""
FIT = """
    aic bic converged correlation covariance draws evaluations log_likelihood model objective plot
    predictions profile report status table values
"""
FITS = "count ids index of report status table"
UNCERTAINTY = "bands failed interval parameters ranges table to_xarray values"
EVENT_TABLE = "carry drugs explain frame ids regimens subjects"

NAMES = [
    ("Model", MODEL),
    ("Run", RUN),
    ("Runs", RUNS),
    ("Evaluator", EVALUATOR),
    ("Optimum", OPTIMUM),
    ("Rows", ROWS),
    ("EventTable", EVENT_TABLE),
    ("Objective", OBJECTIVE),
    ("Fit", FIT),
    ("Fits", FITS),
    ("PredictiveCheck", "observations plot table"),
    ("Style", "name settings"),
    ("Uncertainty", UNCERTAINTY),
]
INTERNAL = ("core", "curve", "kept", "lenient", "settled_for", "subject_data", "trajectory")


@pytest.fixture(scope="module")
def held():
    """What a user holds of each class."""
    people = od.population(2, seed=1)
    dose = od.regimen("naltrexone 4.5 mg po")
    runs = od.simulate(dose, end=2.0, subjects=people)
    function = od.evaluator(dose, vary=["amt"])
    others = {"Evaluator": function, "Rows": od.Rows({"dose": [1.0]})}
    others["Style"] = od.style()
    others["Uncertainty"] = od.uncertainty(dose, draws=2, vary=["naltrexone.CL"])
    others["Optimum"] = od.optimum(
        dose, over={"dose": (1.0, 9.0)}, minimize="tone.mu.mean", starts=1
    )
    others["EventTable"] = od.read_events(od.to_events(dose))
    table = table_of(np.atleast_2d(predicted(TIMES, 20.0, 100.0) * (1.0 + 0.1 * np.sin(TIMES))))
    asked = {"model": FITTED, "vary": VARY, "observe": OBSERVE}
    others["Fit"], others["Fits"] = od.fit(table, **asked), od.fit(table, pooled=False, **asked)
    others["Objective"] = others["Fit"].objective
    scatter = others["Fit"].values[2:].to_dict()
    others["PredictiveCheck"] = od.vpc(table, model=FITTED, observe=OBSERVE, scatter=scatter, n=2)
    return {"Model": runs[0].model, "Run": runs[0], "Runs": runs, **others}


def public(holder):
    return {name for name in dir(holder) if not name.startswith("_")}


@pytest.mark.parametrize(("kind", "names"), NAMES)
def test_a_class_and_its_objects_show_what_is_for_users(held, kind, names):
    assert public(getattr(od, kind)) == set(names.split())
    assert public(held[kind]) == set(names.split())


@pytest.mark.parametrize(("kind", "names"), NAMES)
def test_help_is_there_for_each_name_and_for_no_internal_one(kind, names):
    shown = pydoc.plain(pydoc.render_doc(getattr(od, kind)))
    lines = {line.strip(" |").split("(")[0] for line in shown.splitlines()}
    assert lines.isdisjoint(INTERNAL)
    for name in names.split():
        assert getattr(od, kind).__dict__.get(name, getattr(getattr(od, kind), name)).__doc__, name


def test_an_output_that_is_not_there_is_an_input_error_of_opiodyn(held):
    error = refused(lambda: held["Run"].pain)
    assert str(error).startswith("output = pain: this model does not report it")
    assert f"{type(error).__module__}.{type(error).__qualname__}" == "opiodyn.InputError"
    assert not hasattr(held["Run"], "pain")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, od.InputError)
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_records_that_users_hold_are_of_opiodyn():
    preset = od.Model().preset
    assert type(preset) is od.Preset
    assert pickle.loads(pickle.dumps(preset)) == preset
    frame = od.to_events(od.regimen("naltrexone 4.5 mg po"))
    (subject,) = od.read_events(frame).subjects()
    assert type(subject) is od.EventSubject


def test_options_make_the_model_again_and_are_copies():
    model = od.Model(
        drugs=["naltrexone"],
        routes=["po"],
        bindings=[od.Binding("enkephalin", "mu", K=1.0, koff=1.0)],
        endpoints=["breathing", od.endpoint("cough", receptor="mu", n=1.5)],
        parameters={"naltrexone.CL": 94.0},
        covariates={"weight": 70.0},
    )
    told, before = model.options(), pickle.dumps(model)
    assert pickle.dumps(od.Model(**told)) == before
    for value in told.values():
        if isinstance(value, list | dict):
            value.clear()
    assert pickle.dumps(model) == before
    assert model.options()["parameters"] == {"naltrexone.CL": 94.0}


def test_used_parameters_are_rows_of_the_parameters():
    model = od.Model(drugs=["naltrexone"], routes=["po"])
    used = model.used_parameters()
    assert 0 < len(used) < len(model.parameters)
    assert used.equals(model.parameters.loc[used.index])


def test_readouts_by_name_are_those_of_the_methods(held):
    run, runs = held["Run"], held["Runs"]
    assert run.readout("tone", "mu").tolist() == run.tone("mu").tolist()
    assert run.readout("withdrawal").tolist() == run.withdrawal.tolist()
    assert runs.readout("density", "mu").tolist() == runs.receptor_density("mu").tolist()
