"""The pages that lead newcomers in run as they are written: their Python and C++ blocks."""

import runpy

import pytest

from fixtures import ROOT, blocks, run_blocks, run_cpp

PAGES = ["docs/site/pages/index.md"] + [
    str(path.relative_to(ROOT))
    for folder in ("howto", "explain", "reference")
    for path in sorted((ROOT / "docs" / folder).glob("*.md"))
]
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


@having("cpp")
def test_cpp_block(page, tmp_path):
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
