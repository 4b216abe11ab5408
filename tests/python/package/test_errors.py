"""Every mistake of a caller is named: field, value, rule."""

import math

import numpy as np
import pytest

import opiodyn as od
from fixtures import plain, refused

nan, inf = math.nan, math.inf


def dose(**changed):
    return od.dose("naltrexone", **{"amt": 1.0, **changed})


def run(**options):
    return od.simulate(od.regimen("naltrexone 4.5 mg po"), **options)


def drug(**changed):
    return od.Drug("mydrug", **{"molar_mass": 300.0, "CL": 1.0, "V": [1.0], **changed})


DOSES = [
    ({"amt": nan}, "dose.amt = nan: must be a finite number, at least 0"),
    ({"amt": inf}, "dose.amt = inf: must be a finite number, at least 0"),
    ({"amt": -1}, "dose.amt = -1: must be a finite number, at least 0"),
    ({"amt": "4"}, "dose.amt = '4': must be a number"),
    ({"amt": None}, "dose.amt = None: must be a number"),
    ({"amt": True}, "dose.amt = True: must be a number"),
    ({"time": nan}, "dose.time = nan: must be a finite number, at least 0"),
    ({"time": -1}, "dose.time = -1: must be a finite number, at least 0"),
    (
        {"route": "ix"},
        "route = 'ix': unknown; known: po, er, iv, im, sc, in, sl, depotrex, oral, "
        "oral-extended-release, intravenous, intramuscular, subcutaneous, intranasal, sublingual",
    ),
    ({"route": 3}, "dose.route = 3: must be text"),
    ({"ii": -1}, "dose.ii = -1: must be a finite number, at least 0"),
    ({"addl": 3}, "dose.addl = 3: needs an interval ii above 0"),
    ({"addl": -3, "ii": 1}, "dose.addl = -3: must be at least 0"),
    ({"addl": 2.5, "ii": 1}, "dose.addl = 2.5: must be a whole number"),
    ({"addl": 10**9, "ii": 1}, "dose.addl = 1000000000: must be below 2000000"),
    ({"addl": 10**30, "ii": 1}, "dose.addl = 1e+30: must be between -1e15 and 1e15"),
    (
        {"dur": 1},
        "dose.dur = 1: only an intravenous dose, or one into a compartment, can be infused",
    ),
    ({"dur": nan, "route": "iv"}, "dose.dur = nan: must be a finite number, at least 0"),
    ({"rate": 1, "dur": 1, "route": "iv"}, "dose.dur = 1: give either dur or rate, which is 1"),
    ({"rate": 0, "route": "iv"}, "dose.rate = 0: must be a finite number above 0"),
    ({"rate": nan, "route": "iv"}, "dose.rate = nan: must be a finite number above 0"),
    ({"ss": 3, "ii": 24}, "dose.ss = 3: must be 0, 1 or 2"),
    ({"ss": 1}, "dose.ss = 1: needs an interval ii above 0"),
    ({"ss": 1.5, "ii": 24}, "dose.ss = 1.5: must be a whole number"),
    ({"F": -1}, "dose.F = -1: must be a finite number, at least 0"),
    ({"lag": nan}, "dose.lag = nan: must be a finite number, at least 0"),
    ({"cmt": 2.5}, "dose.cmt = 2.5: must be a whole number"),
    ({"cmt": "a b"}, "dose.cmt = 'a b': must be one word without '+'"),
    (
        {"amt": 0, "rate": 1, "ss": 1, "ii": 2, "route": "iv"},
        "dose.ii = 2: an infusion at steady state without amount has no interval",
    ),
    (
        {"ss": 1, "ii": 1e-9, "lag": 1},
        "dose.ii = 1e-09: too short beside the lag or the infusion: more than 2000000 doses act at "
        "once",
    ),
]

