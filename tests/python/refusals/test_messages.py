"""A wrong input is met by one line: field, value, rule, and what to do next, in the user's words.

The wrong inputs stand in tables (tests/python/data/messages), which `wrong_inputs` reads.
"""

import shlex

import pytest

import opiodyn as od
import wrong_inputs
from wrong_inputs import faults, unreadable

CALLS = wrong_inputs.calls()
COMMANDS, SCENARIOS = wrong_inputs.texts("commands.txt"), wrong_inputs.texts("scenarios.txt")


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """What the texts of the calls name."""
    return wrong_inputs.names(tmp_path_factory.mktemp("files"))


@pytest.mark.parametrize("row", CALLS, ids=[row.wrong[:80] for row in CALLS])
def test_a_wrong_call(names, tmp_path, monkeypatch, capfd, row):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(od.InputError) as caught:
        eval(row.wrong, dict(names))
    error = caught.value
    assert f"{type(error).__module__}.{type(error).__name__}" == f"opiodyn.{row.kind}"
    first, *marked = str(error).split("\n")
    assert marked == [] or row.kind == "ParseError"
    assert first == f"{error.field} = {error.value}: {error.rule}"
    assert error.field == row.field
    assert error.value.startswith(row.value)
    assert faults(error.rule, row.says, row.never) == []
    assert unreadable(first) == []
    assert capfd.readouterr() == ("", "")


def check_command(answer, row):
    code, out, err = answer
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")
    assert faults(err.rstrip("\n"), row.says, row.never) == []


@pytest.mark.parametrize("row", COMMANDS, ids=[row.wrong[:80] for row in COMMANDS])
def test_a_wrong_command(shell, tmp_path, monkeypatch, row):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "table.csv").write_text("TIME,AMT\n0,1\n1,0\n")
    check_command(shell(*shlex.split(row.wrong)), row)


@pytest.mark.parametrize("row", SCENARIOS, ids=[row.wrong[:80] for row in SCENARIOS])
def test_a_wrong_scenario(shell, tmp_path, row):
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(row.wrong.replace("\\n", "\n"))
    check_command(shell("run", scenario), row)


def test_the_tables_have_many_rows_and_none_twice():
    wrong = [row.wrong for row in (*CALLS, *COMMANDS, *SCENARIOS)]
    assert len(set(wrong)) == len(wrong) > 500


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unknown; did you mean 'fentanyl'?", []),
        ("incompatible constructor arguments", []),
        ("must be a number", ["at least 0"]),
        ("must be a \x1b[31mnumber", []),
        ("long" * 1000, []),
    ],
)
def test_a_message_that_misleads_is_noticed(text, says):
    assert faults(text, says, []) != []
