"""The JSON Schema of problems agrees with the reader, with `od.fit` and with the page."""

import inspect
import json
import re
import shutil
import tomllib

import pandas as pd
import pytest

import opiodyn as od
from opiodyn._cli.problem.schema import PROBLEM, SECTIONS
from opiodyn._cli.scenario.schema import SECTIONS as OF_SCENARIOS
from opiodyn._library.positions import Positions
from opiodyn._library.where import Where

SOUND = {"table": {"file": "a.csv"}, "fit": {"observe": {"DV": "x"}, "vary": {"a": [1, 2]}}}


def with_fit(**keys):
    return {**SOUND, "fit": {**SOUND["fit"], **keys}}


def test_the_printed_schema_is_the_schema(shell):
    code, out, err = shell("fit", "--schema")
    assert (code, err) == (0, "")
    assert json.loads(out) == PROBLEM.json_schema()
    assert json.loads(out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_sections_of_scenarios_are_not_described_again():
    assert SECTIONS["model"] == OF_SCENARIOS["model"]
    assert set(SECTIONS["table"]) == {*OF_SCENARIOS["table"], "file"} - {"records"}
    assert set(SECTIONS["solver"]) == set(OF_SCENARIOS["solver"]) - {"method"}


def test_keys_are_the_arguments_of_fit():
    arguments = set(inspect.signature(od.fit).parameters)
    assert {*SECTIONS["fit"], *SECTIONS["solver"]} == arguments - {
        "table",
        "model",
        "threads",
        "max_steps",
    }


SAMPLES = [
    *("", " ", "x", "log", "proportional", "a.csv", 0, 1, -1, 0.5, True, [], ["x"], [1], [1, 2]),
    *([2, 1], [1, 2, 3], ["normal", 1, 2], ["lognormal", -1, 2], ["lognormal", 1, 2], {}),
    *({"DV": "x"}, {"DV": {"1": "x"}}, {"DV": {"a": "x"}}, {"DV": {}}, {"IV": "x"}),
    *({"a": 1}, {"a": {"b": 0.5}}, {"a": [1, 2]}, {"a": {"b": [1, 2]}}, {"a": {"b": "x"}}),
    *({"a": ["normal", 1, 2]}, {"a": {"b": ["normal", 1, 2]}}, {"a": {"b": "log"}}, {"a": "log"}),
]


@pytest.mark.parametrize("section", ["fit", "write"])
def test_what_the_schema_accepts_can_be_read(problems, section):
    accepted = set()
    for key, (kind, _) in SECTIONS[section].items():
        for value in SAMPLES:
            # A schema cannot say that bounds ascend.
            if value == [2, 1]:
                continue
            if problems.is_valid({**SOUND, section: {**SOUND.get(section, {}), key: value}}):
                kind.read(value, Where("file", Positions("")))  # raises if the reader disagrees
                accepted.add(key)
    assert accepted == set(SECTIONS[section])  # every key has been put to the test


def test_a_sound_problem_is_valid(problems):
    problems.validate(SOUND)
    problems.validate(with_fit(lloq={"a": {"b": 1}}, error="log", level=0.9, pooled=False))


@pytest.mark.parametrize(
    "faulty",
    [
        {},
        {"table": {"file": "a.csv"}},
        {"fit": SOUND["fit"]},
        {**SOUND, "table": {}},
        {**SOUND, "table": {"file": "a.csv", "records": "all"}},
        {**SOUND, "fit": {"observe": {"DV": "x"}}},
        {**SOUND, "fit": {"vary": {"a": [1, 2]}}},
        {**SOUND, "regimen": "a"},
        {**SOUND, "model": {"biophase": "pit"}},
        {**SOUND, "solver": {"method": "exact"}},
        {**SOUND, "write": {"csv": 3}},
        with_fit(vary={"a": 3}),
        with_fit(vary={"a": [1]}),
        with_fit(vary={"a": [1, 2, 3]}),
        with_fit(observe="x"),
        with_fit(observe={"IV": "x"}),
        with_fit(observe={"DV": {"a": "x"}}),
        with_fit(error="poisson"),
        with_fit(error={"a": "poisson"}),
        with_fit(priors={"a": ["normal", 1]}),
        with_fit(priors={"a": ["gauss", 1, 2]}),
        with_fit(priors={"a": ["normal", 1, 0]}),
        with_fit(priors={"a": ["lognormal", 0, 1]}),
        with_fit(lloq=0),
        with_fit(level=1),
        with_fit(level=0),
        with_fit(pooled=1),
        with_fit(start={"a": "x"}),
        with_fit(threads=1),
    ],
)
def test_the_schema_refuses_what_is_wrong(problems, faulty):
    assert not problems.is_valid(faulty)


def section(root):
    page = (root / "docs/fitting.md").read_text(encoding="utf-8")
    _, found, text = page.partition("## In the shell\n")
    assert found
    return text.partition("\n## ")[0]


def parts(root, language):
    """The code blocks of the section in this language."""
    return re.findall(rf"^```{language}\n(.*?)^```", section(root), re.MULTILINE | re.DOTALL)


def test_every_key_has_a_meaning_and_stands_on_the_page(root):
    rows = section(root).splitlines()
    for name, keys in SECTIONS.items():
        assert all(meaning.endswith(".") for _, meaning in keys.values())
        (row,) = (line for line in rows if line.startswith(f"| `[{name}]`"))
        known = set() if "as in [scenarios]" not in row else set(OF_SCENARIOS[name])
        assert set(re.findall(r"`(\w+)`", row)) | known >= set(keys)


def test_the_page_shows_the_example(root):
    whole, _ = parts(root, "toml")
    example = (root / "examples/fits/naltrexone.toml").read_text(encoding="utf-8")
    assert example.endswith("\n\n" + whole)


def test_the_piece_of_the_page_can_be_read(root, problems):
    _, piece = parts(root, "toml")
    values = tomllib.loads(piece)["fit"]
    problems.validate({**SOUND, "fit": {**SOUND["fit"], **values}})
    for key, value in values.items():
        SECTIONS["fit"][key][0].read(value, Where("file", Positions("")))


def test_the_commands_of_the_page_run(root, shell, tmp_path, monkeypatch):
    shutil.copytree(root / "examples/fits", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    (console,), (shown,) = parts(root, "console"), parts(root, "text")
    said = [shell(*line.removeprefix("$ opiodyn ").split()) for line in console.splitlines()]
    assert [(code, err) for code, _, err in said] == 2 * [(0, "")]
    report, schema = (out for _, out, _ in said)
    assert json.loads(schema) == PROBLEM.json_schema()
    columns, *rows = shown.splitlines()
    assert columns in report.splitlines()
    found = pd.read_csv(tmp_path / "estimates.csv").set_index("parameter")
    for row in rows:
        name, value, unit, SE, _, low, high = row.split()
        assert found.loc[name, "unit"] == unit
        expected = found.loc[name, ["value", "SE", "low", "high"]].to_list()
        # The page has four digits.
        assert [float(x) for x in (value, SE, low, high)] == pytest.approx(expected, rel=1e-3)
