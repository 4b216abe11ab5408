"""Runs of several subjects: what they keep, say and refuse."""

import io
import json
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import interrupted
from opiodyn._model.inside import core_of, settled_for

MONTH = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
PLAIN = od.Model(receptors=[], endogenous=[])
TWO = """ID,TIME,AMT,DV,WT,HEPATIC
7,0,5,.,60,normal
7,1,.,4,60,normal
7,2,.,.,70,decompensated
8,0,5,.,80,normal
8,1,.,3,80,normal
"""


def table(text=TWO, drug="naltrexone"):
    return od.read_events(io.StringIO(text), drug=drug)


CHILD = """
import io, sys, time
import opiodyn as od
threads = int(sys.argv[1])
text = "ID,TIME,AMT,II,ADDL\\n1,0,5,.,.\\n1,1,.,.,.\\n"
for who in range(2, 7):
    text += f"{who},0,5,24,1000000\\n{who},24000000,.,.,.\\n"
table = od.read_events(io.StringIO(text), drug="naltrexone")
print("ready", flush=True)
try:
    od.simulate(table, threads=threads)
except od.Interrupted as error:
    caught = time.process_time()
    assert error.reason == "interrupted"
    runs = error.partial
    assert isinstance(runs, od.Runs)
    # Those that had begun, in the order of the table; threads need not begin in that order.
    assert runs.ids[0] == 1 and runs.ids == sorted(set(runs.ids) & set(range(1, 7))), runs.ids
    assert not any(run.complete for run in runs[1:])
    assert all(run.complete or "interrupted" in s for run, s in zip(runs, runs.status))
    print(caught)
assert od.simulate(od.regimen("naltrexone 4.5 mg po")).complete
"""


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_ends_all_runs_and_keeps_what_was_computed(threads):
    stopped = interrupted(CHILD, str(threads), after=1.5)
    assert (stopped.code, stopped.err) == (0, "")
    seconds = float(stopped.out) - stopped.used
    print(f"Ctrl-C answered after {1e3 * seconds:.0f} ms with {threads} threads")
    assert seconds < 1.0


def test_a_flag_stops_a_run():
    flag = od._core.StopFlag()
    flag.set()
    times, seen = np.array([100.0]), np.array([-1])
    with pytest.raises(od.Interrupted):
        od._core.simulate(core_of(settled_for(PLAIN, MONTH)), MONTH, times, seen, stop=flag)


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_of_one_subject_names_it_and_ends_the_others(threads):
    # A steady state of doses that act for longer than the engine counts.
    text = "ID,TIME,AMT,II,SS,ALAG\n3,0,5,.,.,.\n3,1,.,.,.,.\n4,0,5,1e-6,1,1.5\n4,1,.,.,.,.\n"
    text += "5,0,5,1e-6,1,1.5\n5,1,.,.,.,.\n"
    slow = od.Model(drugs=["naltrexone"], parameters={"naltrexone.oral.lag": 1.0})
    with pytest.raises(od.InputError, match=r"^subject 4: dose\.ii = 1e-06: too short") as caught:
        od.simulate(table(text), model=slow, threads=threads)
    assert (caught.value.field, caught.value.value) == ("dose.ii", "1e-06")


def test_an_error_of_the_only_subject_of_a_table_names_it():
    slow = od.Model(drugs=["naltrexone"], parameters={"naltrexone.oral.lag": 1.0})
    text = "ID,TIME,AMT,II,SS,ALAG\n4,0,5,1e-6,1,1.5\n4,1,.,.,.,.\n"
    with pytest.raises(od.InputError, match=r"^subject 4: dose\.ii = 1e-06"):
        od.simulate(table(text), model=slow)


@pytest.mark.parametrize("side", ["before", ["after", "after"]])
def test_side_is_not_for_the_own_times_of_a_table(side):
    with pytest.raises(od.InputError, match="a table's own observations show what stands before"):
        od.simulate(table(), side=side)
    assert od.simulate(table(), model=PLAIN, side="before", times=[1.0]).complete


@pytest.mark.parametrize(("side", "field"), [("sideways", "side"), (["after", "up"], "side[1]")])
def test_a_wrong_side_is_refused_in_any_case(side, field):
    with pytest.raises(od.InputError, match="must be 'before' or 'after'") as caught:
        od.simulate(table(), side=side)
    assert caught.value.field == field


@pytest.mark.parametrize("options", [{}, {"end": 24.0, "delta": 12.0}])
def test_the_output_of_a_table_has_a_budget(monkeypatch, options):
    size = len(core_of(od.simulate(table(), **options)[0].model).columns)
    count = 3 if not options else 6

    def require_output(field, values, made_of):
        assert made_of.startswith("subjects x times x columns up to subject ")
        if values > most:
            raise od.InputError(made_of)

    monkeypatch.setattr(od._core, "limits", SimpleNamespace(require_output=require_output))
    most = count * size
    assert len(od.simulate(table(), **options)) == 2
    most = count * size - 1
    monkeypatch.setattr(od._core, "simulate", None)  # nothing runs
    with pytest.raises(od.InputError, match="up to subject 8"):
        od.simulate(table(), **options)


