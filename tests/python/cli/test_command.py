"""The command `opiodyn`: what it prints and what it writes."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import interrupted

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"
ONCE = "naltrexone 4.5 mg po"


def command(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "opiodyn", *words], capture_output=True, text=True, **options
    )


def test_a_month_prints_the_report_of_the_run(shell, month):
    assert shell("simulate", MONTH) == (0, month.report() + "\n", "")


def test_options_reach_the_model_and_the_solver(shell, tmp_path):
    words = (
        "--biophase transient --binding equilibrium --end 24 --delta 0.5 --rtol 1e-7 --atol 1e-8 "
        f"--method rodas5p -o {tmp_path}/run.csv"
    )
    code, out, err = shell(
        "simulate", ONCE, *words.split(), "--set", "naltrexone.CL=94", "--set", "naltrexone.mu.K=1"
    )
    assert (code, err) == (0, "")
    assert "biophase transient (effect-site half-life 4 h); equilibrium binding" in out
    assert "naltrexone.CL = 94; naltrexone.mu.K = 1" in " ".join(out.split())
    model = od.Model(
        biophase="transient",
        binding="equilibrium",
        parameters={"naltrexone.CL": 94.0, "naltrexone.mu.K": 1.0},
    )
    run = od.simulate(
        od.regimen(ONCE), model=model, end=24, delta=0.5, rtol=1e-7, atol=1e-8, method="rodas5p"
    )
    table = pd.read_csv(tmp_path / "run.csv")
    np.testing.assert_allclose(
        table["occupancy.naltrexone.mu"], run.occupancy("naltrexone", "mu"), rtol=1e-12
    )
    np.testing.assert_array_equal(table["time [h]"], run.times)


def test_options_of_the_response_reach_the_model(shell, tmp_path):
    words = [
        "--response",
        "peptides,immune",
        "--phi",
        "0.5",
        "--weights",
        "illustrative",
        "--end",
        "48",
    ]
    code, _, err = shell("simulate", ONCE, *words, "-o", tmp_path / "run.csv")
    assert (code, err) == (0, "")
    model = od.Model(response=["peptides", "immune"], phi=0.5, weights="illustrative")
    expected = od.simulate(od.regimen(ONCE), model=model, end=48).to_pandas()
    table = pd.read_csv(tmp_path / "run.csv", index_col=0)
    assert "density.mu" not in table
    np.testing.assert_allclose(table.to_numpy(), expected.to_numpy(), rtol=1e-12)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("none", []),
        ("all", ["turnover", "peptides", "adaptation", "effects", "immune"]),
        ("adaptation, turnover", ["adaptation", "turnover"]),
    ],
)
def test_parts_of_the_response(shell, tmp_path, word, parts):
    code, _, err = shell("simulate", ONCE, "--response", word, "-o", tmp_path / "run.csv")
    assert (code, err) == (0, "")
    expected = od.simulate(od.regimen(ONCE), model=od.Model(response=parts)).to_pandas()
    columns = pd.read_csv(tmp_path / "run.csv", index_col=0).columns
    assert [name.split(" ")[0] for name in columns] == list(expected.columns)


def test_files_have_units_and_leave_nothing_beside_them(shell, tmp_path):
    code, _, err = shell(
        "simulate", ONCE, "-o", tmp_path / "run.csv", "--plot", tmp_path / "run.png"
    )
    assert (code, err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.csv", "run.png"]
    header = (tmp_path / "run.csv").read_text().splitlines()[0].split(",")
    assert header[0] == "time [h]"
    assert "concentration.naltrexone [nM]" in header
    assert "mass_concentration.naltrexone [ng/mL]" in header
    assert "amount.naltrexone.central [mg]" in header
    assert "occupancy.naltrexone.mu" in header
    assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_is_replaced_whole(shell, tmp_path):
    target = tmp_path / "run.csv"
    target.write_text("old")
    assert shell("simulate", ONCE, "-o", target)[0] == 0
    assert target.read_text().startswith("time [h],")


@pytest.mark.parametrize("ending", ["svg", "pdf"])
def test_other_kinds_of_pictures(shell, tmp_path, ending):
    assert shell("simulate", ONCE, "--plot", tmp_path / f"run.{ending}")[0] == 0
    assert (tmp_path / f"run.{ending}").stat().st_size > 5000


def test_parameters_of_a_drug(shell):
    code, out, err = shell("parameters", "naltrexone")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["name", "value", "unit", "range", "evidence", "status", "source"]
    (clearance,) = (line for line in lines if line.startswith("naltrexone.CL "))
    assert " ".join(clearance.split()).startswith("naltrexone.CL 150 L/h 94 to 211 H derived ")
    (koff,) = (line for line in lines if line.startswith("naltrexone.mu.koff "))
    assert "secondary, unconfirmed" in koff
    assert "evidence: H human" in out
    assert "not known" in lines
    assert any(line.startswith("  naltrexone.CL.hepatic.compensated: ") for line in lines)


def test_all_parameters_searched_parameters_and_sources(shell):
    everything = shell("parameters")[1]
    assert "dynorphin.kappa.K" in everything
    code, out, _ = shell("parameters", "--search", "clearance", "--sources")
    assert code == 0
    assert "naltrexone.CL" in out
    assert "dynorphin.kappa" not in out.split("Sources")[0]
    assert "meyer1984: Meyer M. C." in out
    assert "fda-naltrexone-label:" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["naltrexon"], "substance = 'naltrexon': unknown; did you mean 'naltrexone'?"),
        (["--search", "no such thing"], "'no such thing': no parameter mentions these words"),
    ],
)
def test_parameters_that_are_not_there(shell, words, message):
    code, out, err = shell("parameters", *words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_version(shell):
    assert shell("--version") == (0, f"opiodyn {od.__version__}\n", "")


def test_help_names_every_option(shell):
    code, out, err = shell("simulate", "--help")
    assert (code, err) == (0, "")
    options = "--biophase --binding --end --delta --set --method --rtol --atol -o --plot "
    options += "--response --phi --weights"
    for option in options.split():
        assert option in out


def test_as_a_process(tmp_path):
    done = command("simulate", ONCE, "-o", "run.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("A model, not medical advice.\n")
    assert (tmp_path / "run.csv").exists()


def test_errors_as_a_process(tmp_path):
    done = command("simulate", "naltrexone 4.5 mg pox", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_ctrl_c_is_one_line():
    code = f"""
import sys
from opiodyn.cli import main
print("ready", flush=True)
sys.exit(main(["simulate", "{ONCE} q24h x200000", "--delta", "24"]))
"""
    stopped = interrupted(code, after=0.5)
    assert stopped[:3] == (130, "", "opiodyn: error: interrupted\n")
