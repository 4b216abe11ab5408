"""What the summary says of the response, and the parameters and states that it brings."""

import numpy as np
import pytest

import opiodyn as od
from fixtures import hours_above_1

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
PARTS = ("turnover", "peptides", "adaptation", "effects")
ALL = (*PARTS, "immune")
RECEPTORS, PEPTIDES = ("mu", "delta", "kappa"), ("beta-endorphin", "enkephalin", "dynorphin")
UNITS = {
    **{f"density.{name}": "x drug-free" for name in RECEPTORS},
    **{f"peptide.{name}": "x drug-free" for name in PEPTIDES},
    **{f"tone.{name}": "x drug-free" for name in RECEPTORS},
    **{f"sigma.{name}": "%" for name in RECEPTORS},
    **{f"effect.{name}": "%" for name in ("breathing", "pupil", "pain", "liking")},
    "ventilation": "%",
    "withdrawal": "index",
}
IMMUNE = {
    "ogf": "x drug-free",
    "activation": "x drug-free",
    "cytokine": "x drug-free",
    "pain": "%",
}
COLUMNS = ["unit", "begin", "end", "peak", "t_peak", "trough", "mean", "area", "hours_above_50"]


def scale_of(name):
    """The factor from the number of a run to that of its summary, which has shares in per cent."""
    return 100.0 if name.startswith(("sigma.", "effect.")) else 1.0


def of_response(table):
    plain = ("mass_concentration", "occupancy", "free")
    return table[[name.split(".")[0] not in plain for name in table.index]]


def test_rows_and_units(transient, month):
    found = of_response(month.summary())
    assert dict(found["unit"]) == UNITS
    assert dict(of_response(transient.summary())["unit"]) == UNITS | IMMUNE
    assert list(month.summary().columns) == [*COLUMNS, "hours_above_1"]


def test_every_number_of_the_last_interval(transient):
    fine = np.linspace(670.0, 694.0, 4801)
    frame = od.simulate(MONTH, model=transient.model, times=fine).to_pandas()
    for name, row in of_response(transient.summary()).iterrows():
        values = frame[name].to_numpy() * scale_of(name)
        # The outputs are 5e-3 h apart, and the tone at mu has its peak minutes after a dose.
        assert row["peak"] == pytest.approx(values.max(), rel=1e-5)
        # Receptors at delta move by 1e-12 alone, so that rounding says when they are most.
        if np.ptp(values) > 1e-10:
            assert row["t_peak"] == pytest.approx(fine[values.argmax()] - 670.0, abs=6e-3)
        assert row["trough"] == pytest.approx(values.min(), rel=1e-5, abs=1e-9)
        assert row["mean"] == pytest.approx(np.trapezoid(values, fine) / 24.0, rel=1e-5)
        assert np.isnan([row["area"], row["hours_above_50"]]).all()
        if name.startswith("tone."):
            assert row["hours_above_1"] == pytest.approx(hours_above_1(fine, values), abs=1e-3)
            assert 0.0 < row["hours_above_1"] <= 24.0
        else:
            assert np.isnan(row["hours_above_1"])


def test_other_quantities_have_no_hours_above_1(month):
    table = month.summary()
    others = table.drop(index=of_response(table).index)
    assert others["hours_above_1"].isna().all()
    assert others["mean"].notna().all()


def test_without_a_response_the_summary_is_as_it_was():
    table = od.simulate(MONTH, model=od.Model(response=())).summary()
    assert list(table.columns) == COLUMNS
    assert len(table) == 16
    assert of_response(table).empty
    assert not {"response", "phi", "weights"} & set(table.attrs)


def test_attributes_name_the_settings(transient):
    attrs = transient.summary().attrs
    assert (attrs["response"], attrs["phi"], attrs["weights"]) == (ALL, 1.0, "illustrative")


