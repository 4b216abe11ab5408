"""What a choice of rows leaves as it is, and how results say which row an output belongs to."""

import io

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import opiodyn as od
from event_tables import DRUG, table
from fixtures import plain

MODEL = plain(DRUG)
STUDY = """ID,TIME,AMT,EVID,CMT,DV
7,0,100,1,central,9
7,2,.,0,.,3
7,2,.,2,.,.
7,12,50,4,central,.
8,0,80,1,central,.
8,0,.,0,.,.
9,0,.,3,.,.
9,1,60,1,depot,.
9,1,20,1,depot,.
9,30,.,0,.,5
"""
ROWS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
EVID = [1, 0, 2, 4, 1, 0, 3, 1, 1, 0]
FULL = """ID,TIME,AMT,EVID,II,ADDL,SS,ALAG
1,0,5,1,24,2,.,.
1,3,.,0,.,.,.,.
1,24,.,2,.,.,.,.
1,30,9,1,12,.,1,0.5
1,30,.,0,.,.,.,.
1,31,.,0,.,.,.,.
2,0,50,1,.,.,.,.
2,0,.,0,.,.,.,.
2,6,.,3,.,.,.,.
2,6,.,0,.,.,.,.
2,7,4.5,4,.,.,.,.
2,9,.,0,.,.,.,.
"""


def read(text, **options):
    return od.read_events(io.StringIO(text), **options)


def test_a_frame_names_row_and_evid_of_each_output():
    frame = od.simulate(read(STUDY), model=MODEL, records="all").to_pandas()
    assert frame.columns[:2].tolist() == ["row", "evid"]
    assert frame["row"].tolist() == ROWS
    assert frame["evid"].tolist() == EVID
    assert frame.index.get_level_values("subject").tolist() == [7] * 4 + [8] * 2 + [9] * 4
    expected = [np.nan, 3, *[np.nan] * 7, 5]  # no DV of a dose, whatever the file has there
    np.testing.assert_array_equal(frame["dv"], expected)
    assert "side" not in frame


def test_the_row_joins_results_to_the_table():
    events = read(STUDY)
    results = od.simulate(events, model=MODEL, records="all").to_pandas().reset_index()
    joined = events.frame.merge(results, on="row", validate="one_to_one", suffixes=("", "_run"))
    assert len(joined) == len(events)
    assert (joined["id"] == joined["subject"]).all()
    assert (joined["evid"] == joined["evid_run"]).all()


def test_both_sides_are_named():
    frame = od.simulate(read(STUDY), model=MODEL, records="both").to_pandas()
    acts = np.isin(EVID, (1, 3, 4))
    assert frame["row"].tolist() == np.repeat(ROWS, 1 + acts).tolist()
    before = frame["side"] == "before"
    assert frame["row"][before].tolist() == np.array(ROWS)[acts].tolist()
    assert (frame["side"][~before] == "after").all()
    after = od.simulate(read(STUDY), model=MODEL, records="all").to_pandas()
    pd.testing.assert_frame_equal(frame[~before].drop(columns="side"), after)


def test_rows_of_a_frame_are_counted_from_0():
    events = od.read_events(pd.read_csv(io.StringIO(STUDY)))
    frame = od.simulate(events, model=MODEL).to_pandas()
    assert frame["row"].tolist() == [1, 2, 5, 9]
    assert frame["evid"].tolist() == [0, 2, 0, 0]


def test_other_times_belong_to_no_row():
    frame = od.simulate(read(STUDY), model=MODEL, times=[1.0]).to_pandas()
    assert {"row", "evid", "side", "dv"}.isdisjoint(frame)
    assert {"row", "evid", "side", "dv"}.isdisjoint(
        od.simulate(od.dose("morphine", amt=5)).to_pandas()
    )


