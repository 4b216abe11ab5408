"""The examples and the benchmark run, say something, and warn of nothing."""

import json
import subprocess
import sys

import numpy as np
import pytest

import opiodyn as od
from fixtures import ROOT

FOLDER = ROOT / "examples" / "python"
NUMBERED = sorted(FOLDER.glob("[0-9]*.py"))


def run(script, *words, cwd):
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), *words],
        cwd=cwd,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_there_are_examples():
    assert len(NUMBERED) >= 4


@pytest.mark.parametrize("script", NUMBERED, ids=lambda path: path.stem)
def test_numbered_example(script, tmp_path):
    assert run(script, cwd=tmp_path)


def test_titles_are_those_of_the_cpp_examples():
    cpp = {path.stem for path in (FOLDER.parent / "cpp").glob("[0-9]*.cpp")}
    assert {path.stem for path in NUMBERED} == cpp


def test_demo(tmp_path):
    out = run(FOLDER / "demo.py", cwd=tmp_path)
    assert "biophase pet (effect-site half-life 24 h)" in out
    assert "biophase transient (effect-site half-life 4 h)" in out
    assert "Where they disagree" in out
    assert "pet passes: " in out
    assert "transient passes: " in out
    assert out.count("It fails: ") == 2
    (row,) = (line for line in out.splitlines() if line.startswith("naltrexone at mu, peak"))
    assert [float(x) for x in row.split()[-2:]] == [_peak("pet"), _peak("transient")]
    assert (tmp_path / "opiodyn-demo.png").stat().st_size > 100_000


def test_uncertainty(tmp_path):
    out = run(FOLDER / "uncertainty.py", cwd=tmp_path)
    assert "200 draws (0 failed)" in out
    assert "a Morris screen of 1980 runs took" in out


def test_trial_in_silico(tmp_path):
    """Expected numbers are those of the input, laws of the model and the size of a test.

    The SDs are worked out by hand from the published intervals and P, with t tables: 9.3 and 10.8
    times sqrt(28) / 2.052, and 10.8 sqrt(28) / 2.574. The OGF path sees plasma alone.
    """
    out = run(FOLDER / "trial_in_silico.py", cwd=tmp_path)
    assert out.startswith("A hypothesis, not evidence that naltrexone works.")
    assert "SD of a reduction 26.0 %, of a difference within a person 22.2 %" in out
    ogf = [line.split()[2:] for line in out.splitlines() if line.startswith("OGF ")]
    tone = [line.split() for line in out.splitlines() if line.startswith("tone ")]
    assert (len(ogf), len(tone)) == (4, 16)
    assert all(row == ogf[0] for row in ogf)
    for _, preset, phi, _, on, after, *shares in tone:
        # Placebo is between no effect and that of the drug: activation forgets by half in 35 days.
        assert abs(float(after) - 100) < abs(float(on) - 100)
        powers = [int(share.rstrip("%")) for share in shares]
        drug, placebo = powers[:3], powers[3:]
        assert max(drug if float(on) > 100 else placebo) <= 3  # below 2.5 %, with rounding
        if preset in {"pet", "slow"} and phi == "0":
            # The block hardly ebbs, and with phi 0 a constant one never raises tone (theory, 7).
            assert float(on) > 100


def _peak(biophase):
    """The peak of the occupancy in the last night, %, from outputs every 18 s."""
    regimen = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
    night = np.linspace(670.0, 694.0, 4801)
    month = od.simulate(regimen, model=od.Model(biophase=biophase), times=night)
    return round(100 * month.occupancy("naltrexone", "mu").max(), 2)


def test_nca(tmp_path):
    out = run(FOLDER / "nca.py", cwd=tmp_path)
    assert out.count("half_life") == 2
    assert "the dose is one of naltrexone" in out
    (clearance, _) = (line for line in out.splitlines() if line.startswith("  CL_F"))
    assert clearance.split()[2] == "L/h"


def test_equations_in_another_stepper_give_the_same(tmp_path):
    out = run(FOLDER / "04_equations_in_your_stepper.py", cwd=tmp_path)
    figures = [float(line.split()[-2]) for line in out.splitlines()]
    for theirs, ours in (figures[:2], figures[2:]):
        assert theirs == pytest.approx(ours, abs=0.01)  # the last digit printed


WAYS = ("simulate in a loop", "sweep over rows", "evaluator", "evaluator, 2 derivatives")


def test_benchmark_of_calls(tmp_path):
    script = ROOT / "benchmarks" / "python_calls.py"
    out = run(script, "--patients", "9", "--many", "10", "--rounds", "1", cwd=tmp_path)
    rows = [json.loads(line) for line in out.splitlines()]
    month = ("default options", "outputs every 6 h", "rtol 1e-5", "rtol 1e-4")
    assert [row["what"] for row in rows] == [
        *(f"one person-month, {options}" for options in month),
        "many people x 30 days, one thread",
        "people as subjects=",
        "people as table",
        "people without unused drugs",
        "people with unused drugs",
        *(f"a row of {size}, {way}" for size in (1, 9) for way in WAYS),
        "import numpy",
        "import opiodyn",
    ]
    bits = {row["what"]: row["bits"] for row in rows if "bits" in row}
    assert bits["people as subjects="] == bits["people as table"]


def test_benchmark_of_the_steady_state(tmp_path):
    script = ROOT / "benchmarks" / "steady_state.py"
    lines = run(script, "1", cwd=tmp_path).splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        preset for preset in ("pet", "transient", "plasma") for _ in range(2)
    ]
    assert all(int(line.split()[-1]) < 50 for line in lines[1:])  # periods integrated
