"""`uncertainty` takes the draws of the posterior by name, to the bit as it takes their table."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import refused

RATE, PEPTIDE = "naltrexone.ke0", "beta-endorphin.mu.e0"
SOURCE = {"source": "posterior"}
TIMES = {"times": [0.0, 6.0, 24.0], "columns": ["tone.mu", "occupancy.naltrexone.mu"]}
METRICS = ["tone.mu.mean", "occupancy.naltrexone.mu.peak"]


@pytest.fixture
def run(folder, naltrexone):
    model, once = naltrexone

    def of(regimen=once, model=model, **options):
        return od.uncertainty(regimen, model=model, **{**SOURCE, **options})

    return of


def numbers(found):
    """The metrics of each draw."""
    return found.values  # noqa: PD011 (no frame of pandas)


def same(one, other):
    pd.testing.assert_frame_equal(numbers(one), numbers(other), check_exact=True)
    pd.testing.assert_frame_equal(one.parameters, other.parameters, check_exact=True)
    for name in one.bands:
        assert one.bands[name].to_numpy().tobytes() == other.bands[name].to_numpy().tobytes()


def test_numbers_are_those_of_the_table(run, naltrexone):
    table = od.posterior(naltrexone[0])
    found = run(metrics=METRICS, **TIMES)
    same(found, run(source=table, metrics=METRICS, **TIMES))
    assert list(found.parameters) == [RATE, PEPTIDE]
    assert numbers(found).nunique().to_list() == [6, 6]


def test_numbers_are_those_of_a_sweep(run, naltrexone):
    model, once = naltrexone
    swept = od.sweep(once, over=od.posterior(model), model=model, metrics=METRICS)
    found = run(metrics=METRICS)
    for name in METRICS:
        assert swept[name].to_numpy().tolist() == numbers(found)[name].to_list()


def test_a_draw_is_a_model_with_its_values(run, naltrexone):
    model, once = naltrexone
    found, exact = run(metrics=METRICS), []
    for draw in od.posterior(model).to_dict("records"):
        own = od.Model(**model.options() | {"parameters": draw})
        exact.append(od.uncertainty(once, model=own, metrics=METRICS, draws=1).table["value"])
    assert numbers(found).to_numpy().tolist() == np.array(exact).tolist()


def test_no_model_stands_for_that_of_the_regimen(folder):
    once = od.regimen("morphine 5 mg iv")
    found = od.uncertainty(once, **SOURCE, metrics=METRICS[:1])
    assert list(found.parameters) == [PEPTIDE, "morphine.mu.EC50", "morphine.delta.K"]


def test_a_number_of_draws_takes_the_first(run):
    whole, part = run(metrics=METRICS), run(metrics=METRICS, draws=2)
    assert len(part) == 2
    pd.testing.assert_frame_equal(numbers(part), numbers(whole).head(2), check_exact=True)


def test_the_same_call_has_the_same_bits_for_any_seed_and_threads(run):
    same(run(**TIMES), run(**TIMES, seed=5, threads=2))


def test_bands_enclose_the_share_of_draws(run):
    found = run(**TIMES, interval=0.5)
    low, middle, high = found.bands["tone.mu"].transpose("quantile", "time").to_numpy()
    draws = found.to_xarray()["tone.mu"].to_numpy()
    assert [low, middle, high] == pytest.approx(np.quantile(draws, [0.25, 0.5, 0.75], axis=0))
    assert low[-1] < high[-1]
    assert found.bands.attrs["source"] == "posterior of opiodyn 9.8.7"
    assert found.ranges.empty


def test_the_result_says_what_has_no_draws(run, naltrexone):
    notes = run().table.attrs["notes"].split("\n")
    used = naltrexone[0].used_parameters()
    kept = [name for name in used[used["low"] < used["high"]].index if name not in (RATE, PEPTIDE)]
    (note,) = [note for note in notes if "no draws" in note]
    assert note.startswith(f"posterior: {len(kept)} used parameters have no draws")
    assert note.endswith(f": {', '.join(kept[:3])}, ...")
    assert not any("default" in note for note in notes)


def test_what_the_model_sets_stays(run, naltrexone):
    own = od.Model(**naltrexone[0].options() | {"parameters": {RATE: 0.5}})
    found = run(model=own)
    assert list(found.parameters) == [PEPTIDE]
    assert f"posterior: what the model itself sets stays: {RATE}" in found.table.attrs["notes"]


@pytest.mark.parametrize(
    ("r_hat", "why"), [(1.0213, "R-hat 1.021 above 1.01"), (1.0, "four parameters of a test")]
)
def test_draws_that_are_not_offered_say_so(put, run, r_hat, why):
    put(r_hat=r_hat, offered=False)
    note = f"posterior: {why}: the draws are not offered as a default"
    assert run().table.attrs["notes"].split("\n")[0] == note


@pytest.mark.parametrize(("source", "word"), [("ranges", "ranges"), ({RATE: [0.03]}, "table")])
def test_other_sources_are_named_too(run, source, word):
    draws = {"draws": 2} if word == "ranges" else {}
    assert run(source=source, **draws).table.attrs["source"] == word


@pytest.mark.parametrize("draws", [0, 7])
def test_no_more_draws_than_there_are(run, draws):
    error = refused(lambda: run(draws=draws))
    assert (error.field, error.value) == ("draws", str(draws))
    assert error.rule == "must lie between 1 and 6, the number of draws of the posterior"


@pytest.mark.parametrize("given", [{"vary": [RATE]}, {"design": "latin"}])
def test_arguments_of_ranges_are_refused(run, given):
    error = refused(lambda: run(**given))
    assert error.field == next(iter(given))
    assert "leave it out: the posterior has its own parameters" in error.rule


def test_naltrexone_of_another_preset_is_refused(run, naltrexone):
    other = od.Model(**naltrexone[0].options() | {"biophase": "slow"})
    assert refused(lambda: run(model=other)).field == "biophase"
