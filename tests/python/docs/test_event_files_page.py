"""The Python blocks of docs/event-files.md run as they are written."""

from fixtures import run_blocks


def test_blocks(capsys):
    _, count = run_blocks("docs/event-files.md")
    assert count == 4
    assert "Doses" in capsys.readouterr().out
