"""The tables of a problem in PEtab say what od.fit was asked for."""

import json
import math

import libsbml
import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from exchanged.studies import ONE_DOSE, SEVERAL, plasma, table, written
from fit_data import PLASMA

CV = "cv_mass_concentration_mydrug"


def tsv(folder, name):
    return pd.read_csv(folder / f"{name}.tsv", sep="\t", keep_default_na=False)


def test_the_folder_names_its_files(tmp_path):
    folder = written(tmp_path / "problem", **plasma())
    head, _, rest = (folder / "problem.yaml").read_text(encoding="utf-8").partition("\n")
    assert head.startswith(f"# Written by opiodyn {od.__version__}")
    problem = json.loads(rest)
    assert problem["format_version"] == 1
    (named,) = problem["problems"]
    files = [problem["parameter_file"], *(name for names in named.values() for name in names)]
    assert sorted([*files, "problem.yaml"]) == sorted(one.name for one in folder.iterdir())


def test_measurements_are_the_observations(tmp_path):
    study = plasma(SEVERAL)
    found = tsv(written(tmp_path / "problem", **study), "measurements")
    expected = od.objective(**study).observations
    assert found["measurement"].tolist() == expected["observed"].tolist()
    assert found["time"].tolist() == expected["time"].tolist()
    subjects = [f"subject_{one}" for one in expected["subject"]]
    assert found["simulationConditionId"].tolist() == subjects
    assert set(found["observableId"]) == {"observable_mass_concentration_mydrug"}


def test_parameters_have_bounds_scale_and_start(tmp_path):
    study = plasma(start={"mydrug.CL": 25.0}, vary={"mydrug.CL": (2, 200), "mydrug.V1": (10, 1000)})
    found = tsv(written(tmp_path / "problem", **study), "parameters").set_index("parameterId")
    goal = od.objective(**study)
    assert found.index.tolist() == ["mydrug_CL", "mydrug_V1", CV]
    assert found["nominalValue"].tolist() == goal.start.tolist()
    assert found["lowerBound"].tolist() == goal.low.tolist()
    assert found["upperBound"].tolist() == goal.high.tolist()
    assert set(found["parameterScale"]) == {"log10"}
    assert set(found["estimate"]) == {1}
    assert "objectivePriorType" not in found


def test_a_bound_of_0_asks_for_a_linear_scale(tmp_path):
    study = plasma(vary={"mydrug.oral.F": (0.0, 1.0), "mydrug.CL": (2, 200)})
    found = tsv(written(tmp_path / "problem", **study), "parameters").set_index("parameterId")
    assert found["parameterScale"].tolist() == ["lin", "log10", "log10"]


def test_priors_are_those_of_the_objective(tmp_path):
    priors = {"mydrug.CL": ("lognormal", 18.0, 0.3), "mydrug.V1": ("normal", 80.0, 9.5)}
    found = tsv(written(tmp_path / "problem", **plasma(priors=priors)), "parameters")
    assert found["objectivePriorType"].tolist() == ["logNormal", "normal", ""]
    first, second = (found["objectivePriorParameters"][i].split(";") for i in (0, 1))
    assert [float(one) for one in first] == [math.log(18.0), 0.3]
    assert [float(one) for one in second] == [80.0, 9.5]


@pytest.mark.parametrize(
    ("error", "noise", "transformation"),
    [
        ("additive", "sd_{0}", "lin"),
        ("proportional", "cv_{0} * {0}", "lin"),
        ("combined", "sqrt(sd_{0}^2 + (cv_{0} * {0})^2)", "lin"),
        ("log", "log_sd_{0}", "log"),
    ],
)
def test_noise_is_that_of_the_error_model(tmp_path, error, noise, transformation):
    found = tsv(written(tmp_path / "problem", **plasma(error=error)), "observables")
    (row,) = found.to_dict("records")
    assert row["noiseFormula"] == noise.format("mass_concentration_mydrug")
    assert row["observableFormula"] == "mass_concentration_mydrug"
    assert row["observableTransformation"] == transformation
    assert row["noiseDistribution"] == "normal"


def test_a_known_parameter_of_an_error_model_is_not_estimated(tmp_path):
    study = plasma(fixed={f"cv.{PLASMA}": 0.2})
    found = tsv(written(tmp_path / "problem", **study), "parameters").set_index("parameterId")
    assert found.loc[CV, "estimate"] == 0
    assert float(found.loc[CV, "nominalValue"]) == 0.2


