"""What is saved comes back with the same bits, and nothing of it is simulated."""

import json

import pandas as pd
import pytest
import xarray as xr

import opiodyn as od
from opiodyn import _core
from opiodyn._saved.asked import text_of
from saved_files import KINDS, bits, drug_of_file, examples


@pytest.fixture(params=KINDS)
def pair(request, tmp_path):
    run = examples()[request.param]
    od.save(run, tmp_path / "run.nc")
    return run, od.load(tmp_path / "run.nc")


def test_the_list_of_kinds_is_whole():
    assert list(examples()) == KINDS


def test_numbers_have_the_same_bits(pair):
    run, loaded = pair
    assert type(loaded) is type(run)
    assert bits(loaded) == bits(run)
    pd.testing.assert_frame_equal(loaded.to_pandas(), run.to_pandas(), check_exact=True)


def test_what_the_run_rests_on_is_the_same(pair):
    run, loaded = pair
    assert json.dumps(loaded.provenance) == json.dumps(run.provenance)
    assert repr(loaded) == repr(run)
    assert str(loaded.status) == str(run.status)
    assert loaded.model.options().keys() == run.model.options().keys()
    assert repr(loaded.model) == repr(run.model)
    assert loaded.notes == run.notes
    pd.testing.assert_frame_equal(
        pd.DataFrame(loaded.parameters), pd.DataFrame(run.parameters), check_exact=True
    )


def test_all_that_was_asked_is_the_same(pair):
    run, loaded = pair
    assert text_of(loaded, is_table=False) == text_of(run, is_table=False)


MEASURED = ["run", "covariates", "own drug", "people", "a person", "table", "table on a grid"]


@pytest.mark.parametrize("kind", MEASURED)
def test_metrics_of_a_loaded_run_have_the_same_bits(kind, tmp_path):
    run = examples()[kind]
    od.save(run, tmp_path / "run.nc")
    loaded = od.load(tmp_path / "run.nc")
    column = "concentration.mydrug" if kind == "own drug" else "occupancy.naltrexone.mu"
    names = [f"{column}.peak", f"{column}.mean"]
    old, new = (pd.DataFrame(one.metrics(names)) for one in (run, loaded))
    pd.testing.assert_frame_equal(old, new, check_exact=True)
    pd.testing.assert_frame_equal(run.summary(), loaded.summary(), check_exact=True)


def test_nothing_is_simulated(tmp_path, monkeypatch):
    od.save(examples()["people"], tmp_path / "run.nc")

    def forbidden(*arguments, **named):
        raise AssertionError("a run was made")

    for name in ("simulate", "simulate_batch", "simulate_subjects"):
        monkeypatch.setattr(_core, name, forbidden)
    assert len(od.load(tmp_path / "run.nc")) == 6


@pytest.mark.parametrize("kind", ["run", "own drug", "covariates", "people", "table on a grid"])
def test_xarray_opens_the_dataset_of_the_run(kind, tmp_path):
    run = examples()[kind]
    od.save(run, tmp_path / "run.nc")
    with xr.open_dataset(tmp_path / "run.nc") as found:
        if kind == "table on a grid":  # IDs are objects in memory, and text in a file
            xr.testing.assert_equal(found, run.to_xarray())
        else:
            xr.testing.assert_identical(found.load(), run.to_xarray())
        assert found["occupancy" if kind != "own drug" else "amount"].attrs["units"]


def test_runs_with_output_times_of_their_own_are_a_table(tmp_path):
    runs = examples()["table with both sides"]
    od.save(runs, tmp_path / "run.nc")
    frame = runs.to_pandas().reset_index()
    with xr.open_dataset(tmp_path / "run.nc") as found:
        assert dict(found.sizes) == {"output": len(frame)}
        for name in ("subject", "time", "row", "evid", "side", "dv", "tone.mu"):
            assert found[name].to_numpy().tolist() == pytest.approx(
                frame[name].tolist(), nan_ok=True
            )
        assert found["amount.naltrexone.central"].attrs["units"] == "mg"
        assert json.loads(found.attrs["provenance"]) == runs.provenance


def test_a_drug_of_a_file_is_saved_with_its_file(tmp_path):
    own = drug_of_file(tmp_path)
    model = od.Model(drugs=[own], receptors=[], endogenous=[], response=[])
    run = od.simulate(od.dose(own.name, amt=1.0, route="iv"), model=model, end=5, delta=1)
    od.save(run, tmp_path / "run.nc")
    (tmp_path / "mydrug.toml").unlink()
    loaded = od.load(tmp_path / "run.nc")
    assert bits(loaded) == bits(run)
    assert od.rerun(tmp_path / "run.nc").same


def test_ids_of_two_types_keep_their_types(tmp_path):
    runs = examples()["table"]
    mixed = type(runs)._again(
        runs._kept._again([runs[0], _with_id(runs[1], 7)]), typical=runs.model
    )
    od.save(mixed, tmp_path / "run.nc")
    assert od.load(tmp_path / "run.nc").ids == ["A", 7]


def _with_id(run, subject):
    fields = run._plain()
    return type(run)._again(**fields | {"subject": fields["subject"]._replace(id=subject)})


def test_the_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "run.nc"
    od.save(examples()["one output"], path)
    before = path.read_bytes()

    def fails(path):
        raise OSError("no space left")

    monkeypatch.setattr("opiodyn._saved.container.seal", fails)
    with pytest.raises(OSError, match="no space left"):
        od.save(examples()["run"], path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["run.nc"]


def test_the_same_run_makes_the_same_numbers_and_the_same_request(tmp_path):
    run = examples()["run"]
    for name in ("a.nc", "b.nc"):
        od.save(run, tmp_path / name)
    assert bits(od.load(tmp_path / "a.nc")) == bits(od.load(tmp_path / "b.nc"))
