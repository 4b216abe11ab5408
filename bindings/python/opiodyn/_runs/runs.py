"""This module has the class `Runs`, which users hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack, overload

from opiodyn._checks import check
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.shown import ids_shown
from opiodyn._core import StatusCode
from opiodyn._model.model import Model
from opiodyn._runs.cited import Cited
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.listed import Listed
from opiodyn._runs.runs_data import RunsData

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure, SubFigure

    from opiodyn._plot.wanted import AnyAxes, Canvas, ChosenOfSubjects
    from opiodyn._result.metric import Metrics


_MOST_IN_TEXT = 1000  # subjects whose provenance goes into the attributes of frames and datasets


@pickled("Runs")
class Runs(RunsData, Cited):
    """The runs of several subjects are one `Run` for each, in their order.

    `simulate` makes them from a table of several subjects, or for a population. ``runs[0]`` is the
    first run, ``runs.of(id)`` that of a subject, and a slice is `Runs` again. Names are those
    of `Run`. Arrays gain a leading subject dimension, and single values become a series or a frame
    with a row per subject. ``model`` is the typical model.

    Arrays need a run, and the same output times for all subjects, and raise InputError otherwise;
    `to_pandas` does not need the same times. Where a run of a person did not reach an output time,
    the value is NaN.

    For people only the numbers are kept, 8 bytes each. Their `Run` objects are made when they are
    asked for. Threads may share runs: nothing in them changes.
    """

    def summary(self) -> pd.DataFrame:
        """Returns the last dosing interval of each run in numbers, a row per subject and quantity.

        Returns:
            The index has the levels ``subject`` and ``quantity``. The columns are those of
            `Run.summary`, with the same units, and ``status``. It is ``"complete"``, or the reason
            why the run of a subject did not finish: its numbers are NaN then.
        """
        from opiodyn._runs.summary import runs_summary

        return runs_summary(self)

    def metrics(
        self,
        metrics: Metrics,
        *,
        window: tuple[float, float] | None = None,
        drug: str | None = None,
    ) -> pd.DataFrame:
        """Returns numbers that summarise columns of `to_pandas`, a row per subject.

        Arguments and errors are those of `Run.metrics`.

        Returns:
            The index is ``subject``. There is a column per metric, and ``status``. It is
            ``"complete"``, or the reason why the run of a subject did not finish: its numbers are
            NaN then. ``attrs["units"]`` has the unit of each metric.
        """
        from opiodyn._result.run_metrics import read_asked
        from opiodyn._runs.summary import runs_metrics

        return runs_metrics(self, read_asked(metrics, window, drug))

    @overload
    def plot(self, **chosen: Unpack[ChosenOfSubjects]) -> Figure: ...
    @overload
    def plot(self, *, figure: Canvas, **chosen: Unpack[ChosenOfSubjects]) -> Canvas: ...
    @overload
    def plot(self, *, ax: AnyAxes, **chosen: Unpack[ChosenOfSubjects]) -> AnyAxes: ...
    def plot(
        self,
        *,
        panels: Iterable[str] | None = None,
        ligands: Iterable[str] | None = None,
        receptors: Iterable[str] | None = None,
        interval: float = 0.9,
        figure: Figure | SubFigure | None = None,
        ax: Any = None,
        style: str | None = None,
    ) -> Any:
        """Draws the median over subjects, and the band that holds most of them, in each panel.

        The subjects are simulated once more, at times that all of them share: a table may have
        other output times for each. A band holds the middle of the subjects at each time, and is
        the course of nobody. A subject counts until the end of its run. The heading says how many
        subjects there are, and the caption names those whose runs are not complete: they are left
        out. Doses are marked if all subjects have them at the same times. A last dosing interval
        that all share gets a second column.

        Args:
            panels: The names of the panels, as in `Run.plot`.
            ligands: The ligands in the panels of plasma, receptors and peptides. None stands for
                the drugs that are taken.
            receptors: The receptors, as in `Run.plot`.
            interval: The fraction of subjects that a band holds, between 0 and 1 [-]. Quantiles are
                those of `numpy.quantile`.
            figure: A matplotlib figure or subfigure to draw in; None makes one.
            ax: The Axes to draw in, or a list of Axes with one for each panel, as in `Run.plot`.
            style: The name of a style, as in `Run.plot`.

        Returns:
            The figure; or ``ax``, if that is given. Global matplotlib settings are left alone.

        Raises:
            InputError: A value breaks a rule, the runs have no such panel or ligand, or none of
                them is complete.
            ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).
        """
        from opiodyn._plot.wanted import Wanted
        from opiodyn._runs.plot import plot_runs

        return plot_runs(self, interval, Wanted(figure, ax, panels, ligands, receptors, style))

    def report(self) -> str:
        """Returns the summary over all subjects as text for a person.

        It has medians and 90 % ranges, in the units of `Run.report`. It also says who is left out
        of them and why, the `notes`, and how many values are unconfirmed. If all take the same, it
        says what contested values change for the typical person. Where a drug follows the biophase
        preset, it says what the preset agrees with.
        """
        from opiodyn._runs.report import runs_report

        return runs_report(self)

    @property
    def notes(self) -> tuple[str, ...]:
        """Returns the notes of all runs, each once, with how many subjects it holds for.

        The notes are those of `Run.notes`. A value that differs between subjects becomes a range.
        Of people the covariates are judged, and not the random variation around them.
        """
        from opiodyn._runs.notes import runs_notes

        return tuple(str(note) for note in runs_notes(self))

    @property
    def provenance(self) -> dict[str, Any]:
        """Returns what these runs rest on, in plain data that JSON can hold.

        The keys are ``opiodyn_version``, ``complete``, and as in `Run.provenance` what all subjects
        share: ``model``, ``solver``, ``parameters`` (the typical ones), ``effects`` (of any
        subject), ``without_effect``, ``missing`` and ``notes``. ``subjects`` lists for each one
        ``id``, ``status``, ``regimen``, ``covariates``, ``changes`` and ``individual``, the
        parameters that differ from the typical ones.
        """
        from opiodyn._runs.provenance import runs_provenance

        return runs_provenance(self)

    def to_pandas(self) -> pd.DataFrame:
        """Returns all outputs as a wide frame, a row per subject and output time.

        Returns:
            The index has the levels ``subject`` and ``time`` [h]. The columns are those of
            `Run.to_pandas`, with the same units. ``attrs["provenance"]`` is `provenance` as JSON
            text, which leaves ``subjects`` out if there are more than 1000.

        Raises:
            InputError: There is no run.
        """
        frame = self._some().frame()
        frame.attrs["provenance"] = self._provenance_text()
        return frame

    def to_xarray(self) -> xr.Dataset:
        """Returns all outputs as a labelled dataset, which can be saved as netCDF.

        Returns:
            The variables are those of `Run.to_xarray`, with the same units, and have the dimension
            ``subject`` in front, as have the coordinates ``row``, ``evid`` and ``side`` of a table.
            The coordinate ``status`` has `status`. ``attrs["provenance"]`` is as in `to_pandas`.

        Raises:
            InputError: The subjects have different output times, or there is no run.
        """
        data = self._some().dataset()
        data.attrs["provenance"] = self._provenance_text()
        return data.assign_coords(status=("subject", self._kept.statuses))

    def _provenance_text(self) -> str:
        import json

        from opiodyn._runs.provenance import runs_provenance

        return json.dumps(runs_provenance(self, most=_MOST_IN_TEXT))

    def _cited(self) -> dict[str, Any]:
        from opiodyn._runs.provenance import runs_provenance

        return runs_provenance(self, most=0)

    def _plain(self) -> dict[str, Any]:
        return {"runs": self._kept, "typical": self._model}

    @classmethod
    def _again(cls, runs: Listed | Cohort, typical: Model) -> Runs:
        check.instance("pickle.runs", runs, (Listed, Cohort), "must be a list of runs, or people")
        check.instance("pickle.typical", typical, Model, "must be a Model")
        return cls(runs, typical)

    def __repr__(self) -> str:
        failed = self._failed()
        return f"<Runs of {len(self)} subjects{f', {failed} INCOMPLETE' if failed else ''}>"

    def _repr_html_(self) -> str:
        objects = {id(one): one for one in self._kept.regimens}.values()  # people share one
        regimens = list(dict.fromkeys(map(str, objects)))
        failed = self._failed()
        facts = {
            "subjects": f"{len(self):,} ({ids_shown(self.ids)})",
            "regimen": regimens[0] if len(regimens) == 1 else f"{len(regimens)} different ones",
            "receptors": ", ".join(self.receptors),
            "ligands": ", ".join(self.ligands),
            "status": f"{failed} INCOMPLETE" if failed else "complete",
        }
        return facts_html("opiodyn runs", facts)

    def _failed(self) -> int:
        return sum(code != StatusCode.complete for code in self._kept.codes)
