"""The summary against numbers computed another way."""

import numpy as np
import pytest

import opiodyn as od


def naive(times, values, begin):
    """The same metrics with NumPy alone; hours above 50 by a fine grid."""
    fine = np.linspace(times[0], times[-1], 200_001)
    return {
        "peak": values.max(),
        "t_peak": times[values.argmax()] - begin,
        "trough": values.min(),
        "mean": np.trapezoid(values, times) / (times[-1] - times[0]),
        "area": np.trapezoid(values, times),
        "hours_above_50": (np.interp(fine, times, values) > 50.0).mean() * (times[-1] - times[0]),
    }


@pytest.mark.parametrize("biophase", ["pet", "transient"])
def test_every_number_of_the_last_interval(biophase):
    run = od.simulate(
        od.regimen("naltrexone 4.5 mg po q24h x28 at 22h"), model=od.Model(biophase=biophase)
    )
    table, frame = run.summary(), run.to_pandas()
    last = frame[frame.index >= 670.0]
    expected = [name for name in frame if name.split(".")[0] in _SUMMED]
    assert [name for name in table.index if name.split(".")[0] in _SUMMED] == expected
    for name, row in table.loc[expected].iterrows():
        percent = not name.startswith("mass_concentration.")
        values = last[name].to_numpy() * (100.0 if percent else 1.0)
        other = naive(last.index.to_numpy(), values, 670.0)
        assert row["unit"] == ("%" if percent else "ng/mL")
        absent = "area" if percent else "hours_above_50"
        assert np.isnan(row[absent])
        for column in set(other) - {absent}:
            assert row[column] == pytest.approx(other[column], rel=1e-4, abs=1e-3), (name, column)


_SUMMED = ("mass_concentration", "occupancy", "free")


def test_published_shape_of_the_two_presets():
    """Peak and trough of 4.5 mg a day at mu, the peptides held at baseline: 71 / 64 % under pet,
    48 / 10 % under transient."""
    for biophase, peak, trough in (("pet", 71, 64), ("transient", 48, 10)):
        model = od.Model(biophase=biophase, response=())
        run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x28 at 22h"), model=model)
        row = run.summary().loc["occupancy.naltrexone.mu"]
        assert round(row["peak"]) == peak
        assert round(row["trough"]) == trough


def test_attributes_name_preset_and_conflicts(month):
    attrs = month.summary().attrs
    presets = od.parameters.presets()
    assert attrs["regimen"] == str(month.regimen)
    assert attrs["windows"] == {"naltrexone": (670.0, 694.0)}
    assert (attrs["preset"], attrs["half_life"]) == ("pet", 30.0)
    assert attrs["matches"] == presets.loc["pet", "matches"]
    assert attrs["fails"] == presets.loc["pet", "fails"]
    table = month.model.parameters.loc[list(month.provenance["parameters"])]
    assert attrs["parameters"] == len(table)
    assert attrs["unconfirmed"] == int(table["unconfirmed"].sum())


def windows(regimen, **options):
    return od.simulate(od.regimen(regimen), **options).summary().attrs["windows"]


@pytest.mark.parametrize(
    ("regimen", "options", "window"),
    [
        ("naltrexone 4.5 mg po", {}, (0.0, 24.0)),
        ("naltrexone 4.5 mg po at 5h", {"end": 50}, (5.0, 50.0)),
        ("naltrexone 4.5 mg po q24h x3", {"end": 200}, (48.0, 72.0)),
        ("naltrexone 4.5 mg po q24h x3", {"end": 60}, (48.0, 60.0)),
        ("naltrexone 4.5 mg po q24h x3", {"end": 48}, (24.0, 48.0)),
        ("naltrexone 4.5 mg po q24h x3", {"end": 30}, (24.0, 30.0)),
        ("naltrexone 4.5 mg po at 40h", {"end": 30}, (0.0, 30.0)),
        ("naltrexone 9 mg po + naltrexone 4.5 mg po q12h x4 at 24h", {}, (60.0, 72.0)),
        ("naltrexone 4.5 mg po q24h x3 + naltrexone 9 mg po at 60h", {}, (60.0, 84.0)),
    ],
)
def test_window(regimen, options, window):
    assert windows(regimen, **options) == {"naltrexone": window}


