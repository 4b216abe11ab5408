"""The Python blocks of docs/exchange.md run as they are written; tests/exchange runs the others."""

from fixtures import run_blocks, run_cpp

STUDY = {"study.ctl", "study.csv", "problem"}


def test_blocks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, count = run_blocks("docs/exchange.md")
    assert count == 2
    written = {path.name for path in tmp_path.iterdir()}
    endings = ("xml", "R", "ctl", "csv", "cpp", "tex")
    assert written == {*(f"ldn.{ending}" for ending in endings), "ldn-rxode2.R", *STUDY}
    assert "$EST" in (tmp_path / "study.ctl").read_text(encoding="utf-8")


def test_cpp(tmp_path):
    assert "mu.block: share of mu that antagonists hold" in run_cpp("docs/exchange.md", tmp_path)
