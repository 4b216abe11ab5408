"""What summaries, reports and provenance say of the response."""

import json

import numpy as np
import pytest

import opiodyn as od

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
PARTS = ("turnover", "peptides", "adaptation")
ALL = (*PARTS, "immune")
RECEPTORS, PEPTIDES = ("mu", "delta", "kappa"), ("beta-endorphin", "enkephalin", "dynorphin")
UNITS = {
    **{f"density.{name}": "x drug-free" for name in RECEPTORS},
    **{f"peptide.{name}": "x drug-free" for name in PEPTIDES},
    **{f"tone.{name}": "x drug-free" for name in RECEPTORS},
    "withdrawal": "index",
}
IMMUNE = {
    "ogf": "x drug-free",
    "activation": "x drug-free",
    "cytokine": "x drug-free",
    "pain": "%",
}
COLUMNS = ["unit", "peak", "t_peak", "trough", "mean", "area", "hours_above_50"]


@pytest.fixture(scope="module")
def transient():
    model = od.Model(biophase="transient", response=ALL, effects="illustrative")
    return od.simulate(MONTH, model=model)


def of_response(table):
    plain = ("mass_concentration", "occupancy", "free")
    return table[[name.split(".")[0] not in plain for name in table.index]]


def hours_above_1(times, values):
    """Of the polygon through the samples, step by step."""
    below, above = (
        np.minimum(values[:-1], values[1:]) - 1.0,
        np.maximum(values[:-1], values[1:]) - 1,
    )
    share = np.clip(above / np.where(above > below, above - below, 1.0), 0.0, 1.0)
    return float(np.sum(np.diff(times) * np.where(below >= 0.0, above > 0.0, share)))


def test_rows_and_units(transient, month):
    found = of_response(month.summary())
    assert dict(found["unit"]) == UNITS
    assert dict(of_response(transient.summary())["unit"]) == UNITS | IMMUNE
    assert list(month.summary().columns) == [*COLUMNS, "hours_above_1"]


def test_every_number_of_the_last_interval(transient):
    frame = transient.to_pandas().loc[670.0:]
    times = frame.index.to_numpy()
    for name, row in of_response(transient.summary()).iterrows():
        values = frame[name].to_numpy()
        assert row["peak"] == values.max()
        assert row["t_peak"] == times[values.argmax()] - 670.0
        assert row["trough"] == values.min()
        assert row["mean"] == pytest.approx(np.trapezoid(values, times) / 24.0, rel=1e-12)
        assert np.isnan([row["area"], row["hours_above_50"]]).all()
        if name.startswith("tone."):
            assert row["hours_above_1"] == pytest.approx(hours_above_1(times, values), abs=1e-9)
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
    assert not {"response", "phi", "effects"} & set(table.attrs)


def test_attributes_name_the_settings(transient):
    said = transient.summary().attrs
    assert (said["response"], said["phi"], said["effects"]) == (ALL, 1.0, "illustrative")


def test_the_window_is_that_of_the_drug_dosed_last():
    regimen = od.regimen("naltrexone 4.5 mg po q24h x3 + morphine 10 mg po at 60h")
    run = od.simulate(regimen)
    frame, table = run.to_pandas(), run.summary()
    assert table.attrs["windows"] == {"naltrexone": (48.0, 72.0), "morphine": (60.0, 84.0)}
    for name in UNITS:
        assert table.loc[name, "peak"] == frame.loc[60.0:84.0, name].max()
        assert table.loc[name, "trough"] == frame.loc[60.0:84.0, name].min()


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
    # Tone starts at 1 and is gone at the second output: half of a step of 0.25 h in 240 h.
    tone = table.loc["tone.mu"]
    assert tone["mean"] == pytest.approx(0.125 / 240.0, abs=1e-5)
    assert tone["hours_above_1"] == 0.0


# The report


