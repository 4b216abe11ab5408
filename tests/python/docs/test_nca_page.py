"""The Python blocks of docs/nca.md run as they are written, and its table has every result."""

import inspect
import re

import opiodyn as od
from fixtures import ROOT, run_blocks


def test_blocks():
    variables, count = run_blocks("docs/nca.md")
    assert count == 3
    assert variables["last"]["AUC_tau"] > variables["first"]["AUC_tau"]


def test_every_value_and_argument_is_described():
    text = (ROOT / "docs/nca.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE))))
    found = od.nca(od.simulate(od.regimen("naltrexone 4.5 mg po"), end=8), partial=[(0, 4)])
    assert set(found.index) <= named
    assert {*inspect.signature(od.nca).parameters} - {"data"} <= named
