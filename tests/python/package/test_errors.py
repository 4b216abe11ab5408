"""Every mistake of a caller is named: field, value, rule."""

import math
import pickle
import subprocess
import sys

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
    ({"amt": nan}, "dose.amt = nan: must be a finite number above 0"),
    ({"amt": inf}, "dose.amt = inf: must be a finite number above 0"),
    ({"amt": -1}, "dose.amt = -1: must be a finite number above 0"),
    ({"amt": 0}, "dose.amt = 0: must be a finite number above 0"),
    ({"amt": "4"}, "dose.amt = '4': must be a number"),
    ({"amt": None}, "dose.amt = None: must be a number"),
    ({"amt": True}, "dose.amt = True: must be a number"),
    ({"time": nan}, "dose.time = nan: must be a finite number, at least 0"),
    ({"time": -1}, "dose.time = -1: must be a finite number, at least 0"),
    ({"route": "ix"}, "route = 'ix': unknown; did you mean 'iv'?"),
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
    ({"end": 1e12}, "grid = 4000000000001 times: must be at most 20000000"),
    ({"end": 1.0, "delta": 1e-12}, "grid = 1000000000001 times: must be at most 20000000"),
    ({"times": []}, "times = none: needs at least one output time"),
    ({"times": [1, 0]}, "times[1] = 0: must not be before times[0] = 1; sort the times"),
    ({"times": [0, nan]}, "times[1] = nan: must be a finite number, at least 0"),
    ({"times": [-1, 0]}, "times[0] = -1: must be a finite number, at least 0"),
    ({"times": [0, 1], "end": 1}, "end = 1: give either times or end and delta"),
    ({"times": [0, 1], "delta": 1}, "delta = 1: give either times or end and delta"),
    ({"times": 3.0}, "times = array of shape (): must have one dimension"),
    ({"times": [[1.0]]}, "times = array of shape (1, 1): must have one dimension"),
    ({"times": "abc"}, "times = str: must be a list of numbers"),
    (
        {"times": np.zeros(12_000_000)},
        "output = 5.4e+08 values, 4.3 GB: must be at most 2.5e+08, 2 GB (times x columns)",
    ),
    ({"rtol": 0}, "rtol = 0: must be a finite number above 0"),
    ({"rtol": nan}, "rtol = nan: must be a finite number above 0"),
    ({"atol": -1e-9}, "atol = -1e-09: must be a finite number above 0"),
    ({"rtol": "a"}, "rtol = 'a': must be a number"),
    ({"method": "rodas"}, "method = 'rodas': unknown; did you mean 'rodas5p'?"),
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
        "endogenous peptide = 'enkephaline': unknown; did you mean 'enkephalin'?",
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
    ({"parameters": {3: 1}}, "parameter name = 3: must be text"),
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
        "column = 'occupancy.naltrexon.mu': unknown; did you mean 'occupancy.naltrexone.mu'?",
    ),
    (lambda r: r.occupancy("naltrexone", "nu"), "receptor = 'nu': unknown; did you mean 'mu'?"),
    (
        lambda r: r.concentration("naltrexone", "ng/ml"),
        "unit = 'ng/ml': unknown; did you mean 'ng/mL'?",
    ),
    (
        lambda r: r.amount("naltrexone", "centre"),
        "column = 'amount.naltrexone.centre': unknown; did you mean 'amount.naltrexone.central'?",
    ),
    (lambda r: r.free_receptors("kapa"), "receptor = 'kapa': unknown; did you mean 'kappa'?"),
    (
        lambda r: r.effect_site("naltrexon"),
        "column = 'effect_site.naltrexon': unknown; did you mean 'effect_site.naltrexone'?",
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
        "drug = 'naltrexon': unknown; did you mean 'naltrexone'?",
    )


def test_route_that_a_drug_does_not_have():
    with pytest.raises(od.InputError, match="mydrug has no such route"):
        od.simulate(od.dose("mydrug", amt=1), model=plain(drug()))


