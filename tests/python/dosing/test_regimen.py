"""Doses and regimens: text, arguments, sums, equality, pickles."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import opiodyn as od

AMOUNTS = st.floats(min_value=1e-12, max_value=1e12)
HOURS = st.floats(min_value=1e-9, max_value=1e6)
STARTS = st.one_of(st.just(0.0), st.floats(min_value=1e-9, max_value=1e6))


@st.composite
def doses(draw):
    route = draw(st.sampled_from(["po", "iv"]))
    repeats = draw(st.integers(min_value=0, max_value=1000))
    return od.dose(
        draw(st.sampled_from(["naltrexone", "my-drug", "6-beta-naltrexol", "x2"])),
        amt=draw(AMOUNTS),
        route=route,
        time=draw(STARTS),
        ii=draw(HOURS) if repeats else draw(st.one_of(st.just(0.0), HOURS)),
        addl=repeats,
        dur=draw(st.one_of(st.just(0.0), HOURS)) if route == "iv" else 0.0,
    )


@given(st.lists(doses(), min_size=1, max_size=4))
def test_text_form_reads_back_as_the_same_regimen(parts):
    whole = parts[0]
    for part in parts[1:]:
        whole += part
    again = od.regimen(str(whole))
    assert again == whole
    assert hash(again) == hash(whole)
    assert [fields(d) for d in again.doses] == [fields(d) for d in whole.doses]


@given(doses())
def test_pickles_and_copies_are_equal(regimen):
    assert pickle.loads(pickle.dumps(regimen)) == regimen
    assert copy.deepcopy(regimen) == regimen


def fields(dose):
    return dose.drug, dose.amt, dose.route, dose.time, dose.ii, dose.addl, dose.dur


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naltrexone 4.5 mg po", ("naltrexone", 4.5, "po", 0.0, 0.0, 0, 0.0)),
        ("naltrexone 4.5mg po q24h x28 at 22h", ("naltrexone", 4.5, "po", 22.0, 24.0, 27, 0.0)),
        ("naltrexone 50 ug iv over 30min", ("naltrexone", 0.05, "iv", 0.0, 0.0, 0, 0.5)),
        ("naltrexone 1 g po at 2d q1d x2", ("naltrexone", 1000.0, "po", 48.0, 24.0, 1, 0.0)),
    ],
)
def test_text_says_what_it_says(text, expected):
    (dose,) = od.regimen(text).doses
    assert fields(dose) == pytest.approx(expected)


def test_arguments_and_text_mean_the_same():
    assert od.dose("naltrexone", amt=4.5, ii=24, addl=27, time=22) == od.regimen(
        "naltrexone 4.5 mg po q24h x28 at 22h"
    )


def test_rate_is_amount_per_hour():
    model = od.Model(receptors=[], endogenous=[])
    by_rate, by_duration = (
        od.simulate(od.dose("naltrexone", amt=10, route="iv", **how), model=model, end=6)
        for how in ({"rate": 4}, {"dur": 2.5})
    )
    levels = by_rate.concentration("naltrexone")
    np.testing.assert_array_equal(levels, by_duration.concentration("naltrexone"))


def test_regimens_add_and_stay_as_they_were():
    a, b = od.regimen("naltrexone 1 mg po"), od.regimen("naltrexone 2 mg po at 5h")
    c = a
    c += b
    assert str(c) == "naltrexone 1 mg po + naltrexone 2 mg po at 5h"
    assert str(a) == "naltrexone 1 mg po"
    assert c != a
    assert a != "naltrexone 1 mg po"
    assert (c.count, c.drugs, c.first_time, c.last_time) == (2, ["naltrexone"], 0.0, 5.0)


def test_a_repr_can_be_pasted():
    regimen = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
    assert eval(repr(regimen), {"regimen": od.regimen}) == regimen


@pytest.mark.parametrize("number", [4.5, 4, True + 3, "numpy"])
def test_numbers_of_other_types(number):
    import numpy as np

    amount = np.float32(4.5) if number == "numpy" else number
    assert od.dose("naltrexone", amt=amount, addl=np.int64(2), ii=24).count == 3
