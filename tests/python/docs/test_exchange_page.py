"""The first block of docs/exchange.md runs as it is written; tests/exchange runs the engines'."""

from fixtures import run_blocks, run_cpp


def test_blocks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, count = run_blocks("docs/exchange.md")
    assert count == 1
    written = {path.name for path in tmp_path.iterdir()}
    endings = ("xml", "R", "ctl", "csv", "cpp", "tex")
    assert written == {*(f"ldn.{ending}" for ending in endings), "ldn-rxode2.R"}


def test_cpp(tmp_path):
    assert "mu.block: share of mu that antagonists hold" in run_cpp("docs/exchange.md", tmp_path)
