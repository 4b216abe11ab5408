"""What a user does to arrays, before or after a call, changes no result and no table."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od

DAY = od.regimen("naltrexone 4.5 mg po")
PEOPLE = od.population(2, seed=1)
PLAIN = od.Model(receptors=[], endogenous=[])
TIMES = [0.0, 1.0, 2.0]
CALLS = {
    "a run": lambda times: od.simulate(DAY, model=PLAIN, times=times),
    "people": lambda times: od.simulate(DAY, model=PLAIN, subjects=PEOPLE, times=times),
    "one of the people": lambda times: od.simulate(DAY, model=PLAIN, subjects=PEOPLE, times=times)[
        1
    ],
}


@pytest.mark.parametrize("call", CALLS)
def test_output_times_are_those_that_were_given(call):
    times = np.array(TIMES)
    found = CALLS[call](times)
    times *= 10.0
    assert found.times.tolist() == TIMES
    with pytest.raises(ValueError, match="read-only"):
        found.times[0] = 77.0


def test_a_sweep_keeps_the_times_that_were_given():
    times = np.array(TIMES)
    column = "concentration.naltrexone"
    found = od.sweep(DAY, over={"dose": [1.0]}, model=PLAIN, times=times, columns=[column])
    times *= 10.0
    assert found["time"].to_numpy().tolist() == TIMES


@pytest.mark.parametrize("key", ["TIME", "AMT", "DV", "WT", "MDV"])
def test_a_table_of_events_keeps_the_cells_that_were_given(key):
    given = {"TIME": TIMES, "AMT": [50.0, 0, 0], "DV": [np.nan, 9.1, 7.9], "EVID": [1, 0, 0]}
    frame = pd.DataFrame(given | {"WT": [80.0] * 3, "MDV": [1.0, 0.0, 0.0]})
    table = od.read_events(frame, drug="naltrexone")
    before = table.frame
    frame.loc[:, key] = 999.0
    pd.testing.assert_frame_equal(table.frame, before)


def test_rows_keep_the_cells_that_were_given():
    cells = np.array([100.0, 200.0])
    rows = od.Rows({"naltrexone.CL": cells})
    cells[0] = -5.0
    found = od.sweep(DAY, over=rows, model=PLAIN, metrics="concentration.naltrexone.peak")
    assert found["naltrexone.CL"].to_numpy().tolist() == [100.0, 200.0]


@pytest.fixture(scope="module")
def uncertain():
    asked = {"times": TIMES, "columns": ["concentration.naltrexone"]}
    name = "concentration.naltrexone.peak"
    return od.uncertainty(
        DAY, vary={"naltrexone.CL": (100.0, 200.0)}, model=PLAIN, metrics=name, draws=4, **asked
    )


@pytest.mark.parametrize("part", ["to_xarray", "bands"])
def test_what_a_study_of_uncertainty_hands_out_is_the_callers_own(uncertain, part):
    def shown():
        return uncertain.to_xarray() if part == "to_xarray" else uncertain.bands

    before, mine = shown(), shown()
    table = uncertain.table
    for name in mine.variables:
        if np.issubdtype(mine[name].dtype, np.floating) and name not in mine.indexes:
            mine[name].to_numpy()[...] = 0.0
    assert shown().identical(before)
    pd.testing.assert_frame_equal(uncertain.table, table)
