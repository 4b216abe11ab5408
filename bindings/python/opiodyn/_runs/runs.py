"""Runs of several subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._model.model import Model
from opiodyn._result.readouts import Response
from opiodyn._runs.cohort import COMPLETE, Cohort
from opiodyn._runs.listed import Listed
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


_MOST_NAMED = 12
_MOST_IN_TEXT = 1000  # subjects whose provenance goes into the attributes of frames and datasets


class Runs(Response, Sequence[Run]):
    """One run per subject, in their order. Made by `simulate` from a table or for a population.

    ``runs[0]`` is the first run, ``runs.of(id)`` that of a subject. Arrays over all subjects need
    the same output times in each; `to_pandas` does not. Read-outs of the response, such as
    ``runs.tone("mu")``, are as in `Run`, of shape (subject, time). Of people the numbers alone are
    kept, 8 bytes each, and NaN where a run did not come; a `Run` is made when it is asked for.
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

    def summary(self) -> pd.DataFrame:
        """The summaries of all runs (`Run.summary`).

        Returns:
            Index ``subject``, ``quantity``; columns as in `Run.summary`, and ``status``:
            ``"complete"``, or why the numbers of this subject are NaN (the run is not complete, or
            has no output time in the last dosing interval).
        """
        from opiodyn._runs.summary import summary

        return summary(self)

    def report(self) -> str:
        """The summary over all subjects as text for a person: medians and 90 % ranges, who is left
        out of them and why, the preset, and how many parameters are unconfirmed."""
        from opiodyn._runs.report import runs_report

        return runs_report(self)

    @property
    def provenance(self) -> dict[str, Any]:
        """All that these runs rest on, in plain data that JSON can hold.

        Keys: ``opiodyn_version``, ``complete``, and as in `Run.provenance` what all share:
        ``model``, ``solver``, ``parameters`` (the typical ones), ``effects`` (of any subject),
        ``without_effect`` and ``missing``. ``subjects`` lists for each ``id``, ``status``,
        ``regimen``, ``covariates``, ``individual`` (parameters that differ from the typical ones)
        and ``changes``.
        """
        from opiodyn._result.provenance import of_runs

        return of_runs(self)

    def to_pandas(self) -> pd.DataFrame:
        """All outputs, as `Run.to_pandas`, below each other: index ``subject``, ``time``.
        ``attrs["provenance"]`` is `provenance` as JSON text; of more than 1000 subjects without
        ``subjects``."""
        joined = self._kept.frame()
        joined.attrs["provenance"] = self._provenance_text()
        return joined

    def to_xarray(self) -> xr.Dataset:
        """All outputs, as `Run.to_xarray`, with the dimension ``subject`` in front, and `status`
        beside it. ``attrs["provenance"]`` is as in `to_pandas`."""
        joined = self._kept.dataset()
        joined.attrs["provenance"] = self._provenance_text()
        return joined.assign_coords(status=("subject", self._kept.statuses))

    def _provenance_text(self) -> str:
        import json

        from opiodyn._result.provenance import of_runs

        return json.dumps(of_runs(self, most=_MOST_IN_TEXT))

    def _stacked(self, of: Callable[[Run], FloatArray]) -> FloatArray:
        return self._kept.stacked(of)

    def _response(self, quantity: str, place: str | None = None) -> FloatArray:
        return self._stacked(lambda run: run._response(quantity, place))

    def _index(self) -> pd.Index[str]:
        import pandas as pd

        return pd.Index(self._ids, name="subject")

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Run: ...
    @overload
    def __getitem__(self, index: slice) -> Runs: ...
    def __getitem__(self, index: int | slice) -> Run | Runs:
        if isinstance(index, slice):
            return Runs(self._kept.part(index), self._typical)
        return self._kept.run(index)

    def __iter__(self) -> Iterator[Run]:
        return (self._kept.run(i) for i in range(len(self)))

    def __reduce__(self) -> Any:
        message = "runs do not pickle; return runs.to_pandas() or runs.to_xarray() from workers"
        raise TypeError(message)

    def __repr__(self) -> str:
        failed = sum(status != COMPLETE for status in self._kept.statuses)
        return f"<Runs of {len(self)} subjects{f', {failed} INCOMPLETE' if failed else ''}>"