def row_of(report, name):
    """The numbers of the only line of the response that starts with these words."""
    section = report.split("Response, relative to the drug-free body")[1]
    (line,) = (line for line in section.splitlines() if line.startswith(f"{name} "))
    return [float(word) for word in line.removeprefix(name).split()]


@pytest.mark.parametrize("biophase", ["pet", "transient"])
def test_report_has_the_numbers(biophase):
    run = od.simulate(MONTH, model=od.Model(biophase=biophase))
    report, frame = run.report(), run.to_pandas().loc[670.0:]
    times = frame.index.to_numpy()
    for receptor in RECEPTORS:
        tone = frame[f"tone.{receptor}"].to_numpy()
        expected = [
            np.trapezoid(tone, times) / 24.0,
            tone.min(),
            tone.max(),
            max(tone.max() - 1.0, 0.0),
            hours_above_1(times, tone),
            np.trapezoid(frame[f"density.{receptor}"], times) / 24.0,
        ]
        # Printed with three digits after the point, hours with one.
        assert row_of(report, receptor) == pytest.approx(expected, abs=0.0501)
        assert row_of(report, receptor)[:4] == pytest.approx(expected[:4], abs=0.000501)
    for peptide in PEPTIDES:
        level = frame[f"peptide.{peptide}"].to_numpy()
        expected = [np.trapezoid(level, times) / 24.0, level.min(), level.max()]
        assert row_of(report, f"{peptide} level") == pytest.approx(expected, abs=0.000501)
    highest = row_of(report, "withdrawal index, 0 to 1")[2]
    assert highest == pytest.approx(frame["withdrawal"].max(), abs=0.000501)


def test_report_fits_a_terminal(transient, month):
    for run in (transient, month):
        assert max(map(len, run.report().splitlines())) <= 100


def said(report):
    return " ".join(report.split())


def test_report_names_the_assumptions(month, transient):
    plain, immune = said(month.report()), said(transient.report())
    for text in (plain, immune):
        assert "phi = 1: peptides answer the block that is sensed" in text
        assert "Assumptions (class X) as well: x50" in text
        assert "A50 (block at half of the up-regulation) and e0" in text
    assert "hypothes" not in plain
    for words in (
        "immune read-outs: hypotheses, weights 'illustrative'",
        "OGF receptor, activation, cytokine and pain index are hypotheses",
        "one positive trial (Younger 2013)",
        "larger later one at 6 mg (FINAL 2024) found no significant difference",
    ):
        assert words in immune
    for name in ("OGF complexes", "activation", "cytokine", "pain index, %"):
        assert f"{name} (hypothesis)" in immune


@pytest.mark.parametrize(
    ("options", "there", "absent"),
    [
        ({"phi": 0}, ["; phi 0", "phi = 0: peptides answer the tone that is lost"], ["sensed"]),
        ({"phi": 0.25}, ["; phi 0.25", "sensed (0.25) and the tone that is lost (0.75)"], []),
        ({"response": ["turnover"]}, ["response: turnover alone", "A50"], ["phi =", "x50"]),
        ({"response": ALL}, ["Weights 'mechanism': all 0"], ["Younger"]),
        (
            {"response": ALL, "parameters": {"effects.w_O": 0.1}},
            ["Their weights are the caller's"],
            ["all 0", "Younger"],
        ),
        ({"response": ()}, ["held as without a drug"], ["Response,", "phi =", "x50"]),
        ({"receptors": [], "endogenous": []}, ["pharmacokinetics only"], ["Response,", "phi ="]),
        ({"endogenous": []}, ["Response,", "density"], ["tone mean", "phi ="]),
    ],
)
def test_report_of_other_models(options, there, absent):
    text = said(od.simulate(MONTH, model=od.Model(**options)).report())
    for words in there:
        assert words in text
    for words in absent:
        assert words not in text


def test_a_value_of_the_caller_is_no_assumption_of_ours():
    peptides = ("beta-endorphin", "enkephalin", "dynorphin")
    own = {f"{name}.x50": 0.3 for name in peptides}
    text = said(od.simulate(MONTH, model=od.Model(parameters=own)).report())
    assert "x50 (drive" not in text
    assert "A50 (block" in text


