"""deSolve, an integrator that shares no code with ours, runs exported scripts as we do.

deSolve solves with relative errors of 1e-8 per step, so that columns are off by less than 1e-6 of
their largest value. R also parses and evaluates the text for rxode2, which cannot be run here.
"""

import json
import subprocess

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from exchanged.models import (
    cases,
    close,
    derivative,
    output_values,
    request_for,
    request_of,
    some_states,
)
from opiodyn._exchange.identifiers import identifier
from opiodyn._exchange.r import desolve, rxode2

NAMES = list(cases())
TOLERANCE = 1e-6


def rscript(*arguments):
    """Runs R; returns what it printed. R is there where these tests run."""
    command = ["Rscript", "--vanilla", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_script(folder, text):
    """Runs a script for deSolve; returns its results."""
    script, results = folder / "model.R", folder / "results.csv"
    script.write_text(text)
    rscript(script, results)
    return pd.read_csv(results)


def ours(name, times):
    """Our own run of a case at these times, more exact than what is compared."""
    regimen, model, _ = cases()[name]
    run = od.simulate(od.regimen(regimen), model=model, times=times, rtol=1e-10, atol=1e-12)
    return run.to_pandas()


def worst(found, expected):
    """The largest difference of each column, beside the largest value of the column."""
    assert list(found.columns[1:]) == [identifier(name) for name in expected.columns]
    scale = np.maximum(np.abs(expected.to_numpy()).max(axis=0), 1e-30)
    difference = np.abs(found.to_numpy()[:, 1:] - expected.to_numpy()).max(axis=0)
    return pd.Series(difference / scale, index=expected.columns).sort_values()


@pytest.mark.parametrize("name", NAMES)
def test_desolve_computes_every_column_of_a_run(tmp_path, name):
    request = request_of(name)
    (text,) = desolve.texts(request)
    found = run_script(tmp_path, text)
    expected = ours(name, request.times)
    np.testing.assert_allclose(found["time"], request.times, rtol=1e-15)
    off = worst(found, expected)
    assert off.iloc[-1] < TOLERANCE, off.tail()
    print(f"deSolve, {name}: {len(expected.columns)} columns, {off.iloc[-1]:.1e} ({off.index[-1]})")


def test_a_changed_parameter_in_the_script_is_one_of_the_model(tmp_path):
    request = request_of("month", delta=6.0)
    (text,) = desolve.texts(request)
    old = next(line for line in text.splitlines() if line.startswith("  naltrexone_CL = "))
    changed = text.replace(old, "  naltrexone_CL = 77,")
    found = run_script(tmp_path, changed)
    model = od.Model(biophase="pet", parameters={"naltrexone.CL": 77.0})
    regimen = od.regimen(cases()["month"].regimen)
    run = od.simulate(regimen, model=model, times=request.times, rtol=1e-10, atol=1e-12)
    assert worst(found, run.to_pandas()).iloc[-1] < TOLERANCE


def test_a_wrong_sign_in_the_script_is_seen(tmp_path):
    regimen, model, _ = cases()["own"]
    request = request_for(regimen, model, end=8.0, delta=1.0)  # before a loss that grows explodes
    (text,) = desolve.texts(request)
    head, rates = text.split("  list(c(\n", 1)
    wrong = rates.replace(" - ", " + ", 1)
    found = run_script(tmp_path, f"{head}  list(c(\n{wrong}")
    assert worst(found, ours("own", request.times)).iloc[-1] > 100 * TOLERANCE


def test_a_script_without_a_path_prints_its_first_rows(tmp_path):
    (text,) = desolve.texts(request_of("own", delta=24.0))
    script = tmp_path / "model.R"
    script.write_text(text)
    assert "time" in rscript(script)


_EVALUATE = """\
arguments <- commandArgs(trailingOnly = TRUE)
parsed <- as.list(parse(arguments[1], keep.source = FALSE))
defined <- function(name) {
  Find(function(one) length(one) == 3 && identical(one[[2]], as.name(name)), parsed)[[3]]
}
known <- list2env(as.list(eval(defined("parameters"))))
states <- read.csv(arguments[2])
for (name in names(states)) assign(name, states[1, name], known)
rates <- list()
for (line in as.list(defined("model")[[2]])[-1]) {
  left <- line[[2]]
  if (is.name(left)) {
    assign(as.character(left), eval(line[[3]], known), known)
  } else if (identical(left[[1]], as.name("/"))) {
    rates[[as.character(left[[3]][[2]])]] <- eval(line[[3]], known)
  } else {
    stopifnot(as.character(left[[1]]) %in% c("f", "alag", "dur", names(states)))
    eval(line[[3]], known)
  }
}
shown <- unlist(mget(strsplit(arguments[3], ",")[[1]], known))
cat(sprintf("%.17g", c(unlist(rates), shown)), sep = "\\n")
"""


@pytest.mark.parametrize("name", NAMES)
def test_r_reads_the_text_for_rxode2_and_finds_our_rates(tmp_path, name):
    request = request_of(name)
    (text,) = rxode2.texts(request)
    script, states = tmp_path / "model.R", tmp_path / "states.csv"
    script.write_text(text)
    (tmp_path / "evaluate.R").write_text(_EVALUATE)
    (state,) = some_states(request, count=1)
    names = [identifier(one.name) for one in request.formulas.states]
    pd.DataFrame([state], columns=names).to_csv(states, index=False, float_format="%.17g")
    outputs = ",".join(identifier(one.name) for one in request.formulas.outputs)
    printed = rscript(tmp_path / "evaluate.R", script, states, outputs).split()
    values = np.array(json.loads(f"[{','.join(printed)}]"))
    close(values[: len(names)], derivative(request, state))
    np.testing.assert_allclose(
        values[len(names) :], output_values(request, state), rtol=1e-11, atol=1e-13
    )
