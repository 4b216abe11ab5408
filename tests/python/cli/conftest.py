"""What the tests of the command share: scenarios and problems, run and checked."""

import jsonschema
import pytest

from opiodyn._cli.problem.schema import PROBLEM
from opiodyn._cli.scenario.schema import SCENARIO


@pytest.fixture
def run(shell, tmp_path):
    """Runs a scenario of this text in a folder of its own."""

    def run(text):
        path = tmp_path / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        return shell("run", path)

    return run


@pytest.fixture
def fit(shell, tmp_path):
    """Fits a problem of this text in a folder of its own."""

    def fit(text, *options):
        path = tmp_path / "problem.toml"
        path.write_text(text, encoding="utf-8")
        return shell("fit", path, *options)

    return fit


def _checks(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def validator():
    """Checks a scenario against the schema."""
    return _checks(SCENARIO.json_schema())


@pytest.fixture(scope="module")
def problems():
    """Checks a problem against the schema."""
    return _checks(PROBLEM.json_schema())
