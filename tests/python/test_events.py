"""Tables of events: what is read, and what each column means for the regimen."""

import io
import pickle

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn import _core

DRUG = od.Drug(
    "mydrug",
    molar_mass=300.0,
    CL=1.1,
    V=[20.0, 5.0],
    Q=[2.0],
    absorption=[od.FirstOrder(ka=1.5)],
)
ZERO = od.Drug("zero", molar_mass=300.0, CL=1.0, V=[10.0], absorption=[od.ZeroOrder(duration=2.0)])
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


def model(*drugs):
    return od.Model(drugs=list(drugs or [DRUG]), receptors=[], endogenous=[])


def table(text, **options):
    lines = [line.replace(" ", "") for line in text.strip().splitlines()]
    return od.read_events(io.StringIO("\n".join(lines) + "\n"), **options)


def records(text, *drugs, **options):
    (regimen,) = table(text, **options).regimens(model(*drugs)).values()
    return regimen.records


def fields(record):
    if isinstance(record, _core.Dose):
        names = ("drug", "amt", "route", "time", "dur", "ii", "addl", "rate", "ss", "cmt")
        return tuple(getattr(record, name) for name in (*names, "F", "lag"))
    return (type(record).__name__, record.time, getattr(record, "parameters", None))


def dose(**changed):
    return fields(_core.Dose(changed.pop("drug", "mydrug"), **{"amt": 100.0, **changed}))


# Reading


def test_a_path_a_file_and_a_frame_say_the_same(tmp_path):
    text = (
        "ID,TIME,AMT,RATE,CMT,DRUG,DV,WT\n"
        "1,0,100,.,2,mydrug,.,70\n"
        "1,1.5,,,,,3.25,\n"
        "2,0,1e2,50,central,mydrug,,55.5\n"
    )
    path = tmp_path / "study.csv"
    path.write_text(text)
    frame = pd.DataFrame(
        {
            "ID": [1, 1, 2],
            "TIME": [0.0, 1.5, 0.0],
            "AMT": [100, 0, 100],
            "RATE": [np.nan, np.nan, 50.0],
            "CMT": ["2", None, "central"],
            "DRUG": pd.Categorical(["mydrug", None, "mydrug"]),
            "DV": [None, 3.25, "."],
            "WT": np.array([70, np.nan, 55.5], dtype=np.float32),
        }
    )
    tables = [od.read_events(path), od.read_events(str(path)), od.read_events(frame)]
    with path.open() as file:
        tables.append(od.read_events(file))
    with path.open("rb") as file:
        tables.append(od.read_events(file))
    for other in tables[1:]:
        pd.testing.assert_frame_equal(
            tables[0].frame.drop(columns="row"), other.frame.drop(columns="row")
        )
    assert [list(t.frame["row"]) for t in tables[:3]] == [[2, 3, 4], [2, 3, 4], [0, 1, 2]]


def test_the_frame_is_normalised():
    t = table("""id,Time,AMT,tinf,wt,Smok,hepatic,CL,F1
                 1,   0, 100,   2,70,   1,      ., 2, .
                 1,   3,   0,   .,  ,   0, Normal, ., .""")
    frame = t.frame
    assert list(frame.columns) == [
        *("row", "id", "time", "evid", "amt", "dur", "ii", "rate", "addl", "ss"),
        *("cmt", "drug", "route", "weight", "smoker", "hepatic", "CL", "f1"),
    ]
    assert frame.loc[0, ["evid", "dur", "smoker", "hepatic", "CL"]].tolist() == [1, 2, "yes", "", 2]
    assert frame.loc[1, ["evid", "dur", "smoker", "hepatic"]].tolist() == [0, 0, "no", "normal"]
    assert np.isnan(frame.loc[1, "CL"])
    assert np.isnan(frame.loc[1, "weight"])


