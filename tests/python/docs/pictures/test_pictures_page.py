"""The Python blocks of docs/pictures.md run as they are written."""

import re

import matplotlib as mpl
import matplotlib.pyplot as plt

from fixtures import ROOT, run_blocks
from opiodyn._plot.panels import OCCUPANCY, PLASMA, RESPONSE
from opiodyn._plot.style import LOOKS


def test_blocks():
    mpl.use("agg")
    with mpl.rc_context():  # one block sets parameters
        _, count = run_blocks("docs/pictures.md")
    plt.close("all")
    assert count == 9


def test_tables_have_every_panel_and_style():
    page = (ROOT / "docs/pictures.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert rows == [PLASMA, OCCUPANCY, *RESPONSE, *LOOKS]
