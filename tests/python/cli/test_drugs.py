"""The command `opiodyn` with drug files and settings."""

import io

import pandas as pd
import pytest

import opiodyn as od
from fixtures import BY_WEIGHT, drug_file

PARENT = f"""{drug_file(head='metabolites = ["mymet"]')}
[metabolites_formation.mymet.parameters]
first_pass = 0.5
systemic = 0.5
[missing]
"CL.hepatic.compensated" = "not studied"
{BY_WEIGHT}"""

METABOLITE = """name = "mymet"
kind = "metabolite"
compartments = 1
[parameters]
molar_mass = 310.0
fu = 0.5
CL = 4.0
V1 = 30.0
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mydrug.toml").write_text(PARENT)
    (tmp_path / "mymet.toml").write_text(METABOLITE)
    return tmp_path


FILES = ("--drug", "mydrug.toml", "--drug", "mymet.toml")


def test_a_drug_and_its_metabolite(folder, shell):
    code, _, err = shell("simulate", "mydrug 5 mg po", *FILES, "-o", "run.csv")
    assert (code, err) == (0, "")
    assert pd.read_csv("run.csv")["concentration.mymet [nM]"].max() > 0.0
    (folder / "plain.csv").write_text("TIME,AMT,WT\n0,5,80\n3,.,.\n")
    model = od.Model(drugs=[od.read_drug("mydrug.toml"), od.read_drug("mymet.toml")])
    run = od.simulate(od.read_events(io.StringIO("TIME,AMT,WT\n0,5,80\n3,.,.\n")), model=model)
    assert shell("simulate", "plain.csv", *FILES) == (0, run.report() + "\n", "")
    _, _, err = shell("simulate", "naltrexone 5 mg po", "--drug", "mymet.toml")
    assert err == "opiodyn: error: --drug = 'mymet': is not in the regimen\n"


def test_parameters_of_a_drug_file(folder, shell):
    code, out, err = shell("parameters", "--drug", "mydrug.toml")
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert ["mydrug.CL", "2"] in [line[:2] for line in lines]
    assert ["mydrug.CL.weight", "0.75"] in [line[:2] for line in lines]
    assert "  mydrug.CL.hepatic.compensated: not studied" in out
    code, _, err = shell("parameters", "--drug", "none.toml")
    assert code == 2
    assert "none.toml" in err


def test_parameters_of_a_drug_file_by_name_and_by_words(folder, shell):
    def names(*words):
        code, out, err = shell("parameters", *words, "--drug", "mydrug.toml", "--csv")
        assert (code, err) == (0, "")
        return [line.partition(",")[0] for line in out.splitlines()[1:]]

    assert names("mydrug.CL") == ["mydrug.CL", "mydrug.CL.weight"]
    assert names("--search", "bioavailability") == ["mydrug.oral.F"]
    code, out, err = shell("parameters", "naltrexone", "--drug", "mydrug.toml")
    assert (code, out) == (2, "")
    assert "'naltrexone': 'mydrug' of the file has no such parameter; leave --drug out" in err


@pytest.mark.parametrize(
    ("option", "first", "second"),
    [("--set", "naltrexone.CL=90", "naltrexone.CL = 91"), ("--person", "weight=70", " weight=70")],
)
def test_nothing_is_given_twice(shell, option, first, second):
    name = first.partition("=")[0]
    code, out, err = shell("simulate", "naltrexone 5 mg po", option, first, option, second)
    assert (code, out) == (2, "")
    assert err == f"opiodyn: error: {option} = '{name}': is given twice\n"


def test_a_smoker_of_the_shell(shell):
    outcomes = [
        shell("simulate", "naltrexone 5 mg po", "--person", f"smoker={x}") for x in ("1", "yes")
    ]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == 0


def test_the_concentration_of_a_drug_of_a_file_can_be_given(shell, tmp_path):
    """A straight line from 1 to 3 nM has the mean 2 nM: 0.6 ng/mL at 300 g/mol."""
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file())
    given = "concentration mydrug nM 0h 1 10h 3"
    scenario = tmp_path / "given.toml"
    scenario.write_text(
        f'regimen = "{given}"\n[model]\ndrugs = ["mydrug.toml"]\nconcentration_given = ["mydrug"]\n'
    )
    for words in (["simulate", given, "--drug", str(path)], ["run", str(scenario)]):
        code, out, err = shell(*words)
        assert (code, err) == (0, "")
        (row,) = [line for line in out.splitlines() if line.startswith("mydrug ")]
        assert "0.600" in row.split()
