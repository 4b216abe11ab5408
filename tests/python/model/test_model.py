"""Model: parameters, states, equations."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._model.inside import settled_for


@pytest.fixture(scope="module")
def model():
    return od.Model()


def test_parameters_say_where_they_come_from(model):
    table = model.parameters
    assert table.index.name == "name"
    assert table.loc["naltrexone.CL", "value"] == 150.0
    assert not table.loc["naltrexone.CL", "unconfirmed"]
    assert table.loc["naltrexone.mu.koff", "unconfirmed"]


def test_a_replaced_value_is_marked_as_the_callers():
    row = od.Model(parameters={"naltrexone.CL": 94}).parameters.loc["naltrexone.CL"]
    assert (row["value"], row["evidence"], row["status"], row["source"]) == (
        94.0,
        "U",
        "supplied",
        "caller",
    )
    assert row["note"] == "replaces 150 L/h"


def test_states(model):
    states = model.states
    assert list(states.columns) == ["unit", "meaning"]
    assert states.loc["naltrexone.central", "unit"] == "nmol"
    assert len(states) == model.baseline().size


def test_baseline_is_a_steady_state(model):
    y = model.baseline()
    np.testing.assert_allclose(model.derivative(0.0, y), 0.0, atol=1e-13)


@pytest.mark.parametrize("biophase", ["pet", "transient", "plasma"])
@pytest.mark.parametrize("binding", ["kinetic", "equilibrium"])
def test_jacobian_is_the_derivative_of_the_derivative(biophase, binding):
    model = od.Model(biophase=biophase, binding=binding)
    rng = np.random.default_rng(1)
    y = model.baseline() + rng.uniform(0.0, 0.05, model.baseline().size)
    J = model.jacobian(0.0, y)
    assert J.shape == (y.size, y.size)
    h = 1e-6
    numeric = np.column_stack(
        [
            (model.derivative(0.0, y + h * e) - model.derivative(0.0, y - h * e)) / (2.0 * h)
            for e in np.eye(y.size)
        ]
    )
    np.testing.assert_allclose(J, numeric, rtol=1e-6, atol=1e-5)


def test_drugs_follow_from_the_regimen():
    run = od.simulate(od.regimen("naltrexone 1 mg po"), model=od.Model(receptors=["mu"]))
    assert run.ligands[:2] == ("naltrexone", "6-beta-naltrexol")
    assert run.receptors == ("mu",)


def test_repr_names_the_choices():
    drug = od.Drug("mydrug", molar_mass=300.0, CL=1.0, V=[10.0])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[], parameters={"mydrug.CL": 2.0})
    assert repr(model) == (
        "Model(biophase='pet', binding='kinetic', drugs=['mydrug'], receptors=[], "
        "response=['turnover', 'peptides', 'adaptation', 'effects'], "
        "parameters={'mydrug.CL': 2.0})"
    )


def test_preset_of_a_model():
    preset = od.Model(biophase="transient").preset
    assert (preset.name, preset.half_life) == ("transient", 4.0)
    assert "75 %" in preset.fails


def test_ke0_is_the_presets_half_life():
    table = od.Model(biophase="transient").parameters
    assert np.log(2.0) / table.loc["naltrexone.ke0", "value"] == pytest.approx(4.0)


def test_a_drug_of_ones_own_may_bring_its_ke0():
    own = {"molar_mass": 300.0, "CL": 10.0, "V": [50.0]}
    drugs = [od.Drug("quick", ke0=12.0, **own), od.Drug("other", **own)]
    assert [drug.ke0 for drug in drugs] == [12.0, None]
    bindings = [od.Binding(drug.name, "mu", K=1.0, koff=60.0) for drug in drugs]
    table = od.Model(biophase="transient", drugs=drugs, bindings=bindings).parameters
    assert table.loc["quick.ke0", "value"] == 12.0
    assert table.loc["quick.ke0", "source"] == "caller"
    assert np.log(2.0) / table.loc["other.ke0", "value"] == pytest.approx(4.0)


@pytest.mark.parametrize("biophase", ["pet", "plasma"])
@pytest.mark.parametrize(
    ("dose", "published", "within"),
    [("morphine 10 mg iv", 94.0, 2.0), ("fentanyl 0.1 mg iv", 3.7, 0.2)],
)
def test_the_effect_site_peaks_when_published_after_a_bolus(biophase, dose, published, within):
    minutes = np.linspace(0.0, 3.0 * published, 3001)
    model = od.Model(biophase=biophase, binding="equilibrium")
    run = od.simulate(od.regimen(dose), model=model, times=minutes / 60.0)
    site = run.effect_site(dose.split()[0])
    assert minutes[np.argmax(site)] == pytest.approx(published, abs=within)


def test_a_model_is_settled_once_for_the_same_drugs_and_routes():
    model = od.Model()
    oral = od.regimen("naltrexone 4.5 mg po q24h x3")
    settled = settled_for(model, oral)
    assert settled_for(model, od.regimen("naltrexone 50 mg po")) is settled
    assert settled_for(model, od.regimen("naltrexone 50 mg iv")) is not settled
    assert settled_for(settled, oral) is settled
