"""Texts, places and helpers that several test files of the Python package use.

A test file imports them from here by name. Pytest's own fixtures are in conftest.py.
"""

import importlib.util
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
import pytest

import opiodyn as od

ROOT = Path(__file__).parents[2]


# Files of the repository


def load(file):
    """Imports a Python file of the repository that belongs to no package; returns the module."""
    path = ROOT / file
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(page, *languages):
    """The code blocks of a page that are marked as one of these languages."""
    text = (ROOT / page).read_text(encoding="utf-8")
    pattern = rf"^```(?:{'|'.join(languages)})\n(.*?)^```"
    return re.findall(pattern, text, re.MULTILINE | re.DOTALL)


def run_cpp(page, folder):
    """Compiles and runs the one C++ block of a page; returns what it prints."""
    (code,) = blocks(page, "cpp")
    source, program = folder / "sample.cpp", folder / "sample"
    source.write_text(code, encoding="utf-8")
    compiler = [os.environ.get("CXX", "g++"), "-std=c++20", f"-I{ROOT / 'include'}", *_eigen()]
    subprocess.run([*compiler, str(source), str(_library()), "-o", str(program)], check=True)
    return subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout


def _library():
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


def _eigen():
    pkg_config = subprocess.run(
        ["pkg-config", "--cflags", "eigen3"], capture_output=True, text=True, check=False
    )
    return pkg_config.stdout.split() or ["-I/usr/include/eigen3"]


def run_blocks(page):
    """Runs the Python blocks of a page one after the other; returns their variables and number."""
    variables, found = {}, blocks(page, "python")
    for block in found:
        exec(compile(block, Path(page).name, "exec"), variables)
    return variables, len(found)


def bibliography():
    """The keys of the entries of data/references.bib."""
    text = (ROOT / "data/references.bib").read_text(encoding="utf-8")
    return re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)


# Errors


def refused(call):
    """Calls what must be refused; returns the error, whose parts must make up its message."""
    with pytest.raises(od.InputError) as caught:
        call()
    error = caught.value
    assert str(error) == f"{error.field} = {error.value}: {error.rule}"
    assert isinstance(error, ValueError)
    return error


def refusal(call):
    """Calls what must be refused; returns the message of the error."""
    return str(refused(call))


# Models and drugs


def plain(*drugs, **options):
    """A model of the concentrations of these drugs alone, without receptors and peptides."""
    return od.Model(drugs=list(drugs), receptors=[], endogenous=[], **options)


BY_MOUTH = """\
[routes.oral]
inputs = [{ kind = "first_order" }]
[routes.oral.parameters]
ka = 1.5
"""

INTO_A_VEIN = """\
[routes.intravenous]
[routes.intravenous.parameters]
"""

# The clearance rises with the weight of the person.
BY_WEIGHT = """\
[[covariates]]
parameter = "CL"
covariate = "weight"
kind = "power"
reference = 70.0
value = 0.75
"""


# A drug file with no more than it must have. Tests of faults name its lines and columns.
BARE = """\
name = "mydrug"
kind = "drug"
compartments = 1

[parameters]
molar_mass = 300
fu = 0.5
CL = 20.0
V1 = 100

[routes.oral]
inputs = [{ kind = "first_order" }]
parameters.ka = 1.4
[routes.intravenous]

[receptors.mu.parameters]
K = 1.5

[missing]
"mu.koff" = "not read"
"mu.tau" = "not read"
"""


def drug_file(name="mydrug", *, head="", CL=2.0, parameters="", routes=BY_MOUTH):
    """The text of a drug file with one compartment of 20 L, from which CL L/h are cleared.

    head holds further keys of the drug, and parameters holds further parameters. The caller adds
    what belongs after the routes.
    """
    lines = f"""\
name = "{name}"
kind = "drug"
compartments = 1
{head}
[parameters]
molar_mass = 300.0
fu = 0.5
CL = {CL}
V1 = 20.0
{parameters}
"""
    return lines + routes


def values(substance):
    """The values of the parameters of a substance, by name."""
    return {parameter.name: parameter.value for parameter in substance.parameters}


# Curves and reports


def hours_above_1(times, values):
    """For how long the polygon through the samples lies above 1, one step after the other."""
    below, above = (
        np.minimum(values[:-1], values[1:]) - 1.0,
        np.maximum(values[:-1], values[1:]) - 1,
    )
    share = np.clip(above / np.where(above > below, above - below, 1.0), 0.0, 1.0)
    return float(np.sum(np.diff(times) * np.where(below >= 0.0, above > 0.0, share)))


def on_one_line(text):
    """A text whose lines are joined with single spaces."""
    return " ".join(text.split())


# Programs that run beside the test


class Interrupted(NamedTuple):
    """A program that was sent Ctrl-C, after it has ended."""

    code: int  # its exit code
    out: str  # what it printed after the word ready
    err: str
    used: float  # the seconds of processor time it had used when Ctrl-C was sent


def interrupted(program, *words, after):
    """Starts a Python program with these arguments and sends it Ctrl-C while it computes.

    The program prints ready first. Ctrl-C follows when it and its children have used that many
    seconds of processor time since then. On a busy machine a clock would say little about how far
    they have come. The program is killed if it hangs.
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            assert child.stdout.readline() == "ready\n"
            enough = _processor_time(child.pid, with_children=True) + after
            while child.poll() is None and _processor_time(child.pid, with_children=True) < enough:
                time.sleep(0.01)
            used = _processor_time(child.pid)
            child.send_signal(signal.SIGINT)
            out, err = child.communicate(timeout=300.0)
        except psutil.NoSuchProcess:
            raise AssertionError(f"it ended before {after:g} s: give it more to do") from None
        finally:
            child.kill()
    return Interrupted(child.returncode, out, err, used)


def _processor_time(pid, with_children=False):
    """The seconds of processor time that a process has used so far."""
    process = psutil.Process(pid)
    processes = [process, *(process.children(recursive=True) if with_children else ())]
    return sum(sum(one.cpu_times()[:2]) for one in processes)


# Pictures


def close_figures():
    """Closes the figures that pyplot keeps, if a test has drawn any."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


# Notes of a run


def notes_of(text, **options):
    """Returns the notes of a regimen; two outputs are enough, because notes need none."""
    model = od.Model(**options)
    return od.simulate(od.regimen(text), model=model, times=[0.0, 1.0]).notes


def any_with(notes, *words):
    """Tells whether one of the notes has all these words."""
    return any(all(word in note for word in words) for note in notes)
