"""A wrong input is met by one line: field, value, rule, and what to do next, in the user's words.

The wrong inputs stand in tables (tests/python/data/messages), a row for each. The words of a cell
have a semicolon between them. A rule that corrects a slip says so in its row; no other may suggest
a name.
"""

import math
import shlex

import pandas as pd
import pytest

import opiodyn as od
from fixtures import BARE, ROOT

MEANT = "did you mean"
NO_BASAL = {"beta-endorphin.mu.e0": 0.0, "enkephalin.mu.e0": 0.0}

# What only those who wrote the library understand.
INTERNAL = [
    "_core", "opiodyn._", "incompatible", "Invoked with", "self:", "std::", "Traceback", "lambda",
    "object at 0x", "<class", "NoneType", "positional argument", "numpy.ndarray",
]  # fmt: skip


def rows_of(table, columns):
    """The rows of a table, each a list of its cells; the last two are lists of words."""
    text = (ROOT / "tests/python/data/messages" / table).read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("# "):
            cells = [cell.strip() for cell in line.split(" | ")]
            cells += [""] * (columns - len(cells))
            rows.append([*cells[:-2], *([w for w in cell.split("; ") if w] for cell in cells[-2:])])
    return rows


CALLS = [row for name in ("dosing", "models", "runs") for row in rows_of(f"{name}.txt", 6)]
COMMANDS, SCENARIOS = rows_of("commands.txt", 3), rows_of("scenarios.txt", 3)


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """What the texts of the calls name."""
    drug = tmp_path_factory.mktemp("drugs") / "mydrug.toml"
    drug.write_text(BARE)
    week, once = od.regimen("naltrexone 4.5 mg po q24h x7"), od.regimen("naltrexone 4.5 mg po")
    people = od.population(2, seed=1)
    return {
        "od": od,
        "nan": math.nan,
        "WEEK": week,
        "ONCE": once,
        "DOSES": {"dose": [1.0]},
        "DRUG": drug,
        "PEOPLE": people,
        "RUN": od.simulate(once, end=1.0),
        "RUNS": od.simulate(once, end=1.0, subjects=people),
        "UNTONED": od.simulate(once, end=1.0, model=od.Model(parameters=NO_BASAL)),
        "frame": lambda **columns: pd.DataFrame(columns),
    }


def check_words(text, says, never):
    """A text has all words of a row, none that it must not have, and no suggestion of its own."""
    assert [word for word in says if word not in text] == []
    assert [word for word in [*never, *INTERNAL] if word in text] == []
    assert (MEANT in text) == (MEANT in says)


@pytest.mark.parametrize(("call", "kind", "field", "value", "says", "never"), CALLS)
def test_a_wrong_call(names, tmp_path, monkeypatch, call, kind, field, value, says, never):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(od.InputError) as caught:
        eval(call, dict(names))
    error = caught.value
    assert f"{type(error).__module__}.{type(error).__name__}" == f"opiodyn.{kind}"
    first, *marked = str(error).split("\n")
    assert marked == [] or kind == "ParseError"
    assert first == f"{error.field} = {error.value}: {error.rule}"
    assert error.field == field
    assert error.value.startswith(value)
    check_words(error.rule, says, never)


@pytest.mark.parametrize(("words", "says", "never"), COMMANDS)
def test_a_wrong_command(shell, tmp_path, monkeypatch, words, says, never):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    code, out, err = shell(*shlex.split(words))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")
    check_words(err, says, never)


@pytest.mark.parametrize(("text", "says", "never"), SCENARIOS)
def test_a_wrong_scenario(shell, tmp_path, text, says, never):
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(text.replace("\\n", "\n"))
    code, out, err = shell("run", scenario)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")
    check_words(err, says, never)


def test_the_tables_have_many_rows_and_none_twice():
    wrong = [row[0] for row in (*CALLS, *COMMANDS, *SCENARIOS)]
    assert len(set(wrong)) == len(wrong) > 200


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unknown; did you mean 'fentanyl'?", []),
        ("incompatible constructor arguments", []),
        ("must be a number", ["at least 0"]),
    ],
)
def test_a_message_that_misleads_is_noticed(text, says):
    with pytest.raises(AssertionError):
        check_words(text, says, [])