def test_the_table_never_changes():
    t = table("TIME,AMT\n0,100\n1,.")
    frame = t.frame
    frame.loc[:, "time"] = 7.0
    frame["time"].to_numpy(copy=True)[:] = 3.0
    assert t.frame["time"].tolist() == [0.0, 1.0]
    with pytest.raises(AttributeError):
        t.frame = frame
    with pytest.raises(AttributeError):
        t.ids = ()


def test_what_a_table_says_of_itself():
    t = table("ID,TIME,AMT\n1,0,100\n1,1,.\n2,0,100\n2,1,.\n2,2,.")
    assert len(t) == 5
    assert t.ids == (1, 2)
    assert t.carry == "next"
    assert repr(t) == "<EventTable of 'StringIO': 2 subjects, 5 records, 2 doses, 3 observations>"
    assert "<table" in t._repr_html_()
    assert "more rows" not in t._repr_html_()
    many = od.read_events(pd.DataFrame({"<TIME>": range(12), "TIME": range(12)}), ignore=["<TIME>"])
    assert "and 2 more rows" in many._repr_html_()
    assert (
        repr(many) == "<EventTable of DataFrame: 1 subject, 12 records, 0 doses, 12 observations>"
    )
    assert pickle.loads(pickle.dumps(t)).frame.equals(t.frame)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("1 2 3", (1, 2, 3)),
        ("3.0 1e1 -2", (3, 10, -2)),
        ("007 7.0", (7,)),
        ("P1 P2 2", ("P1", "P2", "2")),
        ("101-001 101-002", ("101-001", "101-002")),
    ],
)
def test_ids(written, ids):
    rows = [f"{name},0,100" for name in written.split()]
    assert table("\n".join(["ID,TIME,AMT", *rows])).ids == ids


def test_without_id_there_is_one_subject():
    assert table("TIME,AMT\n0,100").ids == (1,)


def test_numbers_are_exact():
    text = "TIME,AMT\n0.1,0.30000000000000004\n+1.e1,100000000000000000000001\n1E2,.5"
    frame = table(text).frame
    assert frame["time"].tolist() == [0.1, 10.0, 100.0]
    assert frame["amt"].tolist() == [0.1 + 0.2, float(10**23 + 1), 0.5]


def test_blank_lines_spaces_quotes_and_line_ends():
    text = '\ufeffID , TIME,"AMT"\r\n 1 , 0 ,"100"\r\n\r\n1,1,\r\n\r\n'
    t = od.read_events(io.BytesIO(text.encode()))
    assert t.frame["row"].tolist() == [2, 4]
    assert t.frame["amt"].tolist() == [100.0, 0.0]


def test_a_long_table():
    n = 200_000
    row = np.arange(n)
    frame = pd.DataFrame(
        {
            "ID": row // 20,
            "TIME": (row % 20) * 0.1,
            "AMT": np.where(row % 2 == 0, 10.0, 0.0),
            "CMT": 1,
            "WT": 50.0 + row % 7,
            "CL": 1.0 + row // 20,
        }
    )
    t = od.read_events(io.StringIO(frame.to_csv(index=False)), ignore=["WT"])
    assert len(t) == n
    subjects = t.subjects(model())
    assert len(subjects) == n // 20
    assert all(len(s.regimen.records) == 11 for s in subjects)
    assert all(s.seen.tolist() == list(range(2, 12)) for s in subjects)


# What is a dose


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
    assert table(f"TIME,{columns}\n0,{row}").frame["evid"].tolist() == [evid]


