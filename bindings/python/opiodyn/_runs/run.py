"""What a simulation returns."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, TypeVar, overload

from opiodyn._checks.check import FloatArray
from opiodyn._result.run_data import RunData

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure, SubFigure

    _Canvas = TypeVar("_Canvas", Figure, SubFigure)


class Run(RunData):
    """One simulated course: times, concentrations, occupancies, and what they rest on.

    Made by `simulate`. Arrays that are marked as views share the memory of the run, cannot be
    written to, and keep it alive; they have one value per time.
    """

    def summary(self) -> pd.DataFrame:
        """The last dosing interval in numbers.

        The interval of a drug is from its last dose before the end of the run to the next one (the
        next would-be one, if the run is that long). A metabolite has the interval of its drug; the
        peptides, the free receptors and the response that of the drug dosed last. Numbers are those
        of the output times within the interval; of a single one there is no mean, area or time
        above.

        Returns:
            A row per quantity, named as in `to_pandas`: plasma concentrations in ng/mL, occupancies
            and free receptors in %; of the response tone, density and peptide levels, relative to
            the drug-free body (``"x drug-free"``), and the withdrawal index; with ``"immune"`` also
            OGF complexes, activation, cytokine and pain index (%), hypotheses all of them. Columns:
            ``unit``; ``peak``, ``t_peak`` (h after the dose), ``trough``, ``mean``; ``area``
            (concentrations, unit times h); ``hours_above_50`` (occupied and free receptors, h);
            where there is tone, ``hours_above_1`` (tone above the drug-free one, h). ``attrs``
            names the regimen, the windows, the preset with its known conflicts, the replaced
            parameters and the number of unconfirmed ones; of a response also its parts, phi and the
            weights of the immune read-outs.
        """
        from opiodyn._result.summary import summary

        return summary(self)

    def report(self) -> str:
        """The summary as text for a person: tables of plasma, receptors and response, what the
        response assumes, the preset with the data that it passes and fails, and how many parameters
        are unconfirmed."""
        from opiodyn._report.report import run_report

        return run_report(self)

    def to_pandas(self) -> pd.DataFrame:
        """All outputs as a wide frame.

        Returns:
            Index ``time`` (h). Columns ``amount.<ligand>.<compartment>`` (mg),
            ``concentration.<ligand>`` (nM), ``mass_concentration.<ligand>`` (ng/mL),
            ``effect_site.<ligand>`` (nM), ``occupancy.<ligand>.<receptor>`` and
            ``free.<receptor>`` (fractions); of the response ``tone``, ``sigma``, ``density`` and
            ``adaptation`` of each receptor, ``precursor``, ``peptide`` and ``stimulus`` of each
            peptide, ``withdrawal``, and the immune read-outs. At the observation records of a table
            that has them also ``dv``, what was observed, as the table has it. ``attrs["units"]``
            maps column to unit, ``attrs["provenance"]`` is `provenance` as JSON text.
        """
        from opiodyn._result.frames import to_pandas

        frame = to_pandas(self)
        return frame if self._dv is None else frame.assign(dv=self._dv)

    def to_xarray(self) -> xr.Dataset:
        """All outputs as a labelled dataset, which can be saved as netCDF.

        Returns:
            Variables as in `to_pandas`, over the dimensions ``time``, ``ligand``, ``receptor`` and
            ``compartment``; NaN where a combination does not exist. Units are in the attributes of
            each variable, `provenance` as JSON text in ``attrs["provenance"]``.
        """
        from opiodyn._result.frames import to_xarray

        data = to_xarray(self)
        return data if self._dv is None else data.assign(dv=("time", self._dv))

    @overload
    def plot(self) -> Figure: ...
    @overload
    def plot(self, *, figure: _Canvas) -> _Canvas: ...
    def plot(self, *, figure: Figure | SubFigure | None = None) -> Figure | SubFigure:
        """Draws plasma concentrations, who sits on each receptor, and the response.

        Tone, receptor density and peptide levels are relative to the drug-free body; where the tone
        of mu (of the first receptor, if there is no mu) is above 1, it is shaded. The withdrawal
        index has a panel where it reaches 0.05, the immune read-outs have one that calls them
        hypotheses. Triangles mark doses, diamonds stimuli and flares. A long run gets a second
        column that zooms in on the last dosing interval.

        Args:
            figure: A matplotlib figure or subfigure to draw in; None makes one.

        Returns:
            The figure. Global matplotlib settings are left alone.

        Raises:
            ImportError: matplotlib is not installed (``pip install opiodyn[plot]``).
        """
        from opiodyn._plot.plot import plot

        return plot(self, figure)

    @property
    def provenance(self) -> dict[str, Any]:
        """All that this run rests on, in plain data that JSON can hold.

        Keys: ``opiodyn_version``, ``status``, ``complete``, ``subject``, ``regimen``, ``model``,
        ``solver``, ``parameters``, ``effects``, ``without_effect``, ``changes`` and ``missing``.
        ``model`` has its settings, among them ``response`` (its parts), ``phi`` and ``effects``
        (weights of the immune read-outs). ``parameters`` maps the name of each value that was used
        to value, unit, range, evidence, status, sources and whether it is unconfirmed; the other
        ``effects`` does so for what made the parameters of a person differ (CVs, correlations,
        effects of covariates); ``without_effect`` names the covariates that act on nothing in this
        model; ``changes`` lists what the regimen changed on the way; ``missing`` what is not known
        of these substances, and why. Covariates that a table of events changes on the way are the
        first known ones here.
        """
        from opiodyn._result.provenance import of_run

        return of_run(self)

    @property
    def _dv(self) -> FloatArray | None:
        """What was observed at each output, if that is known."""
        dv = self._whose.dv if self._whose else None
        return None if dv is None else dv[: self.times.size]

    def _span(self) -> str:
        if self.times.size == 0:
            return "no output times"
        begin, end = self.times[0], self.times[-1]
        return f"{begin:g} to {end:g} h, {self.times.size} times"

    def __reduce__(self) -> Any:
        message = "a run does not pickle; return run.to_pandas() or run.to_xarray() from workers"
        raise TypeError(message)

    def __repr__(self) -> str:
        status = "" if self.complete else f", INCOMPLETE: {self.status}"
        return f"<Run of '{_short(str(self._regimen))}', {self._span()}{status}>"

    def _repr_html_(self) -> str:
        rows = {
            "regimen": _short(str(self._regimen)),
            "preset": self._model.preset.label if self.receptors else "none",
            "response": ", ".join(self._model.response) if self.receptors else "none",
            "span": self._span(),
            "ligands": ", ".join(self.ligands),
            "status": self.status,
        }
        cells = "".join(
            f"<tr><th style='text-align:left'>{name}</th>"
            f"<td style='text-align:left'>{html.escape(text)}</td></tr>"
            for name, text in rows.items()
        )
        return f"<table><caption><b>opiodyn run</b></caption>{cells}</table>"


def _short(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."
