"""The summary against numbers computed another way."""

import numpy as np
import pytest

import opiodyn as od


def naive(times, values, begin):
    """Returns the metrics of outputs every 18 s, with NumPy alone."""
    return {
        "peak": values.max(),
        "t_peak": times[values.argmax()] - begin,
        "trough": values.min(),
        "mean": np.trapezoid(values, times) / (times[-1] - times[0]),
        "area": np.trapezoid(values, times),
        "hours_above_50": (values > 50.0).mean() * (times[-1] - times[0]),
    }


@pytest.mark.parametrize("biophase", ["pet", "transient"])
def test_every_number_of_the_last_interval(biophase):
    regimen = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
    model, fine = od.Model(biophase=biophase), np.linspace(670.0, 694.0, 4801)
    table = od.simulate(regimen, model=model).summary()
    last = od.simulate(regimen, model=model, times=fine).to_pandas()
    expected = [name for name in last if name.split(".")[0] in _SUMMED]
    assert [name for name in table.index if name.split(".")[0] in _SUMMED] == expected
    for name, row in table.loc[expected].iterrows():
        percent = not name.startswith("mass_concentration.")
        values = last[name].to_numpy() * (100.0 if percent else 1.0)
        other = naive(fine, values, 670.0)
        assert row["unit"] == ("%" if percent else "ng/mL")
        absent = "area" if percent else "hours_above_50"
        assert np.isnan(row[absent])
        # The trough comes within a minute of the dose, between two of the fine outputs.
        for column in set(other) - {absent, "hours_above_50", "t_peak"}:
            assert row[column] == pytest.approx(other[column], rel=1e-4), (name, column)
        for column in {"hours_above_50", "t_peak"} - {absent}:  # to the step of the fine outputs
            assert row[column] == pytest.approx(other[column], abs=6e-3), (name, column)


_SUMMED = ("mass_concentration", "occupancy", "free")


def test_published_shape_of_the_two_presets():
    """Peak and trough of 4.5 mg a day at mu, the peptides held at baseline: 67 / 57 % under pet,
    48 / 10 % under transient."""
    for biophase, peak, trough in (("pet", 67, 57), ("transient", 48, 10)):
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
    assert (attrs["preset"], attrs["half_life"]) == ("pet", 24.0)
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
    # The metabolite is highest where the fastest outputs have it, within their step.
    fine = np.linspace(72.0, 76.0, 4001)
    level = od.simulate(regimen, model=model, times=fine).concentration("6-beta-naltrexol")
    t_peak = table.loc["mass_concentration.6-beta-naltrexol", "t_peak"]
    assert t_peak == pytest.approx(fine[level.argmax()] - 72.0, abs=2e-3)
    assert list(table.columns[:3]) == ["unit", "begin", "end"]
    hours = table[["begin", "end"]]
    assert hours.loc["mass_concentration.mydrug"].tolist() == [12.0, 24.0]
    for name in ("mass_concentration.6-beta-naltrexol", "tone.mu", "free.mu"):
        assert hours.loc[name].tolist() == [72.0, 96.0]


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


@pytest.mark.parametrize("times", [[10.0, 11.0, 12.0], [0.0, 1.0, 200.0], [30.0]])
def test_output_times_change_nothing(times):
    regimen = od.regimen("naltrexone 4.5 mg po q24h x3 at 2h")
    default = od.simulate(regimen).summary()
    table = od.simulate(regimen, times=times).summary()
    assert table.attrs["windows"] == {"naltrexone": (50.0, 74.0)}
    assert table.equals(default)


