"""The Python blocks of docs/uncertainty.md run as they are written."""

from fixtures import run_blocks


def test_blocks():
    variables, count = run_blocks("docs/uncertainty.md")
    assert count == 7
    assert variables["found"].table.loc["tone.mu.mean", "failed"] == 0.0
    assert (variables["indices"]["ST"] >= 0.0).all()
    likely = variables["likely"].values["tone.mu.mean"].to_numpy()
    assert variables["joint"]["tone.mu.mean"].to_numpy().tolist() == likely.tolist()
