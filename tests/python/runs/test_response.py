"""The response of several subjects is that of each one's run."""

import json

import numpy as np
import pytest

import opiodyn as od
from fixtures import on_one_line

PARTS = ("turnover", "peptides", "adaptation", "effects")
ALL = (*PARTS, "immune")
FINE = np.linspace(48.0, 72.0, 4801)


@pytest.fixture(scope="module")
def people():
    model = od.Model(biophase="transient", response=ALL, weights="illustrative")
    subjects = od.population(7, seed=1)
    return od.simulate(od.regimen("naltrexone 4.5 mg po q24h x3"), model=model, subjects=subjects)


def test_summaries_of_subjects_are_those_of_their_runs(people):
    table = people.summary()
    for run in people:
        own = table.loc[run.subject].drop(columns="status")
        assert own.equals(run.summary())
    assert table.attrs["weights"] == "illustrative"


def test_read_outs_of_subjects_are_those_of_their_runs(people):
    for i, run in enumerate(people):
        np.testing.assert_array_equal(people.tone("mu")[i], run.tone("mu"))
        np.testing.assert_array_equal(people.peptide("dynorphin")[i], run.peptide("dynorphin"))
        np.testing.assert_array_equal(people.withdrawal[i], run.withdrawal)
        np.testing.assert_array_equal(people.pain[i], run.pain)
    with pytest.raises(od.InputError, match="receptor = 'nu': unknown"):
        people.tone("nu")


def test_report_of_subjects(people):
    report = people.report()
    assert max(map(len, report.splitlines())) <= 100
    section = report.split("Response, relative to the drug-free body")[1].splitlines()
    tones = np.array([np.interp(FINE, run.times, run.tone("mu")) for run in people])
    means = np.trapezoid(tones, FINE, axis=1) / 24.0
    heights = np.maximum(tones.max(axis=1) - 1.0, 0.0)
    levels, rebound = (line for line in section if line.startswith("mu tone "))
    for line, values in ((levels, means), (rebound, heights)):
        middle, low, high = np.quantile(values, [0.5, 0.05, 0.95])
        assert " ".join(line.split()[2:6]) == f"{middle:.2f} ({low:.2f} to {high:.2f})"
    assert "Younger 2013" in on_one_line(report)


def test_provenance_names_the_settings(transient, people):
    for given in (transient.provenance, people.provenance):
        assert given["model"]["response"] == list(ALL)
        assert given["model"]["phi"] == 1.0
        assert given["model"]["weights"] == "illustrative"
    data = people.to_xarray()
    assert data.attrs["response"] == " ".join(ALL)
    assert (data.attrs["phi"], data.attrs["weights"]) == (1.0, "illustrative")
    assert json.loads(data.attrs["provenance"])["model"]["weights"] == "illustrative"
    assert "turnover, peptides, adaptation, effects, immune" in transient._repr_html_()
