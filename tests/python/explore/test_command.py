"""`opiodyn explore` serves the page until Ctrl-C, with the setting behind # of its address."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
import webbrowser
from urllib.parse import parse_qsl, urlsplit

import pytest

from opiodyn._explore.serve import Server
from page_folder import INDEX

SAID = re.compile(r"The page is at (http://127\.0\.0\.1:\d+/(?:#\S*)?) until you press Ctrl-C\.\n")
PARTS = "turnover,peptides,adaptation,effects,immune"


@pytest.fixture
def asked(packed, shell, monkeypatch):
    """Runs the command, whose server ends as if by Ctrl-C; returns the address it printed."""

    def stopped(server):
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "serve_forever", stopped)

    def run(*words):
        code, out, err = shell("explore", *words)
        assert (code, err) == (130, "opiodyn: error: interrupted\n")
        (address,) = SAID.fullmatch(out).groups()
        return urlsplit(address)

    return run


@pytest.fixture
def opened(monkeypatch):
    """The addresses that a browser was asked to open."""
    found = []
    monkeypatch.setattr(webbrowser, "open", found.append)
    return found


def choices(address):
    return dict(parse_qsl(address.fragment))


def test_the_page_opens_in_a_browser(asked, opened):
    address = asked("naltrexone 4.5 mg po daily x28")
    assert opened == [address.geturl()]


def test_no_open_opens_nothing(asked, opened):
    assert asked("--no-open").fragment == ""
    assert opened == []


def test_what_differs_from_the_defaults_of_the_page_is_behind_the_address(asked):
    address = asked(
        *("naltrexone 4.5 mg po daily x28 at 22:00 + morphine 10 mg iv at 3h", "--end", "700"),
        *("--biophase", "slow", "--phi", "0.25", "--response", PARTS, "--no-open"),
        *("--weights", "illustrative", "--person", "hepatic=decompensated"),
        *("--person", "creatinine_clearance=35"),
    )
    assert choices(address) == {
        "v": "1",
        "a.text": "naltrexone 4.5 mg po q24h x28 at 22h + morphine 10 mg iv at 3h",
        "a.end": "700.0",
        "a.hepatic": "decompensated",
        "a.clearance": "35.0",
        "a.biophase": "slow",
        "a.phi": "0.25",
        "a.immune": "illustrative",
    }
    assert " " not in address.fragment


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {}),
        (["--biophase", "pet", "--phi", "1"], {}),
        (["--biophase", "plasma"], {"v": "1", "a.biophase": "plasma"}),
        (["--response", "all"], {"v": "1", "a.immune": "mechanism"}),
        (["naltrexone 3 mg po"], {"v": "1", "a.text": "naltrexone 3 mg po"}),
    ],
)
def test_the_controls_keep_what_is_not_asked(asked, words, expected):
    assert choices(asked(*words, "--no-open")) == expected


def test_a_regimen_that_no_address_holds_is_refused(packed, shell):
    long = " + ".join(f"naltrexone 4.5 mg po at {k}h" for k in range(800))
    code, out, err = shell("explore", long, "--no-open")
    assert (code, out) == (2, "")
    assert "must be a text of at most 20,000 characters here; opiodyn.simulate takes it" in err


def test_a_port_that_is_taken_is_told(packed, shell):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = shell("explore", "--port", port, "--no-open")
    assert (code, out) == (2, "")
    assert err.startswith(f"opiodyn: error: --port = {port}: cannot be used: ")
    assert err.endswith("; without --port a free one is taken\n")


PROGRAM = """
import sys
from pathlib import Path
from opiodyn._explore import page
from opiodyn.cli import main
page._FOLDER = Path(sys.argv[1])
sys.exit(main(["explore", "--no-open"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_the_server(packed):
    words = [sys.executable, "-c", PROGRAM, str(packed)]
    with subprocess.Popen(words, stdout=-1, stderr=-1, text=True) as process:
        (address,) = SAID.fullmatch(process.stdout.readline()).groups()
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.read() == INDEX
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, "", "opiodyn: error: interrupted\n")
