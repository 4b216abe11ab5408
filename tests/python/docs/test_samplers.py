"""The recipes of samplers find the posterior that a closed form on a grid has."""

import importlib.util
import io
import re
import runpy
import subprocess
import sys

import numpy as np
import pytest

from fixtures import ROOT

FOLDER = ROOT / "examples" / "python"
STEPS = 40
SAMPLERS = ("emcee", "pints", "numpyro")
LINE = re.compile(r"(\S+) +mean (\S+), sd (\S+) (\S+)")


def run(name):
    script = FOLDER / f"sampler_{name}.py"
    command = [sys.executable, "-W", "error", str(script), str(STEPS)]
    return subprocess.run(command, capture_output=True, text=True)


def levels():
    """The times [h] and levels [ng/mL] of the table that the recipes share."""
    text = runpy.run_path(str(FOLDER / "simulated.py"))["TABLE"]
    rows = np.genfromtxt(io.StringIO(text), delimiter=",", skip_header=2)
    return rows[:, 0], rows[:, 3]


def on_a_grid():
    """Means and deviations of CL and V1: 100 mg into one compartment, 10 % of known scatter."""
    times, seen = levels()
    CL, V = np.meshgrid(np.linspace(7, 14, 301), np.linspace(28, 60, 301), indexing="ij")
    f = 1e5 / V[..., np.newaxis] * np.exp(-CL[..., np.newaxis] / V[..., np.newaxis] * times)
    log = -(0.5 * ((seen - f) / (0.1 * f)) ** 2 + np.log(f)).sum(axis=-1)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    means = [float((weight * x).sum()) for x in (CL, V)]
    spreads = [
        float(np.sqrt((weight * (x - mean) ** 2).sum()))
        for x, mean in zip((CL, V), means, strict=True)
    ]
    return means, spreads


def test_the_table_is_what_its_text_says():
    times, seen = levels()
    deviates = (seen / (2500 * np.exp(-times / 4)) - 1) / 0.1
    expected = np.random.default_rng(1).standard_normal(times.size)
    np.testing.assert_allclose(deviates, expected, atol=0.01)  # levels have one decimal


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_recipe_finds_the_posterior(name):
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed")
    done = run(name)
    assert (done.returncode, done.stderr) == (0, "")
    found = [LINE.fullmatch(line).groups() for line in done.stdout.splitlines()]
    assert [(row[0], row[3]) for row in found] == [("mydrug.CL", "L/h"), ("mydrug.V1", "L")]
    for row, mean, spread in zip(found, *on_a_grid(), strict=True):
        # So few steps are worth four independent draws or more: their mean is within two
        # deviations, and their own deviation within a factor of three.
        assert float(row[1]) == pytest.approx(mean, abs=2 * spread)
        assert spread / 3 < float(row[2]) < 3 * spread


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_recipe_says_plainly_what_is_missing(name, tmp_path):
    (tmp_path / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    code = (
        f"import runpy, sys; sys.path[:0] = [{str(tmp_path)!r}, {str(FOLDER)!r}]; "
        f"runpy.run_path({str(FOLDER / f'sampler_{name}.py')!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("This recipe needs ")
    assert line.endswith(f"pip install {name}")
