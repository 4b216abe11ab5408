"""The package tells the logger opiodyn what it does, and says nothing unless somebody listens."""

import logging
import subprocess
import sys

import pytest

import opiodyn as od

ONCE = od.regimen("naltrexone 4.5 mg po")
DOSES = {"dose": [1.0, 2.0, 3.0, 4.0]}


@pytest.fixture
def told(caplog):
    """Returns what the logger said in a call, at a level."""

    def told(level, call):
        caplog.clear()
        with caplog.at_level(level, logger="opiodyn"):
            call()
        assert {record.name for record in caplog.records} <= {"opiodyn"}
        return [record.getMessage() for record in caplog.records]

    return told


def test_a_run_tells_regimen_method_and_steps(told):
    runs = []
    (said,) = told(logging.INFO, lambda: runs.append(od.simulate(ONCE, end=2.0)))
    assert said.startswith(f"simulate: {runs[0]!r}; ")
    assert f"; rodas5p, {runs[0].steps} steps; " in said
    assert said.endswith(" s")


def test_people_and_subjects_are_one_message_with_their_number(told):
    people = od.population(3, seed=1)
    (said,) = told(logging.INFO, lambda: od.simulate(ONCE, end=2.0, subjects=people))
    assert "3 subjects" in said


def test_a_sweep_tells_which_chunks_it_read_and_computed(told, tmp_path):
    def sweep():
        od.sweep(ONCE, over=DOSES, chunk=2, folder=tmp_path / "sweep")

    def chunks(said):
        return [one for one in said if one.startswith("sweep: chunk ")]

    first, again = told(logging.DEBUG, sweep), told(logging.DEBUG, sweep)
    assert chunks(first) == [f"sweep: chunk {i} of 2 rows computed" for i in range(2)]
    assert chunks(again) == [f"sweep: chunk {i} of 2 rows read" for i in range(2)]
    (whole,) = told(logging.INFO, sweep)
    assert whole.startswith("sweep: 4 rows in chunks of 2; ")


def test_a_written_file_is_named(told, tmp_path):
    path = tmp_path / "run.nc"
    run = od.simulate(ONCE, end=1.0)
    assert told(logging.DEBUG, lambda: od.save(run, path)) == [f"wrote {path}"]


def test_a_failing_run_tells_nothing_but_its_error(told):
    def fail():
        with pytest.raises(od.SolverError):
            od.simulate(ONCE, max_steps=3)

    assert told(logging.INFO, fail) == []


def test_nothing_is_said_by_default_and_no_level_is_set():
    code = """
import logging, opiodyn as od
od.simulate(od.regimen("naltrexone 4.5 mg po"), end=1.0)
log = logging.getLogger("opiodyn")
print(log.level, [type(one).__name__ for one in log.handlers], logging.getLogger().handlers)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0 ['NullHandler'] []\n", "")
