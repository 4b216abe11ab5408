"""People: random numbers by key, covariates, populations, and their runs."""

import json
import math

import numpy as np
import pytest

import opiodyn as od
from opiodyn import _core

MONTH = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")


def own_drug(**changed):
    return od.Drug("mydrug", **{"molar_mass": 300.0, "CL": 1.0, "V": [10.0], **changed})


@pytest.mark.parametrize("key", [(0, 0), (42, 7), (2**64 - 1, 2**63)])
def test_philox_is_that_of_numpy(key):
    # numpy counts before it draws, so its first block is that of the next counter.
    words = np.random.Philox(counter=[7, 3, 1, 2], key=list(key)).random_raw(4)
    assert _core.philox([8, 3, 1, 2], list(key)) == list(words)


def test_population_is_a_sequence_of_people():
    people = od.population(100, seed=1, covariates={"weight": (70, 12), "hepatic": "normal"})
    assert len(people) == 100
    assert list(people)[3].covariates == people[3].covariates
    assert people[2:5].covariates["weight"].tolist() == people.covariates["weight"][2:5].tolist()
    assert set(people.covariates["hepatic"]) == {"normal"}
    assert repr(people) == "<Population of 100, seed 1, hepatic, weight>"


def test_shares_and_truth_values():
    people = od.population(
        2000, seed=3, covariates={"smoker": False, "hepatic": {"normal": 0.5, "decompensated": 0.5}}
    )
    assert set(people.covariates["smoker"]) == {"no"}
    shares = people.covariates["hepatic"].value_counts(normalize=True)
    assert shares["normal"] == pytest.approx(0.5, abs=5 * 0.5 / math.sqrt(2000))


def test_each_person_has_parameters_of_their_own():
    people = od.population(20, seed=1, covariates={"weight": (70, 12)})
    model = od.Model(drugs=["naltrexone"])
    parameters = people.parameters(model)
    assert parameters.shape[0] == 20
    assert parameters["naltrexone.CL"].nunique() == 20
    runs = od.simulate(MONTH, subjects=people)
    assert runs.parameters["naltrexone.CL"].tolist() == parameters["naltrexone.CL"].tolist()


def test_numbers_do_not_depend_on_threads_or_company():
    people = od.population(12, seed=5, covariates={"weight": (70, 12)})
    one, four = (od.simulate(MONTH, subjects=people, threads=n) for n in (1, 4))
    few = od.simulate(MONTH, subjects=people[:3])
    for name in ("naltrexone", "6-beta-naltrexol"):
        np.testing.assert_array_equal(one.concentration(name), four.concentration(name))
        np.testing.assert_array_equal(one.concentration(name)[:3], few.concentration(name))
    assert one.complete
    assert list(one.status) == ["complete"] * 12


def test_runs_are_arrays_frames_and_datasets():
    people = od.population(3, seed=5)
    runs = od.simulate(MONTH, subjects=people, delta=6.0)
    times = runs.times.size
    assert runs.occupancy("naltrexone", "mu").shape == (3, times)
    assert runs.free_receptors("mu").shape == (3, times)
    assert runs.effect_site("naltrexone").shape == (3, times)
    assert runs.amount("naltrexone", "central").shape == (3, times)
    frame = runs.to_pandas()
    assert frame.index.names == ["subject", "time"]
    assert len(frame) == 3 * times
    assert frame.attrs["units"]["concentration.naltrexone"] == "nM"
    data = runs.to_xarray()
    assert dict(data.sizes)["subject"] == 3
    np.testing.assert_array_equal(
        data["occupancy"].sel(subject=1), runs[1].to_xarray()["occupancy"]
    )
    assert runs.summary().index.names == ["subject", "quantity"]
    assert runs.of(2) is runs[2]
    assert [run is other for run, other in zip(runs[1:], list(runs)[1:], strict=True)] == [True] * 2
    with pytest.raises(od.UnknownNameError, match="subject = 7: unknown"):
        runs.of(7)


def test_a_person_says_what_made_them_differ():
    run = od.simulate(MONTH, model=od.Model(covariates={"hepatic": "decompensated", "weight": 80}))
    provenance = run.provenance
    assert json.loads(json.dumps(provenance)) == provenance
    assert provenance["model"]["covariates"] == {"hepatic": "decompensated", "weight": 80.0}
    assert provenance["model"]["individual"]["naltrexone.oral.F"] == 0.7
    assert "naltrexone.oral.F.hepatic.decompensated" in provenance["effects"]
    assert provenance["parameters"]["naltrexone.oral.F"]["value"] == 0.7
    assert provenance["model"]["overrides"] == {}
    said_in_words = " ".join(run.report().split())
    assert "person: hepatic decompensated, weight 80" in said_in_words


