"""The types say the truth: stubs against the compiled module, and strict mypy on the package."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import opiodyn as od
from opiodyn import _core

pytest.importorskip("mypy", reason="mypy is installed with opiodyn[dev]")

PACKAGE = Path(od.__file__).parent

# pybind11 gives its classes a metaclass of its own, and classes that Python cannot construct an
# __init__ that says so.
EXPECTED = r"""
opiodyn\._core\.[A-Z]\w+
opiodyn\._core\.(Brand|Column|Extremum|Ligand|Note|Parameter|Preset|Reference|SteadyState)\.__init__
opiodyn\._core\.(BatchRows|Limits|SensitivityRows|StateInfo|SubjectRuns|Trajectory)\.__init__
opiodyn\._core\.StatusCode\.__pybind11_native_enum__
"""


def mypy(*words, cwd, **environment):
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_stubs_match_the_compiled_module(tmp_path):
    package = tmp_path / "stubs" / "opiodyn"
    package.mkdir(parents=True)
    (package / "__init__.pyi").touch()
    runs = package / "_runs"
    runs.mkdir()
    (runs / "__init__.pyi").touch()
    (runs / "run.pyi").write_text("class Run: ...\n")
    (runs / "runs.pyi").write_text("class Runs: ...\n")
    shutil.copy(PACKAGE / "_core.pyi", package)
    (tmp_path / "expected").write_text(EXPECTED)
    code, output = mypy(
        "mypy.stubtest",
        "--concise",
        "--allowlist=expected",
        "opiodyn._core",
        cwd=tmp_path,
        MYPYPATH=str(tmp_path / "stubs"),
        PYTHONPATH=os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]),
    )
    assert code == 0, output


def test_stubs_have_every_class():
    tree = ast.parse((PACKAGE / "_core.pyi").read_text())
    stubbed = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    there = {name for name, value in vars(_core).items() if isinstance(value, type)}
    assert stubbed == there


def test_package_passes_strict_mypy(root, tmp_path):
    code, output = mypy("mypy", cwd=root)
    assert code == 0, output


def test_package_is_marked_as_typed():
    assert (PACKAGE / "py.typed").exists()
