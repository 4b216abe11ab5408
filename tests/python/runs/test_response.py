"""The response of several subjects is that of each one's run."""

import json

import numpy as np
import pytest

import opiodyn as od
from fixtures import on_one_line

PARTS = ("turnover", "peptides", "adaptation")
ALL = (*PARTS, "immune")


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
    assert "Younger 2013" in on_one_line(report)


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


def test_provenance_names_the_settings(transient, people):
    for given in (transient.provenance, people.provenance):
        assert given["model"]["response"] == list(ALL)
        assert given["model"]["phi"] == 1.0
        assert given["model"]["weights"] == "illustrative"
    data = people.to_xarray()
    assert data.attrs["response"] == " ".join(ALL)
    assert (data.attrs["phi"], data.attrs["weights"]) == (1.0, "illustrative")
    assert json.loads(data.attrs["provenance"])["model"]["weights"] == "illustrative"
    assert "turnover, peptides, adaptation, immune" in transient._repr_html_()
