"""This module runs subjects in the lanes of the cores, where lanes can run them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.solver import MAX_SECONDS
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.outputs import Outputs

_LIMITS = ("rtol", "atol", "max_steps")


def suits_lanes(model: Model, solver: dict[str, Any]) -> bool:
    """Tells whether lanes can run this model with these settings of the solver.

    Lanes run rodas5p, and share their time, so that they cannot keep to a budget of it for each
    run.
    """
    usual = "exact" if core_of(model).linear else "rodas5p"
    method = usual if solver["method"] == "automatic" else solver["method"]
    return bool(method == "rodas5p" and solver["max_seconds"] >= MAX_SECONDS)


class LaneSubjects(NamedTuple):
    """Lane subjects share a model, and take regimens as the persons they are."""

    model: Model
    regimens: Sequence[_core.Regimen]
    """There is a regimen for each subject, or one for all."""
    outputs: Sequence[Outputs]
    """There are outputs for each subject, or one list for all."""
    people: Sequence[_core.Person] = ()
    """There is a person for each subject, or none at all."""

    def rows(self) -> npt.NDArray[np.int64]:
        """Returns model, regimen and person of each subject, as the core takes them."""
        count = max(len(self.regimens), len(self.people))
        numbers = np.arange(count)
        regimens = numbers if len(self.regimens) == count else np.zeros(count, dtype=np.int64)
        people = numbers if self.people else np.full(count, -1)
        return np.column_stack([np.zeros(count, dtype=np.int64), regimens, people])


def run_lanes(
    subjects: LaneSubjects, solver: dict[str, Any], threads: int, stop: _core.StopFlag
) -> _core.SubjectRuns:
    """Runs subjects, which have the bits of runs alone.

    Raises:
        InputError: Outputs or settings break a rule.
    """
    return _core.simulate_subjects(
        [core_of(subjects.model)],
        list(subjects.regimens),
        list(subjects.people),
        subjects.rows(),
        [(outputs.times, outputs.seen) for outputs in subjects.outputs],
        threads=threads,
        stop=stop,
        **{name: solver[name] for name in _LIMITS},
    )
