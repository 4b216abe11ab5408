"""The blocks of docs/exchange.md for other programs run as they are written."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import opiodyn as od

PAGE = (Path(__file__).parents[2] / "docs/exchange.md").read_text(encoding="utf-8")
MODEL = od.Model(biophase="transient")
LDN = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("ldn.xml", "ldn.R"):
        od.export(LDN, name, model=MODEL)
    return tmp_path


def highest():
    return od.simulate(LDN, model=MODEL, end=672.0, delta=1.0).occupancy("naltrexone", "mu").max()


def test_copasi(folder, capsys):
    (copasi, _) = blocks("py")
    names = {}
    exec(copasi, names)
    found = names["curve"]["Values[occupancy_naltrexone_mu]"].max()
    # COPASI runs at its own tolerances here, 1e-6 relative.
    assert found == pytest.approx(float(highest()), rel=1e-4)
    assert "occupancy_naltrexone_mu" in capsys.readouterr().out


def test_roadrunner(folder):
    (_, tellurium) = blocks("py")
    names = {}
    exec(tellurium, names)
    # The table shows a state before its doses, and none is at a full hour of the peak.
    found = names["table"]["occupancy_naltrexone_mu"].max()
    assert found == pytest.approx(float(highest()), rel=1e-4)
    assert names["runner"]["naltrexone_CL"] == 47.0


def test_r(folder):
    (block,) = blocks("r")
    rscript = shutil.which("Rscript")
    assert rscript is not None, "bash scripts/setup exchange installs R"
    (folder / "page.R").write_text(block, encoding="utf-8")
    done = subprocess.run(
        [rscript, "page.R"], capture_output=True, text=True, check=True, timeout=600
    )
    low, high = map(float, done.stdout.strip().split("\n")[-1].split()[-2:])
    assert low == 0.0
    # range() prints seven digits; tests/exchange/test_r_engines.py compares all columns to 1e-6.
    assert high == pytest.approx(float(highest()), rel=1e-4)