def test_a_run_says_whose_it_is():
    assert [run.subject for run in od.simulate(table(), model=PLAIN)] == [7, 8]
    assert [run.subject for run in od.simulate(MONTH, subjects=od.population(2, seed=1))] == [0, 1]
    assert od.simulate(MONTH, model=PLAIN).subject is None
    runs = od.simulate(table(), model=PLAIN, max_steps=1)
    assert runs.ids == [7, 8]


def test_what_was_observed_is_a_column():
    runs = od.simulate(table(), model=PLAIN)
    np.testing.assert_array_equal(runs.to_pandas()["dv"], [4.0, np.nan, 3.0])
    np.testing.assert_array_equal(runs[0].to_pandas()["dv"], [4.0, np.nan])
    assert json.loads(runs[0].to_pandas().attrs["provenance"]) == runs[0].provenance
    np.testing.assert_array_equal(runs[1].to_xarray()["dv"], [3.0])
    assert "dv" not in od.simulate(table(), model=PLAIN, times=[1.0]).to_pandas()
    assert "dv" not in od.simulate(MONTH, model=PLAIN).to_pandas()
    bare = "ID,TIME,AMT\n1,0,5\n1,1,.\n"
    assert "dv" not in od.simulate(table(bare), model=PLAIN).to_pandas()


def test_the_column_of_a_run_that_was_cut_short():
    runs = od.simulate(table(), max_steps=1)
    assert len(runs.to_pandas()["dv"]) == sum(run.times.size for run in runs)


def test_covariates_of_a_table_are_in_the_provenance():
    first, second = od.simulate(table(), model=PLAIN)
    provenance = first.provenance
    assert json.loads(json.dumps(provenance)) == provenance
    assert provenance["model"]["covariates"] == {"weight": 60.0, "hepatic": "normal"}
    assert provenance["subject"] == 7
    assert "naltrexone.CL.weight" in provenance["effects"]
    assert "naltrexone.CL.hepatic.decompensated" in provenance["effects"]  # later on
    assert "naltrexone.CL.age" not in provenance["effects"]
    assert not any(name.endswith(".cv") for name in provenance["effects"])
    assert provenance["changes"][0]["time"] == 0.0
    assert list(second.provenance["effects"]) == ["naltrexone.CL.weight"]
    assert "person: weight 60, hepatic normal" in " ".join(first.report().split())


def test_a_covariate_that_acts_on_nothing_is_said():
    model = od.Model(drugs=["fentanyl"], receptors=[], endogenous=[], covariates={"smoker": True})
    run = od.simulate(od.dose("fentanyl", amt=0.1, route="iv"), model=model)
    assert run.provenance["without_effect"] == ["smoker"]
    assert "person: smoker yes (no effect known)" in run.report()


def test_a_covariate_that_acts_is_not():
    covariates = {"weight": 120, "hepatic": "normal"}
    run = od.simulate(MONTH, model=od.Model(covariates=covariates, receptors=[], endogenous=[]))
    assert run.provenance["without_effect"] == []
    assert "no effect known" not in run.report()
    assert "person: weight 120, hepatic normal" in " ".join(run.report().split())


def test_a_covariate_of_a_metabolite_acts():
    covariates = {"creatinine_clearance": 60}
    run = od.simulate(MONTH, model=od.Model(covariates=covariates, receptors=[], endogenous=[]))
    assert run.provenance["without_effect"] == []
    assert "6-beta-naltrexol.CL.creatinine_clearance" in run.provenance["effects"]


def test_runs_keep_what_they_rest_on():
    people = od.population(3, seed=1, covariates={"weight": (70, 12), "hepatic": "normal"})
    runs = od.simulate(MONTH, subjects=people)
    provenance = runs.provenance
    assert json.loads(json.dumps(provenance)) == provenance
    one = runs[0].provenance
    for key in ("opiodyn_version", "missing", "without_effect"):
        assert provenance[key] == one[key]
    assert provenance["solver"]["rtol"] == one["solver"]["rtol"]
    assert set(provenance["effects"]) == set(one["effects"])
    assert set(provenance["parameters"]) == set(one["parameters"])
    typical = {row.name: row.value for row in core_of(od.Model(drugs=["naltrexone"])).parameters}
    assert provenance["parameters"]["naltrexone.CL"]["value"] == typical["naltrexone.CL"]
    assert [subject["id"] for subject in provenance["subjects"]] == [0, 1, 2]
    for subject, run in zip(provenance["subjects"], runs, strict=True):
        assert subject["status"] == "complete"
        assert subject["regimen"] == run.provenance["regimen"]
        assert subject["covariates"] == run.provenance["model"]["covariates"]
        assert subject["individual"] == run.provenance["model"]["individual"]
        assert subject["changes"] == []
    assert json.loads(runs.to_pandas().attrs["provenance"]) == provenance
    assert json.loads(runs.to_xarray().attrs["provenance"]) == provenance
    assert [subject["id"] for subject in runs[1:].provenance["subjects"]] == [1, 2]
    assert runs[:0].provenance["subjects"] == []


