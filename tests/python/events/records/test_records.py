"""Outputs at all rows of a table, and on both sides of doses and resets, against closed forms.

Numbers are exact but for rounding: a linear model is solved by its exponentials. A tolerance of
1e-9 leaves room for their condition.
"""

import numpy as np
import pytest

import opiodyn as od
from event_tables import aligned, table
from fixtures import plain

CL, V, KA = 2.0, 10.0, 1.5
KE = CL / V
DRUG = od.Drug("mydrug", molar_mass=300.0, CL=CL, V=[V], absorption=[od.FirstOrder(ka=KA)])
MODEL = plain(DRUG)


def run(text, records, **options):
    return od.simulate(aligned(text, **options), model=MODEL, records=records)


def central(text, records, **options):
    """Amount in the central compartment at the outputs, mg."""
    return run(text, records, **options).amount("mydrug", "central")


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def left(t, k=KE):
    return np.exp(-k * t)


def oral(t):
    return KA / (KA - KE) * (left(t) - left(t, KA))


BOLUS = """
    TIME, AMT, CMT
    0,    100, 2
    5,    .,   .
    8,    50,  2
    9,    .,   .
"""
AT_8 = 100 * left(8)


def test_a_row_of_a_bolus_shows_it_as_given():
    close(central(BOLUS, "all"), [100, 100 * left(5), AT_8 + 50, (AT_8 + 50) * left(1)])


def test_both_sides_of_a_bolus_are_trough_and_peak():
    found = run(BOLUS, "both")
    assert found.times.tolist() == [0, 0, 5, 8, 8, 9]
    expected = [0, 100, 100 * left(5), AT_8, AT_8 + 50, (AT_8 + 50) * left(1)]
    close(found.amount("mydrug", "central"), expected)


def test_first_order_absorption_begins_with_a_full_depot():
    text = "TIME,AMT,CMT\n0,100,1\n12,40,1\n20,.,."
    found = run(text, "both")
    depot = 100 * left(12, KA)
    close(found.amount("mydrug", "depot")[:4], [0, 100, depot, depot + 40])
    later = 100 * oral(20) + 40 * oral(8)
    close(found.amount("mydrug", "central"), [0, 0, 100 * oral(12), 100 * oral(12), later])


def test_an_infusion_has_given_nothing_at_its_row():
    text = "TIME,AMT,RATE,CMT\n0,100,.,2\n1,60,20,2\n3,.,.,.\n4,.,.,."
    before = 100 * left(1)
    expected = [
        *(0, 100, before, before),
        *(100 * left(t) + 20 / KE * (1 - left(t - 1)) for t in (3, 4)),
    ]
    close(central(text, "both"), expected)


@pytest.mark.parametrize(("carry", "early"), [("next", 0.4), ("last", 0.2)])
def test_a_change_is_no_dose_and_has_one_side(carry, early):
    """CL is 2 L/h, and 4 L/h from the row at 3 h on, or since the row before it."""
    text = "TIME,AMT,CMT,EVID,CL\n0,100,2,1,2\n3,.,.,2,4\n5,.,.,0,4"
    at_3 = 100 * np.exp(-3 * early)
    close(central(text, "all", carry=carry), [100, at_3, at_3 * np.exp(-2 * 0.4)])
    assert run(text, "both", carry=carry).times.tolist() == [0, 0, 3, 5]


def test_both_sides_of_a_row_have_its_parameters():
    """The volume doubles with the row of the second dose, in the concentration before it too."""
    text = "TIME,AMT,CMT,V,CL\n0,100,2,10,0\n1,50,2,20,0"
    found = run(text, "both", carry="last").concentration("mydrug", "ng/mL")
    close(found, [0, 10000, 100 / 20 * 1000, 150 / 20 * 1000])


def test_a_reset_shows_the_drug_free_state():
    text = "TIME,AMT,CMT,EVID\n0,100,2,1\n4,.,.,3\n5,.,.,0"
    close(central(text, "all"), [100, 0, 0])
    close(central(text, "both"), [0, 100, 100 * left(4), 0, 0])


def test_a_reset_with_a_dose_has_two_sides_and_no_state_between_them():
    text = "TIME,AMT,CMT,EVID\n0,100,2,1\n4,30,2,4\n5,.,.,0"
    close(central(text, "all"), [100, 30, 30 * left(1)])
    close(central(text, "both"), [0, 100, 100 * left(4), 30, 30 * left(1)])


@pytest.mark.parametrize("ss", [1, 2])
def test_a_steady_state_is_there_after_its_row(ss):
    """100 mg every 12 h pile up to 100 / (1 - exp(-12 ke)) just after a dose."""
    text = f"TIME,AMT,CMT,II,SS\n0,70,2,.,.\n5,100,2,12,{ss}\n6,.,.,.,."
    there = 70 * left(5)
    steady = 100 / (1 - left(12)) + (there if ss == 2 else 0.0)
    close(central(text, "all"), [70, steady, steady * left(1)])
    close(central(text, "both"), [0, 70, there, steady, steady * left(1)])


