"""`opiodyn fit`: what a problem says is what the arguments of `od.fit` say, and files are whole."""

import functools
import shutil
import tomllib

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import INTO_A_VEIN, drug_file
from opiodyn._cli import fit as fitting
from opiodyn._cli.problem import results
from opiodyn._fit import search

COLUMN = "mass_concentration.naltrexone"
STUDY = """ID,TIME,AMT,DV
1,0,50,.
1,1,.,9.1
1,2,.,7.9
1,4,.,4.2
1,8,.,1.9
2,0,100,.
2,1,.,15.3
2,2,.,14.1
2,4,.,7.0
2,8,.,2.6
"""
PROBLEM = f"""
[table]
file = "study.csv"
drug = "naltrexone"
[model]
receptors = []
endogenous = []
[fit]
observe.DV = "{COLUMN}"
vary.naltrexone.CL = [20, 600]
"""
WRITE = """
[write]
report = "report.txt"
csv = "estimates.csv"
predictions = "predictions.csv"
"""


@pytest.fixture
def study(tmp_path):
    (tmp_path / "study.csv").write_text(STUDY)
    return od.read_events(tmp_path / "study.csv", drug="naltrexone")


def same(written, expected):
    """Compares numbers of a file, of which a reader may round the last digit."""
    np.testing.assert_allclose(written, expected, rtol=1e-14)


def written(folder):
    return {path.name for path in folder.iterdir()} - {"study.csv", "problem.toml"}


def model(**options):
    return od.Model(receptors=[], endogenous=[], **options)


def test_the_example_finds_the_truth_that_its_file_states(root, shell, tmp_path, problems):
    folder = shutil.copytree(root / "examples/fits", tmp_path / "fits")
    settings = tomllib.loads((folder / "naltrexone.toml").read_text())
    problems.validate(settings)
    code, out, err = shell("fit", folder / "naltrexone.toml")
    assert (code, err) == (0, "")
    assert out.startswith("Fit: converged")
    for target in settings["write"].values():
        assert (folder / target).stat().st_size > 0
    found = pd.read_csv(folder / "estimates.csv").set_index("parameter")
    truth = {"naltrexone.CL": 120.0, "naltrexone.V1": 250.0}
    for name, value in truth.items():
        assert f"{name} = {value:g} L" in (folder / "naltrexone.csv").read_text()
    for name, value in {**truth, f"cv.{COLUMN}": 0.12}.items():
        assert found.loc[name, "low"] < value < found.loc[name, "high"]


def test_every_example_is_tested(root):
    found = {path.name for path in (root / "examples/fits").iterdir()}
    assert found == {"naltrexone.toml", "naltrexone.csv"}


def test_the_fit_is_that_of_the_arguments(fit, study, tmp_path):
    code, out, err = fit(
        f"""{PROBLEM}
vary.naltrexone.V1 = [20, 900]
error.{COLUMN} = "combined"
start.naltrexone.CL = 100
fixed.sd.{COLUMN} = 0.05
priors.naltrexone.CL = ["lognormal", 188.0, 0.3]
lloq.{COLUMN} = 2
level = 0.9
[solver]
rtol = 1e-7
atol = 1e-10
{WRITE}"""
    )
    found = od.fit(
        study,
        model=model(),
        observe={"DV": COLUMN},
        vary={"naltrexone.CL": (20, 600), "naltrexone.V1": (20, 900)},
        error={COLUMN: "combined"},
        start={"naltrexone.CL": 100},
        fixed={f"sd.{COLUMN}": 0.05},
        priors={"naltrexone.CL": ("lognormal", 188.0, 0.3)},
        lloq={COLUMN: 2.0},
        level=0.9,
        rtol=1e-7,
        atol=1e-10,
    )
    assert (code, out, err) == (0, found.report() + "\n", "")
    assert (tmp_path / "report.txt").read_text() == out
    table = pd.read_csv(tmp_path / "estimates.csv").set_index("parameter")
    for name in ("value", "SE", "low", "high"):
        same(table[name], found.table[name])
    same(table["RSE [%]"], found.table["RSE"])
    assert set(table["level"]) == {0.9}
    predictions = pd.read_csv(tmp_path / "predictions.csv").rename(columns={"time [h]": "time"})
    pd.testing.assert_frame_equal(predictions, found.predictions, check_dtype=False, rtol=1e-14)


