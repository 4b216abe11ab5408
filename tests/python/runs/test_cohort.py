"""People in the lanes of a batch: what simulate gives for each alone, and what becomes of those
that cannot run."""

import io
import json
import subprocess
import sys

import numpy as np
import pytest

import opiodyn as od
from fixtures import interrupted
from opiodyn import _core
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of, settled_for
from opiodyn._runs.inside import kept_of

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
MIXED = (
    od.regimen("naltrexone 4.5 mg po q12h x4")
    + od.regimen("set naltrexone.CL=90 at 20h")
    + od.regimen("morphine 10 mg po q8h x3")
)
PEOPLE = od.population(
    11, seed=5, covariates={"weight": (70, 12), "smoker": {"no": 0.5, "yes": 0.5}}
)
TIMES = [0.0, 1.0, 22.0, 24.0, 168.0]
ALONE = {"max_seconds": 1000.0}  # below the default: one run at a time, through no lanes
IMPOSSIBLE = _core.Person(seed=1, index=40, covariates={"age": 4000.0})


def same(one, other):
    """Asserts that two runs hold the same numbers and the same provenance, to the last bit."""
    assert list(one.status) == list(other.status)
    assert one.ids == other.ids
    assert one.provenance == other.provenance
    for here, there in zip(one, other, strict=True):
        frames = here.to_pandas(), there.to_pandas()
        assert list(frames[0].columns) == list(frames[1].columns)
        assert frames[0].to_numpy().tobytes() == frames[1].to_numpy().tobytes()
        assert here.provenance == there.provenance


@pytest.mark.parametrize("regimen", [WEEK, MIXED])
@pytest.mark.parametrize("threads", [1, 3, 64])
def test_lanes_have_the_bits_of_runs_alone(regimen, threads):
    lanes = od.simulate(regimen, subjects=PEOPLE, times=TIMES, threads=threads)
    alone = od.simulate(regimen, subjects=PEOPLE, times=TIMES, **ALONE)
    assert lanes.complete
    same(lanes, alone)


def test_a_run_of_a_person_is_that_of_their_model():
    runs = od.simulate(WEEK, subjects=PEOPLE, times=TIMES)
    run = od.simulate(WEEK, model=runs[3].model, times=TIMES)
    assert runs[3].to_pandas().to_numpy().tobytes() == run.to_pandas().to_numpy().tobytes()
    assert runs[3].provenance == run.provenance | {"subject": 3}


def test_order_and_number_of_people_do_not_matter():
    tone = od.simulate(WEEK, subjects=PEOPLE, times=TIMES).tone("mu")
    turned = od.simulate(WEEK, subjects=PEOPLE[::-1], times=TIMES)
    one = od.simulate(WEEK, subjects=PEOPLE[6:7], times=TIMES)
    assert turned.ids == list(range(10, -1, -1))
    assert turned.tone("mu")[::-1].tobytes() == tone.tobytes()
    assert one.tone("mu").tobytes() == tone[6:7].tobytes()


def test_arrays_are_those_of_the_runs():
    runs = od.simulate(WEEK, subjects=PEOPLE, times=TIMES)
    part = runs[8:2:-3]
    assert part.ids == [8, 5]
    for chosen in (runs, part):
        stacked = np.stack([run.concentration("naltrexone", "ng/mL") for run in chosen])
        assert (chosen.concentration("naltrexone", "ng/mL") == stacked).all()
        data, frame = chosen.to_xarray(), chosen.to_pandas()
        assert data["tone"].dims == ("subject", "time", "receptor")
        assert list(data["subject"].values) == chosen.ids
        assert list(data["status"].values) == ["complete"] * len(chosen)
        for run in chosen:
            own = run.to_xarray()
            assert set(own.data_vars) == set(data.data_vars)
            for name in own.data_vars:
                one = data[name].sel(subject=run.subject)
                np.testing.assert_array_equal(one.transpose(*own[name].dims), own[name])
                assert data[name].attrs == own[name].attrs
            np.testing.assert_array_equal(frame.loc[run.subject], run.to_pandas())
        assert frame.attrs["units"] == runs[0].to_pandas().attrs["units"]
        assert json.loads(data.attrs["provenance"]) == chosen.provenance