def test_a_late_dose_is_not_there_at_its_row():
    text = "TIME,AMT,CMT,ALAG\n0,100,2,3\n2,50,2,0\n3,.,.,.\n4,.,.,."
    expected = [0, 50, 100 + 50 * left(1), 100 * left(1) + 50 * left(2)]
    close(central(text, "all"), expected)
    close(central(text, "both"), [0, 0, 0, *expected[1:]])


def test_additional_doses_have_no_rows():
    """The dose at 12 h is one more of the first row, so that it stands before the second row."""
    text = "TIME,AMT,CMT,II,ADDL\n0,100,2,12,1\n12,50,2,.,."
    before = 100 * left(12) + 100
    close(central(text, "both"), [0, 100, before, before + 50])


def test_rows_of_one_time_keep_their_order():
    first = "TIME,AMT,CMT\n0,100,2\n5,.,.\n5,50,2\n5,.,.\n5,30,2"
    at_5 = 100 * left(5)
    expected = [100, at_5, at_5 + 50, at_5 + 50, at_5 + 80]
    close(central(first, "all"), expected)
    close(central(first, "both"), [0, 100, at_5, at_5, at_5 + 50, at_5 + 50, at_5 + 50, at_5 + 80])


def test_a_placebo_has_two_equal_sides():
    text = "TIME,AMT,CMT,EVID\n0,100,2,1\n2,0,2,1"
    close(central(text, "both"), [0, 100, 100 * left(2), 100 * left(2)])


def test_a_table_of_doses_alone_can_be_run():
    doses = table("TIME,AMT,CMT;0,100,2;4,50,2")
    with pytest.raises(od.InputError, match="give records='all' for an output at every row"):
        od.simulate(doses, model=MODEL)
    found = od.simulate(doses, model=MODEL, records="all")
    close(found.amount("mydrug", "central"), [100, 100 * left(4) + 50])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"records": "doses"}, "records = 'doses': must be 'observations', 'all' or 'both'"),
        ({"records": None}, "records = None: must be text"),
        ({"records": "all", "times": [1.0]}, "records = 'all': is for a table at its own records"),
        ({"records": "both", "end": 9.0}, "records = 'both': is for a table at its own records"),
        ({"records": "both", "side": "before"}, "side = 'before': a table's own observations"),
    ],
)
def test_a_choice_that_says_nothing_is_refused(options, message):
    with pytest.raises(od.InputError) as caught:
        od.simulate(aligned(BOLUS), model=MODEL, **options)
    assert str(caught.value).startswith(message)


def test_a_regimen_has_no_rows():
    with pytest.raises(od.InputError, match=r"^records = 'all': is only for a table of events$"):
        od.simulate(od.dose("naltrexone", amt=5), records="all")
    with pytest.raises(od.InputError, match=r"^records = 'every': must be 'observations'"):
        od.simulate(od.dose("naltrexone", amt=5), records="every")


def test_subjects_have_records_of_their_own():
    text = """
        ID, TIME, AMT, CMT, EVID
        7,  0,    100, 2,   1
        7,  5,    50,  2,   1
        8,  0,    .,   .,   3
        8,  1,    60,  1,   1
        8,  1,    20,  1,   1
        8,  1,    .,   .,   0
        9,  2,    .,   .,   2
        9,  2,    80,  2,   4
    """
    runs = run(text, "both")
    at_5 = 100 * left(5)
    close(runs.of(7).amount("mydrug", "central"), [0, 100, at_5, at_5 + 50])
    close(runs.of(8).amount("mydrug", "depot"), [0, 0, 0, 60, 60, 80, 80])
    close(runs.of(9).amount("mydrug", "central"), [0, 0, 80])


def test_a_new_occasion_resets_at_a_row_of_any_kind():
    """Time starts again with occasion 2, whose first row is an observation and shows nothing."""
    text = """
        TIME, AMT, CMT, EVID, OCC, DV
        0,    100, 2,   1,    1,   .
        5,    .,   .,   0,    1,   60
        0,    .,   .,   0,    2,   7
        1,    50,  2,   1,    2,   .
    """
    found = run(text, "both")
    close(found.amount("mydrug", "central"), [0, 100, 100 * left(5), 100 * left(5), 0, 0, 50])
    frame = found.to_pandas()
    assert frame["row"].tolist() == [2, 2, 3, 4, 4, 5, 5]
    np.testing.assert_array_equal(frame["dv"], [np.nan, np.nan, 60, np.nan, 7, np.nan, np.nan])
    close(central(text, "observations"), [100 * left(5), 0])
