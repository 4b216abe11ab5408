"""What the R texts of exports compute is what the compiled model computes.

Formulas are evaluated in Python at states that are drawn. Both sides do the same operations in
other orders, so that rounding parts them by some units of 1e-16 of their largest terms.
"""

import numpy as np
import pytest

import opiodyn as od
from exchanged.models import (
    cases,
    close,
    derivative,
    output_values,
    own_model,
    request_for,
    request_of,
    some_states,
)
from exchanged.texts import assignments, r_function, r_list, r_python, r_vector, run
from opiodyn._exchange.r import desolve, rxode2
from opiodyn._model.inside import core_of

NAMES = list(cases())


def pairs(lines):
    return [(name, r_python(text)) for name, text in assignments(lines, " <- ")]


def values_of(text):
    """The parameters of a script, with what follows from them."""
    return run(pairs(r_function(text, "constants")), r_vector(text, "parameters"))


def initial_of(text, values):
    entries = r_function(text.replace("\n))\n", "\n})\n"), "initial")[1:]
    return {
        name: run([("x", r_python(value.rstrip(",")))], values)["x"]
        for name, value in assignments(entries, " = ")
    }


def listed(text, name, known):
    """The numbers in the list at the end of a function."""
    lines = r_function(text, name)
    all_known = run(pairs(lines), known)
    return [run([("x", r_python(entry))], all_known)["x"] for entry in r_list(lines)]


@pytest.mark.parametrize("name", NAMES)
def test_a_script_for_desolve_begins_at_the_drug_free_state(name):
    request = request_of(name)
    (text,) = desolve.texts(request)
    initial = list(initial_of(text, values_of(text)).values())
    baseline = core_of(request.model).baseline()
    close(initial[: baseline.size], baseline, 1e-9)  # the core finds it by iteration
    assert set(initial[baseline.size :]) <= {0.0}


@pytest.mark.parametrize("name", NAMES)
def test_rates_and_outputs_of_a_script_for_desolve_are_those_of_the_model(name):
    request = request_of(name)
    (text,) = desolve.texts(request)
    values = values_of(text)
    names = list(initial_of(text, values))
    for state in some_states(request):
        inputs = np.arange(1.0, len(names) - state.size + 1.0)
        known = values | dict(zip(names, [*state, *inputs], strict=True))
        rates = np.array(listed(text, "rates", known))
        for place, (entry, given) in enumerate(zip(names[state.size :], inputs, strict=True)):
            rates[names.index(entry.removeprefix("input_"))] -= given
            assert rates[state.size + place] == 0.0
        close(rates[: state.size], derivative(request, state))
        shown = np.array(listed(text, "outputs", known))
        np.testing.assert_allclose(shown, output_values(request, state), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("name", NAMES)
def test_the_model_of_a_script_for_rxode2_is_ours(name):
    request = request_of(name)
    (text,) = rxode2.texts(request)
    body = text.split("rxode2({\n")[1].split("\n})\n")[0].splitlines()
    every = pairs(body)
    names = [left[5:-1] for left, _ in every if left.startswith("d/dt(")]
    assert len(names) == len(request.formulas.states)
    parameters = r_vector(text, "parameters")
    marks = ("d/dt(", "f(", "alag(", "dur(")
    plain = [(left, right) for left, right in every if "(" not in left]
    for state in some_states(request):
        known = run(plain, parameters | dict(zip(names, state.tolist(), strict=True)))
        rates = [run([("x", right)], known)["x"] for left, right in every if left[:5] == marks[0]]
        close(np.array(rates), derivative(request, state))
    initial = {left[:-3]: right for left, right in every if left.endswith("(0)")}
    start = [run([("x", initial.get(one, "0"))], known)["x"] for one in names]
    close(np.array(start), core_of(request.model).baseline(), 1e-9)


def test_a_changed_parameter_in_a_script_is_one_of_the_model():
    request = request_of("month")
    (text,) = desolve.texts(request)
    values = r_vector(text, "parameters")
    changed = od.Model(biophase="pet", parameters={"naltrexone.CL": 77.0})
    assert values["naltrexone_CL"] != 77.0
    other = request_for("naltrexone 4.5 mg po", changed)
    (expected,) = desolve.texts(other)
    assert r_vector(expected, "parameters")["naltrexone_CL"] == 77.0
    assert (
        text.split("constants <-")[1].split("events <-")[0]
        == (expected.split("constants <-")[1].split("events <-")[0])
    )


def test_events_of_a_script_are_in_mg_and_say_their_times_by_their_law():
    (text,) = desolve.texts(request_of("month"))
    lines = [line for line in text.splitlines() if line.startswith("    event(")]
    assert len(lines) == 1
    assert "seq(22, by = 24, length.out = 28), 4.5 * " in lines[0]
    assert "molar_mass" in lines[0]


def test_a_zero_order_input_of_a_script_is_a_state_without_a_rate():
    (text,) = desolve.texts(request_of("own"))
    assert 'event("input_sample_central", "replace", ' in text
    assert "input_sample_central = 0" in text


def test_rxode2_has_one_row_for_each_state_that_a_dose_enters():
    (text,) = rxode2.texts(request_of("own"))
    rows = [line for line in text.splitlines() if "et(doses, time" in line]
    assert len(rows) == 2
    assert all("time = 3, amt = 30" in row and "ii = 12, addl = 7" in row for row in rows)
    assert sum("rate = -2" in row for row in rows) == 1
    assert "dur(sample_central) <- " in text
    assert "alag(sample_central) <- " in text


def test_rxode2_keeps_steady_states_resets_and_lengths_of_infusions():
    regimen = "morphine 10 mg iv over 2h q12h ss x3 at 4h + reset at 60h"
    (text,) = rxode2.texts(request_for(regimen))
    assert 'cmt = "morphine_central", dur = 2, ii = 12, addl = 2, ss = 1' in text
    assert "time = 60, evid = 3" in text


@pytest.mark.parametrize(
    ("language", "regimen", "rule"),
    [
        (desolve, "morphine 10 mg iv q12h ss", "deSolve has no steady state"),
        (desolve, "morphine 10 mg iv + set morphine.CL=90 at 4h", "cannot be said in deSolve"),
        (rxode2, "morphine 10 mg iv + set morphine.CL=90 at 4h", "cannot be said in rxode2"),
        (rxode2, "concentration morphine nM 0h 1 4h 2", "cannot be said in rxode2"),
    ],
)
def test_what_a_language_cannot_say_is_refused(language, regimen, rule):
    request = request_for(regimen)
    with pytest.raises(od.InputError, match=rule):
        language.texts(request)


def test_two_ways_into_one_compartment_are_refused_where_it_has_one_bioavailability():
    model = own_model()
    request = request_for("sample 30 mg po + sample 2 mg po cmt central", model)
    assert desolve.texts(request)
    with pytest.raises(od.InputError, match="one bioavailability, lag and duration"):
        rxode2.texts(request)


def test_a_steady_state_of_a_dose_with_two_entries_is_refused():
    with pytest.raises(od.InputError, match="doses into one compartment"):
        rxode2.texts(request_for("sample 30 mg po q12h ss", own_model()))
