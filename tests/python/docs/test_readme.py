"""Every sample of the README runs as it is written."""

import importlib.util
import itertools
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import matplotlib as mpl
import pytest

from fixtures import ROOT, blocks, run_blocks

README = "README.md"


def commands():
    lines = "".join(blocks(README, "console", "bash", "sh")).replace("\\\n", " ").splitlines()
    commands = [line.removeprefix("$ ") for line in lines]
    return [line for line in commands if line.startswith("opiodyn ")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mpl.use("agg")
    yield tmp_path
    import matplotlib.pyplot as plt

    plt.close("all")


def test_python(folder):
    _, count = run_blocks(README)
    assert count


def installed(module):
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize("line", commands())
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


def library():
    """libopiodyn.a of the build folder, the newest if there are several."""
    build = Path(os.environ.get("OPIODYN_BUILD", ROOT / "build"))
    found = [
        path
        for path in build.rglob("libopiodyn.a")
        # Not of a build with a sanitizer, nor of the Python package, which has an Eigen of its own.
        if not path.relative_to(build).parts[0].endswith(("san", "wheel", "python"))
    ]
    found.sort(key=lambda path: path.stat().st_mtime)
    assert found, f"no libopiodyn.a in {build}: build the library first, or set OPIODYN_BUILD"
    return found[-1]


def eigen():
    pkg_config = subprocess.run(
        ["pkg-config", "--cflags", "eigen3"], capture_output=True, text=True, check=False
    )
    return pkg_config.stdout.split() or ["-I/usr/include/eigen3"]


def test_cpp(folder):
    (code,) = blocks(README, "cpp")
    source, program = folder / "readme.cpp", folder / "readme"
    source.write_text(code)
    subprocess.run(
        [
            os.environ.get("CXX", "g++"),
            "-std=c++20",
            f"-I{ROOT / 'include'}",
            *eigen(),
            str(source),
            str(library()),
            "-o",
            str(program),
        ],
        check=True,
    )
    subprocess.run([str(program)], check=True)


def test_the_samples_of_all_languages_are_found():
    assert commands()
    assert len(blocks(README, "cpp")) == 1
