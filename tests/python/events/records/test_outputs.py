"""Which records of a table are outputs, and what they see and hold."""

import numpy as np
import pytest

import opiodyn as od
from event_tables import table
from fixtures import plain, refusal

# One compartment of 10 L; 0.1 of the amount leaves per hour.
DRUG = od.Drug("mydrug", molar_mass=300.0, CL=1.0, V=[10.0])
MODEL = plain(DRUG)


def test_every_record_without_a_dose_or_reset_is_an_output():
    text = """TIME,AMT,EVID,MDV,DV
0,.,2,1,.
0,100,1,1,.
0,.,2,1,.
5,.,0,0,61
5,.,0,1,0
6,.,2,1,.
7,.,2,.,48
8,.,3,1,.
9,.,0,0,0"""
    (subject,) = table(text.replace("\n", ";")).subjects(MODEL)
    assert subject.times.tolist() == [0.0, 0.0, 5.0, 5.0, 6.0, 7.0, 9.0]
    assert subject.seen.tolist() == [0, 1, 1, 1, 1, 1, 2]
    np.testing.assert_array_equal(subject.dv, [np.nan, np.nan, 61, np.nan, np.nan, 48, 0])
    run = od.simulate(table(text.replace("\n", ";")), model=MODEL)
    left = 100.0 * np.exp(-0.1 * np.array([5.0, 5.0, 6.0, 7.0]))
    np.testing.assert_allclose(
        run.amount("mydrug", "central"), [0.0, 100.0, *left, 0.0], rtol=1e-11
    )


def test_mdv_without_evid_is_an_output_without_an_observation():
    t = table("TIME,AMT,MDV,DV;0,100,1,.;2,.,1,7;4,.,0,8")
    (subject,) = t.subjects(MODEL)
    assert t.frame["evid"].tolist() == [1, 2, 0]
    assert subject.times.tolist() == [2.0, 4.0]
    np.testing.assert_array_equal(subject.dv, [np.nan, 8.0])


@pytest.mark.parametrize(("carry", "expected"), [("next", 0.3), ("last", 0.1)])
def test_a_change_is_seen_at_its_own_record(carry, expected):
    """CL rises from 1 to 3 L/h with the record at 2 h: back to 0 h, or from 2 h on."""
    run = od.simulate(table("TIME,AMT,EVID,CL;0,100,1,1;2,.,2,3", carry=carry), model=MODEL)
    np.testing.assert_allclose(
        run.amount("mydrug", "central"), [100.0 * np.exp(-2.0 * expected)], rtol=1e-11
    )


def test_a_change_of_volume_is_seen_at_its_own_record():
    run = od.simulate(table("TIME,AMT,EVID,V;0,100,1,10;0,.,2,20", carry="last"), model=MODEL)
    np.testing.assert_allclose(run.concentration("mydrug", "ng/mL"), [5000.0], rtol=1e-12)


def test_a_table_of_changes_alone_can_be_run():
    run = od.simulate(table("TIME,AMT,EVID;0,100,1;3,.,2"), model=MODEL)
    assert run.times.tolist() == [3.0]
    message = refusal(lambda: od.simulate(table("TIME,AMT;0,100"), model=MODEL))
    assert message.startswith("records = 'observations': subject 1 has no row of EVID 0 or 2")