def test_too_many_doses_in_sum():
    half = od.dose("naltrexone", amt=1, ii=1, addl=1_500_000)
    message = "regimen.count = more than 2000000: too many doses and stimuli for one run"
    assert_said(lambda: half + half, message)


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        (
            "naltrexone 4.5 mg pox q24h",
            "pox",
            "unknown route; expected po, er, iv, im, sc, in or sl",
        ),
        (
            "naltrexone 4.5 mg po q24h x28 in 22h",
            "in",
            "expected an option (over, rate, q24h, x28, at, on, ss, ss2, cmt, F, lag), "
            "reduce, then or +",
        ),
        (
            "naltrexone -4 mg po",
            "-4",
            "expected an amount above 0 such as 4.5 mg, 50 ug or 1 g",
        ),
        (
            "naltrexone 1e400 mg po",
            "1e400",
            "expected an amount above 0 such as 4.5 mg, 50 ug or 1 g",
        ),
        ("naltrexone 4.5 mg po x1000000000 q1h", "x1000000000", "more than 2000000 doses"),
        ("naltrexone 4.5 mg po +", "", "the text ends here; expected the name of a drug"),
    ],
)
def test_text_that_does_not_parse(text, word, rule):
    with pytest.raises(od.ParseError) as caught:
        od.regimen(text)
    error = caught.value
    headline, shown, caret = str(error).split("\n")
    assert headline == f"regimen = '{word}': {rule}"
    assert shown.strip() == text
    at = text.index(word) if word else len(text)
    assert caret == " " * (2 + at) + "^" + "~" * max(0, len(word) - 1)
    assert (error.text, error.position, error.length) == (text, at, len(word))
    assert error.text[error.position :][: error.length] == word
    assert f">>{word}<<" in error.one_line
    assert "\n" not in error.one_line


def test_errors_survive_a_pickle():
    with pytest.raises(od.InputError) as caught:
        dose(amt=-1)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.field) == (str(caught.value), "dose.amt")


def test_solver_error_keeps_what_was_computed():
    regimen = od.regimen("naltrexone 4.5 mg po q24h x28")
    with pytest.raises(od.SolverError, match="max_steps = 500 is used up") as caught:
        od.simulate(regimen, max_steps=500)
    error = caught.value
    assert not isinstance(error, ValueError)
    assert error.time > 24.0
    assert error.reason == "max_steps = 500 is used up"
    partial = error.partial
    assert isinstance(partial, od.Run)
    assert not partial.complete
    assert "max_steps" in partial.status
    assert partial.provenance["complete"] is False
    assert "INCOMPLETE" in repr(partial)
    whole = od.simulate(regimen)
    assert 0 < partial.times.size < whole.times.size
    assert partial.times[-1] <= error.time
    np.testing.assert_array_equal(
        partial.occupancy("naltrexone", "mu"),
        whole.occupancy("naltrexone", "mu")[: partial.times.size],
    )
    assert partial.summary().attrs["status"] == partial.status


def test_a_partial_run_without_output_says_so():
    with pytest.raises(od.SolverError) as caught:
        run(max_seconds=1e-9)
    partial = caught.value.partial
    assert partial.times.size <= 1
    with pytest.raises(od.InputError, match="picture needs at least two output times"):
        partial.plot()


NO_MEMORY = """
import resource
import numpy as np
import xarray
import opiodyn as od
people, dose = od.population(4000, seed=1), od.regimen("naltrexone 4.5 mg po")
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)
for options in (
    {"subjects": people, "times": np.linspace(0, 1, 1350)},
    {"times": np.linspace(0, 1, 5_000_000)},
):
    try:
        od.simulate(dose, **options)
    except od.InputError as error:
        print(error)
try:
    over = {"subject": people}
    od.sweep(od.Model(), dose, over, times=np.linspace(0, 1, 60_000), columns=["tone.mu"])
except od.InputError as error:
    print(error)
assert od.simulate(dose).complete
"""


def test_what_the_machine_has_no_memory_for_is_refused_with_its_size():
    pytest.importorskip("resource", reason="limits of a process are there on POSIX alone")
    child = subprocess.run([sys.executable, "-c", NO_MEMORY], capture_output=True, text=True)
    assert child.stdout.splitlines() == [
        "output = 2.43e+08 values, 1.9 GB: the machine has no memory for them",
        "output = 2.25e+08 values, 1.8 GB: the machine has no memory for them",
        "over = 4000 rows x 60000 values = 1.92 GB: the machine has no memory for them; sweep a "
        "part at a time",
    ], child.stderr
