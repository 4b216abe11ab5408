"""The packaged draws are whole, small, and belong to this library, whatever their numbers are."""

from pathlib import Path

import numpy as np
import pytest

import opiodyn as od
from opiodyn._posterior import posterior as module
from opiodyn._posterior.about import library_hash

FOLDER = Path(module.__file__).parent
DRUGS = ["naltrexone", "naloxone", "nalmefene", "morphine"]


def test_the_files_are_small():
    assert 0 < (FOLDER / "draws.csv").stat().st_size <= 2_000_000


def test_the_draws_belong_to_the_library_of_this_version():
    about = od.posterior().attrs["about"]
    assert about["library"] == library_hash(about["substances"]), "run the calibration again"
    assert about["version"] == od.__version__


def test_the_frame_is_what_is_said_about_it():
    frame = od.posterior()
    about = frame.attrs["about"]
    assert len(frame) == about["draws"] >= 100
    assert list(frame) == about["parameters"]
    assert np.isfinite(frame.to_numpy()).all()
    assert frame.index.tolist() == list(range(len(frame)))
    assert (frame.nunique() > 1).all()
    assert set(about["likelihood"]).isdisjoint(about["held_out"])


def test_draws_that_have_not_converged_are_not_offered():
    about = od.posterior().attrs["about"]
    assert about["r_hat"] <= 1.01 or not about["offered"]


@pytest.mark.parametrize("drug", DRUGS)
def test_every_draw_makes_a_model_that_runs(drug):
    once = od.regimen(f"{drug} 1 mg iv")
    found = od.uncertainty(once, source="posterior", metrics={"mean": od.Metric("tone.mu.mean")})
    assert found.failed.empty
    assert len(found) == od.posterior().attrs["about"]["draws"]


def test_the_rows_are_in_random_order():
    """No column rises or falls with the number of its row: correlations are of size 1/sqrt(n)."""
    frame = od.posterior()
    for name in frame:
        found = np.corrcoef(np.arange(len(frame)), frame[name].rank())[0, 1]
        assert abs(found) < 5.0 / np.sqrt(len(frame)), name


def test_the_readme_of_the_data_names_every_key():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in od.posterior().attrs["about"]:
        assert f"`{name}`" in text
