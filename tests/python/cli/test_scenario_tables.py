"""Scenarios that take a table of events: what [table] says is what the arguments say."""

import pandas as pd
import pytest

import opiodyn as od
from fixtures import drug_file

STUDY = """ID,TIME,AMT,WTKG,SEX
1,0,50,62,1
1,25,.,62,1
2,0,50,90,2
2,25,.,90,2
"""
KEYS = 'drug = "naltrexone"\ncolumns = { WTKG = "WT" }\ndrop = ["SEX"]\n'


@pytest.fixture
def study(tmp_path):
    """A table beside the scenario, under a name of NONMEM's."""
    (tmp_path / "sdtab001").write_text(STUDY)
    return 'regimen = "sdtab001"\n'


def test_keys_reach_the_reader(run, study, tmp_path, validator):
    code, out, err = run(f"{study}[table]\n{KEYS}carry = 'last'\n[write]\ncsv = 'runs.csv'")
    assert (code, err) == (0, "")
    table = od.read_events(
        tmp_path / "sdtab001",
        drug="naltrexone",
        columns={"WTKG": "WT"},
        drop=["SEX"],
        carry="last",
    )
    assert out == od.simulate(table).report() + "\n"
    validator.validate({"regimen": "sdtab001", "table": {"drug": "a", "units": {"TIME": "d"}}})


def test_records_reach_the_simulation(run, study, tmp_path):
    for word, count in (("observations", 2), ("all", 4), ("both", 6)):
        code, _, err = run(f"{study}[table]\n{KEYS}records = '{word}'\n[write]\ncsv = 'runs.csv'")
        assert (code, err) == (0, "")
        assert len(pd.read_csv(tmp_path / "runs.csv")) == count


def test_an_own_drug_comes_with_the_model(run, study, tmp_path):
    (tmp_path / "mydrug.toml").write_text(drug_file())
    keys = 'drop = ["SEX", "WTKG"]\n[model]\ndrugs = ["mydrug.toml"]\n'
    code, out, err = run(f"{study}[table]\n{keys}")
    assert (code, err) == (0, "")
    assert "mydrug" in out


FAULTS = [
    ("drop = ['HT']", ":3:1: drop = 'HT': no such column; there are ID, TIME, AMT, WTKG, SEX"),
    ("drug = 'naltrexone'", ":1:1: columns = 'WTKG', 'SEX': unknown"),
    ("drug = 'naltrexone'", 'To leave them out: drop = ["WTKG", "SEX"] in [table]. '),
    ("drug = 'a b'", ":3:1: drug = 'a b': must be the name of a drug, one word"),
    (
        "drug = 'a.toml'",
        ":3:8: table.drug = 'a.toml': must be the name of a drug; its file belongs",
    ),
    ("units = { TIME = 3 }", ":3:18: table.units.TIME = 3: must be text"),
    ("units = 'd'", ":3:9: table.units = 'd': must be a table"),
    ("dates = 'dym'", ":3:9: table.dates = 'dym': must be one of dmy, mdy, ydm, ymd"),
    ("decimal = ';'", ":3:1: decimal = ';': must be '.' or ','"),
    ("carry = 'x'", ":3:9: table.carry = 'x': must be one of last, next"),
    ("records = 'x'", ":3:11: table.records = 'x': must be one of all, both, observations"),
    ("renames = {}", ":3:1: table.renames: unknown; known: accept, carry, columns"),
    ("drop = ['SEX', 'WTKG']", "name the drug here or in drug in [table], or use a model"),
    (
        KEYS + "records = 'all'\n[outputs]\nend = 9",
        ":6:1: records = 'all': is for a table at its own records",
    ),
]


@pytest.mark.parametrize(("keys", "message"), FAULTS)
def test_a_fault_has_its_place(run, study, keys, message):
    code, out, err = run(f"{study}[table]\n{keys}\n")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")
    assert message in err


def test_a_section_of_tables_is_not_for_regimens(run):
    code, out, err = run('regimen = "naltrexone 4.5 mg po"\n[table]\ndrop = ["SEX"]\n')
    assert (code, out) == (2, "")
    assert "scenario.toml:2:1: table: is only for a table of events\n" in err