def test_the_window_is_that_of_the_drug_dosed_last():
    regimen = od.regimen("naltrexone 4.5 mg po q24h x3 + morphine 10 mg po at 60h")
    run = od.simulate(regimen)
    frame = od.simulate(regimen, times=np.linspace(60.0, 84.0, 4801)).to_pandas()
    table = run.summary()
    assert table.attrs["windows"] == {"naltrexone": (48.0, 72.0), "morphine": (60.0, 84.0)}
    for name in UNITS:
        values = scale_of(name) * frame[name]
        assert table.loc[name, "peak"] == pytest.approx(values.max(), rel=1e-4)
        assert table.loc[name, "trough"] == pytest.approx(values.min(), rel=1e-5, abs=1e-9)


def test_a_drug_that_binds_nothing_leaves_everything_at_the_drug_free_state():
    drug = od.Drug("mydrug", molar_mass=300.0, CL=2.0, V=[20.0])
    binding = od.Binding("mydrug", "mu", K=1e12, koff=60.0)
    model = od.Model(drugs=[drug], bindings=[binding])
    table = of_response(od.simulate(od.dose("mydrug", amt=1, route="iv"), model=model).summary())
    relative = table[table["unit"] == "x drug-free"]
    # The drug holds 1e-10 of mu, which is what is left of an effect.
    assert relative[["peak", "trough", "mean"]].to_numpy() == pytest.approx(1.0, abs=1e-8)
    assert table.loc["withdrawal", "peak"] == pytest.approx(0.0, abs=1e-8)


@pytest.fixture(scope="module")
def blocked():
    """All mu receptors held by an antagonist, from the start and for good."""
    drug = od.Drug("blocker", molar_mass=300.0, CL=1e-9, V=[1.0])
    model = od.Model(
        biophase="plasma",
        drugs=[drug],
        receptors=["mu"],
        endogenous=["beta-endorphin"],
        bindings=[od.Binding("blocker", "mu", K=1e-4, koff=60.0)],
    )
    return od.simulate(od.dose("blocker", amt=1.0, route="iv"), model=model, end=240.0)


def test_closed_form_of_a_full_block(blocked):
    """Equation (8) with A = 1: T = 1 + U (1 - exp(-kdeg t)); equation (10): no tone."""
    value, table = blocked.model.parameters["value"], blocked.summary()
    kdeg, U = np.log(2) / value["mu.turnover_half_life"], value["mu.U"]
    row = table.loc["density.mu"]
    # The block is complete within a minute: kdeg U / 60 is 1e-4.
    assert row["peak"] == pytest.approx(1.0 + U * (1.0 - np.exp(-kdeg * 240.0)), abs=2e-4)
    mean = 1.0 + U * (1.0 - (1.0 - np.exp(-kdeg * 240.0)) / (kdeg * 240.0))
    assert row["mean"] == pytest.approx(mean, abs=2e-4)
    # Tone starts at 1, and is gone within minutes.
    tone = table.loc["tone.mu"]
    assert tone["mean"] == pytest.approx(0.0, abs=0.1 / 240.0)
    assert tone["hours_above_1"] == pytest.approx(0.0, abs=1e-9)  # it starts at 1


def test_parameters_and_states_follow_the_parts():
    whole, none, turnover = (od.Model(response=parts) for parts in (ALL, (), ["turnover"]))
    assert {"mu.U", "beta-endorphin.G", "mu.gZ", "pain.P0"} <= set(whole.parameters.index)
    assert not {"mu.U", "beta-endorphin.G", "mu.gZ", "pain.P0"} & set(none.parameters.index)
    own = set(turnover.states.index) - set(none.states.index)
    assert own == {f"{receptor}.density" for receptor in RECEPTORS}
    added = set(whole.states.index) - set(none.states.index)
    assert {"mu.adaptation", "enkephalin.precursor", "ogf.density", "cytokine"} <= added
    assert whole.parameters.loc["mu.U", "evidence"] == "A"
    assert (whole.states["meaning"] != "").all()
