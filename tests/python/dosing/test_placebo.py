"""A dose of 0 is a placebo through every door: the body stays as it is without a drug."""

import io

import numpy as np
import pytest

import opiodyn as od
from opiodyn._compare.plot import plot

WEEK = "naltrexone 4.5 mg po q24h x7"
PEAK, TONE = "mass_concentration.naltrexone.peak", "tone.mu.mean"
TABLE = """ID,TIME,EVID,AMT,II,ADDL,DRUG,ROUTE
1,0,1,0,24,6,naltrexone,po
2,0,1,4.5,24,6,naltrexone,po
"""
SCENARIO = f"""regimen = "{WEEK}"
[compare]
doses = [0, 4.5]
[write]
csv = "s.csv"
"""


def assert_drug_free(run):
    """No drug is there at any time, and tone, density and peptides keep their level of 1."""
    assert np.all(run.concentration("naltrexone") == 0.0)
    for curve in (run.tone("mu"), run.receptor_density("kappa"), run.peptide("enkephalin")):
        np.testing.assert_allclose(curve, 1.0, rtol=1e-9)


@pytest.mark.parametrize(
    "regimen",
    [
        lambda: od.regimen("naltrexone 0 mg po q24h x7"),
        lambda: od.dose("naltrexone", amt=0, ii=24, addl=6),
        lambda: od.dose("naltrexone", amt=0, ii=24, ss=1),
        lambda: od.dose("naltrexone", amt=0, route="iv", dur=2),
        lambda: od.read_events(io.StringIO(TABLE)).regimens()[1],
    ],
)
def test_nothing_moves(regimen):
    assert_drug_free(od.simulate(regimen(), end=168.0, delta=1.0))


def test_a_placebo_keeps_its_times():
    assert od.regimen("naltrexone 0 mg po q24h x7").given().tolist() == [24.0 * i for i in range(7)]


def test_a_table_may_have_a_placebo_arm():
    runs = od.simulate(od.read_events(io.StringIO(TABLE)), end=168.0, delta=1.0)
    assert_drug_free(runs[0])
    alone = od.simulate(od.regimen(WEEK), end=168.0, delta=1.0)
    np.testing.assert_array_equal(
        runs[1].concentration("naltrexone"), alone.concentration("naltrexone")
    )


def test_a_placebo_has_no_rebound():
    """Rounding lifts tone above 1 by 2e-16 for hours, which is no rebound."""
    run = od.simulate(od.regimen("naltrexone 0 mg po q24h x28"))
    assert (run.summary()["hours_above_1"].dropna() == 0.0).all()
    hours = od.compare(od.regimen(WEEK), doses=[0, 0.5], metrics="tone.mu.hours_above_1")
    assert hours["tone.mu.hours_above_1"].loc[0.0] == 0.0


@pytest.mark.parametrize(
    "text", [WEEK, "naltrexone 4.5 mg po q24h ss", "naloxone 1 mg iv rate 2mg/h q24h ss"]
)
def test_a_comparison_may_have_a_placebo(text):
    regimen = od.regimen(text)
    found = od.compare(regimen, doses=[0, 4.5])
    assert found[TONE].loc[0.0] == pytest.approx(1.0, rel=1e-9)
    assert found[TONE].loc[4.5] == od.compare(regimen, doses=[4.5])[TONE].loc[4.5]


def test_a_placebo_is_kept_daily_and_at_other_intervals():
    found = od.compare(od.regimen(WEEK), doses=[0, 4.5], intervals=[12, 24], keep="daily")
    np.testing.assert_allclose(found[TONE].xs(0.0, level="dose"), 1.0, rtol=1e-9)


def test_the_best_dose_may_lie_between_a_placebo_and_a_dose():
    pytest.importorskip("scipy", reason="scipy is installed with opiodyn[optimum]")
    model = od.Model(biophase="transient")
    found = od.compare(od.regimen(WEEK), doses=[0, 0.5, 50], optimum=True, model=model)
    (best,) = found.attrs["optima"]
    assert best["place"] == "inside"
    assert 0.0 < best["dose"] < 50.0
    assert best["value"] >= found[TONE].max()


def test_a_sweep_may_have_a_placebo():
    found = od.sweep(od.regimen(WEEK), over={"dose": [0, 4.5]}, metrics=[PEAK, TONE])
    assert found[PEAK].sel(dose=0) == 0.0
    assert found[PEAK].sel(dose=4.5) > 0.0
    assert float(found[TONE].sel(dose=0)) == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("doses", [[0], [0, 4.5], [0, 1, 4.5]])
def test_a_picture_has_a_place_for_the_placebo(doses):
    pytest.importorskip("matplotlib", reason="matplotlib is installed with opiodyn[plot]")
    (axes,) = plot(od.compare(od.regimen(WEEK), doses=doses)).axes
    shown = [axes.transData.transform((dose, 1.0))[0] for dose in doses]
    assert np.all(np.isfinite(shown))
    assert shown == sorted(set(shown))


def test_the_shell_and_scenarios_take_a_placebo(shell, tmp_path):
    code, out, err = shell("compare", WEEK, "--doses", "0,4.5", "-o", tmp_path / "shell.csv")
    assert (code, err) == (0, "")
    assert "1.000" in out
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SCENARIO)
    assert shell("run", scenario)[0] == 0
    assert (tmp_path / "s.csv").read_text() == (tmp_path / "shell.csv").read_text()


def test_a_missing_amount_is_no_placebo():
    table = io.StringIO("TIME,EVID,DRUG\n0,1,naltrexone\n")
    with pytest.raises(od.InputError, match=r"must be given for a dose.*0 is a placebo"):
        od.read_events(table)
