"""Ctrl-C during a sweep, and the bar."""

import numpy as np
import pytest

import opiodyn as od
from fixtures import interrupted
from opiodyn._core import StatusCode
from opiodyn._sweep.chunks import Result

PROGRAM = """
import concurrent.futures as cf, multiprocessing, sys, time
import numpy as np
import opiodyn as od
regimen = od.regimen("naltrexone 4.5 mg po q24h x365")
over = {"subject": od.population(20_000, seed=1)}
pool = None
if sys.argv[1] == "threads":
    pool = cf.ThreadPoolExecutor(2)
if sys.argv[1] == "processes":
    pool = cf.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    list(pool.map(abs, range(4)))
print("ready", flush=True)
try:
    od.sweep(regimen, over=over, executor=pool, chunk=8)
except od.Interrupted as error:
    caught = time.process_time()
    assert isinstance(error, KeyboardInterrupt)
    found = error.partial
    status = found.status.values
    complete, left = status == "complete", status == "not run"
    assert complete.sum() > 0 and left.sum() > 0, (complete.sum(), left.sum())
    assert (complete | left).all(), set(status)
    tone = found["tone.mu.mean"].values
    assert np.isfinite(tone[complete]).all() and np.isnan(tone[left]).all()
    print("partial", caught, flush=True)
"""


@pytest.mark.parametrize("how", ["here", "threads", "processes"])
def test_ctrl_c_returns_the_finished_part_marked(how):
    # The processes of a pool import the package before their first chunk.
    stopped = interrupted(PROGRAM, how, after=4.0 if how == "processes" else 1.5)
    assert stopped.code == 0, stopped.err
    assert stopped.out.startswith("partial")
    seconds = float(stopped.out.split()[1]) - stopped.used
    print(f"Ctrl-C answered after {1e3 * seconds:.0f} ms, {how}")
    assert seconds < 1.0  # ten times the goal; this is the first sweep of its process


def test_ctrl_c_between_any_two_lines_keeps_numbers_and_status_together():
    from opiodyn._sweep.axes import read_axes
    from opiodyn._sweep.build import make_plan
    from opiodyn._sweep.kept import read_kept
    from opiodyn._sweep.layout import Grid
    from opiodyn._sweep.results import Results

    axes = read_axes({"dose": [1.0, 2.0, 3.0]})
    kept = read_kept(["tone.mu.mean", "tone.delta.mean"])
    week = od.regimen("naltrexone 4.5 mg po q24h x7")
    plan = make_plan("sweep", week, Grid(axes), od.Model(), kept, None, {})
    results = Results(plan, [])

    def rows(count, columns):
        ones = np.ones((count, columns))
        codes, steps = np.full(count, StatusCode.complete), np.ones(count, np.int64)
        return Result(["complete"] * count, codes, steps, np.empty((count, 0)), ones)

    results.put(0, rows(2, 2))
    with pytest.raises(IndexError):  # at the second metric, as Ctrl-C might
        results.put(2, rows(1, 1))
    found = results.dataset()
    assert list(found.status.values) == ["complete", "complete", "not run"]
    np.testing.assert_array_equal(found["tone.mu.mean"], [1.0, 1.0, np.nan])
    assert list(found.steps.values) == [1, 1, 0]


def sweep(**options):
    return od.sweep(od.regimen("naltrexone 4.5 mg po"), over={"dose": [1.0, 2.0]}, **options)


def test_no_bar_where_no_terminal_watches(capsys):
    sweep()
    assert capsys.readouterr().err == ""


def test_a_bar_if_asked_for(capsys):
    pytest.importorskip("tqdm", reason="needs tqdm")
    sweep(progress=True)
    assert "2/2" in capsys.readouterr().err


def test_a_bar_without_tqdm(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install 'opiodyn\[progress\]'"):
        sweep(progress=True)
    sweep()
