"""What the runs of several subjects know: their numbers, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Self, overload

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.status import COMPLETE
from opiodyn._model.model import Model
from opiodyn._result.readouts import Response
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.listed import Listed
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd


_MOST_NAMED = 12


class RunsData(Response, Sequence[Run]):
    """The numbers of several runs, from which summaries and reports are made.

    `Runs`, which users hold, adds the methods that make them, and so this file need not know them.
    """

    def __init__(self, runs: Listed | Cohort, typical: Model) -> None:
        self._kept = runs
        self._ids = runs.ids
        self._typical = typical  # the model before what makes the subjects differ

    @property
    def ids(self) -> list[object]:
        """What the subjects are called: ID of a table, number of a person."""
        return list(self._ids)

    def of(self, subject: object) -> Run:
        """The run of a subject.

        Raises:
            UnknownNameError: There is no such subject.
        """
        if subject in self._ids:
            return self._kept.run(self._ids.index(subject))
        rule = f"unknown; known: {self._named_ids()}"
        error = _core.UnknownNameError(f"subject = {subject!r}: {rule}")
        error.field, error.value, error.rule = "subject", str(subject), rule
        raise error

    def _named_ids(self) -> str:
        more = len(self) - _MOST_NAMED
        shown = ", ".join(repr(one) for one in self._ids[:_MOST_NAMED])
        return f"{shown} and {more} more" if more > 0 else shown or "none"

    @property
    def complete(self) -> bool:
        """Whether every run reached its last output time."""
        return all(status == COMPLETE for status in self._kept.statuses)

    @property
    def status(self) -> pd.Series[str]:
        """Per subject: ``"complete"``, or why not: what the solver said, which parameter is
        impossible, or ``"not run"`` after Ctrl-C."""
        import pandas as pd

        return pd.Series(self._kept.statuses, index=self._index(), name="status")

    @property
    def times(self) -> FloatArray:
        """Output times, h, where they are the same for all subjects.

        Raises:
            InputError: They are not.
        """
        return self._kept.times

    def occupancy(self, ligand: str, receptor: str) -> FloatArray:
        """As `Run.occupancy`, of shape (subject, time)."""
        return self._stacked(lambda run: run.occupancy(ligand, receptor))

    def free_receptors(self, receptor: str) -> FloatArray:
        """As `Run.free_receptors`, of shape (subject, time)."""
        return self._stacked(lambda run: run.free_receptors(receptor))

    def concentration(self, ligand: str, unit: str = "nM") -> FloatArray:
        """As `Run.concentration`, of shape (subject, time)."""
        return self._stacked(lambda run: run.concentration(ligand, unit))

    def effect_site(self, ligand: str) -> FloatArray:
        """As `Run.effect_site`, of shape (subject, time)."""
        return self._stacked(lambda run: run.effect_site(ligand))

    def amount(self, ligand: str, compartment: str) -> FloatArray:
        """As `Run.amount`, of shape (subject, time)."""
        return self._stacked(lambda run: run.amount(ligand, compartment))

    @property
    def parameters(self) -> pd.DataFrame:
        """Parameters of each subject that differ from the typical ones: index ``subject``, a column
        per parameter."""
        import pandas as pd

        return pd.DataFrame(list(self._kept.individuals()), index=self._index())

    def _stacked(self, of: Callable[[Run], FloatArray]) -> FloatArray:
        return self._kept.stacked(of)

    def readout(self, quantity: str, place: str | None = None) -> FloatArray:
        """Returns a read-out of the response by its name: `Run.readout`, of shape (subject, time).

        Raises:
            InputError: The models do not report it, or the output times differ.
        """
        return self._stacked(lambda run: run.readout(quantity, place))

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
        if isinstance(index, slice):
            return type(self)(self._kept.part(index), self._typical)
        return self._kept.run(index)

    def __iter__(self) -> Iterator[Run]:
        return (self._kept.run(i) for i in range(len(self)))
