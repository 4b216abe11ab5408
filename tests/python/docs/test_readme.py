"""Every sample of the README and of the tours of Python and the shell runs as it is written."""

import importlib.util
import itertools
import shlex
import shutil

import matplotlib as mpl
import pytest

from fixtures import ROOT, blocks, run_blocks, run_cpp

README = "README.md"
SHELL = "docs/shell.md"
LONGEST = 120  # lines that a newcomer reads


def commands(page):
    lines = "".join(blocks(page, "console", "bash", "sh")).replace("\\\n", " ").splitlines()
    commands = [line.removeprefix("$ ") for line in lines]
    return [line for line in commands if line.startswith("opiodyn ")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mpl.use("agg")
    yield tmp_path
    import matplotlib.pyplot as plt

    plt.close("all")


@pytest.mark.parametrize("page", [README, "docs/python.md"])
def test_python(folder, page):
    _, count = run_blocks(page)
    assert count


def installed(module):
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize("line", dict.fromkeys([*commands(README), *commands(SHELL)]))
def test_shell(folder, shell, line):
    words = shlex.split(line, comments=True)
    if words[1] == "selftest" and not installed("opiodyn._validation.selftest"):
        pytest.skip("the reference cases are not there yet")
    shutil.copy(ROOT / "examples/scenarios/low_dose.toml", folder / "scenario.toml")
    shutil.copy(ROOT / "examples/fits/naltrexone.toml", folder / "problem.toml")
    shutil.copy(ROOT / "examples/fits/naltrexone.csv", folder)
    (folder / "study.csv").write_text("TIME,AMT\n0,50\n2,.\n")
    code, out, err = shell(*words[1:])
    assert (code, err) == (0, "")
    assert out
    for before, path in itertools.pairwise(words):
        if before in ("-o", "--output", "--plot"):
            assert (folder / path).stat().st_size > 0


def test_cpp(folder):
    run_cpp(README, folder)


def test_the_samples_of_all_languages_are_found():
    assert commands(README)
    assert commands(SHELL)
    assert len(blocks(README, "cpp")) == 1


def test_the_readme_is_short():
    assert len((ROOT / README).read_text(encoding="utf-8").splitlines()) <= LONGEST
