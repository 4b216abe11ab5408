"""The self-test checks an installed copy."""

import dataclasses
import hashlib
import platform
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest

import opiodyn as od
from opiodyn._validation import cases, selftest


def test_it_passes_quickly_and_says_so(capsys):
    begin = time.process_time()
    assert selftest.main() == 0
    assert time.process_time() - begin < 60.0
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    for case in cases.read():
        shown = [line for line in lines if line.split(" ")[0] == case.id]
        assert len(shown) == (len(case.presets) if case.selftest else 0)
    assert re.fullmatch(r"opiodyn \S+: \d+ figures in [\d.]+ s, all as expected\.", lines[-2])
    assert "miss, as expected" in printed
    assert not re.search(r" inf| h h|effect %", printed)


def test_a_report_describes_the_copy_before_the_table(capsys, shell):
    code, out, err = shell("selftest", "--report")
    assert (code, err) == (0, "")
    head, table = out.split("\ncase ", 1)
    known = dict(re.split(r" {2,}", line, maxsplit=1) for line in head.splitlines() if "  " in line)
    assert known["opiodyn"] == od.__version__
    module = Path(od._core.__file__)
    assert known["compiled module, SHA-256"] == hashlib.sha256(module.read_bytes()).hexdigest()
    assert known["Python"] == platform.python_version()
    assert "numpy " in known["beside it"]
    assert datetime.fromisoformat(known["time"]).utcoffset() == timedelta(0)
    assert table.rstrip().endswith("(docs/validation.md).")


def test_it_has_every_drug_and_route_of_the_cases_of_pharmacokinetics():
    def taken(chosen):
        regimens = [case.setup.regimen for case in chosen]
        return {(dose.drug, dose.route) for text in regimens for dose in od.regimen(text).doses}

    every = cases.read("pharmacokinetics")
    assert taken(case for case in every if case.selftest) == taken(every)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"band": (200.0, 300.0)}, "MISS, expected to pass"), ({"misses": {"pet": "why"}}, "PASS, ")],
)
def test_a_figure_that_is_not_as_expected_fails_it(monkeypatch, capsys, change, word):
    case = next(case for case in cases.read() if case.id == "V14-2")
    monkeypatch.setattr(selftest, "read", lambda: [dataclasses.replace(case, **change)])
    assert selftest.main() == 1
    printed = capsys.readouterr().out
    assert word in printed
    assert "NOT AS EXPECTED" in printed


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
    assert folder.joinpath("sources.toml").is_file()
    for subject, groups in cases.GROUPS.items():
        names = {entry.name for entry in folder.joinpath(subject).iterdir()}
        assert names == {f"{group}.toml" for group in (*groups, "unreachable")}
