"""A saved run is run again: the same bits, or a sentence that says why not."""

import pickle

import numpy as np
import pytest

import opiodyn as od
from fixtures import refused
from opiodyn._saved import comparison
from saved_files import KINDS, WEEK, bits, examples, rewritten

GRID = {"end": 24.0, "delta": 1.0}
CL = "naltrexone.CL"


@pytest.fixture
def path(tmp_path):
    od.save(od.simulate(WEEK, **GRID), tmp_path / "run.nc")
    return tmp_path / "run.nc"


def test_every_kind_of_run_has_the_same_bits_again(tmp_path):
    for kind in KINDS:
        run = examples()[kind]
        od.save(run, tmp_path / "run.nc")
        found = od.rerun(tmp_path / "run.nc", threads=2, progress=False)
        if kind == "people after Ctrl-C":
            assert not found.same
            assert found.reason == (
                "The saved run had ended early, and this one came further: not run. As far as it "
                "came, the bits are the same."
            )
            assert found.run.complete
        else:
            assert (kind, found.same, found.reason) == (kind, True, "")
            assert bits(found.run) == bits(run)
            assert str(found.run.status) == str(run.status)


def test_the_words_say_it_at_a_glance(path):
    found = od.rerun(path)
    assert str(found) == "The run has the same bits in every number as the saved one."
    assert repr(found).startswith("<Rerun: the same bits <Run of 'naltrexone 4.5 mg po q24h x7'")
    again = pickle.loads(pickle.dumps(found))
    assert (again.same, again.reason, bits(again.run)) == (True, "", bits(found.run))


def of_another_library(path, value):
    """The file of an opiodyn whose library had another clearance of naltrexone."""
    run = od.simulate(WEEK, model=od.Model(parameters={CL: value}), **GRID)
    od.save(run, path)

    def change(plain):
        plain["opiodyn_version"] = "0.0.9"
        for model in plain["models"]:
            model["arguments"]["map"]["options"]["map"]["parameters"] = {"map": {}}

    return run, rewritten(path, change)


def test_a_library_that_has_moved_on(path):
    run, path = of_another_library(path, 94.0)
    today = float(od.parameters.table().loc[CL, "value"])
    words = f"{CL} was 94.0 and is {today!r} L/h"
    with pytest.warns(UserWarning, match="rests on values that the library has no more") as seen:
        loaded = od.load(path)
    assert words in str(seen[0].message)
    assert bits(loaded) == bits(run)
    assert loaded.parameters[CL] == 94.0
    assert loaded.metrics("tone.mu.mean").item() == run.metrics("tone.mu.mean").item()
    assert od.rerun(path).same
    found = od.rerun(path, parameters="library")
    assert not found.same
    assert f"the library has other values: {words}" in found.reason
    assert "opiodyn 0.0.9 saved them, and this is 0.1.0" in found.reason
    assert found.reason.startswith("The numbers differ by up to ")
    assert repr(found).startswith("<Rerun: OTHER BITS. The numbers differ by up to ")
    assert bits(found.run) == bits(od.simulate(WEEK, **GRID))


def test_a_value_of_the_caller_stays_with_either_choice(path):
    run = od.simulate(WEEK, model=od.Model(parameters={CL: 94.0}), **GRID)
    od.save(run, path)
    for parameters in ("saved", "library"):
        assert od.rerun(path, parameters=parameters).same


def test_values_that_follow_others_follow_the_saved_ones(path):
    """K of morphine is EC50 (tau - 1): it needs no value of its own where EC50 gets one."""
    model = od.Model(parameters={"morphine.mu.EC50": 50.0})
    run = od.simulate(od.regimen("morphine 10 mg iv"), model=model, **GRID)
    od.save(run, path)

    def change(plain):
        plain["models"][0]["arguments"]["map"]["options"]["map"]["parameters"] = {"map": {}}

    rewritten(path, change)
    with pytest.warns(UserWarning, match=r"morphine\.mu\.EC50 was 50\.0"):
        loaded = od.load(path)
    assert loaded.model.overrides == {"morphine.mu.EC50": 50.0}
    assert loaded.parameters["morphine.mu.K"] == run.parameters["morphine.mu.K"]


def test_people_whose_spread_the_library_has_changed_cannot_be_made_again(path):
    people = od.population(2, seed=1)
    od.save(od.simulate(WEEK, subjects=people, **GRID), path)
    run = od.simulate(WEEK, subjects=people, **GRID)[0]

    def change(plain):
        plain["models"][0]["effects"]["map"][f"{CL}.cv"] = 0.5

    rewritten(path, change)
    error = refused(lambda: od.load(path))
    assert f"people cannot be made again: {CL}.cv was 0.5 and is 0.25" in error.rule
    found = od.rerun(path, parameters="library")
    assert found.same  # the numbers of this file are those of today's spread
    assert bits(found.run[0]) == bits(run)


def test_another_solver_and_another_machine_are_named(path, monkeypatch):
    def change(plain):
        plain["runs"][0]["provenance"]["map"]["kernel"] = "generated: another"
        course = plain["runs"][0]["course"]["fields"]["map"]
        course["rtol"] = 1e-5

    rewritten(path, change)
    monkeypatch.setattr(comparison, "machine", lambda: "Plan9, mips")
    found = od.rerun(path)
    assert "the kernel of the solver was 'generated: another' and is" in found.reason
    assert "and this is Plan9, mips" in found.reason


def test_numbers_that_differ_without_a_cause_are_not_hidden(path):
    def change(plain):
        plain["runs"][0]["course"]["fields"]["map"]["rtol"] = 1e-5

    rewritten(path, change)
    found = od.rerun(path)
    assert "the installed opiodyn was built in another way or changed since" in found.reason


def test_a_run_that_ends_earlier_than_the_saved_one_says_so(path):
    def change(plain):
        plain["runs"][0]["course"]["fields"]["map"]["max_steps"] = 30

    rewritten(path, change)
    found = od.rerun(path)
    assert not found.run.complete
    assert "this run ended early (solver stopped" in found.reason


def test_a_run_that_had_failed_fails_again_with_the_same_bits(path):
    od.save(examples()["failed"], path)
    found = od.rerun(path)
    assert found.same
    assert "max_steps = 40 is used up" in found.run.status


def test_a_person_whose_parameters_are_impossible_cannot_run_again(path):
    runs = od.simulate(WEEK, subjects=od.population(1, seed=1), **GRID)
    fields = runs[0]._plain()
    subject = fields["subject"]._replace(impossible=True)
    od.save(type(runs[0])._again(**fields | {"subject": subject}), path)
    assert np.isnan(od.load(path).parameters).all()
    error = refused(lambda: od.rerun(path))
    assert "nothing ran and nothing can run again" in str(error)


def test_words_that_are_no_choice(path):
    error = refused(lambda: od.rerun(path, parameters="today"))
    assert (error.field, error.rule) == ("parameters", "must be 'saved' or 'library'")
