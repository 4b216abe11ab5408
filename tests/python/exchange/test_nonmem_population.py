"""A fit is written as a population problem: parameters with bounds, error models and data."""

import csv
import io
import math
import re
from pathlib import Path

import numpy as np
import pytest

import opiodyn as od
from exchanged.texts import blocks, nonmem_pairs, run
from fit_data import DRUG, MODEL, OBSERVE, TIMES, VARY, predicted, table_of
from opiodyn._exchange.nonmem.population import population_texts

VALUES = np.vstack([predicted(TIMES, 20.0, 100.0), predicted(TIMES, 30.0, 80.0)])


def problem(table=None, **options):
    """The control stream and the rows of a problem."""
    chosen = {"model": MODEL, "vary": VARY, "observe": OBSERVE} | options
    goal = od.objective(table_of(VALUES) if table is None else table, **chosen)
    control, data = population_texts(goal, Path("study.ctl"))
    return goal, control, list(csv.DictReader(io.StringIO(data)))


def thetas(control):
    """Each $THETA with its numbers."""
    lines = re.findall(r"^\$THETA (.*?) ; \S+ (\S+)", control, re.MULTILINE)
    return {name: re.findall(r"[-+.\dE]+(?=[,)\s]|$)", text) for text, name in lines}


@pytest.mark.parametrize("error", ["additive", "proportional", "combined", "log"])
def test_every_parameter_of_a_fit_is_a_theta_with_its_bounds(error):
    goal, control, _ = problem(error=error)
    found = thetas(control)
    assert list(found) == goal.names
    for name, low, start, high in zip(goal.names, goal.low, goal.start, goal.high, strict=True):
        assert [float(one) for one in found[name]] == [low, start, high]
    assert control.count("$OMEGA 0.1") == len(VARY)
    assert "$ESTIMATION METHOD=1 INTERACTION MAXEVAL" in control
    assert "\n$COVARIANCE UNCONDITIONAL\n" in control
    assert max(map(len, control.splitlines())) <= 160


@pytest.mark.parametrize(
    ("error", "f", "expected"),
    [
        # The standard deviations of docs/fitting.md, for a prediction of 5.
        ("additive", 5.0, lambda sd: sd),
        ("proportional", 5.0, lambda cv: cv * 5.0),
        ("combined", 5.0, lambda sd, cv: math.hypot(sd, cv * 5.0)),
        ("log", 5.0, lambda log_sd: log_sd),
    ],
)
def test_an_error_model_has_the_standard_deviation_of_the_page(error, f, expected):
    goal, control, _ = problem(error=error)
    start = {f"THETA{k}": value for k, value in enumerate(goal.start.tolist(), 1)}
    lines = [line for line in blocks(control)["$ERROR"] if line.startswith("    W = ")]
    (text,) = [re.sub(r"\((\d+)\)", r"\1", line.partition(" = ")[2]) for line in lines]
    found = run([("W", text.replace("SQRT", "SQRT"))], start | {"IPRED": f, "SQRT": math.sqrt})["W"]
    assert found == pytest.approx(expected(*goal.start[len(VARY) :]), rel=1e-14)


def test_a_typical_value_varies_by_a_lognormal_factor():
    _, control, _ = problem()
    pk = dict(nonmem_pairs(blocks(control)["$PK"]))
    assert pk["MYDRUG_CL"] == "THETA1 * exp(ETA1)"
    assert pk["MYDRUG_V1"] == "THETA2 * exp(ETA2)"


def test_observations_are_rows_in_the_order_of_the_table():
    goal, _, rows = problem()
    found = [(row["ID"], row["TIME"], row["DV"]) for row in rows if row["EVID"] == "0"]
    observed = goal.observations
    assert [float(dv) for _, _, dv in found] == observed["observed"].tolist()
    assert [int(one) for one, _, _ in found] == observed["subject"].tolist()
    assert [row["AMT"] for row in rows if row["EVID"] == "1"] == ["50", "50"]


def test_an_observation_before_a_dose_at_its_time_stands_before_it():
    table = od.read_events(io.StringIO("TIME,AMT,DV\n0,50,.\n8,.,9\n8,50,.\n9,.,20\n12,.,14\n"))
    _, _, rows = problem(table, vary={"mydrug.CL": (2.0, 200.0)})
    assert [(row["TIME"], row["EVID"]) for row in rows] == [
        ("0", "1"),
        ("8", "0"),
        ("8", "1"),
        ("9", "0"),
        ("12", "0"),
    ]