@pytest.mark.parametrize("engine", [{}, ALONE])
def test_an_impossible_person_is_a_row_and_the_others_keep_their_bits(engine):
    people = [*PEOPLE[:2], IMPOSSIBLE, *PEOPLE[2:]]
    runs = od.simulate(WEEK, subjects=people, times=TIMES, **engine)
    alone = od.simulate(WEEK, subjects=PEOPLE, times=TIMES)
    assert list(runs.status == "complete") == [True, True, False] + [True] * 9
    assert runs.status.iloc[2].startswith("naltrexone.CL = -")
    assert kept_of(runs).codes[1:3] == [StatusCode.complete, StatusCode.refused]
    assert not runs.complete
    assert runs[2].times.size == 0
    tone = runs.tone("mu")
    assert np.isnan(tone[2]).all()
    assert np.delete(tone, 2, axis=0).tobytes() == alone.tone("mu").tobytes()
    assert 40 not in set(runs[2:3].to_pandas().index.get_level_values("subject"))
    assert runs.parameters.iloc[2].isna().all()
    assert runs[2].parameters.isna().all()
    assert runs.parameters.drop(index=40).notna().all(axis=None)
    assert runs.to_xarray()["status"].values[2] == runs.status.iloc[2]
    assert "Left out of the numbers, 1 of 12:\n  subject 40: naltrexone.CL = -" in runs.report()


@pytest.mark.parametrize("engine", [{}, ALONE])
def test_a_solver_that_fails_for_some_is_a_row_with_what_it_reached(engine):
    whole = od.simulate(WEEK, subjects=PEOPLE, times=TIMES)
    steps = [run.provenance["solver"]["steps"] for run in whole]
    most = sorted(steps)[5]
    runs = od.simulate(WEEK, subjects=PEOPLE, times=TIMES, max_steps=most, **engine)
    finished = np.array(steps) <= most
    assert 0 < finished.sum() < len(PEOPLE)
    assert list(runs.status == "complete") == list(finished)
    assert all("max_steps" in status for status in runs.status[~finished])
    expected = np.where(finished, StatusCode.complete, StatusCode.failed)
    assert kept_of(runs).codes == list(expected)
    assert (runs.tone("mu")[finished] == whole.tone("mu")[finished]).all()
    for run, other in zip(runs, whole, strict=True):
        count = run.times.size
        assert count == 5 if run.complete else 0 < count < 5
        assert (run.tone("mu") == other.tone("mu")[:count]).all()
        assert np.isnan(runs.tone("mu")[run.subject, count:]).all()
    assert len(runs.to_pandas()) == sum(run.times.size for run in runs)


@pytest.mark.parametrize(
    "options",
    [
        {"method": "dopri5"},
        {"model": od.Model(receptors=[], endogenous=[])},  # exact
    ],
)
def test_what_lanes_do_not_offer_runs_alone(options):
    runs = od.simulate(WEEK, subjects=PEOPLE[:2], times=TIMES, threads=2, **options)
    one = od.simulate(WEEK, times=TIMES, **options | {"model": runs[1].model})
    assert runs.complete
    assert runs[1].to_pandas().to_numpy().tobytes() == one.to_pandas().to_numpy().tobytes()


def test_steady_states_say_how_they_were_found():
    steady = od.regimen("naltrexone 4.5 mg po q24h x2 ss")
    runs = od.simulate(steady, subjects=PEOPLE[:2], times=[24.0])
    assert [run.provenance["solver"]["steady_states"] for run in runs] == [1, 1]
    assert all(run.provenance["solver"]["steady_state_periods"] > 0 for run in runs)


def test_what_is_wrong_with_the_regimen_is_no_fault_of_a_person():
    wrong = WEEK + od.regimen("set naltrexone.CL=-1 at 20h")
    with pytest.raises(od.InputError, match=r"^naltrexone\.CL = -1: must be"):
        od.simulate(wrong, subjects=PEOPLE)
    with pytest.raises(od.InputError, match=r"times\[1\] = 1: must not be before"):
        od.simulate(WEEK, subjects=PEOPLE, times=[2.0, 1.0])


def test_the_text_of_many_leaves_the_subjects_out(monkeypatch):
    from opiodyn._runs import runs as runs_module

    runs = od.simulate(WEEK, subjects=PEOPLE[:3], times=TIMES)
    monkeypatch.setattr(runs_module, "_MOST_IN_TEXT", 2)
    provenance = runs.provenance
    assert len(provenance.pop("subjects")) == 3
    assert json.loads(runs.to_xarray().attrs["provenance"]) == provenance
    assert json.loads(runs.to_pandas().attrs["provenance"]) == provenance


