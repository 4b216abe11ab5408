"""The Python blocks of docs/sweeps.md run as they are written."""

from fixtures import run_blocks


def test_blocks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, count = run_blocks("docs/sweeps.md")
    assert count == 9
    assert (tmp_path / "my-sweep" / "sweep.json").exists()
