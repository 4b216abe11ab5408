"""The self-test of an installed copy."""

import dataclasses
import re
import subprocess
import sys
import time
from importlib import resources

import pytest

from opiodyn._validation import cases, selftest, world


def test_it_passes_quickly_and_says_so(capsys):
    begin = time.process_time()
    assert selftest.main() == 0
    assert time.process_time() - begin < 60.0
    said = capsys.readouterr().out
    lines = said.splitlines()
    for case in cases.read():
        shown = [line for line in lines if line.split(" ")[0] == case.id]
        assert len(shown) == (len(world.preset_names()) if case.selftest else 0)
    assert re.fullmatch(r"opiodyn \S+: \d+ figures in [\d.]+ s, all as expected\.", lines[-2])
    assert "miss, as expected" in said
    assert not re.search(r" inf| h h|effect %", said)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"band": (200.0, 300.0)}, "MISS, expected to pass"), ({"misses": {"pet": "why"}}, "PASS, ")],
)
def test_a_figure_that_is_not_as_expected_fails_it(monkeypatch, capsys, change, word):
    case = next(case for case in cases.read() if case.id == "V14-2")
    monkeypatch.setattr(selftest, "read", lambda: [dataclasses.replace(case, **change)])
    assert selftest.main() == 1
    said = capsys.readouterr().out
    assert word in said
    assert "NOT AS EXPECTED" in said


def test_it_needs_neither_repository_nor_pandas_nor_matplotlib(tmp_path):
    program = (
        "import sys\n"
        "absent = 'pandas', 'xarray', 'matplotlib', 'scipy', 'SALib'\n"
        "sys.modules.update(dict.fromkeys(absent))\n"
        "from opiodyn._validation import selftest\n"
        "sys.exit(selftest.main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all as expected" in done.stdout


def test_the_cases_are_part_of_the_package():
    folder = resources.files("opiodyn._validation").joinpath("cases")
    names = {entry.name for entry in folder.iterdir()}
    assert {f"{group}.toml" for group in (*cases.GROUPS, "unreachable")} <= names
