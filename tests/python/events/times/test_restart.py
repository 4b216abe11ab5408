"""TIME that starts again: at a reset, and at a new occasion.

Expected amounts are those of one compartment: D exp(-k t) after a bolus of D at 0.
"""

import numpy as np
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import BY_WEIGHT, drug_file, plain

# One compartment of 10 L with CL = 1 L/h: 0.1 of the amount leaves per hour.
DRUG = od.Drug("mydrug", molar_mass=300.0, CL=1.0, V=[10.0])
MODEL = plain(DRUG)
TIGHT = {"rtol": 1e-9, "atol": 1e-12}  # the solution is exact; what is left is rounding

AT_RESETS = "TIME,EVID,AMT,CMT;0,1,100,1;4,0,0,1;9,0,0,1;0,4,60,1;4,0,0,1"
AT_OCCASIONS = "TIME,OCC,AMT,CMT;0,1,100,1;4,1,0,1;9,1,0,1;0,2,60,1;4,2,0,1"


def left(dose, rate, hours):
    return dose * np.exp(-rate * hours)


def amounts(text, **options):
    return od.simulate(table(text, **options), model=MODEL).amount("mydrug", "central")


@pytest.mark.parametrize("text", [AT_RESETS, AT_OCCASIONS])
def test_time_goes_on_from_the_row_above(text):
    frame = table(text).frame
    assert frame["time"].tolist() == [0.0, 4.0, 9.0, 9.0, 13.0]
    assert frame["evid"].tolist() == [1, 0, 0, 4, 0]
    assert frame["row"].tolist() == [2, 3, 4, 5, 6]
    expected = [left(100, 0.1, 4), left(100, 0.1, 9), left(60, 0.1, 4)]
    np.testing.assert_allclose(amounts(text), expected, **TIGHT)


def test_one_note_tells_of_all_restarts():
    resets = "EVID 3 or 4 in 1 subject; the run goes on from there"
    assert table(AT_RESETS)._checked.notes == (f"TIME starts again at {resets}",)
    rows = "0,{0}1,5;4,{0}1,0;0,{0}2,5;1,{0}2,0;0,{0}3,5;1,{0}3,0"
    subjects = ";".join(f"{i}," + rows.format("").replace(";", f";{i},") for i in (1, 2, 3))
    t = table(f"ID,TIME,OCC,AMT;{subjects};4,0,1,5")
    note = "TIME starts again at a new OCC in 3 subjects; the body is drug-free there"
    assert t._checked.notes == (note,)
    assert t.frame["time"].tolist() == [*[0.0, 4.0, 4.0, 5.0, 5.0, 6.0] * 3, 0.0]


def test_several_resets_add_up():
    text = "TIME,EVID,AMT;2,1,5;10,0,0;3,3,0;7.5,0,0;0,4,5;0.5,0,0;9,3,0;10,0,0;10,3,0;10,0,0"
    assert table(text).frame["time"].tolist() == [2, 10, 10, 14.5, 14.5, 15, 23.5, 24.5, 24.5, 24.5]


def test_rounding_never_turns_time_back():
    """0.1 + 0.2 and its like are no whole numbers of bits; each part begins where one ended."""
    rng = np.random.default_rng(7)
    rows = [
        f"{t:.3f},{evid}" for _ in range(200) for t, evid in ((0.1, 3), (0.1 + rng.random(), 0))
    ]
    time = table("TIME,EVID;" + ";".join(rows)).frame["time"].to_numpy()
    assert (np.diff(time) >= 0.0).all()
    assert (np.diff(time)[1::2] == 0.0).all()


def test_a_reset_whose_time_does_not_go_back_keeps_its_time():
    text = "TIME,EVID,AMT,CMT;0,1,100,1;5,0,0,1;8,4,60,1;10,0,0,1"
    assert table(text).frame["time"].tolist() == [0.0, 5.0, 8.0, 10.0]
    assert table(text)._checked.notes == ()
    np.testing.assert_allclose(amounts(text), [left(100, 0.1, 5), left(60, 0.1, 2)], **TIGHT)


def test_an_occasion_whose_time_does_not_go_back_is_no_reset():
    text = "TIME,OCC,AMT,CMT;0,1,100,1;5,1,0,1;8,2,60,1;10,2,0,1"
    assert table(text).frame["evid"].tolist() == [1, 0, 1, 0]
    expected = [left(100, 0.1, 5), left(100, 0.1, 10) + left(60, 0.1, 2)]
    np.testing.assert_allclose(amounts(text), expected, **TIGHT)


@pytest.mark.parametrize("time", ["0", "3"])
def test_occasions_start_again_everywhere_or_nowhere(time):
    """In subject 2, whose first occasion has one row, nothing tells whether time goes on."""
    text = f"ID,TIME,OCC,EVID;1,0,1,0;1,4,1,0;1,0,2,0;2,0,1,0;2,{time},2,0"
    message = refused_table(text)
    assert message.startswith("row 6, column OCC = 2: is new, but TIME does not start again here")
    told = text.removesuffix("0") + "3"
    assert table(told).frame["time"].tolist() == [0.0, 4.0, 4.0, 0.0, float(time)]


