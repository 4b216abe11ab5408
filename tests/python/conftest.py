"""What the tests of the Python package share."""

from pathlib import Path

import pytest

import opiodyn as od
from opiodyn.cli import main

ROOT = Path(__file__).parents[2]
MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def month():
    """A month of low-dose naltrexone under the default model."""
    return od.simulate(od.regimen(MONTH))


@pytest.fixture
def shell(capsys):
    """Runs the command in this process: exit code, what it printed, what it complained of."""

    def run(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
