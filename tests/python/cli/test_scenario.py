"""Scenarios: what a file says is what the options say; faults have their place."""

import shutil
import tomllib

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import INTO_A_VEIN, drug_file
from opiodyn._cli import simulate as simulating
from opiodyn._compare import report

EXAMPLES = ["low_dose", "rescue", "which_dose"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(root, shell, tmp_path, validator, name):
    path = shutil.copy(root / f"examples/scenarios/{name}.toml", tmp_path)
    settings = tomllib.loads((tmp_path / f"{name}.toml").read_text())
    validator.validate(settings)
    code, out, err = shell("run", path)
    assert (code, err) == (0, "")
    assert out.endswith("A model, not medical advice.\n")
    for target in settings["write"].values():
        assert (tmp_path / target).stat().st_size > 0


def test_every_example_is_tested(root):
    assert sorted(path.stem for path in (root / "examples/scenarios").iterdir()) == EXAMPLES


def test_the_example_is_the_run_of_its_values(root, shell, tmp_path):
    shell("run", shutil.copy(root / "examples/scenarios/low_dose.toml", tmp_path))
    model = od.Model(
        biophase="transient", parameters={"naltrexone.CL": 140.0}, covariates={"weight": 80}
    )
    month = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
    expected = od.simulate(month, model=model, rtol=1e-7, delta=0.25).to_pandas()
    table = pd.read_csv(tmp_path / "low_dose.csv", index_col=0)
    np.testing.assert_allclose(table.to_numpy(), expected.to_numpy(), rtol=1e-12)


def test_a_comparison_is_that_of_compare(run):
    code, out, err = run(
        """
regimen = "naltrexone 4.5 mg po q24h x7"
[model]
biophase = "transient"
[solver]
rtol = 1e-7
[compare]
doses = [0.5, 1.5, 50]
metrics = ["tone.mu.mean", "density.mu.peak"]
window = [8, 24]
phi = [0, 1]
"""
    )
    table = od.compare(
        od.regimen("naltrexone 4.5 mg po q24h x7"),
        doses=[0.5, 1.5, 50],
        metrics=["tone.mu.mean", "density.mu.peak"],
        window=(8, 24),
        phi=[0, 1],
        model=od.Model(biophase="transient"),
        rtol=1e-7,
    )
    assert (code, out, err) == (0, report.comparison_report(table) + "\n", "")


def test_several_regimens_are_taken_side_by_side(run):
    code, out, _ = run('regimen = ["naltrexone 50 mg po", "morphine 10 mg iv at 2h"]')
    both = od.simulate(od.regimen("naltrexone 50 mg po + morphine 10 mg iv at 2h"))
    assert (code, out) == (0, both.report() + "\n")


def test_tables_and_drug_files_lie_beside_the_file(run, tmp_path):
    (tmp_path / "study.csv").write_text("TIME,AMT,DRUG,ROUTE\n0,4.5,naltrexone,po\n0,2,mine,iv\n")
    (tmp_path / "mine.toml").write_text(
        drug_file("mine", CL=10.0, parameters="Kp = 1.0\nke0 = 2.0", routes=INTO_A_VEIN)
    )
    code, _, err = run(
        """
regimen = "study.csv"
model.drugs = ["naltrexone", "mine.toml"]
outputs.times = [0, 1, 2, 4]
write.csv = "run.csv"
"""
    )
    assert (code, err) == (0, "")
    table = pd.read_csv(tmp_path / "run.csv")
    assert list(table["time [h]"]) == [0.0, 1.0, 2.0, 4.0]
    # One compartment: C = dose / V exp(-CL / V t), mg/L being 1000 ng/mL.
    expected = 2.0 / 20.0 * 1e3 * np.exp(-10.0 / 20.0 * table["time [h]"])
    np.testing.assert_allclose(table["mass_concentration.mine [ng/mL]"], expected, rtol=1e-5)


FAULTS = [
    ("", "scenario.toml:1:1: regimen: missing"),
    ("regimen = 3", "scenario.toml:1:11: regimen = 3: must be text or a list of texts"),
    ("regimen = []", "scenario.toml:1:11: regimen = []: needs at least one"),
    ("{R}\n[modl]\n", "scenario.toml:2:1: modl: unknown; did you mean 'model'?"),
    (
        "{R}\n[model]\n\nbiophse = 'pet'",
        ":4:1: model.biophse: unknown; did you mean 'biophase'?",
    ),
    (
        "{R}\n[outputs]\nxyz = 4",
        ":3:1: outputs.xyz: unknown; known: delta, end, times",
    ),
    ("{R}\nmodel = 3", ":2:9: model = 3: must be a table"),
    ("{R}\n[model]\nbiophase = 'pit'", ":3:12: model.biophase = 'pit': must be one of pet, plasma"),
    ("{R}\n[model]\nresponse = ['x']", ":3:13: model.response[0] = 'x': must be one of adaptation"),
    ("{R}\n[model]\nphi = 2", ":3:1: phi = 2: must lie between 0 and 1"),
    (
        "{R}\n[model]\nstrict = false\nweights = 'illustrative'",
        ":4:1: weights = 'illustrative': needs 'immune' in response",
    ),
    (
        "{R}\n[model]\nresponse = ['immune']\nreceptors = []\nparameters.weights.w_s = 1",
        ":5:1: weights.w_s = 1: weighs the mean tone",
    ),
    (
        "{R}\n[model.parameters]\n'mu.U' = 0.9\nmu.U = 0.2",
        ":4:1: model.parameters.mu.U: is given twice",
    ),
    ("{R}\n[compare]\nmetrics = 3", ":3:11: compare.metrics = 3: must be text or a list of texts"),
    ("{R}\n[model]\nphi = 'a'", ":3:7: model.phi = 'a': must be a number"),
    ("{R}\n[model]\nstrict = 1", ":3:10: model.strict = 1: must be true or false"),
    (
        "{R}\n[model.parameters]\nnaltrexone.CI = 9",
        ":3:1: parameter = 'naltrexone.CI': unknown; did",
    ),
    ("{R}\n[model.parameters]\nnaltrexone.CL = -9", ":3:1: naltrexone.CL = -9: must be"),
    (
        "{R}\n[model.covariates]\nweigh = 9",
        ":3:1: covariate = 'weigh': unknown; did you mean 'weig",
    ),
    ("{R}\n[model]\ndrugs = ['no.toml']", "no.toml: there is no such file"),
    ("{R}\n[outputs]\ndelta = 0", ":3:1: delta = 0: must be a finite number above 0"),
    ("{R}\n[outputs]\nend = 4\ntimes = [1]", ":3:1: end = 4.0: give either times or end and delta"),
    ("{R}\n[solver]\nrtol = 0", ":3:1: rtol = 0"),
    ("{R}\n[write]\ncsv = 'a.txt'", ":3:1: write.csv = "),
    ("{R}\n[write]\nplot = 'no/a.png'", ":3:1: write.plot = "),
    ("{R}\n[compare]\ndoses = []", ":3:9: compare.doses = []: needs at least one"),
    ("{R}\n[compare]\ndoses = [1, -1]", ":3:13: compare.doses[1] = -1: must be at least 0"),
    ("{R}\n[compare]\ndoses = [1, 'a']", ":3:13: compare.doses[1] = 'a': must be a number"),
    (
        "{R}\n[compare]\ndoses = [1]\nmetrics = 'ton.mu.mean'",
        ":4:1: metric = 'ton.mu.mean': unknown",
    ),
    ("{R}\n[compare]\ndoses = [1]\nwindow = [8, 30]", ":4:1: window = 8 to 30: must lie within"),
    ("{R}\n[compare]\ndoses = [1]\nwindow = 8", ":4:10: compare.window = 8: must be two times"),
    (
        "{R}\n[outputs]\nend = 9\n[compare]\ndoses = [1]",
        ":3:1: outputs.end: is not for a comparison",
    ),
    (
        "{R}\n[outputs]\ndelta = 9\n[compare]\ndoses = [1]",
        ":3:1: outputs.delta: is not for a comparison",
    ),
    (
        "{R}\n[solver]\nmethod = 'exact'\n[compare]\ndoses = [1]",
        ":3:1: solver.method: is not for a comparison",
    ),
    ("regimen = 'a.csv'\n[compare]\ndoses = [1]", ":1:1: regimen: a comparison needs a regimen"),
    ("regimen = ['a.csv', 'b']", ":1:1: regimen: a table cannot stand beside regimens"),
    ("regimen = 'no.csv'", ":1:1: events = "),
    ("regimen = 'naltrexone 4 mg pox'", ":1:1: regimen = 'pox': unknown route"),
    ("regimen = 'naltrexon 4 mg po'", ":1:1: drug = 'naltrexon': unknown; did you mean"),
    ("regimen = 'a'\nregimen = 'b'", ":2:1: regimen: is given twice, first in line 1"),
    ("regimen = ", "scenario.toml:1:"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_fault_is_one_line_with_its_place_and_writes_nothing(run, tmp_path, text, message):
    (tmp_path / "old.csv").write_text("old")
    scenario = text.replace("{R}", "regimen = 'naltrexone 4.5 mg po q24h x3'")
    if "[write]" not in scenario:
        scenario += "\n[write]\ncsv = 'old.csv'\n"
    code, out, err = run(scenario)
    assert (code, out) == (2, "")
    assert err.startswith("opiodyn: error: ")
    assert err.count("\n") == 1
    assert message in err
    assert (tmp_path / "old.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.csv", "scenario.toml"]


def test_a_missing_file(shell, tmp_path):
    code, out, err = shell("run", tmp_path / "no.toml")
    assert (code, out) == (2, "")
    assert err.endswith("no.toml: there is no such file\n")


def test_a_solver_failure_leaves_the_old_files(run, tmp_path, monkeypatch):
    def stops(*_, **__):
        error = od.SolverError("solver stopped")
        raise error

    monkeypatch.setattr(simulating, "simulate", stops)
    (tmp_path / "run.csv").write_text("old")
    code, out, err = run('regimen = "naltrexone 4.5 mg po"\nwrite.csv = "run.csv"')
    assert (code, out, err) == (1, "", "opiodyn: error: solver stopped\n")
    assert (tmp_path / "run.csv").read_text() == "old"


def test_a_picture_is_of_one_subject(run, tmp_path):
    (tmp_path / "study.csv").write_text(
        "ID,TIME,AMT,DRUG,ROUTE\n1,0,4,naltrexone,po\n2,0,4,naltrexone,po\n"
    )
    code, out, err = run("regimen = 'study.csv'\n[write]\nplot = 'a.png'")
    assert (code, out) == (2, "")
    assert ":3:1: write.plot = 'a.png': draws one subject, and the table has 2" in err
