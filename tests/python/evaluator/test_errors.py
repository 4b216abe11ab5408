"""What an evaluator refuses: its making, and the arrays that it is given."""

import numpy as np
import pytest

import opiodyn as od
from fixtures import interrupted, refused

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 + set naltrexone.V1=900 at 30h")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"vary": []}, "vary = []: needs at least one variable"),
        ({"vary": "naltrexone.CL"}, "vary = 'naltrexone.CL': must be a list of names, such as"),
        ({"vary": ["amt", "amt[0]"]}, "vary = 'amt[0]': is given twice"),
        ({"vary": ["naltrexone.CLL"]}, "did you mean 'naltrexone.CL'?"),
        ({"vary": ["dose"]}, "give the full name of a parameter, or 'amt[1]' or 'time[1]'"),
        ({"vary": ["amt[2]"]}, "vary = 'amt[2]': is not there: the regimen has 2 records"),
        ({"vary": ["amt[1]"]}, "variable = amt[1]: is neither a dose nor a stimulus"),
        ({"vary": ["naltrexone.CL_renal"]}, "changes nothing"),
        ({"errors": "ignore"}, "errors = 'ignore': unknown"),
        ({"metrics": "tone.mu.meen"}, "did you mean 'tone.mu.mean'"),
        ({"times": [1.0]}, "go together"),
        ({"threads": -1}, "threads = -1: must lie between 0"),
        ({"rtol": 0.0}, "rtol = 0"),
    ],
)
def test_what_it_cannot_be_made_of(options, text):
    error = refused(lambda: od.evaluator(WEEK, **{"vary": ["naltrexone.CL"]} | options))
    assert text in str(error)


def test_a_model_in_the_place_of_the_regimen_is_told_so():
    error = refused(lambda: od.evaluator(od.Model(), vary=["naltrexone.CL"]))
    assert error.rule == "the regimen comes first; write evaluator(regimen, model=model)"


@pytest.mark.parametrize(
    ("values", "value", "rule"),
    [
        (
            [1.0],
            "an array of shape (1,)",
            "must have 2 in a row, one of each of naltrexone.CL, amt",
        ),
        (np.zeros((3, 1)), "an array of shape (3, 1)", "must have 2 in a row"),
        (np.zeros((1, 1, 2)), "an array of shape (1, 1, 2)", "must have 2 in a row"),
        (3.0, "float", "must be a list of numbers"),
        ([[1.0, 2.0], [1.0]], "list", "must be a list of numbers"),
        (["1", "2"], "list", "must be an array of numbers"),
        ([True, False], "list", "must be an array of numbers"),
        (np.ones(2, dtype=complex), "ndarray", "must be an array of numbers"),
    ],
)
def test_arrays_that_are_no_rows(values, value, rule):
    function = od.evaluator(WEEK, vary=["naltrexone.CL", "amt"])
    error = refused(lambda: function(values))
    assert error.field == "values"
    assert error.value == value
    assert error.rule.startswith(rule)


PROGRAM = """
import sys, time
import numpy as np
import opiodyn as od
year = od.regimen("naltrexone 4.5 mg po q24h x365")
function = od.evaluator(year, vary=["naltrexone.CL"])
rows = np.linspace(80.0, 160.0, 20_000)[:, np.newaxis]
print("ready", flush=True)
try:
    if sys.argv[1] == "derivatives":
        function.derivatives(rows)
    else:
        function(rows)
except od.Interrupted as error:
    caught = time.process_time()
    done = np.isfinite(error.partial[:, 0])
    assert 0 < done.sum() < len(rows), done.sum()
    assert function.status[-1] == "interrupted", function.status[-1]
    print("partial", caught, flush=True)
"""


@pytest.mark.parametrize("what", ["values", "derivatives"])
def test_ctrl_c_ends_a_call_and_returns_the_finished_rows(what):
    stopped = interrupted(PROGRAM, what, after=1.5)
    assert stopped.code == 0, stopped.err
    assert stopped.out.startswith("partial")
    seconds = float(stopped.out.split()[1]) - stopped.used
    print(f"Ctrl-C answered after {1e3 * seconds:.0f} ms")
