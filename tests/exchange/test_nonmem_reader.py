"""Pharmpy, which shares no code with ours, reads exported control streams and finds our model."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

import opiodyn as od
from exchanged.models import cases, close, derivative, request_of, some_states
from fit_data import MODEL, OBSERVE, TIMES, VARY, predicted, table_of
from opiodyn._exchange.nonmem import write
from opiodyn._exchange.nonmem.population import population_texts
from second_python import environment

PROGRAM = Path(__file__).with_name("read_nonmem.py")


def read_back(folder, texts, states, *whole):
    """What Pharmpy finds in a control stream and its data set."""
    control, data = texts
    (folder / "model.ctl").write_text(control)
    (folder / "model.csv").write_text(data)
    (folder / "states.json").write_text(json.dumps(list(states)))
    python = environment("pharmpy", "pharmpy-core>=2.2,<3") / "python"
    paths = [folder / "model.ctl", folder / "states.json"]
    command = [python, "-W", "ignore", PROGRAM, *paths, *whole]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", list(cases()))
def test_pharmpy_finds_our_compartments_parameters_rates_and_rows(tmp_path, name):
    request = request_of(name, path="model.ctl", delta=6.0)
    texts = write.texts(request)
    (state,) = some_states(request, count=1)
    found = read_back(tmp_path, texts, state)
    states = request.formulas.states
    assert len(found["compartments"]) == len(set(found["compartments"])) == len(states)
    # Numbers of Pharmpy have 15 digits, so that sums of some of them agree to 1e-10.
    close(np.array(found["rates"]), derivative(request, state), 1e-10)
    written = [row.value for row in request.formulas.parameters]
    values = list(found["values"].values())
    np.testing.assert_allclose(values[: len(written)], written, rtol=1e-14)
    lines = texts[1].splitlines()
    assert found["columns"] == lines[0].split(",")
    cells = [[0.0 if x == "." else float(x) for x in line.split(",")] for line in lines[1:]]
    assert found["rows"] == cells
    print(f"Pharmpy, {name}: {len(states)} compartments, {len(written)} parameters")


def test_pharmpy_finds_thetas_with_bounds_and_random_effects_of_a_population(tmp_path):
    values = np.vstack([predicted(TIMES, 20.0, 100.0), predicted(TIMES, 30.0, 80.0)])
    values[1, -1] = 1.0  # below the limit
    goal = od.objective(
        table_of(values), model=MODEL, vary=VARY, observe=OBSERVE, error="combined", lloq=2.0
    )
    texts = population_texts(goal, Path("model.ctl"))
    found = read_back(tmp_path, texts, np.ones(len(goal.model.states)), "model")
    bounds = np.array(list(found["parameters"].values())[: len(goal.names)])
    np.testing.assert_allclose(bounds.T, [goal.low, goal.start, goal.high], rtol=1e-12)
    assert list(found["parameters"])[:2] == ["TV_MYDRUG_CL", "TV_MYDRUG_V1"]
    assert found["etas"] == ["ETA_1", "ETA_2"]
    assert found["ode"] == found["compartments"]
    assert found["observations"] == len(goal)
    rows = np.array(found["rows"])
    dv = rows[rows[:, found["columns"].index("MDV")] == 0.0, found["columns"].index("DV")]
    observed = goal.observations["observed"].to_numpy()
    np.testing.assert_allclose(dv, observed, rtol=1e-14)
    censored = goal.observations["censored"].to_numpy()
    assert censored.any()
    cens = rows[rows[:, found["columns"].index("MDV")] == 0.0, found["columns"].index("CENS")]
    np.testing.assert_array_equal(cens, censored)
