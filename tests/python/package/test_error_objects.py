"""Errors have parts, survive a pickle, and keep what was computed."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

import opiodyn as od


def dose(**changed):
    return od.dose("naltrexone", **{"amt": 1.0, **changed})


def run(**options):
    return od.simulate(od.regimen("naltrexone 4.5 mg po"), **options)


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        (
            "naltrexone 4.5 mg pox q24h",
            "pox",
            "unknown route; expected po, er, iv, im, sc, in, sl or depotrex",
        ),
        (
            "naltrexone 4.5 mg po q24h x28 in 22h",
            "in",
            "expected an option (over, rate, q24h, daily, x28, for, at, on, ss, ss2, cmt, F, lag), "
            "reduce, then or +",
        ),
        (
            "naltrexone -4 mg po",
            "-4",
            "expected an amount such as 4.5 mg, 50 ug or 1 g",
        ),
        (
            "naltrexone 1e400 mg po",
            "1e400",
            "expected an amount such as 4.5 mg, 50 ug or 1 g",
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
    with pytest.raises(od.InputError, match=r"a picture needs some time|failed before its first"):
        partial.plot()


NO_MEMORY = """
import resource
import numpy as np
import xarray
import opiodyn as od
people, dose = od.population(4000, seed=1), od.regimen("naltrexone 4.5 mg po")
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)
for options in (
    {"subjects": people, "times": np.linspace(0, 1, 1200)},
    {"times": np.linspace(0, 1, 4_500_000)},
):
    try:
        od.simulate(dose, **options)
    except od.InputError as error:
        print(error)
try:
    over = {"subject": people}
    od.sweep(dose, over=over, times=np.linspace(0, 1, 60_000), columns=["tone.mu"])
except od.InputError as error:
    print(error)
assert od.simulate(dose).complete
"""


def test_what_the_machine_has_no_memory_for_is_refused_with_its_size():
    pytest.importorskip("resource", reason="limits of a process are there on POSIX alone")
    child = subprocess.run([sys.executable, "-c", NO_MEMORY], capture_output=True, text=True)
    assert child.stdout.splitlines() == [
        "output = 2.4e+08 values, 1.9 GB: the machine has no memory for them",
        "output = 2.25e+08 values, 1.8 GB: the machine has no memory for them",
        "over = 4000 rows x 60000 values = 1.92 GB: the machine has no memory for them; sweep a "
        "part at a time",
    ], child.stderr