def test_conditions_have_the_amounts_of_each_subject(tmp_path):
    folder = written(tmp_path / "problem", **plasma(SEVERAL))
    found = tsv(folder, "conditions").set_index("conditionId")
    assert found["conditionName"].tolist() == ["7", "b", "c"]
    amounts = found.drop(columns="conditionName")
    # At 0 h all have a dose, at 24 h two, and at 48 h one.
    assert sorted(amounts.T.to_numpy().tolist()) == [[50, 0, 0], [50, 25, 50], [50, 80, 0]]
    model = libsbml.readSBMLFromFile(str(folder / "model.xml")).getModel()
    for name in amounts:
        assert model.getParameter(name).getConstant()
    assert model.getNumEvents() == 3


def test_subjects_with_the_same_doses_have_no_amounts(tmp_path):
    text = "ID,TIME,AMT,DV\n1,0,50,.\n1,2,.,340\n1,4,.,200\n2,0,50,.\n2,2,.,300\n2,4,.,240\n"
    found = tsv(written(tmp_path / "problem", **plasma(text)), "conditions")
    assert found.columns.tolist() == ["conditionId", "conditionName"]


def test_identifiers_of_subjects_stay_apart(tmp_path):
    text = ONE_DOSE.replace("TIME", "ID,TIME").replace("\n", "\na b,").removesuffix("a b,")
    text += text.partition("\n")[2].replace("a b,", "a-b,")
    found = tsv(written(tmp_path / "problem", **plasma(text)), "conditions")
    assert found["conditionId"].tolist() == ["subject_1", "subject_2"]
    assert found["conditionName"].tolist() == ["a b", "a-b"]


def test_covariates_make_columns_of_parameters(tmp_path):
    text = (
        "ID,TIME,AMT,ROUTE,WT,DV\n1,0,0.3,iv,60,.\n1,2,.,.,60,0.4\n1,9,.,.,60,0.2\n"
        "1,24,.,.,60,0.1\n2,0,0.3,iv,95,.\n2,2,.,.,95,0.3\n2,9,.,.,95,0.2\n"
    )
    study = {
        "table": table(text, drug="buprenorphine"),
        "observe": {"DV": "mass_concentration.buprenorphine"},
        "model": od.Model(receptors=[], endogenous=[]),
    }
    varied = written(tmp_path / "a", vary={"buprenorphine.CL": (20, 200)}, **study)
    own = written(tmp_path / "b", vary={"buprenorphine.V1": (5, 100)}, **study)
    factors = tsv(varied, "conditions")["factor_buprenorphine_CL"].tolist()
    values = tsv(own, "conditions")["buprenorphine_CL"].tolist()
    typical = 58.92  # data/drugs/buprenorphine.toml, at 72.4 kg; the exponent of weight is 0.413
    expected = [typical * (weight / 72.4) ** 0.413 for weight in (60.0, 95.0)]
    np.testing.assert_allclose(values, expected, rtol=1e-12)
    np.testing.assert_allclose(np.array(factors) * typical, expected, rtol=1e-12)


def test_two_quantities_are_two_observables(tmp_path):
    text = "TIME,AMT,DVID,DV\n0,50,1,.\n1,.,1,310\n1,.,2,20\n2,.,1,340\n4,.,1,210\n4,.,2,15\n"
    names = {1: PLASMA, 2: "amount.mydrug.central"}
    error = {PLASMA: "proportional", "amount.mydrug.central": "additive"}
    study = plasma(text, observe={"DV": names}, error=error)
    folder = written(tmp_path / "problem", **study)
    observed = tsv(folder, "observables")
    assert observed["observableName"].tolist() == [
        f"{PLASMA} [ng/mL]",
        "amount.mydrug.central [mg]",
    ]
    model = libsbml.readSBMLFromFile(str(folder / "model.xml")).getModel()
    for formula in observed["observableFormula"]:
        assert model.getElementBySId(formula) is not None


def test_the_same_study_gives_the_same_bytes(tmp_path):
    first = written(tmp_path / "a", **plasma(SEVERAL))
    second = written(tmp_path / "b", **plasma(SEVERAL))
    for file in first.iterdir():
        assert file.read_bytes() == (second / file.name).read_bytes()
