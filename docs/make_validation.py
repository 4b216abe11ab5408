"""Writes docs/validation.md and its pictures.

python docs/make_validation.py                       the page and the pictures
python docs/make_validation.py --uncertainty 200     draws the parameters anew first
python docs/make_validation.py --sensitivity 20      screens the parameters anew first
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

import validation_page  # noqa: E402
import validation_pictures  # noqa: E402

from opiodyn._validation import sensitivity, table, uncertainty  # noqa: E402

PAGE = DOCS / "validation.md"
UNCERTAINTY = DOCS / "validation-uncertainty.json"
SENSITIVITY = DOCS / "validation-sensitivity.json"
SEED = 20260101


def stored(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def store(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, allow_nan=False) + "\n", encoding="utf-8")


def page() -> str:
    return validation_page.text(table.rows(), stored(UNCERTAINTY), stored(SENSITIVITY))


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Published figures beside simulated ones.")
    parser.add_argument("--uncertainty", type=int, metavar="N", help="number of draws")
    parser.add_argument("--sensitivity", type=int, metavar="N", help="number of trajectories")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the draws")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(words)
    if asked.uncertainty:
        store(UNCERTAINTY, uncertainty.propagate(asked.uncertainty, asked.seed, asked.workers))
    if asked.sensitivity:
        store(SENSITIVITY, sensitivity.screen(asked.sensitivity, asked.seed))
    PAGE.write_text(page(), encoding="utf-8")
    validation_pictures.write(DOCS / "images", stored(SENSITIVITY))


if __name__ == "__main__":
    main()
