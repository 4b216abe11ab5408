"""`opiodyn export` writes what `od.export` writes of the same regimen and model."""

import pytest

import opiodyn as od

SCENARIO = """
regimen = "naltrexone 4.5 mg po q24h x3 at 22h"

[model]
biophase = "transient"

[outputs]
end = 48
delta = 12
"""
LDN = od.regimen("naltrexone 4.5 mg po q24h x3 at 22h")
MODEL = od.Model(biophase="transient")


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "ldn.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def texts(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "options", "asked"),
    [
        ("ldn.xml", {}, {}),  # whose outputs are no matter of the file
        ("ldn.R", {}, {"end": 48.0, "delta": 12.0}),
        ("ldn.R", {"language": "rxode2"}, {"end": 48.0, "delta": 12.0}),
        ("ldn.ctl", {}, {"end": 48.0, "delta": 12.0}),
        ("ldn.tex", {}, {}),
    ],
)
def test_the_files_are_those_of_the_call(scenario, shell, tmp_path, name, options, asked):
    by_shell, by_call = tmp_path / "shell", tmp_path / "call"
    by_shell.mkdir()
    by_call.mkdir()
    words = [word for option, value in options.items() for word in (f"--{option}", value)]
    code, out, err = shell("export", scenario, "--to", by_shell / name, *words)
    assert (code, err) == (0, "")
    assert out.strip() == str(by_shell / name)
    od.export(LDN, by_call / name, model=MODEL, **options, **asked)
    assert texts(by_shell) == texts(by_call)


def test_a_file_that_is_there_is_replaced_whole_or_not_at_all(scenario, shell, tmp_path):
    path = tmp_path / "ldn.tex"
    path.write_text("old", encoding="utf-8")
    steady = tmp_path / "steady.toml"
    steady.write_text('regimen = "naltrexone 4.5 mg po q24h ss"\n', encoding="utf-8")
    old = tmp_path / "old.xml"
    old.write_text("old", encoding="utf-8")
    code, _, err = shell("export", steady, "--to", old)
    assert code == 2
    assert "SBML has no steady state (SS)" in err
    assert old.read_text(encoding="utf-8") == "old"
    assert shell("export", scenario, "--to", path)[0] == 0
    assert path.read_text(encoding="utf-8").startswith("% naltrexone 4.5 mg")


def test_a_table_is_refused(shell, tmp_path):
    (tmp_path / "study.csv").write_text("TIME,AMT\n0,4.5\n", encoding="utf-8")
    path = tmp_path / "study.toml"
    path.write_text('regimen = "study.csv"\n[table]\ndrug = "naltrexone"\n', encoding="utf-8")
    code, _, err = shell("export", path, "--to", tmp_path / "x.xml")
    assert code == 2
    assert "has a table of events" in err
