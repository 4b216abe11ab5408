"""A request is everything that the results of a sweep depend on, as text.

The text is the same for the same request, in any process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._sweep.plan import Plan


def described(plan: Plan, rows: int) -> dict[str, str]:
    """Returns the parts of a request by name; `rows` is the size of a chunk."""
    parts: dict[str, Any] = {
        "opiodyn's version": _core.__version__,
        **plan.layout.described(),
        "the model": plan.models,
        "the regimen": plan.regimens,
        "the metrics": {name: vars(metric) for name, metric in plan.metrics.items()},
        "the windows": plan.core_metrics,
        "the columns": [list(plan.columns), plan.asked.columns],
        "the times": plan.asked.times,
        **plan.asked.solver,
        "the size of a chunk": rows,
    }
    return {name: _text(value) for name, value in parts.items()}


def _text(value: Any) -> str:
    """Returns a value as text, one by one: a million people are no million lists."""
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(plain(value))


def plain(value: Any) -> Any:
    """Returns a value as JSON can hold it; numbers keep all their digits."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, Model):
        library = [[row.name, row.value] for row in core_of(value).parameters]
        return [plain(value.options()), plain(library)]
    if isinstance(value, _core.Endpoint):
        return [value.name, value.receptor, value.n]
    if isinstance(value, Mapping):
        return [[str(key), plain(item)] for key, item in value.items()]
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return [type(value).__name__, plain(value.__reduce_ex__(4)[2])]  # what it pickles as
