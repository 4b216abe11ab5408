"""The Python blocks of docs/fitting.md run as they are written."""

import matplotlib.pyplot as plt

from fixtures import run_blocks


def test_the_blocks_of_the_page_run(capsys):
    variables, count = run_blocks("docs/fitting.md")
    plt.close("all")
    assert count == 6
    assert variables["found"].converged
    said = capsys.readouterr().out
    assert "vary = log mydrug.CL + log mydrug.V1 + log mydrug.oral.F: the data do not" in said