def test_a_dose_at_the_very_end_does_not_count():
    """An intravenous dose at the end of the window belongs to the next one."""
    run = od.simulate(od.regimen("naltrexone 1 mg iv q24h x3"), end=48.0)
    row = run.summary().loc["mass_concentration.naltrexone"]
    assert row["t_peak"] == 0.0
    assert row["trough"] < 0.01 * row["peak"]


def test_two_drugs_have_their_own_windows():
    mine = od.Drug("mydrug", molar_mass=300.0, CL=10.0, V=[20.0])
    model = od.Model(drugs=["naltrexone", mine])
    regimen = od.regimen("mydrug 1 mg iv q12h x2 + naltrexone 4.5 mg po q24h x4")
    table = od.simulate(regimen, model=model).summary()
    assert table.attrs["windows"] == {"mydrug": (12.0, 24.0), "naltrexone": (72.0, 96.0)}
    assert table.loc["mass_concentration.mydrug", "t_peak"] == 0.0
    assert table.loc["mass_concentration.6-beta-naltrexol", "t_peak"] == pytest.approx(1.0)


def test_a_plain_pharmacokinetic_run():
    drug = od.Drug("mydrug", molar_mass=300.0, CL=2.0, V=[20.0])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    run = od.simulate(od.dose("mydrug", amt=1, route="iv"), model=model, delta=0.01)
    table = run.summary()
    assert list(table.index) == ["mass_concentration.mydrug"]
    row = table.iloc[0]
    assert row["peak"] == pytest.approx(50.0)
    assert row["area"] == pytest.approx(500.0 * (1.0 - np.exp(-2.4)), rel=1e-5)
    assert "preset" not in table.attrs


def test_output_that_starts_after_the_dose():
    run = od.simulate(od.regimen("naltrexone 50 mg po at 2h"), times=[10.0, 11.0, 12.0])
    table = run.summary()
    assert table.attrs["windows"] == {"naltrexone": (2.0, 12.0)}
    assert table.loc["mass_concentration.naltrexone", "t_peak"] == 8.0


def test_no_output_in_the_window():
    run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x3"), times=[0.0, 1.0, 200.0])
    with pytest.raises(od.InputError, match="no output time in the last dosing interval, 48 to 72"):
        run.summary()


def test_report_is_for_reading(month):
    report = month.report()
    assert max(map(len, report.splitlines())) <= 100
    for text in (
        "naltrexone 4.5 mg po q24h x28 at 22h",
        "biophase pet (effect-site half-life 30 h); kinetic binding",
        "last dosing interval: 670 to 694 h",
        "h above 50 %",
        "Receptor occupancy, % of each receptor type",
        "values used are unconfirmed: assumed, recalled, or quoted second-hand",
    ):
        assert text in report
    assert report.endswith("A model, not medical advice.")
    words = report.split()
    for text in (month.model.preset.matches, month.model.preset.fails):
        assert " ".join(text.split()) in " ".join(words)
    assert "nan" not in report.lower().replace("naltrexo", "").split()


def test_a_single_output_has_no_area():
    run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x2"), times=[30.0])
    row = run.summary().loc["mass_concentration.naltrexone"]
    assert row["peak"] == row["trough"] > 0.0
    assert row[["mean", "area"]].isna().all()
    assert run.summary()["hours_above_50"].isna().all()
    assert " - " in run.report() or " -\n" in run.report()


def test_no_output_has_no_summary():
    with pytest.raises(od.SolverError) as caught:
        od.simulate(od.regimen("naltrexone 4.5 mg po"), times=[20.0], max_steps=1)
    run = caught.value.partial
    rule = "summary() needs at least one output time; the status of the run is: "
    with pytest.raises(od.InputError) as refused:
        run.summary()
    assert str(refused.value) == f"times = none: {rule}{run.status}"
    assert run.status.endswith("is used up")