RUNS = [
    ({"end": -1}, "end = -1: must be a finite number, at least 0"),
    ({"end": nan}, "end = nan: must be a finite number, at least 0"),
    ({"delta": 0}, "delta = 0: must be a finite number above 0"),
    ({"delta": nan}, "delta = nan: must be a finite number above 0"),
    ({"end": 1e12}, "grid = 41666666667 times: must be at most 20000000"),
    ({"end": 1.0, "delta": 1e-12}, "grid = 1000000000001 times: must be at most 20000000"),
    ({"times": []}, "times = none: needs at least one output time"),
    ({"times": [1, 0]}, "times[1] = 0: must not be before times[0] = 1; sort the times"),
    ({"times": [0, nan]}, "times[1] = nan: must be a finite number, at least 0"),
    ({"times": [-1, 0]}, "times[0] = -1: must be a finite number, at least 0"),
    ({"times": [0, 1], "end": 1}, "end = 1: give either times or end and delta"),
    ({"times": [0, 1], "delta": 1}, "delta = 1: give either times or end and delta"),
    ({"times": 3.0}, "times = float: must be a list of numbers"),
    ({"times": [[1.0]]}, "times = array of shape (1, 1): must have one dimension"),
    ({"times": "abc"}, "times = str: must be a list of numbers"),
    (
        {"times": np.zeros(12_000_000)},
        "output = 6e+08 values, 4.8 GB: must be at most 2.5e+08, 2 GB (times x columns)",
    ),
    ({"rtol": 0}, "rtol = 0: must be a finite number above 0"),
    ({"rtol": nan}, "rtol = nan: must be a finite number above 0"),
    ({"atol": -1e-9}, "atol = -1e-09: must be a finite number above 0"),
    ({"rtol": "a"}, "rtol = 'a': must be a number"),
    ({"method": "rodas"}, "method = 'rodas': unknown; known: automatic, exact, rodas5p, dopri5"),
    ({"method": "exact"}, "method = exact: the response has no exact solution; use rodas5p"),
    (
        {"method": "exact", "model": od.Model(response=())},
        "method = exact: kinetic binding has no exact solution; use rodas5p",
    ),
    ({"max_steps": 0}, "max_steps = 0: must be a finite number above 0"),
    ({"max_steps": 1.5}, "max_steps = 1.5: must be a whole number"),
    ({"max_seconds": inf}, "max_seconds = inf: must be a finite number above 0"),
    ({"model": "pet"}, "model = 'pet': must be a Model"),
]

MODELS = [
    ({"biophase": "pit"}, "biophase = 'pit': unknown; did you mean 'pet'?"),
    ({"binding": "kinetics"}, "binding = 'kinetics': unknown; did you mean 'kinetic'?"),
    ({"drugs": ["naltrexon"]}, "drug = 'naltrexon': unknown; did you mean 'naltrexone'?"),
    ({"drugs": "naltrexone"}, "drugs = 'naltrexone': must be a list of drugs"),
    ({"drugs": 3}, "drugs = 3: must be a list of drugs"),
    ({"drugs": [3]}, "drugs[0] = 3: must be a name, a Drug or a drug file"),
    ({"drugs": ["naltrexone"] * 2}, "drugs = 'naltrexone': is given twice"),
    ({"receptors": ["mu", "delt"]}, "receptor = 'delt': unknown; did you mean 'delta'?"),
    ({"receptors": "mu"}, "receptors = 'mu': must be a list of names, such as ['mu']"),
    ({"receptors": 3}, "receptors = 3: must be a list of names"),
    ({"receptors": ["mu", "mu"]}, "receptors = mu: is given twice"),
    (
        {"endogenous": ["enkephaline"]},
        "endogenous = 'enkephaline': unknown; did you mean 'enkephalin'?",
    ),
    (
        {"parameters": {"naltrexone.Cl": 1}},
        "parameter = 'naltrexone.Cl': unknown; did you mean 'naltrexone.CL'?",
    ),
    (
        {"parameters": {"naltrexone.CL": nan}},
        "naltrexone.CL = nan: must be a finite number, at least 0",
    ),
    ({"parameters": {"naltrexone.CL": "x"}}, "naltrexone.CL = 'x': must be a number"),
    ({"parameters": {3: 1}}, "parameters = 3: must have names that are text"),
    ({"parameters": ["naltrexone.CL"]}, "parameters = ['naltrexone.CL']: must map names to values"),
    ({"bindings": ["x"]}, "bindings[0] = 'x': must be a Binding"),
    ({"bindings": 3}, "bindings = 3: must be a list of Bindings"),
    (
        {"bindings": [od.Binding("enkephalins", "mu", K=1, koff=1)]},
        "binding.ligand = 'enkephalins': unknown; did you mean 'enkephalin'?",
    ),
]

