"""The Python blocks of docs/saving.md run as they are written."""

import json

import pandas as pd
import xarray as xr

import opiodyn as od
from fixtures import run_blocks


def test_blocks(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names, count = run_blocks("docs/saving.md")
    assert count == 5
    printed = capsys.readouterr().out
    assert printed.startswith(
        "The run has the same bits in every number as the saved one.\n1. The "
    )
    run = names["run"]
    frame = pd.read_parquet("run.parquet")
    pd.testing.assert_frame_equal(frame, run.to_pandas(), check_exact=True)
    assert frame.attrs["units"] == run.to_pandas().attrs["units"]
    assert json.loads(frame.attrs["provenance"]) == run.provenance
    with xr.open_zarr("run.zarr") as data:
        xr.testing.assert_identical(data.load(), run.to_xarray())
    assert names["found"].same
    assert isinstance(od.load("run.nc"), od.Run)
