"""The Python block of docs/calibration.md runs as it is written."""

from fixtures import run_blocks


def test_block():
    variables, count = run_blocks("docs/calibration.md")
    assert count == 1
    row = variables["found"].table.loc["occupancy.naltrexone.mu.mean"]
    assert 0.0 < row.low < row["median"] < row.high < 1.0
    assert row.failed == 0.0
