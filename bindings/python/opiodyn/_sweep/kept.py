"""What is kept of each run of a sweep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._sweep.metric import Metric
from opiodyn._sweep.metric import read as read_metrics

_METRIC = "tone.mu.mean"


class Kept(NamedTuple):
    """Metrics by the name of their result, and columns at times."""

    metrics: dict[str, Metric]
    times: FloatArray
    columns: list[str]


def read(
    metrics: str | Metric | Iterable[str | Metric] | Mapping[str, str | Metric] | None,
    times: npt.ArrayLike | None,
    columns: Iterable[str] | None,
) -> Kept:
    """What a user asked for; mean tone at mu if that is nothing.

    Raises:
        InputError: A value breaks a rule.
    """
    output = check.curve("times", [] if times is None else times)
    named = list(dict.fromkeys(check.words("columns", () if columns is None else columns)))
    if (output.size > 0) != bool(named):
        raise check.input_error("columns" if output.size else "times", "none", "go together")
    if metrics is None:
        metrics = [] if named else _METRIC
    return Kept(read_metrics(metrics), output, named)
