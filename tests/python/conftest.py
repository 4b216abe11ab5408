"""What the tests of the Python package share."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import opiodyn as od
from opiodyn.cli import main

# The helpers hold assertions, which are shown with their values as those of a test are.
pytest.register_assert_rewrite("fixtures", "event_tables", "closed_forms", "sweep_folders")

from fixtures import ROOT, close_figures  # noqa: E402

# A busy machine draws examples slowly, which says nothing of the library.
settings.register_profile("opiodyn", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("opiodyn")

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"


@pytest.fixture(autouse=True)
def no_figure_is_left():
    """A test leaves no figure to the next one, as pyplot warns when there are many."""
    yield
    close_figures()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def drug_reader():
    """The reader of drug files as the build imports it: from the checkout, on its own."""
    folder = ROOT / "bindings/python/opiodyn/_library"
    spec = importlib.util.spec_from_file_location(
        "_library", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    module = sys.modules["_library"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def made_up(tmp_path):
    """A copy of a small library that holds everything a library can hold."""
    return Path(shutil.copytree(ROOT / "tests/python/data/made_up", tmp_path / "data"))


@pytest.fixture(scope="session")
def month():
    """A month of low-dose naltrexone under the default model."""
    return od.simulate(od.regimen(MONTH))


@pytest.fixture(scope="session")
def transient():
    """The same month with all parts of the response, under the preset transient."""
    parts = ("turnover", "peptides", "adaptation", "effects", "immune")
    model = od.Model(biophase="transient", response=parts, weights="illustrative")
    return od.simulate(od.regimen(MONTH), model=model)


@pytest.fixture
def shell(capsys, monkeypatch):
    """Runs the command in this process: exit code, what it printed, what it complained of."""
    monkeypatch.delenv("COLUMNS", raising=False)  # the width of whoever runs the tests

    def run(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run
