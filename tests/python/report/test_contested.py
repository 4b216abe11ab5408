"""Contested values: what headlines become under the other set, held against a run with that set."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import on_one_line
from opiodyn._compare.report import comparison_report

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
CONTROLLED = ["beta-endorphin/controlled", "enkephalin", "dynorphin"]
MEAN, REBOUND = "mean tone at mu", "rebound height at mu"
WAKING = "waking tone at mu (8 to 24 h after the dose)"
OTHERS = {
    "beta-endorphin/controlled": {"endogenous": CONTROLLED},
    "phi 0": {"phi": 0.0},
}
TIGHT = {"rtol": 1e-8, "atol": 1e-11}


@pytest.fixture(scope="module")
def month_transient():
    return od.simulate(MONTH, model=od.Model(biophase="transient"), **TIGHT)


def tone_of(run):
    """The headlines of tone, by the metrics of the run."""
    mean, peak = run.metrics(["tone.mu.mean", "tone.mu.peak"])
    waking = run.metrics("tone.mu.mean", window=(8, 24)).item()
    return {MEAN: mean, WAKING: waking, REBOUND: max(peak - 1.0, 0.0)}


def test_tone_is_that_of_a_run_with_the_other_set(month_transient):
    table = month_transient.contested()
    assert list(table.columns) == ["unit", "run", *OTHERS]
    assert table["run"].to_dict() == pytest.approx(tone_of(month_transient), rel=1e-12)
    for name, options in OTHERS.items():
        model = od.Model(biophase="transient", **options)
        other = od.simulate(MONTH, model=model, **TIGHT)
        assert table[name].to_dict() == pytest.approx(tone_of(other), rel=1e-6, abs=1e-9)
    assert (table["phi 0"] < table["run"]).any()


@pytest.mark.parametrize("name", ["naloxone/occupancy", "naloxone/nasal"])
def test_a_rescue_is_that_of_a_run_with_the_other_set(name):
    text = "fentanyl 0.5 mg iv + {} 0.4 mg iv at 0.1h"
    run = od.simulate(od.regimen(text.format("naloxone")), **TIGHT)
    other = od.simulate(od.regimen(text.format(name)), **TIGHT)
    table = run.contested()
    assert list(table["unit"]) == ["%"] * 3
    end = run.regimen.default_end
    metrics = [
        od.Metric(f"occupancy.{name}.mu.peak", span=(0.1, end)),
        od.Metric("ventilation.peak", span=(0.1, 1.1)),
        od.Metric("ventilation.trough", span=(0.6, end)),
    ]
    expected = other.metrics(metrics).to_numpy() * [100.0, 1.0, 1.0]
    np.testing.assert_allclose(table[name], expected, rtol=1e-5)
    assert f"{expected[1]:.0f} % with naloxone's K from occupancy" in on_one_line(run.report())


def test_the_report_prints_what_headlines_become(month_transient):
    text = on_one_line(month_transient.report())
    for headline, row in month_transient.contested().iterrows():
        line = (
            f"{headline}: {row['run']:.2f}; {row['beta-endorphin/controlled']:.2f} with G of "
            f"beta-endorphin from controlled trials; {row['phi 0']:.2f} if the body senses lost "
            "tone instead of block (phi 0)"
        )
        assert line in text
    assert "two placebo-controlled trials found no change of beta-endorphin in plasma [" in text


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({}, ["beta-endorphin/controlled", "phi 0"]),
        ({"phi": 1.0}, ["beta-endorphin/controlled"]),
        ({"parameters": {"beta-endorphin.G": 0.4}}, ["phi 0"]),
        ({"endogenous": CONTROLLED}, ["phi 0"]),
        ({"phi": 1.0, "endogenous": CONTROLLED}, []),
        ({"response": ["turnover"]}, []),
        ({"receptors": ["kappa"]}, []),
    ],
)
def test_what_the_caller_has_chosen_is_left_out(options, left):
    run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x3"), model=od.Model(**options))
    table = run.contested()
    assert [*table.attrs["words"]] == left
    assert table.empty == (left == [])
    assert ("Contested values" in run.report()) == (left != [])


def test_a_value_that_the_regimen_changes_is_the_callers():
    changed = od.regimen("naltrexone 4.5 mg po q24h x3") + od.change(
        {"beta-endorphin.G": 0.3}, time=24
    )
    assert [*od.simulate(changed).contested().attrs["words"]] == ["phi 0"]


def test_naloxone_by_a_set_or_with_a_k_of_the_callers_is_left_out():
    own = od.Model(parameters={"naloxone.mu.K": 1.0})
    for text, model in (("naloxone 2 mg iv", own), ("naloxone/nasal 2 mg iv", od.Model())):
        found = od.simulate(od.regimen(text), model=model).contested()
        assert not [name for name in found.attrs["words"] if name.startswith("naloxone")]


def test_a_basal_level_of_the_callers_carries_the_k_of_a_set():
    """K of the library and of its sets follow 1 / (1 + X0) alike: their ratio stays."""
    more = od.Model(parameters={"beta-endorphin.mu.e0": 0.2})
    text = "fentanyl 0.5 mg iv + {} 0.4 mg iv at 0.1h"
    run = od.simulate(od.regimen(text.format("naloxone")), model=more)
    other = od.simulate(od.regimen(text.format("naloxone/nasal")), model=more)
    metric = od.Metric("occupancy.naloxone/nasal.mu.peak", span=(0.1, 24.1))
    found = run.contested()["naloxone/nasal"].iloc[0]
    assert found == pytest.approx(100.0 * other.metrics(metric).item(), rel=1e-4)


def test_a_person_stays_the_same():
    person = od.population(3, seed=1)[2:]
    (run,) = od.simulate(MONTH, subjects=person)
    table = run.contested()
    assert table.loc[MEAN, "run"] == run.metrics("tone.mu.mean").item()
    (other,) = od.simulate(MONTH, subjects=person, model=od.Model(phi=0.0))
    assert table.loc[MEAN, "phi 0"] == pytest.approx(other.metrics("tone.mu.mean").item(), rel=1e-9)


def test_the_report_of_people_says_it_for_the_typical_one():
    """Without other changes the typical person is the run of nobody."""
    week = od.regimen("naltrexone 4.5 mg po q24h x7")
    runs = od.simulate(week, subjects=od.population(3, seed=1))
    one = od.simulate(week).report()
    title = "Contested values, and what they change"
    part = one.split(title)[1].split("\n\n")[0]
    assert f"{title}, typical person{part}\n\n" in runs.report()
    both = (
        od.to_events(week).assign(ID=1),
        od.to_events(od.regimen("naltrexone 1 mg po")).assign(ID=2),
    )
    table = od.read_events(pd.concat(both))
    assert title not in od.simulate(table, end=168.0).report()


def test_an_opioid_has_no_headline_of_tone():
    assert od.simulate(od.regimen("morphine 10 mg iv")).contested().empty
    assert od.simulate(od.stimulus("exercise"), end=2.0).contested().empty


def test_a_comparison_has_what_its_metrics_become():
    names = ["tone.mu.mean", "density.mu.mean"]
    table = od.compare(MONTH, doses=[1.5, 4.5], biophase=["pet", "transient"], metrics=names)
    found = {entry["set"]: entry["metrics"] for entry in table.attrs["contested"]}
    assert list(found) == list(OTHERS)
    for name, options in OTHERS.items():
        assert list(found[name]) == ["tone.mu.mean"]
        other = od.compare(
            MONTH, doses=[1.5, 4.5], biophase=["pet", "transient"], model=od.Model(**options)
        )
        np.testing.assert_allclose(found[name]["tone.mu.mean"], other["tone.mu.mean"], rtol=1e-5)
    text = comparison_report(table)
    section = on_one_line(text.split("Contested values")[1])
    for values in found.values():
        assert f"{values['tone.mu.mean'][3]:#.4g}" in section
    assert "phi 0: if the body senses lost tone instead of block (phi 0)" in section


def test_a_comparison_of_other_numbers_has_none():
    week = od.regimen("naltrexone 4.5 mg po q24h x7")
    assert od.compare(week, doses=[1], metrics="free.mu.mean").attrs["contested"] == []
    both = od.compare(week, doses=[1], phi=[0, 1]).attrs["contested"]
    assert [entry["set"] for entry in both] == ["beta-endorphin/controlled"]


def test_a_concentration_that_is_given_counts_over_the_whole_run():
    course = od.concentration("naltrexone", [0.0, 24.0], [5.0, 5.0])
    table = od.simulate(course).contested()
    assert list(table.index) == [MEAN, REBOUND]
    metric = od.Metric("tone.mu.mean", span=(0.0, 24.0))
    assert table.loc[MEAN, "run"] == od.simulate(course).metrics(metric).item()


def test_bindings_of_the_caller_stay_under_the_other_set():
    """Against a run whose G is that of the set and whose affinity is the caller's."""
    own = [od.Binding("beta-endorphin", "mu", K=1.0, koff=60.0, tau=1.0)]
    table = od.simulate(MONTH, model=od.Model(bindings=own), **TIGHT).contested()
    G = od.Model(endogenous=CONTROLLED).parameters.loc["beta-endorphin/controlled.G", "value"]
    other = od.Model(bindings=own, parameters={"beta-endorphin.G": float(G)})
    expected = tone_of(od.simulate(MONTH, model=other, **TIGHT))
    assert table["beta-endorphin/controlled"].to_dict() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("receptor", "shown"), [("kappa", True), ("mu", False)])
def test_an_affinity_of_the_caller_is_not_contested(receptor, shown):
    own = od.Binding("naloxone", receptor, K=1.0, koff=60.0, tau=0.0)
    model = od.Model(drugs=["naloxone", "morphine"], bindings=[own])
    run = od.simulate(od.regimen("morphine 10 mg iv + naloxone 0.4 mg iv at 1h"), model=model)
    assert ("naloxone/nasal" in run.contested().columns) == shown
