"""pandas and xarray say the same as the run."""

import json

import numpy as np
import pandas as pd
import pytest

import opiodyn as od

MEANS = {
    "amount": "mg",
    "concentration": "nM",
    "mass_concentration": "ng/mL",
    "effect_site": "nM",
    "occupancy": "-",
    "free": "-",
    "tone": "-",
    "sigma": "-",
    "effect": "-",
    "ventilation": "%",
    "density": "-",
    "adaptation": "-",
    "precursor": "-",
    "peptide": "-",
    "stimulus": "-",
    "withdrawal": "-",
}


@pytest.fixture(scope="module")
def frame(month):
    return month.to_pandas()


@pytest.fixture(scope="module")
def dataset(month):
    return month.to_xarray()


def by_method(run, name):
    quantity, *place = name.split(".")
    return {
        "amount": run.amount,
        "concentration": run.concentration,
        "mass_concentration": lambda ligand: run.concentration(ligand, "ng/mL"),
        "effect_site": run.effect_site,
        "occupancy": run.occupancy,
        "free": run.free_receptors,
        "tone": run.tone,
        "sigma": run.sigma,
        "effect": run.effect,
        "ventilation": lambda: run.ventilation,
        "density": run.receptor_density,
        "adaptation": run.adaptation,
        "precursor": run.precursor,
        "peptide": run.peptide,
        "stimulus": run.stimulus,
        "withdrawal": lambda: run.withdrawal,
    }[quantity](*place)


def test_every_column_is_what_the_method_gives(month, frame):
    # 25 of drugs and receptors; 4 of each receptor, 3 of each peptide, 4 effects, ventilation, and
    # the withdrawal index
    assert len(frame.columns) == 25 + 4 * 3 + 3 * 3 + 4 + 1 + 1
    for name in frame.columns:
        np.testing.assert_array_equal(frame[name], by_method(month, name))


def test_index_and_units(month, frame):
    assert frame.index.name == "time"
    np.testing.assert_array_equal(frame.index, month.times)
    units = frame.attrs["units"]
    assert units.pop("time") == "h"
    assert units == {name: MEANS[name.split(".")[0]] for name in frame.columns}
    assert json.loads(frame.attrs["provenance"]) == month.provenance


def test_a_frame_does_not_write_into_the_run(month):
    before = month.occupancy("naltrexone", "mu").copy()
    own = month.to_pandas()
    own["occupancy.naltrexone.mu"] = 7.0
    np.testing.assert_array_equal(month.occupancy("naltrexone", "mu"), before)


def test_dataset_holds_every_column_once(month, frame, dataset):
    dimensions = {
        "amount": ("ligand", "compartment"),
        "occupancy": ("ligand", "receptor"),
        "effect": ("endpoint",),
    } | dict.fromkeys(("free", "tone", "sigma", "density", "adaptation"), ("receptor",))
    dimensions |= dict.fromkeys(("ventilation", "withdrawal"), ())
    seen = 0
    for name in frame.columns:
        quantity, *place = name.split(".")
        where = dict(zip(dimensions.get(quantity, ("ligand",)), place, strict=True))
        np.testing.assert_array_equal(dataset[quantity].sel(where), frame[name])
        seen += 1
    filled = sum(int(np.isfinite(variable).sum()) for variable in dataset.data_vars.values())
    assert filled == seen * month.times.size


def test_dataset_is_labelled(month, dataset):
    assert dataset["occupancy"].dims == ("time", "ligand", "receptor")
    assert list(dataset["ligand"].to_numpy()) == list(month.ligands)
    assert list(dataset["receptor"].to_numpy()) == ["mu", "delta", "kappa"]
    assert list(dataset["endpoint"].to_numpy()) == ["breathing", "pupil", "pain", "liking"]
    assert dataset["kind"].sel(ligand="6-beta-naltrexol").item() == "metabolite"
    units = {name: variable.attrs["units"] for name, variable in dataset.data_vars.items()}
    assert units == {name: unit.replace("-", "1") for name, unit in MEANS.items()}
    assert dataset["time"].attrs["units"] == "h"
    assert all(variable.attrs["long_name"] for variable in dataset.data_vars.values())


def test_provenance_travels_as_text(month, dataset):
    provenance = json.loads(dataset.attrs["provenance"])
    assert provenance == month.provenance
    assert provenance["parameters"]["naltrexone.CL"]["sources"]
    assert dataset.attrs["phi"] == 1.0
    assert all(isinstance(value, str) for key, value in dataset.attrs.items() if key != "phi")
    assert dataset.attrs["biophase"] == "pet"


def test_a_plain_pharmacokinetic_run_has_no_receptors():
    drug = od.Drug("mydrug", molar_mass=300.0, CL=1.1, V=[20.0])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    run = od.simulate(od.dose("mydrug", amt=1, route="iv"), model=model)
    dataset = run.to_xarray()
    assert set(dataset.data_vars) == {"amount", "concentration", "mass_concentration"}
    assert list(run.to_pandas().columns) == [
        "amount.mydrug.central",
        "concentration.mydrug",
        "mass_concentration.mydrug",
    ]


def test_frame_survives_a_csv_file(frame, tmp_path):
    frame.to_csv(tmp_path / "run.csv")
    again = pd.read_csv(tmp_path / "run.csv", index_col="time")
    pd.testing.assert_frame_equal(again, frame, rtol=1e-14)
