"""`compare`: one regimen, many doses, each cell the numbers of a run."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn import metrics
from opiodyn._dosing.replacement import replaced

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28")
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
TIGHT = {"rtol": 1e-10, "atol": 1e-13}


def samples(text, begin, end, **options):
    """A run with 10 001 samples of these hours; those at the very end show what stands there."""
    times = np.linspace(begin, end, 10_001)
    side = ["after"] * 10_000 + ["before"]
    return od.simulate(od.regimen(text), times=times, side=side, **options, **TIGHT)


def test_a_cell_is_the_run_of_its_dose():
    model = od.Model(biophase="transient", response=("turnover", "peptides", "adaptation"))
    names = ["tone.mu.mean", "tone.mu.peak", "tone.mu.trough", "tone.mu.hours_above_1"]
    names += ["occupancy.naltrexone.mu.peak", "mass_concentration.naltrexone.peak"]
    row = od.compare(WEEK, doses=[3.0], metrics=names, model=model, **TIGHT).iloc[0]
    run = samples("naltrexone 3 mg po q24h x7", 144.0, 168.0, model=model)
    tone = run.tone("mu")
    expected = [
        metrics.mean(run.times, tone),
        tone.max(),
        tone.min(),
        metrics.time_above(run.times, tone, 1.0 + 1e-6),  # what counts as above 1
        run.occupancy("naltrexone", "mu").max(),
        run.concentration("naltrexone", "ng/mL").max(),
    ]
    # Samples are 9 s apart.
    np.testing.assert_allclose(row, expected, rtol=1e-6)


def test_a_window_is_read_off_at_its_very_ends():
    names = ["tone.mu.trough", "tone.mu.mean"]
    row = od.compare(WEEK, doses=[3.0], metrics=names, window=(0.1, 0.2), **TIGHT)
    tone = samples("naltrexone 3 mg po q24h x7", 144.1, 144.2).tone("mu")
    assert row["tone.mu.trough"].iloc[0] == pytest.approx(tone.min(), rel=1e-8)
    assert row["tone.mu.mean"].iloc[0] == pytest.approx(tone.mean(), rel=1e-6)  # of samples


def test_the_same_amount_of_a_day_in_four_parts_gives_less_than_once():
    model = od.Model(biophase="transient")
    table = od.compare(MONTH, doses=[4.5], intervals=[6, 24], keep="daily", model=model, **TIGHT)[
        "tone.mu.mean"
    ]
    parts = samples("naltrexone 1.125 mg po q6h x112", 666.0, 672.0, model=model)
    mean = metrics.mean(parts.times, parts.tone("mu"))
    assert table.loc[(6.0, 4.5)] == pytest.approx(mean, rel=1e-8)
    assert table.loc[(6.0, 4.5)] < table.loc[(24.0, 4.5)]


def test_without_keep_every_dose_is_the_amount_itself():
    name = "effect_site.naltrexone.mean"
    table = od.compare(WEEK, doses=[1.0], intervals=[12, 36], metrics=name, **TIGHT)
    run = samples("naltrexone 1 mg po q36h x5", 144.0, 180.0)  # as long as a week, or longer
    mean = metrics.mean(run.times, run.effect_site("naltrexone"))
    assert table.iloc[1, 0] == pytest.approx(mean, rel=1e-6)


def test_metrics_have_names_hours_and_a_best_direction():
    names = {
        "night": od.Metric("tone.mu.mean", window=(0, 8)),
        "longing": "withdrawal.mean",
        "days": od.Metric("tone.mu.area", span=(0, 168), every=24, window=(8, 24)),
    }
    table = od.compare(WEEK, doses=[1.0, 2.0], metrics=names, window=(8, 24))
    assert list(table.columns) == list(names)
    assert table.attrs["hours"] == {
        "night": "0 to 8 h after the last dose",
        "longing": "8 to 24 h after the last dose",
        "days": "8 to 24 h of every 24 h from 0 to 168 h",
    }
    assert [row["best"] for row in table.attrs["optima"]] == ["highest", "lowest", "highest"]
    assert table.attrs["hypotheses"] == []
    assert table.attrs["units"] == {"night": "-", "longing": "-", "days": "h"}


def test_a_steady_state_is_where_a_long_course_ends():
    model = od.Model(biophase="transient")
    steady, long = (
        od.compare(od.regimen(f"naltrexone 4.5 mg po q24h {how}"), doses=[0.5, 4.5], model=model)
        for how in ("ss", "x90")
    )
    # After 90 days the slowest state (half-life 84 h) is within 2^-25 of its end; what is left is
    # the relative tolerance of the solver, 1e-6 a step, which adds up over some tens of steps.
    np.testing.assert_allclose(steady, long, rtol=1e-4)


def test_only_the_named_drug_is_replaced():
    both = od.regimen("morphine 10 mg po q12h x4 + naltrexone 4.5 mg po q24h x2")
    table = od.compare(
        both,
        doses=[1.0, 2.0],
        drug="naltrexone",
        metrics=["mass_concentration.naltrexone.peak", "mass_concentration.morphine.peak"],
        model=od.Model(response=()),
        **TIGHT,
    )
    one, two = table.to_numpy()
    # Linear pharmacokinetics.
    assert two[0] / one[0] == pytest.approx(2.0, rel=1e-5)
    assert two[1] == pytest.approx(one[1], rel=1e-5)


def test_all_doses_of_a_taper_are_replaced_and_the_rest_of_a_record_stays():
    taper = od.regimen("naltrexone 1 mg po q24h x2 at 22h then 3 mg q24h x3")
    table = od.compare(taper, doses=[2.0], metrics="amount.naltrexone.depot.peak")
    same = od.compare(
        od.regimen("naltrexone 2 mg po q24h x5 at 22h"),
        doses=[2.0],
        metrics="amount.naltrexone.depot.peak",
    )
    assert table.iloc[0, 0] == pytest.approx(same.iloc[0, 0], rel=1e-9)


def test_presets_and_drives_are_levels_of_the_index():
    table = od.compare(WEEK, doses=[4.5, 0.5], biophase=["transient", "pet"], phi=[0, 1])
    assert table.index.names == ["biophase", "phi", "dose"]
    assert list(table.index)[:3] == [
        ("transient", 0.0, 0.5),
        ("transient", 0.0, 4.5),
        ("transient", 1.0, 0.5),
    ]
    alone = od.compare(WEEK, doses=[4.5], model=od.Model(biophase="transient", phi=0.0))
    assert alone.index.names == ["dose"]
    assert table.loc[("transient", 0.0, 4.5)].iloc[0] == alone.iloc[0, 0]
    assert [row["biophase"] for row in table.attrs["optima"]] == [*["transient"] * 2, *["pet"] * 2]


def test_the_regimens_own_dose():
    assert list(od.compare(WEEK, biophase=["pet", "plasma"]).index) == [
        ("pet", 4.5),
        ("plasma", 4.5),
    ]


def test_a_single_dose_and_interval():
    table = od.compare(WEEK, doses=np.float64(1.5), intervals=12)
    expected = od.compare(WEEK, doses=[1.5], intervals=[12])
    pd.testing.assert_frame_equal(table, expected)


def test_a_rate_stays_and_a_taper_is_flattened():
    infusion = od.dose("morphine", amt=10, route="iv", rate=5)
    (changed,) = replaced(infusion, "morphine", 20.0).doses
    assert (changed.amt, changed.rate) == (20.0, 5.0)
    taper = od.regimen("morphine 10 mg po q24h x7 then morphine 5 mg po q24h x7")
    assert [dose.amt for dose in replaced(taper, "morphine", 2.0).doses] == [2.0, 2.0]


def test_at_steady_state_an_interval_may_be_longer():
    forever = od.dose("naltrexone", amt=4.5, ii=24, ss=1)
    assert len(od.compare(forever, doses=[1.0], intervals=[24, 48])) == 2
