"""A table of draws is taken as it is, and draws that fail are counted and named."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from uncertainty_models import AREA, DOSE, TIGHT, VEIN, area, bolus, linear

CLEARANCES = [1.0, 2.0, 4.0, 5.0]
SOURCES = {
    "frame": pd.DataFrame({"x.CL": CLEARANCES}),
    "columns": {"x.CL": CLEARANCES},
    "list": [{"x.CL": CL} for CL in CLEARANCES],
    "rows": od.Rows({"x.CL": CLEARANCES}),
}


def found_of(source, **more):
    return od.uncertainty(VEIN, model=linear(), metrics=AREA, source=source, **{**TIGHT, **more})


@pytest.mark.parametrize("kind", SOURCES)
def test_values_of_a_table_are_taken_as_they_are(kind):
    found = found_of(SOURCES[kind])
    exact = area(CL=np.array(CLEARANCES))
    numbers = found.values["area"].to_numpy()  # noqa: PD011 (no frame of pandas)
    assert numbers == pytest.approx(exact, rel=1e-6)  # of the solver
    low, middle, high = np.quantile(exact, [0.05, 0.5, 0.95])
    row = found.table.loc["area"]
    assert [row["low"], row["median"], row["high"]] == pytest.approx([low, middle, high], rel=1e-6)
    assert found.ranges.empty


def test_nothing_follows_in_a_table():
    week = od.regimen("naltrexone 4.5 mg po q24h x7")
    found = od.uncertainty(week, source={"naltrexone.CL": [100.0, 120.0]})
    assert list(found.parameters) == ["naltrexone.CL"]


def test_draws_that_fail_are_counted_and_named():
    frame = pd.DataFrame({"x.CL": [1.0, -1.0, 4.0]}, index=["a", "b", "c"])
    found = found_of(frame)
    assert found.table.loc["area", "failed"] == pytest.approx(1 / 3)
    assert found.failed.index.tolist() == ["b"]
    assert found.failed["b"].startswith("x.CL = -1")
    missing = found.values["area"].isna()  # noqa: PD011 (no frame of pandas)
    assert missing.tolist() == [False, True, False]
    middle = (area(CL=1.0) + area(CL=4.0)) / 2.0
    assert found.table.loc["area", "median"] == pytest.approx(middle, rel=1e-6)
    assert repr(found) == "<Uncertainty: 3 draws (1 failed) of area>"
    assert found.to_xarray()["status"].sel(draw="a").item() == "complete"


def test_no_draw_that_could_run_is_an_error():
    with pytest.raises(od.SolverError, match=r"none of 2 draws could run; draw 0: x\.CL = -1"):
        found_of({"x.CL": [-1.0, -2.0]})


def test_a_model_that_cannot_run_is_an_error():
    with pytest.raises(od.SolverError, match="the model itself cannot run"):
        found_of({"x.CL": [1.0]}, max_steps=1)


def test_a_draw_outside_its_documented_range_is_noted():
    week = od.regimen("naltrexone 4.5 mg po q24h x7")
    beyond = od.uncertainty(week, source={"naltrexone.CL": [400.0, 120.0]})
    within = od.uncertainty(week, draws=2, vary=["naltrexone.mu.K"])
    assert "naltrexone.CL = 400" in beyond.table.attrs["notes"]
    assert "range" not in within.table.attrs.get("notes", "")


def test_draws_of_a_fit_lead_to_bands():
    """A fit of exact data: what varies little around the truth varies little in the area."""
    times = np.array([0.5, 2.0, 4.0, 8.0, 16.0, 24.0])
    scattered = bolus(times) * (1.0 + 0.01 * np.sin(times))
    doses = pd.DataFrame({"TIME": [0.0], "AMT": [DOSE], "EVID": [1], "DV": [np.nan]})
    rows = pd.DataFrame({"TIME": times, "AMT": 0.0, "EVID": 0, "DV": scattered})
    table = od.read_events(pd.concat([doses, rows]).assign(ID=1, ROUTE="iv"), drug="x")
    vary = {"x.CL": (0.5, 8.0), "x.V1": (5.0, 80.0)}
    fit = od.fit(table, model=linear(), vary=vary, observe={"DV": "mass_concentration.x"})
    draws = fit.draws(200)
    with pytest.raises(od.UnknownNameError, match=r"by source\[\['x\.CL', 'x\.V1'\]\]$"):
        found_of(draws)
    row = found_of(draws[list(vary)]).table.loc["area"]
    assert row["low"] < area() * 1.02
    assert row["high"] > area() * 0.98
    assert 0.0 < row["high"] - row["low"] < 0.1 * area()