@pytest.mark.parametrize(
    ("columns", "row", "expected"),
    [
        ("AMT,CMT", "100,1", {"cmt": "1"}),
        ("AMT,CMT", "100,2.0", {"cmt": "2"}),
        ("AMT,CMT", "100,Central", {"cmt": "central"}),
        ("AMT,CMT", "100,0", {"cmt": "1"}),
        ("AMT", "100", {"cmt": "1"}),
        ("AMT,ROUTE", "100,PO", {"route": "po"}),
        ("AMT,ROUTE", "100,iv", {"route": "iv"}),
        ("AMT,ROUTE", "100,intravenous", {"route": "iv"}),
        ("AMT,ROUTE,CMT", "100,iv,3", {"route": "iv", "cmt": "3"}),
        ("AMT,II,ADDL", "100,12,3", {"ii": 12.0, "addl": 3, "cmt": "1"}),
        ("AMT,II,SS", "100,12,2", {"ii": 12.0, "ss": 2, "cmt": "1"}),
        ("AMT,DUR,CMT", "100,2,2", {"dur": 2.0, "cmt": "2"}),
        ("AMT,TINF,ROUTE", "100,2,iv", {"dur": 2.0, "route": "iv"}),
        ("AMT,RATE,CMT", "100,25,2", {"rate": 25.0, "cmt": "2"}),
        ("AMT,RATE,SS,CMT", "0,25,1,2", {"amt": 0.0, "rate": 25.0, "ss": 1, "cmt": "2"}),
        ("AMT,F,ALAG", "100,0.5,2", {"F": 0.5, "lag": 2.0, "cmt": "1"}),
        ("AMT,F,lag", "100,.,.", {"cmt": "1"}),
        ("AMT,CMT,F1,F2,ALAG1,ALAG2", "100,1,.5,.7,1,2", {"F": 0.5, "lag": 1.0, "cmt": "1"}),
        ("AMT,CMT,F1,F2,ALAG1,ALAG2", "100,2,.5,.7,1,2", {"F": 0.7, "lag": 2.0, "cmt": "2"}),
        ("AMT,CMT,F2", "100,central,.7", {"F": 0.7, "cmt": "central"}),
        ("AMT,CMT,F3,F1", "100,3,.,.7", {"cmt": "3"}),
        ("AMT,F1", "100,.7", {"F": 0.7, "cmt": "1"}),
        ("AMT,ROUTE,F1,F2", "100,po,.7,.1", {"F": 0.7, "route": "po"}),
        ("AMT,ROUTE,F1,F2", "100,iv,.7,.1", {"F": 0.1, "route": "iv"}),
        ("AMT,CMT,F,F1,ALAG,ALAG1", "100,1,.5,.5,1,2", {"F": 0.25, "lag": 3.0, "cmt": "1"}),
        ("AMT,CMT,RATE,D1,D2", "100,2,-2,1,4", {"dur": 4.0, "cmt": "2"}),
        ("AMT,CMT,RATE,R1,R2", "100,2,-1,1,4", {"rate": 4.0, "cmt": "2"}),
        ("AMT,CMT,RATE,R1,D2", "100,2,7,1,4", {"rate": 7.0, "cmt": "2"}),
        ("AMT,RATE,D1", "100,-2,4", {"dur": 4.0, "cmt": "1"}),
        ("AMT,RATE,R1", "100,-1,4", {"rate": 4.0, "cmt": "1"}),
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
    (r,) = records("TIME,AMT,RATE,D1\n1,100,-2,3", ZERO)
    assert fields(r) == dose(drug="zero", time=1.0, cmt="1", dur=3.0)
    (r,) = records("TIME,AMT,RATE,CMT\n1,100,-2,2", RELEASED)
    assert fields(r) == dose(drug="released", time=1.0, cmt="2")


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


def test_an_amount_of_a_library_drug_goes_in_by_mouth_or_is_infused():
    t = table("""TIME,AMT,DUR,ROUTE,DRUG
                    0,  5,  .,    .,naltrexone
                    1,  5,  2,    .,morphine
                    2,  5,  .,   iv,naltrexone
                    3,  5,  .,    .,fentanyl""")
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
    (regimen,) = table(text, drug="mydrug").regimens(model(DRUG, ZERO)).values()
    assert [d.drug for d in regimen.doses] == ["zero", "mydrug"]
    (regimen,) = table(text).regimens(model(ZERO)).values()
    assert [d.drug for d in regimen.doses] == ["zero", "zero"]


def test_one_table_for_several_models():
    t = table("TIME,AMT\n0,100")
    assert [d.drug for m in (DRUG, ZERO) for d in t.regimens(model(m))[1].doses] == [
        "mydrug",
        "zero",
    ]


def test_subjects():
    t = table(
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


# Changes


CHANGES = """TIME,AMT,CL,V1
                1,100, 2, .
                2,  ., ., 30
                4, 50, 3, 30
                4,  ., 4, ."""


def test_carried_back_from_the_next_record():
    found = [fields(r) for r in records(CHANGES)]
    assert found == [
        ("Change", 0.0, {"mydrug.CL": 2.0}),
        dose(time=1.0, cmt="1"),
        ("Change", 1.0, {"mydrug.V1": 30.0}),
        ("Change", 2.0, {"mydrug.CL": 3.0}),
        dose(amt=50.0, time=4.0, cmt="1"),
        ("Change", 4.0, {"mydrug.CL": 4.0}),
    ]


def test_carried_on_from_the_last_record():
    found = [fields(r) for r in records(CHANGES, carry="last")]
    assert found == [
        ("Change", 0.0, {"mydrug.CL": 2.0}),
        dose(time=1.0, cmt="1"),
        ("Change", 2.0, {"mydrug.V1": 30.0}),
        ("Change", 4.0, {"mydrug.CL": 3.0}),
        dose(amt=50.0, time=4.0, cmt="1"),
        ("Change", 4.0, {"mydrug.CL": 4.0}),
    ]


def test_an_observation_sees_its_own_values_and_not_the_next():
    t = table(CHANGES)
    assert t.subjects(model())[0].seen.tolist() == [3, 6]
    t = table(CHANGES, carry="last")
    assert t.subjects(model())[0].seen.tolist() == [3, 6]


def test_nothing_is_carried_to_the_next_subject():
    t = table("ID,TIME,AMT,CL\n1,0,100,2\n2,0,100,.\n3,0,100,2\n3,1,.,1.1")
    found = {k: [fields(x) for x in r.records] for k, r in t.regimens(model()).items()}
    assert found == {
        1: [("Change", 0.0, {"mydrug.CL": 2.0}), dose(cmt="1")],
        2: [dose(cmt="1")],
        3: [
            ("Change", 0.0, {"mydrug.CL": 2.0}),
            dose(cmt="1"),
            ("Change", 0.0, {"mydrug.CL": 1.1}),
        ],
    }


def test_the_models_own_value_is_no_change():
    assert [fields(r) for r in records("TIME,AMT,CL\n0,100,1.1")] == [dose(cmt="1")]


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("CL", "mydrug.CL"),
        ("cl", "mydrug.CL"),
        ("ka", "mydrug.oral.ka"),
        ("oral.ka", "mydrug.oral.ka"),
        ("mydrug.oral.KA", "mydrug.oral.ka"),
        ("mydrug.CL", "mydrug.CL"),
        ("V", "mydrug.V1"),
        ("Q", "mydrug.Q2"),
        ("V2", "mydrug.V2"),
    ],
)
def test_names_of_parameters(column, name):
    change, _ = records(f"TIME,AMT,{column}\n0,100,0.25")
    assert fields(change) == ("Change", 0.0, {name: 0.25})


def test_covariates_become_parameters():
    t = table("""TIME,AMT,DRUG,WT
                    0, 50,naltrexone,80
                    5,  .,.,80
                    6,  .,.,90""")
    (regimen,) = t.regimens().values()
    known = od.Model(drugs=["naltrexone"]).core
    first, _, later = regimen.records
    assert first.time == 0.0
    assert later.time == 5.0
    assert first.parameters == _core.covariate_parameters(known, {"weight": 80.0})
    assert later.parameters == _core.covariate_parameters(known, {"weight": 90.0})


def test_a_parameter_of_the_table_goes_before_a_covariate():
    t = table("TIME,AMT,WT,CL\n0,50,80,77\n1,.,90,.", drug="naltrexone")
    (regimen,) = t.regimens().values()
    values = [r.parameters for r in regimen.records if isinstance(r, _core.Change)]
    assert values[0]["naltrexone.CL"] == 77.0
    assert all("naltrexone.CL" not in v for v in values[1:])
