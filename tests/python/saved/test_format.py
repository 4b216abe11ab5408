"""Files of this schema stay readable: its fields are written down here, and one file is kept."""

import json

import h5netcdf
import h5py
import numpy as np
import pytest

import opiodyn as od
from fixtures import ROOT
from opiodyn._saved.request import SCHEMA
from saved_files import MANY, examples

KEPT = ROOT / "tests/python/data/saved/schema-1.nc"

# Whoever changes one of these raises SCHEMA and lets `request_of` read the old form too.
FIELDS = {
    "Course": "end method rtol atol max_steps max_seconds",
    "Outputs": "times seen end",
    "SubjectData": "id covariates later records impossible",
    "RecordColumns": "row evid side dv",
    "Endpoint": "name receptor n meaning",
    "Dose": 12,
    "Stimulus": 5,
    "Change": 2,
    "Reset": 1,
    "Concentration": 5,
    "Drug": 11,
    "Binding": 5,
    "FirstOrder": 4,
    "TransitChain": 5,
    "Person": 3,
    "RunCounts": 5,
}
TOP = {
    *("schema", "opiodyn_version", "machine", "is_table", "kind", "models", "outputs"),
    *("runs", "typical", "people"),
}
MODEL = {"arguments", "used", "typical", "effects"}
RUN = {"model", "outputs", "regimen", "course", "subject", "provenance", "ended"}


def request(path):
    with h5py.File(path) as file:
        return json.loads(file["opiodyn/request"].asstr()[()])


def kinds(plain):
    """Yields each kind of a request with its fields."""
    if isinstance(plain, dict):
        if "kind" in plain and "fields" in plain:
            yield plain["kind"], plain["fields"]
        plain = list(plain.values())
    if isinstance(plain, list):
        for one in plain:
            yield from kinds(one)


def test_schema_1_has_these_fields(tmp_path):
    assert SCHEMA == 1
    seen = {}
    for run in [*examples().values(), od.simulate(MANY, end=1)]:
        od.save(run, tmp_path / "run.nc")
        plain = request(tmp_path / "run.nc")
        assert set(plain) <= TOP
        assert all(set(one) == MODEL for one in plain["models"])
        assert all(set(one) == RUN for one in plain.get("runs", []))
        for kind, fields in kinds(plain):
            if kind not in ("Run", "Runs", "Regimen"):
                form = len(fields) if isinstance(fields, list) else " ".join(fields["map"])
                assert seen.setdefault(kind, form) == form, kind
    assert seen == FIELDS


def test_the_file_that_is_kept_loads_and_runs():
    run = od.load(KEPT)
    # One compartment and a bolus: C = dose / V exp(-CL / V t), in mg/L = 1000 ng/mL.
    expected = 1000.0 * 5.0 / 20.0 * np.exp(-2.0 / 20.0 * np.array([0.0, 1.0, 2.0, 12.0, 24.0]))
    # Exact propagation is good to the last bits, of which two may be lost in the units.
    np.testing.assert_allclose(run.concentration("bolus", "ng/mL"), expected, rtol=1e-14)
    again = od.rerun(KEPT).run
    np.testing.assert_allclose(again.concentration("bolus", "ng/mL"), expected, rtol=1e-14)


def test_another_program_for_netcdf_reads_numbers_units_and_request(tmp_path):
    run = examples()["run"]
    od.save(run, tmp_path / "run.nc")
    with h5netcdf.File(tmp_path / "run.nc", "r") as file:
        tone = file["tone"]
        assert tone.dimensions == ("time", "receptor")
        assert tone.attrs["units"] == "1"
        assert file["time"].attrs["units"] == "h"
        place = list(file["receptor"][...]).index(b"mu")
        assert np.array_equal(tone[:, place], run.tone("mu"))
        assert file["opiodyn/amount_nmol"].attrs["units"] == "nmol"
        assert json.loads(file["opiodyn/request"][...].item())["schema"] == SCHEMA
        assert json.loads(file.attrs["provenance"]) == run.provenance


def test_without_the_packages_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "h5netcdf", None)
    words = r"save\(\) needs h5netcdf: pip install 'opiodyn\[netcdf\]'"
    with pytest.raises(ImportError, match=words):
        od.save(examples()["one output"], tmp_path / "run.nc")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ImportError, match=r"load\(\) needs h5netcdf"):
        od.load(KEPT)
