"""Results are data: JSON with the version, the seed and a fingerprint of what they rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from joint import modes
from joint.data import FOLDER, CalibrationError, library
from joint.likelihood import OFFSET, Problem
from joint.modes import Mode
from opiodyn import _core
from opiodyn._checks.check import FloatArray

RESULTS = FOLDER / "results"
CHECKPOINTS = FOLDER.parent / "build/calibration"

PACKAGES = ("arviz-stats", "cma", "nautilus-sampler", "numpy", "scipy")


class Begins(Protocol):
    """A run begins about a place, with a covariance."""

    place: FloatArray
    covariance: FloatArray


def fingerprint(problem: Problem) -> str:
    """Returns a number of all that a posterior follows from: two that differ must not be mixed."""
    structure, substances = problem.structure, {"biophase", *problem.substances()}
    rests_on = [
        [(n, row.value) for n, row in library().items() if n.partition(".")[0] in substances],
        [(f.case.id, f.way, f.value, f.scale, f.log, repr(f.case.setup)) for f in problem.figures],
        [(p.name, p.low, p.high, p.rule, p.sets) for p in problem.parameters],
        [structure.link, structure.biophase, structure.law, structure.heroin, OFFSET],
        dict(structure.fixed),
    ]
    return hashlib.sha256(json.dumps(rests_on).encode()).hexdigest()[:16]


def about(problem: Problem) -> dict[str, Any]:
    """Returns what a result rests on."""
    return {
        "opiodyn": _core.__version__,
        "structure": problem.structure.name,
        "fingerprint": fingerprint(problem),
        "packages": {name: version(name) for name in PACKAGES},
    }


def write(name: str, result: dict[str, Any]) -> None:
    """Writes a result; it replaces an old one at once, or not at all."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    new = path.with_suffix(".new")
    new.write_text(json.dumps(result, allow_nan=False, indent=1) + "\n", encoding="utf-8")
    new.replace(path)


def read(name: str, problem: Problem) -> dict[str, Any]:
    """Returns a result.

    Raises:
        CalibrationError: The result is not there, or rests on other figures, priors or values.
    """
    path = RESULTS / f"{name}.json"
    if not path.exists():
        raise CalibrationError(f"{path.name} is not there: run scripts/calibrate {name}")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    made, now = found["about"]["fingerprint"], fingerprint(problem)
    if made != now:
        rule = f"was made of other figures, priors or values (then {made}, now {now})"
        raise CalibrationError(f"{path.name} {rule}: run scripts/calibrate {name}")
    return found


def kept_mode(problem: Problem, start: Mapping[str, float], seed: int = 1) -> Mode:
    """Returns the mode that a start leads to; one that was found is not searched again."""
    CHECKPOINTS.mkdir(parents=True, exist_ok=True)
    begin = hashlib.sha256(json.dumps([dict(start), seed]).encode()).hexdigest()[:8]
    path = CHECKPOINTS / f"{fingerprint(problem)}-{begin}-mode.npz"
    if path.exists():
        with np.load(path) as kept:
            return Mode(**{name: kept[name][()] for name in kept.files})
    mode = modes.find(problem, start, seed)
    np.savez(path, **asdict(mode))
    return mode


def checkpoint(problem: Problem, begin: Begins, seed: int, folder: Path | None = None) -> Path:
    """Returns the file in which a run keeps what it has done, so that it can go on.

    A run of another problem, or one that began elsewhere, has another file.
    """
    place = CHECKPOINTS if folder is None else folder
    place.mkdir(parents=True, exist_ok=True)
    where = hashlib.sha256(begin.place.tobytes() + begin.covariance.tobytes()).hexdigest()[:8]
    return place / f"{fingerprint(problem)}-{where}-{seed}.hdf5"
