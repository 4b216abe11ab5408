"""Runs of several subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn._checks.status import COMPLETE
from opiodyn._runs.runs_data import RunsData

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


_MOST_IN_TEXT = 1000  # subjects whose provenance goes into the attributes of frames and datasets


class Runs(RunsData):
    """One run per subject, in their order. Made by `simulate` from a table or for a population.

    ``runs[0]`` is the first run, ``runs.of(id)`` that of a subject. Arrays over all subjects need
    the same output times in each; `to_pandas` does not. Read-outs of the response, such as
    ``runs.tone("mu")``, are as in `Run`, of shape (subject, time). Of people the numbers alone are
    kept, 8 bytes each, and NaN where a run did not come; a `Run` is made when it is asked for.
    """

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
        from opiodyn._runs.provenance import of_runs

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

        from opiodyn._runs.provenance import of_runs

        return json.dumps(of_runs(self, most=_MOST_IN_TEXT))

    def __reduce__(self) -> Any:
        message = "runs do not pickle; return runs.to_pandas() or runs.to_xarray() from workers"
        raise TypeError(message)

    def __repr__(self) -> str:
        failed = sum(status != COMPLETE for status in self._kept.statuses)
        return f"<Runs of {len(self)} subjects{f', {failed} INCOMPLETE' if failed else ''}>"
