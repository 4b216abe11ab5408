"""A fit that moves what a file would hold still is refused in NONMEM and in PEtab alike."""

from pathlib import Path

import pytest

import opiodyn as od
from exchanged.studies import table
from opiodyn._exchange.nonmem.population import population_texts

MORPHINE = {"morphine.CL": (20.0, 500.0)}
NALTREXONE = {"naltrexone.CL": (20.0, 600.0)}


def study(drug, vary, column="", **options):
    """The arguments for a study of an occupancy, where a column of the table may have a value."""
    name, _, value = column.partition("=")
    ends = f",{name}", f",{value}"
    rows = ["TIME,AMT,DV", "0,10,.", "1,.,0.03", "4,.,0.02", "8,.,0.01"]
    text = "".join(f"{row}{ends[k > 0] if name else ''}\n" for k, row in enumerate(rows))
    observe = {"DV": f"occupancy.{drug}.mu"}
    return {"table": table(text, drug=drug), "vary": vary, "observe": observe, **options}


def as_nonmem(folder, **study):
    return population_texts(od.objective(study.pop("table"), **study), Path(folder) / "study.ctl")


def as_petab(folder, **study):
    od.to_petab(study.pop("table"), folder=folder / "problem", **study)


CASES = {
    # K is EC50 (tau - 1), and Kp goes with 1 + X0 (docs/theory.md, section 2).
    "tau": (
        study("morphine", {"morphine.mu.tau": (2.0, 50.0)}),
        "vary = 'morphine.mu.tau': moves morphine.mu.K,",
        "give the model parameters={'morphine.mu.K': 114.99}",
    ),
    "EC50": (
        study("morphine", {"morphine.mu.EC50": (1.0, 1000.0)}),
        "vary = 'morphine.mu.EC50': moves morphine.mu.K,",
        "vary morphine.mu.K instead",
    ),
    "e0": (
        study("naltrexone", {"enkephalin.mu.e0": (0.001, 0.2)}),
        "vary = 'enkephalin.mu.e0': moves naltrexone.Kp,",
        "give the model parameters={'naltrexone.Kp': 4.2335",
    ),
    "e0 of the other peptide": (
        study("naltrexone", NALTREXONE | {"beta-endorphin.mu.e0": (0.0, 0.2)}),
        "vary = 'beta-endorphin.mu.e0': moves naltrexone.Kp,",
        "which then stay",
    ),
    "tau in the table": (
        study("morphine", MORPHINE, "morphine.mu.tau=20"),
        "table = 'morphine.mu.tau': moves morphine.mu.K,",
        "give the model parameters={'morphine.mu.K': 114.99}",
    ),
    "EC50 in the table": (
        study("morphine", MORPHINE, "morphine.mu.EC50=20"),
        "table = 'morphine.mu.EC50': moves morphine.mu.K,",
        "give the table a column of morphine.mu.K instead",
    ),
    "the body without a drug": (
        study("naltrexone", NALTREXONE, "enkephalin.mu.e0=0.1"),
        "table = 'enkephalin.mu.e0': the table sets it",
        "the drug-free body depends on it",
    ),
    "terms that are not there": (
        study("naltrexone", {"naltrexone.mu.tau": (0.0, 3.0)}),
        "vary = 'naltrexone.mu.tau': is 0 in the model",
        "give the model another value of it, parameters={'naltrexone.mu.tau': ...}",
    ),
}


@pytest.mark.parametrize("write", [as_nonmem, as_petab])
@pytest.mark.parametrize("case", CASES)
def test_what_a_file_would_hold_still_is_refused(tmp_path, case, write):
    asked, begin, advice = CASES[case]
    with pytest.raises(od.InputError) as error:
        write(tmp_path, **asked)
    assert str(error.value).startswith(begin)
    assert advice in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [as_nonmem, as_petab])
@pytest.mark.parametrize(
    "asked",
    [
        study(
            "morphine",
            {"morphine.mu.tau": (2.0, 50.0)},
            model=od.Model(parameters={"morphine.mu.K": 114.99}),
        ),
        study("morphine", {"morphine.mu.tau": (2.0, 50.0), "morphine.mu.K": (10.0, 1000.0)}),
        study("morphine", {"morphine.mu.tau": (2.0, 50.0)}, "morphine.mu.K=100"),
        study(
            "naltrexone",
            {"enkephalin.mu.e0": (0.001, 0.2)},
            model=od.Model(parameters={"naltrexone.Kp": 4.0}),
        ),
    ],
    ids=["own value", "varies too", "column too", "own Kp"],
)
def test_what_follows_nothing_stays(tmp_path, asked, write):
    write(tmp_path, **asked)


def test_a_parameter_that_a_regimen_changes_is_refused_by_its_subject():
    changing = "ID,TIME,AMT,DV,V1\na,0,10,.,200\na,1,.,3,200\na,4,.,2,300\na,8,.,1,300\n"
    asked = {"vary": NALTREXONE, "observe": {"DV": "mass_concentration.naltrexone"}}
    with pytest.raises(od.InputError, match=r"V1 at 1 h: subject a has it: NONMEM has parameters"):
        as_nonmem(".", table=table(changing, drug="naltrexone"), **asked)
