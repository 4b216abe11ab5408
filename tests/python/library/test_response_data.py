"""data/response.toml: all groups, all of their parameters, nothing else."""

import shutil
from pathlib import Path

import pytest

from fixtures import ROOT


@pytest.fixture
def data(tmp_path):
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def fault(drug_reader, data, old, new):
    path = data / "response.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(drug_reader.DrugFileError) as caught:
        drug_reader.read_library(data)
    return str(caught.value)


def test_names_are_those_of_the_groups(drug_reader, data):
    rows = {row.name: row for row in drug_reader.read_library(data).response}
    for name in ("mu.U", "ogf.naltrexone.K", "beta-endorphin.G", "illustrative.w_s"):
        assert name in rows
    assert rows["kappa.turnover_half_life"].value == 84.0
    assert all(rows[f"mechanism.{weight}"].value == 0.0 for weight in ("w_T", "w_O", "w_c", "w_s"))


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        ('name = "response"', 'name = "answer"', "must be 'response'"),
        ("[mu.parameters.U]", "[mu.parameters.V]", "unknown key"),
        ("[mu.parameters.U]", "[nu.parameters.U]", "unknown key"),
        ("value = 0.8\n", "value = -0.8\n", "must not be below 0"),
        ("value = 84.0\n", "value = 0.0\n", "must be above 0"),
        ("value = 84.0\n", "value = 600.0\n", "lies outside the range"),
        ('source = ["lesscher2003"]', 'source = ["nobody"]', "no entry in references.bib"),
    ],
)
def test_a_fault_is_reported_with_its_place(drug_reader, data, old, new, reported):
    found = fault(drug_reader, data, old, new)
    assert found.startswith("data/response.toml:")
    assert reported in found


def test_a_missing_group_is_reported(drug_reader, data):
    path = data / "response.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[mechanism.parameters")], encoding="utf-8")
    with pytest.raises(drug_reader.DrugFileError, match="illustrative: missing"):
        drug_reader.read_library(data)