def test_a_bar_over_people(capsys):
    pytest.importorskip("tqdm", reason="needs tqdm")
    for engine in ({}, ALONE):
        od.simulate(WEEK, subjects=PEOPLE, times=[1.0], progress=True, **engine)
        assert "11/11" in capsys.readouterr().err
    text = io.StringIO("ID,TIME,AMT\n1,0,5\n1,1,.\n2,0,5\n2,1,.\n")
    od.simulate(od.read_events(text, drug="naltrexone"), progress=True)
    assert "2/2" in capsys.readouterr().err
    od.simulate(WEEK, subjects=PEOPLE, times=[1.0])
    assert capsys.readouterr().err == ""
    with pytest.raises(od.InputError, match="progress = 'yes': must be True, False or None"):
        od.simulate(WEEK, progress="yes")


class Interrupting:
    """A trajectory, at which Ctrl-C arrives."""

    def __init__(self, trajectory):
        self.columns, self.times = trajectory.columns, trajectory.times

    def append(self, rows):
        raise KeyboardInterrupt


def test_ctrl_c_between_any_two_lines_keeps_rows_and_status_together():
    from opiodyn._result.course import Course
    from opiodyn._result.outputs import Outputs
    from opiodyn._runs.cohort import Cohort, Ended, Store

    model = settled_for(od.Model(), WEEK)
    course = Course(1.0, "rodas5p", 1e-6, 1e-9, 1000)
    outputs = Outputs(np.array([0.0, 1.0]), np.array([-1, -1]), 1.0)
    store = Store(PEOPLE[:3], model, WEEK, outputs, course, {})
    ones = np.ones((2, len(core_of(model).columns)))
    done = Ended(StatusCode.complete, "complete", _core.RunCounts())
    store.add(ones, done)
    values = store.values
    store.values = Interrupting(values)
    with pytest.raises(KeyboardInterrupt):
        store.add(ones, done)
    store.values = values
    store.close()
    cohort = Cohort(store)
    assert cohort.statuses == ["complete", "not run", "not run"]
    tone = cohort.stacked(lambda trajectory: trajectory.column("tone.mu"))
    np.testing.assert_array_equal(tone, [[1, 1], [np.nan] * 2, [np.nan] * 2])


MEMORY = """
import resource
import opiodyn as od
people = od.population(3000, seed=1)
dose, options = od.regimen("naltrexone 4.5 mg po"), {"times": [1.0, 24.0]}
od.simulate(dose, subjects=people[:300], **options)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
runs = od.simulate(dose, subjects=people, **options)
assert runs.tone("mu").shape == (3000, 2)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has other units elsewhere")
def test_memory_is_that_of_the_numbers():
    child = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True)
    # 3000 x 2 x 45 numbers are 2 MB; a model of each person would be 600.
    assert float(child.stdout) / 1024 < 40.0, child.stderr


CTRL_C = """
import sys, time
import numpy as np
import opiodyn as od
people = od.population(20_000, seed=1)
engine = {"max_seconds": 1000.0, "threads": 2} if sys.argv[1] == "alone" else {}
print("ready", flush=True)
try:
    od.simulate(od.regimen("naltrexone 4.5 mg po q24h x90"), subjects=people, times=[1.0, 2160.0],
                **engine)
except od.Interrupted as error:
    caught = time.process_time()
    runs = error.partial
    complete, left = runs.status == "complete", runs.status == "not run"
    assert len(runs) == 20_000 and not runs.complete
    assert complete.sum() > 0 and left.sum() > 0 and (complete | left).all()
    tone = runs.to_xarray()["tone"].sel(receptor="mu").values
    assert np.isfinite(tone[complete]).all() and np.isnan(tone[left]).all()
    print(caught)
"""


@pytest.mark.parametrize("how", ["lanes", "alone"])
def test_ctrl_c_returns_the_finished_part_marked(how):
    stopped = interrupted(CTRL_C, how, after=2.0)
    assert stopped.code == 0, stopped.err
    print(f"Ctrl-C answered after {1e3 * (float(stopped.out) - stopped.used):.0f} ms, {how}")
