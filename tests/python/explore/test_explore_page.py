"""The Python blocks and the commands of docs/explore.md run as they are written."""

import re
import shlex

import opiodyn as od
from fixtures import ROOT, run_blocks
from opiodyn._explore.serve import Server

PAGE = "docs/explore.md"


def test_the_blocks_run(packed):
    names, count = run_blocks(PAGE)
    assert count == 3
    assert names["shown"].model.biophase == "pet"
    assert names["shown"].regimen == od.regimen("naltrexone 3 mg po q24h x28 at 22h")
    assert names["run"].model.biophase == "slow"


def test_the_commands_run(packed, shell, monkeypatch):
    def stopped(server):
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "serve_forever", stopped)
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    commands = re.findall(r"^    opiodyn (explore.*)$", text, re.M)
    assert len(commands) == 2
    for command in commands:
        code, out, _ = shell(*shlex.split(command), "--no-open")
        assert code == 130
        assert out.startswith("The page is at http://127.0.0.1:")
