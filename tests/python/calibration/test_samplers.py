"""Modes and draws of a normal posterior are those of the closed form."""

from pathlib import Path

import numpy as np
import pytest
from joint import diagnose, experiments, modes, nested, store
from joint.nested import Begin, Effort

from known_posterior import Gaussian

EFFORT = Effort(live=200, effective=2000, batch=50, networks=0)


@pytest.fixture
def problem(monkeypatch):
    monkeypatch.setattr(
        nested, "checkpoint", lambda _, __, seed, folder: Path(folder) / f"{seed}.hdf5"
    )
    return Gaussian()


@pytest.fixture
def mode(problem):
    return modes.find(problem, {"a": 5.0}, seed=1)


def test_a_mode_has_the_width_and_the_evidence_of_the_closed_form(problem, mode):
    """Laplace is exact for a normal posterior; the search ends within 1e-3 of the top."""
    mean, covariance = problem.posterior
    assert mode.log_evidence == pytest.approx(problem.log_evidence, abs=2e-3)
    # A density lower by 1e-3 is 0.045 standard deviations away.
    assert mode.logs == pytest.approx(mean, abs=0.05 * np.sqrt(covariance.max()))
    assert mode.widths == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-3)


def test_draws_have_the_moments_of_the_closed_form(problem, mode, tmp_path):
    drawn = nested.sample(problem, Begin.about(mode), 3, EFFORT, tmp_path)
    mean, covariance = problem.posterior
    deviations = np.sqrt(np.diag(covariance))
    count = len(drawn.logs)
    assert drawn.effective >= 2000.0
    assert count >= 500
    # Five standard errors: of a mean, and of a standard deviation.
    assert drawn.logs.mean(axis=0) == pytest.approx(mean, abs=5.0 * deviations.max() / count**0.5)
    spread = drawn.logs.std(axis=0) / deviations
    assert spread == pytest.approx(np.ones(3), abs=5.0 / (2.0 * count) ** 0.5)
    assert drawn.log_evidence == pytest.approx(problem.log_evidence, abs=0.1)


def test_a_run_from_the_prior_finds_the_same(problem, tmp_path):
    drawn = nested.sample(problem, Begin.prior(3), 4, EFFORT, tmp_path)
    mean, covariance = problem.posterior
    allowed = 5.0 * np.sqrt(covariance.max() / len(drawn.logs))
    assert drawn.logs.mean(axis=0) == pytest.approx(mean, abs=allowed)
    assert drawn.log_evidence == pytest.approx(problem.log_evidence, abs=0.1)


def test_a_run_that_was_interrupted_goes_on_to_the_same_draws(problem, mode, tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    begin = Begin.about(mode)
    problem.calls = 0
    wanted = nested.sample(problem, begin, 5, EFFORT, whole)
    needed = problem.calls
    problem.left = needed // 2
    with pytest.raises(KeyboardInterrupt):
        nested.sample(problem, begin, 5, EFFORT, parts)
    problem.left, problem.calls = float("inf"), 0
    again = nested.sample(problem, begin, 5, EFFORT, parts)
    assert 0 < problem.calls < needed
    assert np.array_equal(again.logs, wanted.logs)
    problem.left = 0  # a run that is whole asks for no likelihood
    assert np.array_equal(nested.sample(problem, begin, 5, EFFORT, parts).logs, wanted.logs)


def test_rhat_tells_runs_apart_that_disagree(problem):
    random = np.random.default_rng(2)

    def run(shift):
        logs = shift + random.normal(size=(500, 3))
        return nested.Drawn(logs, 0.0, 500.0, 1000)

    agreeing = diagnose.summary(problem, [run(0.0) for _ in range(4)])
    assert agreeing["largest_rhat"] < 1.01
    assert agreeing["effective"] == 2000.0
    apart = diagnose.summary(problem, [run(x) for x in (0.0, 0.0, 0.0, 1.0)])
    assert apart["largest_rhat"] > 1.05


def test_a_measurement_leaves_the_width_of_the_closed_form():
    """A reading with the error e of a normal quantity of deviation s leaves e / sqrt(s^2 + e^2)."""
    values = 2.0 * np.random.default_rng(1).normal(size=4000)
    for error in (0.5, 2.0, 6.0):
        wanted = error / np.hypot(2.0, error)
        # The variance of 4,000 draws is known to 2 %, and the noise is drawn as well.
        assert experiments.left(values, error, values) == pytest.approx(wanted, rel=0.05)
    other = np.random.default_rng(2).normal(size=4000)
    assert experiments.left(values, 0.5, other) > 0.97


def test_a_checkpoint_belongs_to_one_problem_and_one_begin(tmp_path, mode, monkeypatch):
    monkeypatch.setattr(store, "fingerprint", lambda problem: problem)
    names = [
        store.checkpoint("one", mode, 1, tmp_path),
        store.checkpoint("two", mode, 1, tmp_path),
        store.checkpoint("one", mode, 2, tmp_path),
        store.checkpoint("one", Begin.prior(3), 1, tmp_path),
    ]
    assert len(set(names)) == len(names)
