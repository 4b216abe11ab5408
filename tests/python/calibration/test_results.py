"""The stored results belong to this library, meet what was asked of them, and made the page."""

import numpy as np
import pytest
from joint import data, page, stages, store
from joint.data import CalibrationError
from joint.likelihood import Problem
from joint.link import hold
from joint.rows import Rows

import opiodyn as od
from fixtures import ROOT

AGAIN = "else: bash scripts/calibrate"


@pytest.fixture(scope="module")
def problem():
    return stages.main_problem()


@pytest.fixture(scope="module")
def posterior(problem):
    return store.read("posterior", problem)


@pytest.mark.parametrize("name", stages.STAGES)
def test_a_result_rests_on_the_figures_priors_and_values_of_today(problem, name):
    found = store.read(name, problem)
    assert found["about"]["fingerprint"] == store.fingerprint(problem), AGAIN


def test_the_page_is_up_to_date(problem):
    assert (ROOT / "docs/calibration.md").read_text(encoding="utf-8") == page.text(problem), AGAIN
    for name in ("parameters", "held-out", "low-dose"):
        assert (ROOT / f"docs/images/calibration-{name}.png").is_file()


def test_the_runs_agree_and_are_large_enough(posterior):
    assert posterior["largest_rhat"] <= 1.01
    assert posterior["effective"] >= 1000.0
    assert len(posterior["log_evidence"]) == 4
    assert np.ptp(posterior["log_evidence"]) < 0.5


def test_intervals_of_simulated_data_hold_what_they_say(problem):
    recovered = store.read("recovery", problem)
    assert recovered["sets"] >= 50
    assert 0.80 <= recovered["all"] <= 0.97


def test_the_package_has_the_draws_of_this_posterior(problem, posterior):
    """1,600 draws know a quantile at 5 % to about 0.09 standard deviations."""
    frame = od.posterior()
    about = frame.attrs["about"]
    assert about["likelihood"] == [one.case.id for one in problem.figures]
    assert about["held_out"] == list(data.held_out())
    assert about["offered"] == (posterior["largest_rhat"] <= 1.01)
    for one in problem.parameters:
        name = one.sets[0] if one.sets else None
        if name is None:
            continue
        found = posterior["parameters"][one.name]
        low, high = np.quantile(np.log(frame[name]), [0.05, 0.95])
        wanted = np.log([found["low"], found["high"]])
        assert [low, high] == pytest.approx(wanted, abs=0.15 * np.ptp(wanted)), one.name


def test_packaged_draws_give_the_stored_figures(problem, posterior):
    """Values have five digits in the package, so that figures differ by less than 1e-3."""
    stored = {one["id"]: one for one in posterior["fitted"]}
    names = ("V14-5", "V17", "V28-48", "R9")
    frame = od.posterior()
    columns = {name: frame[name].to_numpy() for name in frame}
    rows = Rows("pet", {f.case.id: f.case.setup for f in problem.figures if f.case.id in names})
    found = rows.figures(columns, hold(problem.structure, columns))
    for name, figures in zip(names, found.T, strict=True):
        wanted = [stored[name][key] for key in ("low", "median", "high")]
        assert np.quantile(figures, [0.05, 0.5, 0.95]) == pytest.approx(wanted, rel=1e-3), name


def test_a_result_of_other_priors_is_refused():
    other = Problem(data.structures()["slow"])
    with pytest.raises(
        CalibrationError, match=r"other figures, priors or values.*scripts/calibrate"
    ):
        store.read("posterior", other)


def test_a_result_that_is_not_there_is_asked_for(problem):
    with pytest.raises(
        CalibrationError, match=r"nothing\.json is not there: run scripts/calibrate"
    ):
        store.read("nothing", problem)


def test_every_case_stands_in_its_part(problem):
    found = store.read("validation", problem)["cases"]
    parts = {name: one["part"] for name, one in found.items()}
    assert {n for n, part in parts.items() if part == "held out"} == set(data.held_out())
    fitted = {one.case.id for one in problem.figures}
    assert {n for n, part in parts.items() if part == "fitted"} == fitted
