"""This module holds the data of several runs: their numbers, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, cast, overload

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import ids_shown, shown
from opiodyn._core import StatusCode
from opiodyn._model.model import Model
from opiodyn._result.readouts import Response
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.listed import Listed
from opiodyn._runs.nobody import refuse_nobody
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd


class RunsData(Response, Sequence[Run]):
    """The data of several runs are their numbers and what they rest on.

    Summaries and reports are made from them. `Runs`, which users hold, adds the methods that make
    these, so that this file need not know them.
    """

    def __init__(self, runs: Listed | Cohort, typical: Model) -> None:
        self._kept = runs
        self._ids = runs.ids
        self._model = typical

    def _curve(self, read: Callable[[_core.Trajectory], FloatArray]) -> FloatArray:
        return self._some().stacked(read)

    def _some(self) -> Listed | Cohort:
        """Returns the runs, of which there must be one."""
        refuse_nobody(self._ids)
        return self._kept

    @property
    def ids(self) -> list[object]:
        """Returns the ID of each subject in its table, or the number of each person.

        `Run.subject` is the one of a single run.
        """
        return list(self._ids)

    def of(self, subject: object) -> Run:
        """Returns the run of a subject by its ID or number.

        Raises:
            UnknownNameError: There is no such subject; the message lists the known ones.
        """
        place = ask.place(subject, self._ids)
        if place is not None:
            return self._kept.run(place)
        rule = f"unknown; known: {ids_shown(self._ids)}"
        raise check.input_error("subject", shown(subject), rule, _core.UnknownNameError)

    @property
    def model(self) -> Model:
        """Returns the typical model, with the drugs of the regimens: it is the same for all.

        The models of single runs, which `Run.model` returns, also have what makes people differ.
        """
        return self._model

    @property
    def regimen(self) -> pd.Series[Any]:
        """Returns the regimen of each subject as `Run.regimen` has it, [subject]."""
        return self._by_subject("regimen", self._kept.regimens)

    @property
    def complete(self) -> bool:
        """Tells whether every run reached its last output time; `status` says why not."""
        return all(code == StatusCode.complete for code in self._kept.codes)

    @property
    def status(self) -> pd.Series[str]:
        """Returns ``"complete"`` or the reason why a run ended early, [subject].

        The reason is the message of the solver, the parameter that is impossible, or ``"not run"``
        after Ctrl-C.
        """
        return self._by_subject("status", self._kept.statuses)

    @property
    def steps(self) -> pd.Series[int]:
        """Returns the number of steps that the solver accepted [-], as `Run.steps`, [subject]."""
        return self._by_subject("steps", self._kept.steps)

    @property
    def times(self) -> FloatArray:
        """Returns the output times that all subjects share [h], ascending, [time].

        Raises:
            InputError: The subjects have different output times, or there is no run.
        """
        return self._some().times

    @property
    def covariates(self) -> pd.DataFrame:
        """Returns the covariates of each subject, [subject, covariate].

        A row has the values of `Run.covariates`. A value that is not known is NaN.
        """
        import pandas as pd

        known = [covariates for covariates, _ in self._kept.covariates()]
        return pd.DataFrame(known, index=self._index()).rename_axis(columns="covariate")

    @property
    def parameters(self) -> pd.DataFrame:
        """Returns the parameters that each run used, [subject, parameter].

        A row has the values of `Run.parameters`, each in the unit of the parameter.
        """
        import pandas as pd

        frame = pd.DataFrame(list(self._kept.parameters()), index=self._index())
        return frame.rename_axis(columns="parameter")

    def _by_subject(self, name: str, values: Sequence[object]) -> pd.Series[Any]:
        import pandas as pd

        return pd.Series(values, index=self._index(), name=name)

    def _index(self) -> pd.Index[str]:
        import pandas as pd

        return pd.Index(self._ids, name="subject")

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Run: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Run | Self:
        if ask.is_a(index, slice):
            return type(self)(self._kept.part(cast(slice, index)), self._model)
        if ask.is_a(index, str):
            rule = (
                "must be a whole number; runs.of(...) takes the ID of a subject, and columns are "
            )
            rule += "in to_pandas(), as in runs.to_pandas()['tone.mu']"
            raise check.input_error("runs[...]", shown(index), rule)
        place = check.whole("runs[...]", index)
        if not -len(self) <= place < len(self):
            advice = f"runs.of(...) takes the ID of a subject: {ids_shown(self._ids)}"
            raise IndexError(f"runs[{place}]: there are {len(self)}, counted from 0; {advice}")
        return self._kept.run(place)

    def __iter__(self) -> Iterator[Run]:
        return (self._kept.run(i) for i in range(len(self)))