def test_liver_disease_raises_exposure():
    def area(hepatic):
        model = od.Model(receptors=[], endogenous=[], covariates={"hepatic": hepatic})
        run = od.simulate(od.regimen("naltrexone 50 mg po"), model=model, end=96)
        return od.metrics.area(run.times, run.concentration("naltrexone"))

    # All else equal, area goes with F / CL: 0.7 / 0.088 / 0.7.
    assert area("decompensated") / area("normal") == pytest.approx(0.7 / 0.088 / 0.7, rel=0.01)
    with pytest.raises(od.InputError, match=r"naltrexone\.CL\.hepatic\.compensated = not known"):
        area("compensated")


def test_a_model_waits_for_its_drugs_with_what_is_not_known():
    """Nobody measured naltrexone in compensated cirrhosis, which is nothing against morphine."""
    model = od.Model(covariates={"hepatic": "compensated"})
    morphine = od.regimen("morphine 10 mg iv")
    with_drug = od.Model(drugs=["morphine"], covariates={"hepatic": "compensated"})
    found = [
        od.simulate(morphine, model=one).amount("morphine", "central") for one in (model, with_drug)
    ]
    np.testing.assert_array_equal(*found)
    with pytest.raises(od.InputError, match=r"naltrexone\.CL\.hepatic\.compensated = not known"):
        od.Model(covariates={"hepatic": "compensated"}, parameters={"naltrexone.mu.K": 1.0})


def test_a_solver_that_fails_for_some_keeps_their_runs():
    people = od.population(2, seed=1)
    runs = od.simulate(MONTH, subjects=people, max_steps=50)
    assert not runs.complete
    assert all("max_steps = 50 is used up" in status for status in runs.status)
    assert runs[0].times.size > 0
    assert repr(runs) == "<Runs of 2 subjects, 2 INCOMPLETE>"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: od.population(0, seed=1), "n = 0: must lie between 1 and 10000000"),
        (lambda: od.population(1.5, seed=1), "n = 1.5: must be a whole number"),
        (lambda: od.population(1, seed=-1), "seed = -1: must be a whole number, at least 0"),
        (
            lambda: od.population(1, seed=1, covariates={"weight": (70,)}),
            "weight = (70,): must be a mean and a standard deviation",
        ),
        (
            lambda: od.population(1, seed=1, covariates={"wieght": 70}),
            "covariate = 'wieght': unknown; did you mean 'weight'?",
        ),
        (lambda: od.simulate(MONTH, subjects=[]), "subjects = none: needs at least one"),
        (
            lambda: od.simulate(MONTH, subjects=[3]),
            "subjects[0] = 3: must be a Person, as population() makes them",
        ),
        (
            lambda: od.simulate(MONTH, subjects=od.population(1, seed=1), threads=-1),
            "threads = -1: must lie between 0 and 1024",
        ),
        (
            lambda: od.simulate(
                MONTH, subjects=od.population(100_000, seed=1), model=od.Model(), delta=0.01
            ),
            "output = 9.5005e+10 values, 760 GB: must be at most 2.5e+08, 2 GB (subjects x "
            "times x columns; sweep() can keep some columns)",
        ),
        (
            lambda: od.simulate(
                MONTH, subjects=od.population(1, seed=1), model=od.Model(covariates={"weight": 80})
            ),
            "covariates = {'weight': 80.0}: subjects have covariates of their own; leave out those "
            "of the model",
        ),
        (
            lambda: od.Model(covariates={"weight": "heavy"}),
            "weight = 'heavy': must be a number",
        ),
    ],
)
def test_impossible_people_are_refused(call, message):
    with pytest.raises(od.InputError) as caught:
        call()
    assert str(caught.value).startswith(message)


def test_adherence_by_seed():
    ordered = od.regimen("naltrexone 4.5 mg po q24h x100 at 22h")
    history = od.taken(ordered, missed=0.2, shift=2.0, seed=1)
    assert history == od.taken(ordered, missed=0.2, shift=2.0, seed=1)
    assert history != od.taken(ordered, missed=0.2, shift=2.0, seed=1, subject=1)
    assert 60 < history.count < 95
    moved = [(dose.time - 22) % 24 for dose in history.doses]
    assert all(min(x, 24 - x) <= 2.0 for x in moved)