def test_an_observation_opens_an_occasion():
    """Its row sees the reset that stands before it, and not the drug of the row above."""
    text = "TIME,OCC,AMT,CMT;0,1,100,1;4,1,0,1;0,2,0,1;0,2,60,1;0,2,0,1;4,2,0,1"
    (subject,) = table(text).subjects(MODEL)
    assert subject.times.tolist() == [4.0, 4.0, 4.0, 8.0]
    assert subject.seen.tolist() == [1, 2, 3, 3]
    assert [type(record).__name__ for record in subject.regimen.records] == [
        "Dose",
        "Reset",
        "Dose",
    ]
    expected = [left(100, 0.1, 4), 0.0, 60.0, left(60, 0.1, 4)]
    np.testing.assert_allclose(amounts(text), expected, **TIGHT)


@pytest.mark.parametrize("evid", [2, 3])
def test_other_rows_open_an_occasion(evid):
    text = f"TIME,OCC,EVID,AMT,CMT;0,1,1,100,1;4,1,0,0,1;0,2,{evid},0,1;1,2,1,60,1;5,2,0,0,1"
    expected = [left(100, 0.1, 4), *([0.0] if evid == 2 else []), left(60, 0.1, 4)]
    np.testing.assert_allclose(amounts(text), expected, **TIGHT)


def test_a_reset_at_the_seam_cancels_what_is_to_come():
    """The dose of 8 h and the late dose of the first period never come."""
    head = "TIME,OCC,AMT,II,ADDL,ALAG,CMT"
    text = f"{head};0,1,100,8,1,0,1;0,1,50,0,0,6,1;4,1,0,0,0,0,1;0,2,60,0,0,0,1;6,2,0,0,0,0,1"
    np.testing.assert_allclose(amounts(text), [left(100, 0.1, 4), left(60, 0.1, 6)], **TIGHT)


# CL is 1 L/h in the first period and 3 L/h in the second, where 0.3 of the amount leaves per hour.
CHANGING = "TIME,{0},AMT,CMT,CL;0,{1},100,1,1;4,{2},0,1,1;0,{3},60,1,3;0,{4},0,1,3;4,{4},0,1,3"


@pytest.mark.parametrize("carry", ["next", "last"])
@pytest.mark.parametrize("marks", [("EVID", 1, 0, 4, 0), ("OCC", 1, 1, 2, 2)])
def test_a_clearance_that_changes_between_periods(carry, marks):
    """Both periods keep their own clearance: the change stands at the seam under either carry."""
    expected = [left(100, 0.1, 4), 60.0, left(60, 0.3, 4)]
    found = amounts(CHANGING.format(*marks), carry=carry)
    np.testing.assert_allclose(found, expected, **TIGHT)


@pytest.mark.parametrize(("carry", "rate"), [("next", 0.3), ("last", 0.1)])
def test_a_clearance_that_changes_after_the_seam(carry, rate):
    """The first row of the second period has CL = 1, the next one CL = 3."""
    text = "TIME,OCC,AMT,CMT,CL;0,1,100,1,1;4,1,0,1,1;0,2,60,1,1;4,2,0,1,3;6,2,0,1,3"
    expected = [left(100, 0.1, 4), left(60, rate, 4), left(60, rate, 4) * np.exp(-0.3 * 2)]
    np.testing.assert_allclose(amounts(text, carry=carry), expected, **TIGHT)


@pytest.mark.parametrize("carry", ["next", "last"])
def test_a_covariate_that_changes_between_periods(tmp_path, carry):
    """CL is 2 L/h x (weight / 70)^0.75 and V 20 L, so that weight 1120 has 8 times the rate."""
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file() + BY_WEIGHT)
    text = "TIME,OCC,AMT,CMT,WT;0,1,100,2,70;4,1,0,2,70;0,2,60,2,1120;0,2,0,2,1120;1,2,0,2,1120"
    model = plain(od.read_drug(path))
    found = od.simulate(table(text, carry=carry), model=model).amount("mydrug", "central")
    np.testing.assert_allclose(found, [left(100, 0.1, 4), 60.0, left(60, 0.8, 1)], **TIGHT)


def test_time_that_goes_back_otherwise():
    rule = (
        "must not be before the time of the previous record, which is 4; TIME may start again at "
        "EVID 3 or 4, or where a column OCC changes; another subject needs another ID"
    )
    for text in (
        "TIME,OCC;0,1;4,1;0,1",
        "TIME,OCC;0,1;4,1;0,.",
        "TIME,OCC;0,1;4,.;0,2",
        "TIME;0;4;0",
    ):
        message = refused_table(text)
        assert message == f"row 4, column TIME = 0: {rule}"
    assert refused_table("TIME,EVID,AMT;0,1,5;4,0,0;0,1,5").endswith(rule)


def test_the_occasion_of_another_subject_does_not_count():
    text = "ID,TIME,OCC;1,0,1;1,4,1;2,0,2;2,3,2;2,1,2"
    assert refused_table(text).startswith("row 6, column TIME = 1: must not be before")


def test_occasions_are_kept_and_may_be_left_out():
    text = "TIME,OCC;0,first;1,first;2,second"
    assert table(text).frame["occ"].tolist() == ["first", "first", "second"]
    assert "occ" not in table(text, drop=["OCC"]).frame


def test_an_occasion_that_goes_on_is_told():
    t = table("ID,TIME,AMT,OCC;1,0,5,1;1,0,5,2;2,0,5,1;2,9,.,1")
    note = "OCC changes in 1 subject, where TIME goes on: the body is not reset there"
    assert note in t._checked.notes
    assert "reset" not in str(t.regimens(plain(DRUG))[1])
