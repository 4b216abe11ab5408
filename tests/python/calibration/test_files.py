"""The files of the calibration are checked: figures, priors, and what is in the likelihood."""

import math

import pytest
from joint import data
from joint.data import CalibrationError

from opiodyn._validation import cases


def test_every_independent_or_fitted_figure_has_one_place():
    counted = [
        case.id for case in cases.read("receptors") if case.kind in ("independent", "fitted")
    ]
    places = [*(one.case.id for one in data.every_figure()), *data.held_out(), *data.left_out()]
    places.remove("O7")  # basal tone was taken from it, which the calibration estimates anew
    assert sorted(places) == sorted(counted)


def test_a_held_out_figure_is_refused():
    with pytest.raises(CalibrationError, match=r"'V16' is held out \(swiss-naltrexone-pi\).*take"):
        data.figures_of([{"id": "V14-2"}, {"id": "V16"}])


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([{"id": "V99"}], "is no case of receptors"),
        ([{"id": "V14-2"}, {"id": "V14-2"}], "is there twice"),
        ([{"id": "V14-2", "as": "nearly"}], "must be one of"),
        ([{"id": "V14-5"}], "write value ="),
        ([{"id": "V29-after", "as": "above"}], "write scale ="),
    ],
)
def test_a_wrong_figure_is_refused(entries, words):
    with pytest.raises(CalibrationError, match=words):
        data.figures_of(entries)


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "of its own", "rule": "ED50"},
        {"name": "from zero", "sets": ["beta-endorphin.G"]},
        {"name": "reversed", "sets": ["mu.U"], "range": [1.0, 0.4]},
    ],
)
def test_a_prior_without_a_range_is_refused(entry):
    with pytest.raises(CalibrationError, match=f"of '{entry['name']}' must have a low above 0"):
        data.parameters_of([entry])


def test_a_parameter_that_the_library_does_not_have_is_refused():
    with pytest.raises(CalibrationError, match=r"sets 'mu\.V' of 'x' is not known"):
        data.parameters_of([{"name": "x", "sets": ["mu.V"]}])


def test_priors_have_the_documented_ranges_or_say_why():
    for one in data.every_parameter():
        if one.why == "documented range of the library":
            row = data.library()[one.sets[0]]
            assert (one.low, one.high, one.unit) == (row.low, row.high, row.unit)
        else:
            assert len(one.why) > 20


def test_a_range_is_the_central_nine_tenths_of_its_prior():
    (one,) = data.parameters_of([{"name": "U", "sets": ["mu.U"]}])
    ends = [(math.log(end) - one.middle) / one.width for end in (one.low, one.high)]
    # The quantiles of a normal density at 0.05 and 0.95.
    assert ends == pytest.approx([-1.644853627, 1.644853627], rel=1e-9)
