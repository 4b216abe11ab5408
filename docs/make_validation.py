"""Writes docs/validation.md with its pictures, and docs/published-pk.md.

Each line is a command, and what it does before it writes them.

    python docs/make_validation.py                                       nothing
    python docs/make_validation.py --uncertainty 200                     draws the parameters
    python docs/make_validation.py --uncertainty 200 --cases V17 V19     draws them for these cases
    python docs/make_validation.py --uncertainty 200 --presets pet       draws them for this preset
    python docs/make_validation.py --sensitivity 20                      screens the parameters
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

import published_pk_page  # noqa: E402
import validation_page  # noqa: E402
import validation_pictures  # noqa: E402

from opiodyn._validation import cases, sensitivity, table, uncertainty  # noqa: E402

PAGE = DOCS / "validation.md"
PLASMA_PAGE = DOCS / "published-pk.md"
UNCERTAINTY = DOCS / "validation-uncertainty.json"
SENSITIVITY = DOCS / "validation-sensitivity.json"
JOINT = DOCS.parent / "calibration/results/validation.json"  # scripts/calibrate makes it
SEED = 20260101


def stored(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def store(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, allow_nan=False) + "\n", encoding="utf-8")


def draws(asked: argparse.Namespace) -> dict[str, Any]:
    names, presets = tuple(asked.cases), tuple(asked.presets)
    found = uncertainty.propagate(asked.uncertainty, asked.seed, asked.workers, names, presets)
    return uncertainty.merged(stored(UNCERTAINTY), found) if names or presets else found


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Published figures beside simulated ones.")
    parser.add_argument("--uncertainty", type=int, metavar="N", help="number of draws")
    parser.add_argument("--cases", nargs="*", default=[], help="draw these, keep other draws")
    parser.add_argument("--presets", nargs="*", default=[], help="draw these, keep other draws")
    parser.add_argument("--sensitivity", type=int, metavar="N", help="number of trajectories")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the draws")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(words)
    if asked.uncertainty:
        store(UNCERTAINTY, draws(asked))
    if asked.sensitivity:
        store(SENSITIVITY, sensitivity.screen(asked.sensitivity, asked.seed))
    rows, plasma = (table.rows(cases.read(subject)) for subject in cases.GROUPS)
    page = validation_page.text(
        rows, plasma, stored(UNCERTAINTY), stored(JOINT), stored(SENSITIVITY)
    )
    PAGE.write_text(page, encoding="utf-8")
    PLASMA_PAGE.write_text(published_pk_page.text(plasma), encoding="utf-8")
    validation_pictures.write(DOCS / "images", rows, stored(SENSITIVITY))


if __name__ == "__main__":
    main()