def test_the_effect_of_an_agonist_is_not_called_a_rebound():
    text = said(od.simulate(od.regimen("morphine 10 mg iv + naltrexone 4.5 mg po")).report())
    note = "Tone above 1 under morphine, morphine-6-glucuronide is the effect of the agonist"
    assert note in text
    assert "effect of the agonist" not in said(od.simulate(MONTH).report())


# Several subjects


@pytest.fixture(scope="module")
def people():
    model = od.Model(biophase="transient", response=ALL, effects="illustrative")
    subjects = od.population(7, seed=1)
    return od.simulate(od.regimen("naltrexone 4.5 mg po q24h x3"), model=model, subjects=subjects)


def test_summaries_of_subjects_are_those_of_their_runs(people):
    table = people.summary()
    for run in people:
        own = table.loc[run.subject].drop(columns="status")
        assert own.equals(run.summary())
    assert table.attrs["effects"] == "illustrative"


def test_read_outs_of_subjects_are_those_of_their_runs(people):
    for i, run in enumerate(people):
        np.testing.assert_array_equal(people.tone("mu")[i], run.tone("mu"))
        np.testing.assert_array_equal(people.peptide("dynorphin")[i], run.peptide("dynorphin"))
        np.testing.assert_array_equal(people.withdrawal[i], run.withdrawal)
        np.testing.assert_array_equal(people.pain[i], run.pain)
    with pytest.raises(od.InputError, match=r"tone\.nu"):
        people.tone("nu")


def test_report_of_subjects(people):
    report = people.report()
    assert max(map(len, report.splitlines())) <= 100
    section = report.split("Response, relative to the drug-free body")[1].splitlines()
    tones = np.array([run.to_pandas().loc[48.0:, "tone.mu"] for run in people])
    means = np.trapezoid(tones, dx=0.25, axis=1) / 24.0
    heights = np.maximum(tones.max(axis=1) - 1.0, 0.0)
    levels, rebound = (line for line in section if line.startswith("mu tone "))
    for line, values in ((levels, means), (rebound, heights)):
        middle, low, high = np.quantile(values, [0.5, 0.05, 0.95])
        assert " ".join(line.split()[2:6]) == f"{middle:.2f} ({low:.2f} to {high:.2f})"
    assert "Younger 2013" in said(report)


def test_a_subject_without_a_summary_has_the_same_rows():
    """Three nights' doses; the second subject has no output after the first hour."""
    import io

    text = "ID,TIME,EVID,AMT,II,ADDL\n1,0,1,4.5,24,1\n1,12,0,.,.,.\n1,30,0,.,.,.\n1,40,0,.,.,.\n"
    table = od.read_events(
        io.StringIO(text + "2,0,1,4.5,24,1\n2,1,0,.,.,.\n2,90,0,.,.,.\n"), drug="naltrexone"
    )
    summary = od.simulate(table).summary()
    assert summary.loc[1, "mean"].notna().all()
    assert summary.loc[2, "mean"].isna().all()
    assert list(summary.loc[1].index) == list(summary.loc[2].index)
    assert dict(summary.loc[1, "unit"]) == dict(summary.loc[2, "unit"])
    assert "hours_above_1" in summary


# Provenance and the model


def test_provenance_names_the_settings(transient, people):
    for given in (transient.provenance, people.provenance):
        assert given["model"]["response"] == list(ALL)
        assert given["model"]["phi"] == 1.0
        assert given["model"]["effects"] == "illustrative"
    data = people.to_xarray()
    assert data.attrs["response"] == " ".join(ALL)
    assert (data.attrs["phi"], data.attrs["effects"]) == (1.0, "illustrative")
    assert json.loads(data.attrs["provenance"])["model"]["effects"] == "illustrative"
    assert "turnover, peptides, adaptation, immune" in transient._repr_html_()


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
