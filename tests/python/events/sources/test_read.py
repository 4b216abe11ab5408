"""Tables of events: what is read of a file, a text or a frame."""

import io
import pickle

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import TWO_COMPARTMENTS as DRUG
from event_tables import aligned
from fixtures import plain


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
    t = aligned("""id,Time,AMT,tinf,wt,Smok,hepatic,CL,F1
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
    t = aligned("TIME,AMT\n0,100\n1,.")
    frame = t.frame
    frame.loc[:, "time"] = 7.0
    frame["time"].to_numpy(copy=True)[:] = 3.0
    assert t.frame["time"].tolist() == [0.0, 1.0]
    with pytest.raises(AttributeError):
        t.frame = frame
    with pytest.raises(AttributeError):
        t.ids = ()


def test_what_a_table_says_of_itself():
    t = aligned("ID,TIME,AMT\n1,0,100\n1,1,.\n2,0,100\n2,1,.\n2,2,.")
    assert len(t) == 5
    assert t.ids == (1, 2)
    assert t.carry == "next"
    assert repr(t) == "<EventTable of 'StringIO': 2 subjects, 5 records, 2 doses, 3 observations>"
    assert "<table" in t._repr_html_()
    assert "more rows" not in t._repr_html_()
    many = od.read_events(pd.DataFrame({"<TIME>": range(12), "TIME": range(12)}), drop=["<TIME>"])
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
    assert aligned("\n".join(["ID,TIME,AMT", *rows])).ids == ids


def test_without_id_there_is_one_subject():
    assert aligned("TIME,AMT\n0,100").ids == (1,)


def test_numbers_are_exact():
    text = "TIME,AMT\n0.1,0.30000000000000004\n+1.e1,100000000000000000000001\n1E2,.5"
    frame = aligned(text).frame
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
    t = od.read_events(io.StringIO(frame.to_csv(index=False)), drop=["WT"])
    assert len(t) == n
    subjects = t.subjects(plain(DRUG))
    assert len(subjects) == n // 20
    assert all(len(s.regimen.records) == 11 for s in subjects)
    assert all(s.seen.tolist() == list(range(2, 12)) for s in subjects)
