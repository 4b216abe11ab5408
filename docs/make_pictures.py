"""Writes every picture of the repository but for those inside notebooks into docs/images.

Each line is a command, and what it writes.

    python docs/make_pictures.py                           all pictures
    python docs/make_pictures.py gallery month             those of these sets
    python docs/make_pictures.py --folder build/pictures   all pictures, elsewhere

Long calculations are read from what they stored: docs/*.json and calibration/results.
docs/make_notebooks.py makes the pictures inside notebooks.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
IMAGES = DOCS / "images"
GALLERY = DOCS / "gallery.md"
SAVED: dict[str, Any] = {"metadata": {"Software": None}}
BLOCK_OR_PICTURE = re.compile(
    r"^```python\n(?P<code>.*?)^```$|^!\[(?P<alt>[^\]]+)\]\(images/(?P<name>[\w-]+)\.png\)$",
    re.MULTILINE | re.DOTALL,
)


def gallery_figures() -> Iterator[tuple[str, Figure]]:
    """Yields the name and the figure of each picture: what the block above it left in `figure`."""
    variables: dict[str, Any] = {}
    with mpl.rc_context():
        for part in BLOCK_OR_PICTURE.finditer(GALLERY.read_text(encoding="utf-8")):
            if part["code"]:
                exec(compile(part["code"], GALLERY.name, "exec"), variables)
            else:
                yield part["name"], variables.pop("figure")
                plt.close("all")


def gallery(folder: Path) -> None:
    for name, figure in gallery_figures():
        figure.savefig(folder / f"{name}.png", dpi=80, **SAVED)


def month(folder: Path) -> None:
    demo = _module(ROOT / "examples/python", "demo")
    regimen = demo.od.regimen(demo.REGIMEN)
    runs = {
        preset: demo.od.simulate(regimen, model=demo.od.Model(biophase=preset))
        for preset in demo.PRESETS
    }
    demo.picture(runs, folder / "month.png")
    plt.close("all")


def validation(folder: Path) -> None:
    from opiodyn._validation import cases, table

    pictures = _module(DOCS, "validation_pictures")
    rows = table.rows(cases.read("receptors"))
    stored = json.loads((DOCS / "validation-sensitivity.json").read_text(encoding="utf-8"))
    pictures.write(folder, rows, stored)


def calibration(folder: Path) -> None:
    pictures = _module(ROOT / "calibration", "joint.pictures")
    from joint import stages, store  # type: ignore[import-not-found, unused-ignore]

    problem = stages.main_problem()
    pictures.write(folder, problem, store.read("posterior", problem))


def benchmarks(folder: Path) -> None:
    pictures = _module(ROOT / "benchmarks", "report_pictures")
    pictures.write(json.loads((DOCS / "benchmarks.json").read_text(encoding="utf-8")), folder)


def _module(folder: Path, name: str) -> Any:
    """Imports a module of a folder whose modules import each other by name."""
    import importlib

    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return importlib.import_module(name)


SETS: dict[str, Callable[[Path], None]] = {
    "benchmarks": benchmarks,
    "calibration": calibration,
    "gallery": gallery,
    "month": month,
    "validation": validation,
}
"""The names of the pictures of a set begin with its name."""


def pinned() -> str:
    """Returns the version of matplotlib that draws the pictures of the repository."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"]["docs"]
    (version,) = (one.partition("==")[2] for one in wanted if one.startswith("matplotlib=="))
    return str(version)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Writes the pictures of the repository.")
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="sets; all if none is named")
    parser.add_argument("--folder", type=Path, default=IMAGES, help="where to write them")
    asked = parser.parse_args(words)
    if mpl.__version__ != pinned():
        rule = f"pictures are drawn by {pinned()}: pip install matplotlib=={pinned()}"
        raise SystemExit(f"matplotlib {mpl.__version__}: {rule}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.sets or SETS:
        SETS[name](asked.folder)


if __name__ == "__main__":
    main()
