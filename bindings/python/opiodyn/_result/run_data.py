"""This module holds the data of one run: its numbers, and what they rest on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._result.course import Course
from opiodyn._result.outputs import Outputs
from opiodyn._result.readouts import Response
from opiodyn._result.records import RecordColumns

if TYPE_CHECKING:
    import pandas as pd


@pickled_by_fields("SubjectData")
class SubjectData(NamedTuple):
    """A run belongs to a person of a population or to a subject of a table; this is their data."""

    id: int | str
    """This is the number of the person, or the ID in the table."""
    covariates: Mapping[str, float | str] = MappingProxyType({})
    """This is the first known value of each covariate that a table gives."""
    later: Sequence[tuple[str, str]] = ()
    """Each pair is a covariate and a category to which the table changes it later."""
    records: RecordColumns | None = None
    """These columns say which row of the table each output belongs to."""
    impossible: bool = False
    """This tells whether the parameters of the person are impossible, so that nothing ran."""


class RunData(Response):
    """The data of a run are its numbers and what they rest on.

    Frames, summaries, reports and pictures are made from them. `Run`, which users hold, adds the
    methods that make these, so that this file need not know them.
    """

    def __init__(
        self,
        trajectory: _core.Trajectory,
        model: Model,
        regimen: _core.Regimen,
        course: Course,
        subject: SubjectData | None = None,
        outputs: Outputs | None = None,
    ) -> None:
        self._trajectory = trajectory
        self._model = model
        self._regimen = regimen
        self._course = course
        self._subject = subject
        self._outputs = outputs

    def _curve(self, read: Callable[[_core.Trajectory], FloatArray]) -> FloatArray:
        return read(self._trajectory)

    def __getitem__(self, name: object) -> NoReturn:
        """Refuses brackets, in which people look for a column.

        Raises:
            InputError: A run has no items.
        """
        column = shown(name) if ask.is_a(name, str) else "'tone.mu'"
        rule = f"a run has no items; its columns are in to_pandas(): run.to_pandas()[{column}]"
        raise check.input_error("run[...]", shown(name), rule)

    __iter__ = None  # or Python would ask for run[0]

    @property
    def subject(self) -> int | str | None:
        """Returns the ID of the subject in its table, or the number of the person.

        It is None for a run that belongs to nobody. `Runs.ids` lists the subjects of several runs.
        """
        return self._subject.id if self._subject else None

    @property
    def regimen(self) -> _core.Regimen:
        """Returns the regimen of the run; `Runs.regimen` has one for each subject."""
        return self._regimen

    @property
    def model(self) -> Model:
        """Returns the model of the run, with the drugs of the regimen.

        It has the parameters of the person, if the run is that of a person.
        """
        return self._model

    @property
    def parameters(self) -> pd.Series[float]:
        """Returns the value of each parameter that the run used, in the unit of the parameter.

        The index ``parameter`` has the names; `Runs.parameters` has a row of these values for each
        subject. `Model.used_parameters` adds units, ranges and sources. What a regimen or a table
        changes during the run is in ``provenance["changes"]``. The values are NaN if those of a
        person are impossible.
        """
        import pandas as pd

        nothing_ran = self._subject is not None and self._subject.impossible
        values = {
            row.name: math.nan if nothing_ran else row.value for row in used_rows(self._model)
        }
        index = pd.Index(list(values), name="parameter")
        return pd.Series(list(values.values()), index=index, name="value", dtype=np.float64)

    @property
    def complete(self) -> bool:
        """Tells whether the run reached its last output time; `status` says why not."""
        return self._trajectory.complete

    @property
    def status(self) -> str:
        """Returns ``"complete"``, or the reason why the run ended early.

        `Runs.status` has one for each subject.
        """
        return self._trajectory.status

    @property
    def steps(self) -> int:
        """Returns the number of steps that the solver accepted [-].

        `Runs.steps` has one for each subject. Rejected steps are in ``provenance["solver"]``.
        """
        return self._trajectory.counts.steps

    @property
    def times(self) -> FloatArray:
        """Returns the output times that the run reached [h], ascending (a view).

        The shape is [time] for runs too, where all subjects share them.
        """
        return self._trajectory.times

    @property
    def covariates(self) -> dict[str, float | str]:
        """Returns the covariates of the subject, from the model or from the table of events.

        Units and categories are as in `Model`: weight [kg], age [years], creatinine clearance
        [mL/min]. A table gives the first known value of each. The result is empty if none is known.
        `Runs.covariates` has a row of these values for each subject.
        """
        of_table = self._subject.covariates if self._subject else {}
        return dict(of_table or self._model.covariates)