def test_report_and_summary_of_one_output_are_those_of_the_run():
    regimen = od.regimen("naloxone 0.4 mg iv")
    run = od.simulate(regimen, times=[0.0])
    assert run.report() == od.simulate(regimen).report()
    row = run.summary().loc["mass_concentration.naloxone"]
    # dose / CL with 0.9 of base in the salt: what is left after 24 h is 2e-6 of it.
    clearance = run.parameters["naloxone.CL"]
    salt = run.model.parameters.loc["naloxone.intravenous.salt_factor", "value"]
    assert row["area"] == pytest.approx(0.4e3 * salt / clearance, rel=2e-5)
    assert row["mean"] == pytest.approx(row["area"] / 24.0, rel=1e-12)
    # By SciPy from the published values, where peptides at their basal level compete: 85.41 %.
    assert run.summary().loc["occupancy.naloxone.mu", "peak"] == pytest.approx(85.41, abs=0.01)


def test_metrics_take_any_column_and_window():
    run = od.simulate(od.regimen("naltrexone 50 mg po q24h x3"))
    first = od.Metric("mass_concentration.naltrexone.peak", span=(0.0, 24.0))
    found = run.metrics({"day 1": first, "tone": "tone.mu.mean"}, window=(8.0, 24.0))
    assert found.attrs["units"] == {"day 1": "ng/mL", "tone": "-"}
    assert found.attrs["windows"] == {"day 1": (0.0, 24.0), "tone": (56.0, 72.0)}
    alone = od.simulate(od.regimen("naltrexone 50 mg po")).summary()
    assert found["day 1"] == alone.loc["mass_concentration.naltrexone", "peak"]
    fine = np.linspace(56.0, 72.0, 3201)
    tone = od.simulate(od.regimen("naltrexone 50 mg po q24h x3"), times=fine).tone("mu")
    assert found["tone"] == pytest.approx(np.trapezoid(tone, fine) / 16.0, rel=1e-6)
    steepest = run.metrics("occupancy.naltrexone.mu.steepest").item()
    rates = np.abs(np.gradient(run.occupancy("naltrexone", "mu"), run.times)[run.times >= 48.0])
    assert steepest == pytest.approx(rates.max(), rel=0.02)


@pytest.mark.parametrize(
    ("metrics", "options", "rule"),
    [
        ("tone.mu", {}, "must end in one of"),
        ("tone.nu.mean", {}, "did you mean 'tone.mu.mean'"),
        ("tone.mu.mean", {"drug": "morphine"}, "is not in the regimen, which has naltrexone"),
        ("tone.mu.mean", {"window": (8, 30)}, "must lie within the last dosing interval"),
        ([], {}, "needs at least one"),
    ],
)
def test_metrics_that_are_none(metrics, options, rule):
    run = od.simulate(od.regimen("naltrexone 4.5 mg po"))
    with pytest.raises(od.InputError, match=rule):
        run.metrics(metrics, **options)


def test_a_run_that_failed_at_once_has_no_summary():
    with pytest.raises(od.SolverError) as caught:
        od.simulate(od.regimen("naltrexone 4.5 mg po"), times=[20.0], max_steps=1)
    run = caught.value.partial
    rule = "the run failed before its first output time: "
    for ask in (run.summary, run.report, lambda: run.metrics("tone.mu.mean"), run.plot):
        with pytest.raises(od.InputError) as refused:
            ask()
        assert str(refused.value) == f"run = incomplete: {rule}{run.status}"
    assert run.status.endswith("is used up")


def test_a_run_that_failed_later_is_summed_up_to_there():
    regimen = od.regimen("naltrexone 4.5 mg po q24h x28")
    with pytest.raises(od.SolverError) as caught:
        od.simulate(regimen, max_steps=100)
    run = caught.value.partial
    begin, end = run.summary().attrs["windows"]["naltrexone"]
    assert (begin % 24.0, end) == (0.0, run.times[-1])
    whole = od.simulate(regimen, end=end).summary()
    assert run.summary().equals(whole)


def test_report_is_for_reading(month):
    report = month.report()
    assert max(map(len, report.splitlines())) <= 100
    for text in (
        "naltrexone 4.5 mg po q24h x28 at 22h",
        "biophase pet (effect-site half-life 24 h); kinetic binding",
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
