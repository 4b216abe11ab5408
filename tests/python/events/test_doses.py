"""What a record of a table of events becomes in the regimen."""

import numpy as np
import pytest

import opiodyn as od
from event_tables import TWO_COMPARTMENTS as DRUG
from event_tables import ZERO, aligned, dose, fields, records
from fixtures import plain

RELEASED = od.Drug(
    "released",
    molar_mass=300.0,
    CL=1.0,
    V=[10.0],
    absorption=[
        od.FirstOrder(ka=1.0, fraction=0.5),
        od.ZeroOrderIntoDepot(duration=3.0, ka=2.0, fraction=0.5),
    ],
)


@pytest.mark.parametrize(
    ("columns", "row", "evid"),
    [
        ("AMT", "0", 0),
        ("AMT", "5", 1),
        ("AMT,RATE,SS,CMT", "0,5,1,2", 1),
        ("AMT,MDV", "0,1", 2),
        ("AMT,MDV", "0,0", 0),
        ("AMT,MDV", "5,1", 1),
        ("AMT,EVID", "5,.", 1),
        ("AMT,EVID", "0,.", 0),
        ("AMT,EVID", "5,4", 4),
        ("AMT,EVID", "0,3", 3),
        ("AMT,EVID", "0,2", 2),
        ("AMT,EVID,MDV", "0,0,1", 0),
        ("DV", "5", 0),
    ],
)
def test_evid(columns, row, evid):
    assert aligned(f"TIME,{columns}\n0,{row}").frame["evid"].tolist() == [evid]


@pytest.mark.parametrize(
    ("columns", "row", "expected"),
    [
        ("AMT,CMT", "100,1", {"cmt": "1"}),
        ("AMT,CMT", "100,2.0", {"cmt": "2"}),
        ("AMT,CMT", "100,Central", {"cmt": "central"}),
        ("AMT,CMT", "100,0", {}),
        ("AMT", "100", {}),
        ("AMT,ROUTE", "100,PO", {"route": "po"}),
        ("AMT,ROUTE", "100,iv", {"route": "iv"}),
        ("AMT,ROUTE", "100,intravenous", {"route": "iv"}),
        ("AMT,ROUTE,CMT", "100,iv,3", {"route": "iv", "cmt": "3"}),
        ("AMT,II,ADDL", "100,12,3", {"ii": 12.0, "addl": 3}),
        ("AMT,II,SS", "100,12,2", {"ii": 12.0, "ss": 2}),
        ("AMT,DUR,CMT", "100,2,2", {"dur": 2.0, "cmt": "2"}),
        ("AMT,TINF,ROUTE", "100,2,iv", {"dur": 2.0, "route": "iv"}),
        ("AMT,RATE,CMT", "100,25,2", {"rate": 25.0, "cmt": "2"}),
        ("AMT,RATE,SS,CMT", "0,25,1,2", {"amt": 0.0, "rate": 25.0, "ss": 1, "cmt": "2"}),
        ("AMT,F,ALAG", "100,0.5,2", {"F": 0.5, "lag": 2.0}),
        ("AMT,F,lag", "100,.,.", {}),
        ("AMT,CMT,F1,F2,ALAG1,ALAG2", "100,1,.5,.,1,.", {"F": 0.5, "lag": 1.0, "cmt": "1"}),
        ("AMT,CMT,F1,F2,ALAG1,ALAG2", "100,2,.,.7,.,2", {"F": 0.7, "lag": 2.0, "cmt": "2"}),
        ("AMT,CMT,F2", "100,central,.7", {"F": 0.7, "cmt": "central"}),
        ("AMT,CMT,F3,F1", "100,3,.2,.", {"F": 0.2, "cmt": "3"}),
        ("AMT,F1", "100,.7", {"F": 0.7}),
        ("AMT,ROUTE,F1,F2", "100,po,.7,.", {"F": 0.7, "route": "po"}),
        ("AMT,ROUTE,F1,F2", "100,iv,.,.1", {"F": 0.1, "route": "iv"}),
        ("AMT,CMT,F,F1,ALAG,ALAG1", "100,1,.5,.5,1,2", {"F": 0.25, "lag": 3.0, "cmt": "1"}),
        ("AMT,CMT,RATE,D1,D2", "100,2,-2,.,4", {"dur": 4.0, "cmt": "2"}),
        ("AMT,CMT,RATE,R1,R2", "100,2,-1,.,4", {"rate": 4.0, "cmt": "2"}),
        ("AMT,CMT,RATE,R1,D2", "100,2,7,.,.", {"rate": 7.0, "cmt": "2"}),
        ("AMT,CMT,RATE,D1", "100,1,-2,4", {"dur": 4.0, "cmt": "1"}),
        ("AMT,ROUTE,RATE,R2", "100,iv,-1,4", {"rate": 4.0, "route": "iv"}),
    ],
)
def test_dose(columns, row, expected):
    assert [fields(r) for r in records(f"TIME,{columns}\n1,{row}")] == [dose(time=1.0, **expected)]