def test_runs_of_a_table_keep_what_changed():
    provenance = od.simulate(table(), model=PLAIN).provenance
    assert provenance["subjects"][1]["covariates"] == {"weight": 80.0, "hepatic": "normal"}
    assert provenance["subjects"][1]["changes"][0]["time"] == 0.0
    assert {"naltrexone.CL.weight", "naltrexone.CL.hepatic.decompensated"} <= set(
        provenance["effects"]
    )


SPARSE = "ID,TIME,AMT\n1,0,5\n1,1,.\n1,2,.\n2,0,5\n2,1,.\n2,1,5\n3,0,5\n3,2,.\n"


def test_a_sparse_subject_has_the_numbers_of_its_regimen():
    """The second subject has no observation after its last dose."""
    summary = od.simulate(table(SPARSE)).summary()
    assert set(summary["status"]) == {"complete"}
    for subject in (1, 2, 3):
        alone = od.simulate(
            od.regimen("naltrexone 5 mg po" + " + naltrexone 5 mg po at 1h" * (subject == 2))
        )
        pd.testing.assert_frame_equal(
            summary.loc[subject].drop(columns="status"), alone.summary(), check_names=False
        )
    assert summary.attrs["preset"] == "pet"


def test_a_failed_subject_has_a_row_without_numbers():
    text = "ID,TIME,AMT,II,ADDL\n1,0,5,.,.\n1,1,.,.,.\n2,0,5,1,999\n2,999,.,.,.\n"
    runs = od.simulate(table(text), max_steps=500)
    assert [run.complete for run in runs] == [True, False]
    summary = runs.summary()
    assert summary.loc[1]["peak"].notna().all()
    assert summary.loc[2]["peak"].isna().all()
    assert "max_steps" in summary.loc[2]["status"].iloc[0]
    nobody = od.simulate(table(text), max_steps=1)
    assert nobody.summary()["peak"].isna().all()
    assert "Left out of the numbers, 2 of 2" in nobody.report()


def test_report_of_several():
    people = od.population(20, seed=1, covariates={"weight": (70, 12)})
    runs = od.simulate(MONTH, subjects=people)
    report = runs.report()
    words = " ".join(report.split())
    assert "20 subjects: naltrexone 4.5 mg po q24h x7 at 22h" in words
    assert "people differ by weight" in words
    peaks = runs.summary()["peak"].xs("mass_concentration.naltrexone", level="quantity")
    numbers = [f"{peaks.quantile(q):#.3g}".rstrip(".") for q in (0.5, 0.05, 0.95)]
    assert f"naltrexone {numbers[0]} ({numbers[1]} to {numbers[2]})" in words
    assert " naltrexone.mu " in words
    assert "Preset pet" in words
    assert words.endswith("A model, not medical advice.")
    # Two screens with what contested values change, whatever the number of subjects.
    assert len(report.splitlines()) < 80
    assert max(map(len, report.splitlines())) <= 96


def test_report_names_who_is_left_out():
    text = "ID,TIME,AMT,II,ADDL\n1,0,5,.,.\n1,1,.,.,.\n2,0,5,1,999\n2,999,.,.,.\n"
    report = od.simulate(table(text), max_steps=500).report()
    assert "Left out of the numbers, 1 of 2:\n  subject 2: solver stopped at t = " in report
    assert "2 subjects: 2 different regimens" in report
    assert "Receptors" not in od.simulate(table(SPARSE), model=PLAIN).report()


def test_an_unknown_subject_lists_the_known_ones():
    runs = od.simulate(MONTH, model=PLAIN, subjects=od.population(14, seed=1))
    with pytest.raises(od.UnknownNameError) as caught:
        runs.of(99)
    known = ", ".join(map(str, range(12)))
    assert str(caught.value) == f"subject = 99: unknown; known: {known} and 2 more"
    with pytest.raises(od.UnknownNameError, match=r"unknown; known: 0, 1$"):
        runs[:2].of("0")


def test_import_leaves_the_rest_for_later():
    code = """
import sys
import opiodyn
late = ("tomllib", "concurrent.futures", "opiodyn._library")
print([name for name in late if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
