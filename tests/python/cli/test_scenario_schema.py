"""The JSON schema of scenarios agrees with the reader and with the page of the manual."""

import json
import re
import tomllib

import pytest

from fixtures import blocks
from opiodyn._cli.scenario.kinds import Kind
from opiodyn._cli.scenario.schema import SCENARIO, SECTIONS
from opiodyn._library.positions import Positions
from opiodyn._library.where import Where


def test_the_printed_schema_is_the_schema(shell):
    code, out, err = shell("run", "--schema")
    assert (code, err) == (0, "")
    assert json.loads(out) == SCENARIO.json_schema()
    assert json.loads(out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


SAMPLES = [
    *("", " ", "pet", "kinetic", "mu", "exact", "daily", "mechanism", 0, 1, -1, 0.5, 24),
    *(True, [], ["mu"], ["pet"], ["immune"], [1], [0.0, 24], [8, 24], [1, "a"], [-1], [""]),
    *("mdy", ".", "next", "both", {"TIME": "d"}, {"TIME": 1}, {"TIME": ""}),
    *({}, {"naltrexone": {"CL": 1}}, {"weight": 80}, {"a": []}),
]


@pytest.mark.parametrize("section", SECTIONS)
def test_what_the_schema_accepts_can_be_read(validator, section):
    accepted = set()
    for key, (kind, _) in SECTIONS[section].items():
        for value in SAMPLES:
            if validator.is_valid({"regimen": "a", section: {key: value}}):
                kind.read(value, Where("file", Positions("")))  # raises if the reader disagrees
                accepted.add(key)
    assert accepted == set(SECTIONS[section])  # every key has been put to the test


@pytest.mark.parametrize(
    "faulty",
    [
        {},
        {"regimen": 3},
        {"regimen": []},
        {"regimen": "a", "modl": {}},
        {"regimen": "a", "model": {"biophase": "pit"}},
        {"regimen": "a", "model": {"phi": 2}},
        {"regimen": "a", "model": {"parameters": {"naltrexone": {"CL": "x"}}}},
        {"regimen": "a", "compare": {"doses": []}},
        {"regimen": "a", "compare": {"doses": [1, -1]}},
        {"regimen": "a", "compare": {"window": [8]}},
        {"regimen": "a", "outputs": {"delta": 0}},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(validator, faulty):
    assert not validator.is_valid(faulty)


def test_every_key_has_a_meaning_and_stands_on_the_page(root):
    page = (root / "docs/scenarios.md").read_text(encoding="utf-8")
    for section, keys in SECTIONS.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| `[{section}]`"))
        assert set(re.findall(r"`(\w+)`", row)) == set(keys)
        for kind, meaning in keys.values():
            assert isinstance(kind, Kind)
            assert meaning.endswith(".")


def test_the_files_of_the_page_run(run, tmp_path, validator):
    found = blocks("docs/scenarios.md", "toml")
    assert len(found) == 5
    (table,) = blocks("docs/scenarios.md", "text")
    (tmp_path / "study.csv").write_text(table)
    for text in found:
        validator.validate(tomllib.loads(text))
        code, out, err = run(text)
        assert (code, err) == (0, "")
        assert out
    assert (tmp_path / "run.csv").stat().st_size > 0


def test_the_commands_of_the_page_run(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenario.toml").write_text(blocks("docs/scenarios.md", "toml")[0])
    (console,) = blocks("docs/scenarios.md", "console")
    for line in console.splitlines():
        code, out, err = shell(*line.removeprefix("$ opiodyn ").split())
        assert (code, err) == (0, "")
        assert out