def test_the_models_own_duration():
    (r,) = records("TIME,AMT,RATE\n1,100,-2", ZERO)
    assert fields(r) == dose(drug="zero", time=1.0, route="po")
    (r,) = records("TIME,AMT,RATE,ROUTE\n1,100,-2,po", ZERO)
    assert fields(r) == dose(drug="zero", time=1.0, route="po")
    (r,) = records("TIME,AMT,RATE,D1\n1,100,-2,.", ZERO)
    assert fields(r) == dose(drug="zero", time=1.0, route="po")
    (r,) = records("TIME,AMT,RATE,CMT,D1\n1,100,-2,1,3", ZERO)
    assert fields(r) == dose(drug="zero", time=1.0, cmt="1", dur=3.0)
    (r,) = records("TIME,AMT,RATE,CMT\n1,100,-2,depot2", RELEASED)
    assert fields(r) == dose(drug="released", time=1.0, cmt="depot2")


def test_resets():
    found = records("""TIME,AMT,EVID,CMT
                          0,100,   1,1
                          5,  .,   3,.
                          6, 50,   4,2""")
    assert [fields(r) for r in found] == [
        dose(cmt="1"),
        ("Reset", 5.0, None),
        ("Reset", 6.0, None),
        dose(amt=50.0, time=6.0, cmt="2"),
    ]


def test_an_amount_of_a_library_drug_goes_in_by_mouth():
    t = aligned("""TIME,AMT,DUR,ROUTE,DRUG
                    0,  5,  .,    .,naltrexone
                    1,  5,  2,   iv,morphine
                    2,  5,  .,   iv,naltrexone
                    3,  5,  .,   iv,fentanyl""")
    (regimen,) = t.regimens().values()
    assert [(d.drug, d.route, d.cmt) for d in regimen.doses] == [
        ("naltrexone", "po", ""),
        ("morphine", "iv", ""),
        ("naltrexone", "iv", ""),
        ("fentanyl", "iv", ""),
    ]
    od.simulate(regimen, end=4)


def test_which_drug():
    text = "TIME,AMT,DRUG\n0,100,zero\n1,100,."
    (regimen,) = aligned(text, drug="mydrug").regimens(plain(DRUG, ZERO)).values()
    assert [d.drug for d in regimen.doses] == ["zero", "mydrug"]
    (regimen,) = aligned(text).regimens(plain(ZERO)).values()
    assert [d.drug for d in regimen.doses] == ["zero", "zero"]


def test_one_table_for_several_models():
    t = aligned("TIME,AMT\n0,100")
    assert [d.drug for m in (DRUG, ZERO) for d in t.regimens(plain(m))[1].doses] == [
        "mydrug",
        "zero",
    ]


def test_subjects():
    t = aligned(
        """ID,TIME,AMT,DV,WT,HEPATIC
                  A,   0,  .,.5, .,.
                  A,   0,100, .,70,normal
                  A,   0,  ., 2,72,.
                  B,   1,100, ., .,.
                  B,   2,  ., ., .,.
                  C,   2,  ., 4, .,.""",
        drug="naltrexone",
    )
    a, b, c = t.subjects()
    assert (a.id, b.id, c.id) == ("A", "B", "C")
    assert a.times.tolist() == [0.0, 0.0]
    assert a.seen.tolist() == [0, 2]  # the dose, and the weight that changes
    assert a.dv.tolist() == [0.5, 2.0]
    assert a.covariates == {"weight": 70.0, "hepatic": "normal"}
    assert (b.times.tolist(), b.seen.tolist(), b.covariates) == ([2.0], [1], {})
    assert np.isnan(b.dv).all()
    assert (c.regimen.records, c.times.tolist(), c.seen.tolist()) == ([], [2.0], [0])
