"""What the tests of the command share: scenarios, run and checked."""

import jsonschema
import pytest

from opiodyn._cli.scenario.schema import SCENARIO


@pytest.fixture
def run(shell, tmp_path):
    """Runs a scenario of this text in a folder of its own."""

    def run(text):
        path = tmp_path / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        return shell("run", path)

    return run


@pytest.fixture(scope="module")
def validator():
    """Checks a scenario against the schema."""
    schema = SCENARIO.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)