@pytest.mark.parametrize(
    ("columns", "values"),
    [("mydrug.V1", "180"), ("mydrug.V1,mydrug.oral.ka", "180,2"), ("mydrug.V1", "80")],
)
def test_an_observation_stands_before_a_dose_also_with_parameters_of_subjects(columns, values):
    rows = [
        "0,.,.,0.1",
        "0,50,1,.",
        "12,.,.,2.1",
        "12,50,1,.",
        "12,.,.,30",
        "13,.,.,20",
        "15,.,.,9",
    ]
    text = "".join(f"{row},{values}\n" for row in rows)
    table = od.read_events(io.StringIO(f"TIME,AMT,CMT,DV,{columns}\n{text}"), drug="mydrug")
    _, _, found = problem(table, vary={"mydrug.CL": (2.0, 200.0)})
    assert [(row["TIME"], row["EVID"]) for row in found] == [
        ("0", "0"),
        ("0", "1"),
        ("12", "0"),
        ("12", "1"),
        ("12", "0"),
        ("13", "0"),
        ("15", "0"),
    ]


def test_the_error_model_log_observes_logarithms():
    goal, _, rows = problem(error="log")
    dv = [float(row["DV"]) for row in rows if row["EVID"] == "0"]
    np.testing.assert_allclose(dv, np.log(goal.observations["observed"]), rtol=1e-15)


def test_values_below_a_limit_count_by_m3():
    goal, control, rows = problem(lloq=3.0)
    below = [row for row in rows if row["CENS"] == "1"]
    assert len(below) == goal.observations["censored"].sum() > 0
    assert {row["DV"] for row in below} == {"3.0"}
    assert "INTERACTION LAPLACE" in control
    assert "F_FLAG = 1" in control
    assert "Y = PHI((DV - IPRED) / W)" in control


def test_several_quantities_have_their_dvid_and_their_error_model():
    lines = ["TIME,AMT,DVID,DV", "0,50,.,."]
    lines += [f"{t},.,2,{3.0 + t}\n{t},.,1,{0.05 * t}" for t in (1, 2, 4, 8)]
    table = od.read_events(io.StringIO("\n".join(lines) + "\n"))
    observe = {"DV": {1: "concentration.mydrug", 2: "mass_concentration.mydrug"}}
    error = {"concentration.mydrug": "additive", "mass_concentration.mydrug": "proportional"}
    goal, control, rows = problem(table, observe=observe, error=error)
    assert list(thetas(control)) == goal.names
    assert "IF (DVID.EQ.1) THEN" in control
    assert "IF (DVID.EQ.2) THEN" in control
    assert [row["DVID"] for row in rows if row["EVID"] == "0"] == ["2", "1"] * 4


def test_subjects_with_names_are_numbered_and_listed():
    text = "ID,TIME,AMT,DV\n" + "".join(
        f"{n},0,50,.\n{n},1,.,{v}\n" for n, v in (("a", 3), ("b", 4))
    )
    _, control, rows = problem(
        od.read_events(io.StringIO(text)),
        vary={"mydrug.CL": (2.0, 200.0)},
        fixed={"cv.mass_concentration.mydrug": 0.1},
    )
    assert [row["ID"] for row in rows] == ["1", "1", "2", "2"]
    assert "Subjects by ID: 1 a, 2 b." in control
    assert "$THETA 0.1 FIX ; TV_CV_MASS_CONC_MYDRU cv.mass_concentration.mydrug" in control


def test_parameters_of_subjects_are_columns_of_data():
    text = "ID,TIME,AMT,DV,KA\n1,0,50,.,2\n1,1,.,300,2\n2,0,50,.,3\n2,1,.,310,3\n2,4,.,200,3\n"
    _, control, rows = problem(od.read_events(io.StringIO(text)), vary={"mydrug.CL": (2.0, 200.0)})
    assert [float(row["OWN1"]) for row in rows] == [2.0, 2.0, 3.0, 3.0, 3.0]
    pk = dict(nonmem_pairs(blocks(control)["$PK"]))
    assert "OWN1" in pk.values()


def test_what_a_problem_cannot_say_is_refused():
    with pytest.raises(od.InputError, match="are not exported to NONMEM"):
        problem(priors={"mydrug.CL": ("lognormal", 20.0, 0.3)})
    text = "TIME,AMT,DUR,CMT,DV\n0,50,2,depot,.\n1,.,.,.,300\n4,.,.,.,200\n8,.,.,.,90\n9,.,.,.,80\n"
    with pytest.raises(od.InputError, match="changes the rate of an infusion"):
        problem(
            od.read_events(io.StringIO(text)),
            model=od.Model(drugs=[DRUG], receptors=[], endogenous=[]),
            vary={"mydrug.oral.salt_factor": (0.5, 1.0)},
        )