def test_the_numbers_of_dvid_reach_the_fit(fit, tmp_path):
    rows = [line.split(",") for line in STUDY.splitlines()]
    text = "\n".join(",".join([*row, "DVID" if row[0] == "ID" else "7"]) for row in rows)
    (tmp_path / "study.csv").write_text(text)
    numbered = PROBLEM.replace("observe.DV =", "observe.DV.7 =")
    table = od.read_events(tmp_path / "study.csv", drug="naltrexone")
    found = od.fit(
        table, model=model(), observe={"DV": {7: COLUMN}}, vary={"naltrexone.CL": (20, 600)}
    )
    assert fit(numbered) == (0, found.report() + "\n", "")


def test_tables_and_drug_files_lie_beside_the_file(shell, tmp_path, monkeypatch):
    """One compartment: C = dose / V exp(-CL / V t), mg/L being 1000 ng/mL."""
    folder = tmp_path / "fits"
    (folder / "data").mkdir(parents=True)
    (folder / "out").mkdir()
    drug = drug_file("mine", CL=10.0, parameters="Kp = 1.0\nke0 = 2.0", routes=INTO_A_VEIN)
    (folder / "mine.toml").write_text(drug)
    times, CL, V = np.array([1.0, 2.0, 4.0, 6.0]), 14.0, 20.0
    C = 2.0 / V * 1e3 * np.exp(-CL / V * times)
    rows = [f"{t},.,.,{c!r}" for t, c in zip(times, C.tolist(), strict=True)]
    (folder / "data" / "study.csv").write_text("\n".join(["TIME,AMT,ROUTE,DV", "0,2,iv,.", *rows]))
    (folder / "problem.toml").write_text(
        """
[table]
file = "data/study.csv"
[model]
drugs = ["mine.toml"]
receptors = []
endogenous = []
[fit]
observe.DV = "mass_concentration.mine"
vary.mine.CL = [1, 100]
error = "additive"
fixed.sd.mass_concentration.mine = 0.01
[write]
csv = "out/estimates.csv"
"""
    )
    monkeypatch.chdir(tmp_path)
    code, _, err = shell("fit", "fits/problem.toml")
    assert (code, err) == (0, "")
    found = pd.read_csv(folder / "out" / "estimates.csv").set_index("parameter")
    # The search ends within 1e-3 standard errors; the tolerance of the runs is finer.
    assert abs(found.loc["mine.CL", "value"] - CL) < 1e-3 * found.loc["mine.CL", "SE"]


def test_a_search_that_does_not_converge_is_shown_and_is_no_success(
    fit, study, tmp_path, monkeypatch
):
    monkeypatch.setattr(search, "_METHODS", (("SLSQP", {"maxiter": 1}),))
    code, out, err = fit(PROBLEM + "start.naltrexone.CL = 500\n" + WRITE)
    assert code == 1
    assert out.startswith("Fit: not converged: the optimum is about ")
    assert err.startswith("opiodyn: error: fit: not converged: the optimum is about ")
    assert err.count("\n") == 1
    assert ".partial" not in err
    assert (tmp_path / "report.txt").read_text() == out
    assert written(tmp_path) == {"report.txt", "estimates.csv", "predictions.csv"}


def test_subjects_whose_searches_do_not_converge_are_named(fit, study, monkeypatch):
    monkeypatch.setattr(search, "_METHODS", (("SLSQP", {"maxiter": 1}),))
    code, out, err = fit(PROBLEM + "start.naltrexone.CL = 500\npooled = false\n")
    assert code == 1
    assert out.startswith("Fits: 0 of 2 subjects converged\n\n")
    assert "\n- subject 1: not converged: the optimum is about" in out
    assert out.count("naltrexone.CL  ") == 2  # what was found so far
    assert err.startswith("opiodyn: error: subject 1 (and 1 more): not converged: ")
    assert ".partial" not in out + err  # an attribute of Python


