"""The draws of the posterior are written here for the package, as parameters of the library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import opiodyn
from joint.data import held_out
from joint.likelihood import Problem
from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._posterior.about import LARGEST_R_HAT, library_hash
from opiodyn._posterior.files import write

FOLDER = Path(opiodyn.__file__).parent / "_posterior"
_SEED = 1  # of the order of rows


def ship(
    problem: Problem,
    logs: FloatArray,
    found: Mapping[str, Any],
    packages: Mapping[str, str],
    folder: Path = FOLDER,
) -> None:
    """Writes the draws, and what is said about them.

    Args:
        problem: The problem.
        logs: The draws of its posterior, [draw, parameter].
        found: The diagnostics of the runs.
        packages: The versions of packages.
        folder: The folder to write to.
    """
    structure = problem.structure
    substances = sorted({"biophase"} | problem.substances())
    about = {
        "version": _core.__version__,
        "substances": substances,
        "library": library_hash(substances),
        "biophase": structure.biophase,
        "structure": structure.words,
        "seed": _SEED,
        "r_hat": found["largest_rhat"],
        "effective": found["effective"],
        "offered": found["largest_rhat"] <= LARGEST_R_HAT,
        "likelihood": [one.case.id for one in problem.figures],
        "held_out": list(held_out()),
        "packages": dict(packages),
    }
    write(folder, pd.DataFrame(problem.columns(logs)), about)