OWN_DRUGS = [
    ({"CL": -1}, "mydrug.CL = -1: must be a finite number, at least 0"),
    ({"V": []}, "mydrug.V = 0 volumes: must hold one to three volumes"),
    ({"V": [1, 2]}, "mydrug.Q = 0 clearances: must hold one less than V"),
    ({"V": [nan]}, "mydrug.V1 = nan: must be a finite number above 0"),
    ({"molar_mass": 0}, "mydrug.molar_mass = 0: must be a finite number above 0"),
    (
        {"absorption": [od.FirstOrder(ka=nan)]},
        "mydrug.oral.ka = nan: must be a finite number above 0",
    ),
]

LOOK_UPS = [
    (
        lambda r: r.occupancy("naltrexon", "mu"),
        "ligand = 'naltrexon': unknown; did you mean 'naltrexone'?",
    ),
    (
        lambda r: r.occupancy("naltrexone", "nu"),
        "receptor = 'nu': unknown; known: mu, delta, kappa; these are those of naltrexone",
    ),
    (
        lambda r: r.concentration("naltrexone", "ng/dL"),
        "unit = 'ng/dL': unknown; known: nM, nmol/L, pM, pmol/L, uM, umol/L, ng/mL, ug/L, pg/mL, "
        "ng/L, ug/mL, mg/L",
    ),
    (
        lambda r: r.amount("naltrexone", "centrl"),
        "compartment = 'centrl': unknown; did you mean 'central'?",
    ),
    (lambda r: r.free_receptors("kapa"), "receptor = 'kapa': unknown; did you mean 'kappa'?"),
    (
        lambda r: r.effect_site("naltrexon"),
        "ligand = 'naltrexon': unknown; did you mean 'naltrexone'?",
    ),
]


def assert_said(call, message):
    error = refused(call)
    assert str(error) == message
    assert isinstance(error, od.UnknownNameError) == ("unknown" in error.rule)


@pytest.mark.parametrize(("changed", "message"), DOSES)
def test_dose(changed, message):
    assert_said(lambda: dose(**changed), message)


@pytest.mark.parametrize(("options", "message"), RUNS)
def test_simulate(options, message):
    assert_said(lambda: run(**options), message)


@pytest.mark.parametrize(("options", "message"), MODELS)
def test_model(options, message):
    assert_said(lambda: od.Model(**options), message)


@pytest.mark.parametrize(("changed", "message"), OWN_DRUGS)
def test_own_drug(changed, message):
    assert_said(lambda: plain(drug(**changed)), message)


@pytest.mark.parametrize(("look_up", "message"), LOOK_UPS)
def test_look_up(month, look_up, message):
    assert_said(lambda: look_up(month), message)


def test_regimen_of_another_kind():
    assert_said(
        lambda: od.simulate("naltrexone 4.5 mg po"),
        "regimen = 'naltrexone 4.5 mg po': must be a Regimen or an EventTable; "
        "opiodyn.regimen(text) makes one",
    )


def test_unknown_drug_in_a_regimen():
    assert_said(
        lambda: od.simulate(od.regimen("naltrexon 4.5 mg po")),
        "drug = 'naltrexon': unknown; did you mean 'naltrexone'? "
        "(in the regimen 'naltrexon 4.5 mg po')",
    )


def test_route_that_a_drug_does_not_have():
    with pytest.raises(od.InputError, match="mydrug has no oral route; it has iv"):
        od.simulate(od.dose("mydrug", amt=1), model=plain(drug()))


def test_too_many_doses_in_sum():
    half = od.dose("naltrexone", amt=1, ii=1, addl=1_500_000)
    message = "regimen.count = more than 2000000: too many doses and stimuli for one run"
    assert_said(lambda: half + half, message)