def test_each_subject_has_a_fit(fit, study, tmp_path):
    code, out, err = fit(PROBLEM + "pooled = false\n" + WRITE)
    found = od.fit(
        study,
        model=model(),
        observe={"DV": COLUMN},
        vary={"naltrexone.CL": (20, 600)},
        pooled=False,
    )
    assert (code, err) == (0, "")
    assert out.startswith("Fits: 2 of 2 subjects converged\n\n")
    table = pd.read_csv(tmp_path / "estimates.csv")
    assert list(table["subject"]) == [1, 1, 2, 2]
    same(table["value"], found.table["value"])
    assert [f"{x:.4g}" in out for x in table["value"]] == 4 * [True]
    residuals = pd.read_csv(tmp_path / "predictions.csv")["residual"]
    expected = pd.concat([one.predictions for one in found])["residual"]
    same(residuals, expected)


def test_a_subject_without_a_fit_is_named_and_the_others_are_written(fit, tmp_path):
    few = STUDY.replace("2,2,.,14.1\n2,4,.,7.0\n2,8,.,2.6\n", "")
    (tmp_path / "study.csv").write_text(few)
    code, out, err = fit(PROBLEM + "pooled = false\n" + WRITE)
    rule = "table = 1 observations: are fewer than the 2 parameters to estimate"
    assert code == 1
    assert out.startswith("Fits: 1 of 2 subjects converged\n\n")
    assert out.endswith(f"- subject 2: {rule}\n")
    assert err == f"opiodyn: error: subject 2: {rule}\n"
    assert set(pd.read_csv(tmp_path / "estimates.csv")["subject"]) == {1}


def test_if_no_subject_has_a_fit_nothing_is_written(fit, tmp_path):
    first = STUDY.index("1,2,")
    text = STUDY[:first] + STUDY[STUDY.index("2,0,") : STUDY.index("2,2,")]
    (tmp_path / "study.csv").write_text(text)
    code, out, err = fit(PROBLEM + "pooled = false\n" + WRITE)
    assert code == 1
    assert out.startswith("Fits: 0 of 2 subjects converged\n\n- subject 1: ")
    assert err.startswith("opiodyn: error: subject 1 (and 1 more): ")
    assert written(tmp_path) == set()


def test_a_solver_failure_writes_nothing(fit, study, tmp_path, monkeypatch):
    monkeypatch.setattr(fitting, "fit", functools.partial(od.fit, max_steps=3))
    code, out, err = fit(PROBLEM + WRITE)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("opiodyn: error: ")
    assert written(tmp_path) == set()


def test_a_failure_while_writing_leaves_all_old_files(fit, study, tmp_path, monkeypatch):
    old = {"report.txt": "old report", "estimates.csv": "old estimates"}
    for name, text in old.items():
        (tmp_path / name).write_text(text)

    def fail(found):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(results, "predictions", fail)
    code, out, err = fit(PROBLEM + WRITE)
    assert (code, out) == (1, "")
    assert "No space left on device" in err
    assert {name: (tmp_path / name).read_text() for name in written(tmp_path)} == old


def test_an_option_lets_a_problem_write_outside(fit, study, tmp_path):
    problem = PROBLEM + "[write]\ncsv = '../outside.csv'\n"
    outside = tmp_path.parent / "outside.csv"
    code, out, err = fit(problem)
    rule = "leads out of the folder of the problem; opiodyn fit --write-anywhere allows it"
    assert (code, out) == (2, "")
    assert f":12:7: write.csv = '../outside.csv': {rule}" in err
    assert not outside.exists()
    assert fit(problem, "--write-anywhere")[0] == 0
    assert outside.stat().st_size > 0


def test_a_link_in_the_place_of_an_output_is_replaced(fit, study, tmp_path):
    mine = tmp_path.parent / "mine.csv"
    mine.write_text("mine")
    (tmp_path / "estimates.csv").symlink_to(mine)
    assert fit(PROBLEM + "[write]\ncsv = 'estimates.csv'\n")[0] == 0
    assert mine.read_text() == "mine"
    assert not (tmp_path / "estimates.csv").is_symlink()
