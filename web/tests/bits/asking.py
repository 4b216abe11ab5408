"""The compiled core of the page is asked here by node, without a browser."""

from __future__ import annotations

import base64
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import opiodyn as od

HERE = Path(__file__).resolve().parent
CORE = HERE.parents[2] / "build" / "web" / "core" / "web" / "core"
DEFAULTS: dict[str, Any] = {
    "dose": None,
    "biophase": "pet",
    "phi": 1.0,
    "response": ["turnover", "peptides", "adaptation", "effects"],
    "weights": "mechanism",
    "covariates": {},
    "end": None,
}


def setting(regimen: str, **chosen: Any) -> dict[str, Any]:
    """Returns a setting of the page, with its defaults."""
    return {"regimen": regimen, **DEFAULTS, **chosen}


def ask(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the answers of the core to these questions."""
    command = ["node", str(HERE / "answers.mjs"), str(CORE)]
    asked = json.dumps(questions).encode()
    done = subprocess.run(command, input=asked, capture_output=True, check=True, timeout=600)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@cache
def facts() -> dict[str, Any]:
    """Returns what the core says of drugs, presets and notes."""
    found: dict[str, Any] = ask([{"what": "facts"}])[0]["value"]
    return found


def numbers(text: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Returns the doubles of an answer."""
    return np.frombuffer(base64.b64decode(text), dtype="<f8")


def model_of(chosen: dict[str, Any]) -> od.Model:
    """Returns the model of a setting."""
    return od.Model(
        biophase=chosen["biophase"],
        phi=chosen["phi"],
        response=chosen["response"],
        weights=chosen["weights"],
        covariates=chosen["covariates"],
    )
