"""The report says of the response what the run holds, and names its assumptions."""

import numpy as np
import pytest

import opiodyn as od
from fixtures import hours_above_1, on_one_line

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
PARTS = ("turnover", "peptides", "adaptation", "effects")
ALL = (*PARTS, "immune")
RECEPTORS, PEPTIDES = ("mu", "delta", "kappa"), ("beta-endorphin", "enkephalin", "dynorphin")


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
        # Printed with three digits after the point, hours with one; the trapezoids are off by 1e-5.
        assert row_of(report, receptor) == pytest.approx(expected, abs=0.0501)
        assert row_of(report, receptor)[:4] == pytest.approx(expected[:4], abs=0.000515)
    for peptide in PEPTIDES:
        level = frame[f"peptide.{peptide}"].to_numpy()
        expected = [np.trapezoid(level, times) / 24.0, level.min(), level.max()]
        assert row_of(report, f"{peptide} level") == pytest.approx(expected, abs=0.000501)


def test_report_fits_a_terminal(transient, month):
    for run in (transient, month):
        assert max(map(len, run.report().splitlines())) <= 100


def test_report_names_the_assumptions(month, transient):
    plain, immune = on_one_line(month.report()), on_one_line(transient.report())
    for text in (plain, immune):
        assert "phi = 1: peptide release responds to receptor blockade itself" in text
        assert "Other assumptions (evidence X): x50" in text
        assert "q (steepness of the up-regulation) and e0 (basal level of the peptides)" in text
    assert "hypothes" not in plain
    for words in (
        "immune read-outs: hypotheses, weights 'illustrative'",
        "OGF receptor, activation, cytokine and pain index are hypotheses",
        "one positive trial (Younger 2013)",
        "three larger later ones (58, 98 and 99 people, among them FINAL 2024 at 6 mg) found no",
    ):
        assert words in immune
    for name in ("OGF complexes", "activation", "cytokine", "pain index, %"):
        assert f"{name} (hypothesis)" in immune


@pytest.mark.parametrize(
    ("options", "there", "absent"),
    [
        (
            {"phi": 0},
            ["; phi 0", "phi = 0: peptide release responds to lost tone"],
            ["itself, even"],
        ),
        ({"phi": 0.25}, ["; phi 0.25", "receptor blockade (0.25) and to lost tone (0.75)"], []),
        ({"response": ["turnover"]}, ["response: turnover only", "q (steepness"], ["phi =", "x50"]),
        ({"response": ALL}, ["Weights 'mechanism': all 0"], ["Younger"]),
        (
            {"response": ALL, "parameters": {"weights.w_O": 0.1}},
            ["Their weights are the caller's"],
            ["all 0", "Younger"],
        ),
        ({"response": ()}, ["held at their drug-free state"], ["Response,", "phi =", "x50"]),
        ({"receptors": [], "endogenous": []}, ["pharmacokinetics only"], ["Response,", "phi ="]),
        ({"endogenous": []}, ["Response,", "density"], ["tone mean", "phi ="]),
    ],
)
def test_report_of_other_models(options, there, absent):
    text = on_one_line(od.simulate(MONTH, model=od.Model(**options)).report())
    for words in there:
        assert words in text
    for words in absent:
        assert words not in text


def test_a_value_of_the_caller_is_no_assumption_of_ours():
    peptides = ("beta-endorphin", "enkephalin", "dynorphin")
    own = {f"{name}.x50": 0.3 for name in peptides}
    text = on_one_line(od.simulate(MONTH, model=od.Model(parameters=own)).report())
    assert "x50 (drive" not in text
    assert "q (steepness" in text


def test_the_effect_of_an_agonist_is_not_called_a_rebound():
    text = on_one_line(od.simulate(od.regimen("morphine 10 mg iv + naltrexone 4.5 mg po")).report())
    note = "Tone above 1 under morphine, morphine-6-glucuronide is the effect of the agonist"
    assert note in text
    assert "rebound height" not in text
    plain = on_one_line(od.simulate(MONTH).report())
    assert "effect of the agonist" not in plain
    assert "rebound height" in plain


@pytest.mark.parametrize("people", [None, od.population(2, seed=1)])
def test_an_agonist_at_kappa_and_delta_rebounds_at_mu_alone(people):
    """Samidorphan blocks mu and activates the other receptors in part."""
    regimen = od.regimen("samidorphan 10 mg po q24h x3")
    text = od.simulate(regimen, subjects=people).report()
    words = on_one_line(text)
    assert "Tone above 1 at delta and kappa under samidorphan is the effect of the agonist" in words
    _, _, rebound = text.partition("rebound height")
    rows = [line.split() for line in rebound.splitlines()]
    found = {row[0]: row for row in reversed(rows) if row and row[0] in ("mu", "delta", "kappa")}
    if people is None:
        assert [found[name][4:6] for name in ("delta", "kappa")] == [["-", "-"]] * 2
        assert float(found["mu"][4]) >= 0.0
    else:
        assert found.keys() == {"mu"}
