"""What the documentation promises to a user, as written."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

import opiodyn as od


@pytest.fixture(autouse=True)
def no_window(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    mpl.use("agg")
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


def test_first_run():
    ldn = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
    run = od.simulate(ldn)
    assert run.times[0] == 0.0
    assert run.times[-1] == 22.0 + 28 * 24.0
    assert set(np.arange(0.0, 694.0, 0.25)) < set(run.times)
    # 16 of drugs and receptors; tone, density and response of 3 receptors, 3 peptides, 4 effects,
    # ventilation, and the withdrawal index
    assert len(run.summary()) == 16 + 3 * 3 + 3 + 4 + 1 + 1
    assert isinstance(run.plot(), Figure)
    assert run.to_pandas().shape[0] == run.times.size
    assert set(run.to_xarray().sizes) == {"time", "ligand", "receptor", "compartment", "endpoint"}


def test_model_and_added_regimens():
    model = od.Model(biophase="transient", binding="kinetic", parameters={"naltrexone.CL": 94.0})
    assert model.parameters.loc["naltrexone.CL", "value"] == 94.0
    reg = od.dose("naltrexone", amt=50, route="po", ii=24, addl=6)
    reg += od.dose("morphine", amt=10, route="iv", time=72)
    run = od.simulate(reg, model=model, end=240, delta=0.1, rtol=1e-8, atol=1e-10)
    occupancy = run.occupancy("naltrexone", "mu")
    assert isinstance(occupancy, np.ndarray)
    assert occupancy.shape == run.times.shape == (2401,)
    assert 0.0 <= occupancy.min() <= occupancy.max() <= 1.0
    for answer in (run.tone("mu"), run.withdrawal, run.receptor_density("mu")):
        assert answer.shape == run.times.shape
    assert run.tone("mu")[0] == run.receptor_density("mu")[0] == 1.0
    assert run.tone("mu").min() < 1.0 < run.receptor_density("mu").max()
    assert run.withdrawal.min() >= 0.0
    assert run.withdrawal.max() < 1.0
    reg += od.stimulus("exercise", time=30, magnitude=1.0)
    released = od.simulate(reg, model=model, end=240, delta=0.1).stimulus("beta-endorphin")
    assert released[300] > released[299] == 0.0
    in_mass = run.concentration("naltrexone", unit="ng/mL")
    np.testing.assert_allclose(in_mass, run.concentration("naltrexone") * 341.41e-3, rtol=1e-14)


def test_a_study_of_ones_own_drug(tmp_path):
    path = tmp_path / "study.csv"
    path.write_text(
        "ID,TIME,AMT,RATE,II,ADDL,SS,EVID,CMT,F1,ALAG1\n"
        "1,0,100,0,12,1,0,1,1,0.5,0.25\n"
        "1,30,50,25,0,0,0,1,2,1,0\n"
    )
    table = od.read_events(path)
    drug = od.Drug("mydrug", molar_mass=300.0, CL=1.1, V=[20.0], absorption=[od.FirstOrder(ka=1.5)])
    own = od.Model(drugs=[drug], receptors=[], endogenous=[])
    grid = np.linspace(0.0, 48.0, 97)
    own_run = od.simulate(table, model=own, times=grid)
    ka, ke = 1.5, 1.1 / 20.0

    def swallowed(t):
        t = np.maximum(t, 0.0)
        return 50.0 * ka / (ka - ke) * (np.exp(-ke * t) - np.exp(-ka * t))

    def infused(t):
        on, off = np.clip(t, 0.0, 2.0), np.maximum(t - 2.0, 0.0)
        return 25.0 / ke * (1.0 - np.exp(-ke * on)) * np.exp(-ke * off)

    expected = swallowed(grid - 0.25) + swallowed(grid - 12.25) + infused(grid - 30.0)
    amount = own_run.amount("mydrug", "central")
    np.testing.assert_allclose(amount, expected, rtol=1e-10, atol=1e-10)


def test_people():
    reg = od.dose("naltrexone", amt=50, route="po", ii=24, addl=6)
    reg += od.dose("morphine", amt=10, route="iv", time=72)
    people = od.population(20, seed=1, covariates={"weight": (70, 12), "hepatic": "normal"})
    runs = od.simulate(reg, model=od.Model(), subjects=people)
    assert dict(runs.to_xarray().sizes)["subject"] == 20
    assert list(runs.to_xarray().dims)[:1] == ["subject"]


def test_own_drug():
    grid = np.linspace(0.0, 24.0, 97)
    drug = od.Drug(
        "mydrug", molar_mass=300.0, CL=1.1, V=[20.0], Q=[], absorption=[od.FirstOrder(ka=1.5)]
    )
    own = od.Model(drugs=[drug], receptors=[], endogenous=[])
    run = od.simulate(od.dose("mydrug", amt=100.0), model=own, times=grid)
    ka, ke = 1.5, 1.1 / 20.0
    formula = 100.0 * ka / (ka - ke) * (np.exp(-ke * grid) - np.exp(-ka * grid))
    np.testing.assert_allclose(run.amount("mydrug", "central"), formula, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(
        run.concentration("mydrug", unit="ng/mL"), formula / 20.0 * 1e3, rtol=1e-10, atol=1e-8
    )
    assert run.receptors == ()
    assert run.provenance["solver"]["method"] == "exact"


def test_own_drug_at_a_receptor():
    drug = od.Drug("mydrug", molar_mass=300.0, CL=1.1, V=[20.0])
    own = od.Model(
        biophase="plasma",
        drugs=[drug],
        receptors=["mu"],
        endogenous=[],
        bindings=[od.Binding("mydrug", "mu", K=1.0, koff=60.0, tau=0.0)],
    )
    run = od.simulate(od.dose("mydrug", amt=0.01, route="iv"), model=own, end=12)
    C = run.effect_site("mydrug")[-1]
    assert run.occupancy("mydrug", "mu")[-1] == pytest.approx(C / (C + 1.0), rel=0.01)


def test_a_list_of_absorptions_and_a_metabolite():
    parent = od.Drug(
        "parent",
        molar_mass=300.0,
        CL=10.0,
        V=[20.0, 30.0],
        Q=[5.0],
        absorption=[
            od.FirstOrder(ka=1.0, fraction=0.5),
            od.ZeroOrder(duration=2.0, fraction=0.25, lag=1.0),
            od.ZeroOrderIntoDepot(duration=4.0, ka=0.5, fraction=0.25),
        ],
        metabolites=[od.Metabolite("child", systemic=1.0)],
    )
    child = od.Drug("child", molar_mass=300.0, CL=1e-9, V=[1.0])
    model = od.Model(drugs=[parent, child], receptors=[], endogenous=[])
    run = od.simulate(od.dose("parent", amt=7.0), model=model, end=400)
    assert run.amount("child", "central")[-1] == pytest.approx(7.0, rel=1e-6)
