"""The Python blocks of docs/sensitivities.md run as they are written."""

from fixtures import run_blocks


def test_blocks():
    variables, count = run_blocks("docs/sensitivities.md")
    assert count == 5
    assert variables["shares"].status.item() == "complete"
