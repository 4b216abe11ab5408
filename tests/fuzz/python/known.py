"""Finds the targets, what belongs to each, and where their files are."""

import ast
import importlib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CORPUS = HERE.parent / "corpus"
REGRESSION = HERE.parent / "regression"
"""Inputs that once broke a target are kept here for good; those of the corpus may change."""
BUILT = ROOT / "build" / "fuzz"


def names() -> list[str]:
    """The names of the targets are those of the files in `targets`."""
    return sorted(path.stem for path in (HERE / "targets").glob("[a-z]*.py"))


def module(name: str) -> Any:
    """Returns a target's module.

    It has ``target(data)``, which runs one input, and ``SEEDS``, inputs to begin with. It may have
    ``WORDS``, which the mutations put in, ``LONGEST``, the most bytes of an input, ``FOLDER``,
    where it writes its own files, ``SECONDS``, the most time of an input, and ``ROOMS``, as `rooms`
    says.
    """
    return importlib.import_module(f"targets.{name}")


def rooms(name: str) -> tuple[str, ...]:
    """Returns the packages whose branches steer the mutations: ``ROOMS`` of the target.

    It is read and not imported, because these packages are changed while they are imported.
    """
    text = (HERE / "targets" / f"{name}.py").read_text(encoding="utf-8")
    for one in ast.parse(text).body:
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "ROOMS":
            return tuple(ast.literal_eval(one.value))
    return ("opiodyn._events", "opiodyn._library", "opiodyn._sweep")


def folders(name: str) -> list[Path]:
    """Returns the folders of kept inputs that a target has."""
    return [place / name for place in (CORPUS, REGRESSION) if (place / name).is_dir()]


def kept(name: str) -> list[Path]:
    """Returns the kept inputs of a target, of which some once broke it."""
    found = (path for folder in folders(name) for path in folder.glob("*"))
    return sorted(path for path in found if path.is_file())


def inputs(name: str) -> list[tuple[str, bytes]]:
    """Returns the seeds and the kept inputs of a target, each with a name."""
    seeds = [(f"seed {i}", seed) for i, seed in enumerate(module(name).SEEDS)]
    return seeds + [(path.name, path.read_bytes()) for path in kept(name)]