def test_a_dataset_has_the_rows_as_coordinates(tmp_path):
    text = "ID,TIME,AMT,CMT;1,0,10,central;1,4,.,.;2,0,20,central;2,4,.,."
    data = od.simulate(table(text), model=MODEL, records="both").to_xarray()
    for name in ("row", "evid", "side"):
        assert data.coords[name].dims == ("subject", "time")
    assert data["row"].to_numpy().tolist() == [[2, 2, 3], [4, 4, 5]]
    assert data["evid"].to_numpy().tolist() == [[1, 1, 0], [1, 1, 0]]
    assert data["side"].to_numpy().tolist() == [["before", "after", "after"]] * 2
    peaks = data["amount"].sel(ligand="mydrug", compartment="central")[:, 1]
    assert peaks.to_numpy().tolist() == [10.0, 20.0]
    data.to_netcdf(tmp_path / "study.nc")
    xr.testing.assert_identical(xr.load_dataset(tmp_path / "study.nc")["row"], data["row"])
    alone = od.simulate(table(text), model=MODEL, records="both")[1].to_xarray()
    assert alone["side"].dims == ("time",)
    assert od.simulate(table(text), model=MODEL).to_xarray()["evid"].dims == ("subject", "time")


def test_a_run_that_is_cut_short_has_the_rows_that_it_reached():
    model = od.Model(drugs=["naltrexone"])
    runs = od.simulate(read(FULL, drug="naltrexone"), model=model, records="both", max_steps=3)
    assert not runs.complete
    for run in runs:
        frame = run.to_pandas()
        assert len(frame) == run.times.size < 9
        assert frame["row"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("model", "options"),
    [
        (od.Model(drugs=["naltrexone"]), {}),
        (od.Model(drugs=["naltrexone"]), {"max_seconds": 60.0}),  # each subject alone
        (od.Model(drugs=["naltrexone"], receptors=[], endogenous=[]), {"method": "exact"}),
        (od.Model(drugs=["naltrexone"], receptors=[], endogenous=[]), {"method": "dopri5"}),
    ],
    ids=["lanes", "alone", "exact", "dopri5"],
)
def test_more_rows_change_no_bit_of_the_others(model, options):
    events = read(FULL, drug="naltrexone")
    plainly = od.simulate(events, model=model, **options).to_pandas()
    for records in ("all", "both"):
        more = od.simulate(events, model=model, records=records, **options).to_pandas()
        assert len(more) == {"all": 12, "both": 17}[records]
        same = more[more["evid"].isin([0, 2])].drop(columns="side", errors="ignore")
        pd.testing.assert_frame_equal(same, plainly, check_exact=True)


def test_statistics_do_not_depend_on_the_choice():
    events = read(FULL, drug="naltrexone")
    runs = {one: od.simulate(events, records=one) for one in ("observations", "all", "both")}
    first = runs["observations"]
    names = ["occupancy.naltrexone.mu.mean", "tone.mu.peak"]
    for other in (runs["all"], runs["both"]):
        pd.testing.assert_frame_equal(other.summary(), first.summary(), check_exact=True)
        found, expected = other.metrics(names), first.metrics(names)
        pd.testing.assert_frame_equal(found, expected, check_exact=True)
        assert other.report() == first.report()
        assert other[0].report() == first[0].report()


def test_subjects_offer_their_outputs():
    first, second, third = read(STUDY).subjects(MODEL, records="both")
    assert first.times.tolist() == [0, 0, 2, 2, 12, 12]
    assert first.seen.tolist() == [0, 1, 1, 1, 1, 3]  # EVID 4 is a reset and a dose
    assert first.rows.tolist() == [2, 2, 3, 4, 5, 5]
    assert first.evid.tolist() == [1, 1, 0, 2, 4, 4]
    assert first.sides.tolist() == ["before", "after", "after", "after", "before", "after"]
    assert second.rows.tolist() == [6, 6, 7]
    assert third.seen.tolist() == [0, 1, 1, 2, 2, 3, 3]
    default = read(STUDY).subjects(MODEL)
    assert [one.rows.tolist() for one in default] == [[3, 4], [7], [11]]
    assert [one.sides.tolist() for one in default] == [["after"] * 2, ["after"], ["after"]]
    with pytest.raises(od.InputError, match=r"^records = 'each': must be"):
        read(STUDY).subjects(MODEL, records="each")
