"""A scenario of somebody else writes below its own folder, and waits for no pipe."""

import os

import pytest

from opiodyn._checks import files

ONCE = "regimen = 'naltrexone 4.5 mg po'\n"

OUTSIDE = [
    "../x.csv",
    "sub/../../x.csv",
    "sub/../../inner/../x.csv",
    "/srv/x.csv",
    "//server/share/x.csv",
    r"..\x.csv",
    r"sub\..\..\x.csv",
    r"\x.csv",
    r"C:\x.csv",
    "C:x.csv",
    "C:/x.csv",
    r"\\server\share\x.csv",
    r"\\?\C:\x.csv",
    "link/x.csv",
    "sub/link/x.csv",
    "link/../x.csv",
]
INSIDE = [
    "x.csv",
    "./x.csv",
    "sub/x.csv",
    "sub/../x.csv",
    "..x.csv",
    "x..csv",
    "~.csv",
    "back/x.csv",
]


@pytest.fixture
def inner(tmp_path):
    """A folder with a folder in it, and links that lead out and back."""
    inner, outside = tmp_path / "inner", tmp_path / "outside" / "deep"
    (inner / "sub").mkdir(parents=True)
    outside.mkdir(parents=True)
    (inner / "link").symlink_to(outside)
    (inner / "sub" / "link").symlink_to(outside)
    (inner / "back").symlink_to(inner / "sub")
    return inner


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def scenario(inner, path, key="csv"):
    file = inner / "scenario.toml"
    file.write_text(f"{ONCE}[write]\n{key} = '{path}'\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_leads_out_is_refused_and_writes_nothing(shell, inner, tmp_path, path):
    file = scenario(inner, path)
    before = contents(tmp_path)
    code, out, err = shell("run", file)
    assert (code, out) == (2, "")
    rule = "leads out of the folder of the scenario; opiodyn run --write-anywhere allows it"
    assert f"scenario.toml:3:7: write.csv = {path!r}: {rule}" in err
    assert contents(tmp_path) == before


def test_a_picture_leads_out_no_more_than_a_table(shell, inner):
    code, _, err = shell("run", scenario(inner, "../x.png", "plot"))
    assert code == 2
    assert "write.plot = '../x.png': leads out of the folder" in err


@pytest.mark.parametrize("path", INSIDE)
def test_a_path_below_the_folder_is_written(shell, inner, path):
    code, _, err = shell("run", scenario(inner, path))
    assert (code, err) == (0, "")
    assert (inner / path).stat().st_size > 0


def test_a_scenario_beside_the_caller_knows_its_folder(shell, inner, monkeypatch):
    monkeypatch.chdir(inner)
    scenario(inner, "sub/x.csv")
    assert shell("run", "scenario.toml")[0] == 0
    scenario(inner, "../x.csv")
    assert shell("run", "scenario.toml")[0] == 2


@pytest.mark.parametrize("path", ["../x.csv", "link/x.csv"])
def test_an_option_allows_it(shell, inner, path):
    assert shell("run", scenario(inner, path), "--write-anywhere")[0] == 0
    assert (inner / path).stat().st_size > 0


def test_a_link_in_the_place_of_the_table_is_replaced(shell, inner, tmp_path):
    outside = tmp_path / "mine.csv"
    outside.write_text("mine")
    (inner / "x.csv").symlink_to(outside)
    os.link(outside, inner / "y.csv")
    assert shell("run", scenario(inner, "x.csv"))[0] == 0
    assert shell("run", scenario(inner, "y.csv"))[0] == 0
    assert outside.read_text() == "mine"
    assert not (inner / "x.csv").is_symlink()


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("a\0.csv", "must be a path"),
        (f"{'a' * 300}.csv", "File name too long"),
        ("pipe.csv", "is a pipe or a device, and not a file"),
        ("scenario.toml/x.csv", "there is no folder"),
    ],
)
def test_what_cannot_be_written_to(inner, path, rule):
    os.mkfifo(inner / "pipe.csv")
    scenario(inner, "x.csv")
    with pytest.raises(ValueError, match=rule):
        files.check_output("write.csv", str(inner / path), [".csv"])


def test_a_pipe_or_a_folder_in_the_place_of_a_file_is_not_waited_for(shell, inner):
    os.mkfifo(inner / "drug.toml")
    file = inner / "scenario.toml"
    file.write_text(f"{ONCE}[model]\ndrugs = ['drug.toml']\n", encoding="utf-8")
    code, _, err = shell("run", file)
    assert code == 2
    assert "drug.toml: is a folder, a pipe or a device, and no file" in err
    assert shell("run", inner / "drug.toml")[0] == 2
    (inner / "folder.toml").mkdir()
    assert shell("run", inner / "folder.toml")[0] == 2


def test_names_of_temporary_files_are_never_too_long(shell, inner):
    path = f"{'a' * 251}.csv"
    assert shell("run", scenario(inner, path))[0] == 0
    assert sorted(one.name for one in inner.glob("*.csv")) == [path]
    assert not list(inner.glob(".opiodyn*"))
