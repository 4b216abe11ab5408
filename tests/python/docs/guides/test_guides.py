"""The pages that lead newcomers in run as they are written: their Python and C++ blocks."""

import re
import runpy

import pytest

from fixtures import ROOT, blocks, run_blocks, run_cpp

PAGES = ["docs/site/pages/index.md"] + [
    str(path.relative_to(ROOT))
    for folder in ("howto", "explain", "reference")
    for path in sorted((ROOT / "docs" / folder).glob("*.md"))
]
MESSAGES = "docs/reference/messages.md"
OWN_SOLVER = "docs/howto/own-solver.md"  # tested below
CLUSTER = "docs/howto/cluster.md"  # a program of its own, as its processes need one


def having(language):
    return pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, language)])


def test_there_are_guides():
    assert {page.split("/")[1] for page in PAGES} == {"explain", "howto", "reference", "site"}


@having("python")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_python_blocks(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if page != CLUSTER:
        run_blocks(page)


def test_each_message_of_the_table_is_brought_up(capsys):
    """The block below the table of messages makes these mistakes in the table's order."""
    text = (ROOT / MESSAGES).read_text(encoding="utf-8")
    said = re.findall(r"^\| ([^|]+) \|", text.partition("| message says |")[2], re.MULTILINE)
    run_blocks(MESSAGES)
    printed = capsys.readouterr().out.rpartition("decimals take a point")
    assert len(said) == 9
    places = [(printed[1] + printed[2]).find(words) for words in said]
    assert -1 not in places, said
    assert places == sorted(places)


def test_an_own_solver_finds_the_tone_of_simulate(tmp_path):
    """Both solve the same equations, to a relative 1e-7 and 1e-6 a step or better."""
    printed = run_cpp(OWN_SOLVER, tmp_path)
    here, simulated, own = map(float, re.findall(r"\d\.\d{4,}", printed))
    assert abs(here - simulated) < 1e-4
    assert 0.0 < own < 2.0


@having("cpp")
def test_cpp_block(page, tmp_path):
    if page != OWN_SOLVER:
        assert run_cpp(page, tmp_path)


@pytest.mark.filterwarnings("ignore")
def test_the_cluster(tmp_path, monkeypatch, capsys):
    """Two processes of Dask on this machine give the bits of the sweep without a cluster."""
    pytest.importorskip(
        "distributed", reason="needs dask.distributed: pip install dask[distributed]"
    )
    monkeypatch.chdir(tmp_path)
    (code,) = blocks(CLUSTER, "python")
    script = tmp_path / "study.py"
    script.write_text(code, encoding="utf-8")
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out.count("\n") >= 3
    assert (tmp_path / "tone-of-doses" / "sweep.json").exists()
