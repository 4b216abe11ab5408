"""This module has the class `Run`, which users hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack, overload

from opiodyn._checks.notebook import facts_html, short
from opiodyn._checks.pickles import pickled
from opiodyn._model.preset import scope
from opiodyn._result.plain_run import checked, fields_of
from opiodyn._result.run_data import RunData
from opiodyn._runs.cited import Cited

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure, SubFigure

    from opiodyn._plot.wanted import AnyAxes, Canvas, Chosen
    from opiodyn._result.metric import Metrics


@pickled("Run")
class Run(RunData, Cited):
    """A run is one simulated course: times, concentrations, occupancies, and what they rest on.

    `simulate` makes it. An array has one value per output time, the shape [time]. Arrays that are
    marked as views share the memory of the run, cannot be written to, and keep it alive. Units are
    in brackets, and [-] marks a number without a unit. `Runs` has the same names for several
    subjects.

    Threads may share a run: nothing in it changes. Only `plot` is for one thread at a time.
    """

    def summary(self) -> pd.DataFrame:
        """Returns the last dosing interval in numbers, a row per quantity.

        The interval of a drug begins with its last dose before the end of the run. It ends with the
        next dose, or where the next one would be, if the run is that long. A metabolite has the
        interval of its drug. The peptides, the free receptors and the response have the interval of
        the drug that is dosed last.

        The numbers are those of the solution itself, whatever the output times are: the run is
        made once more for them, by Rodas5P with the same tolerances. `metrics` gives any other
        number, or other hours. A summary has occupancies and effects in [%], and `metrics` has them
        as fractions [-], in the unit of their column.

        Returns:
            The rows have the names of `to_pandas`. They are plasma concentrations [ng/mL], and
            occupancies and free receptors [%]. Tone, density and peptide levels are relative to the
            drug-free body (``"x drug-free"``). The response of each receptor (sigma) and the
            effects are in [%] of the largest possible one, and ventilation is in [%] of that
            without a drug. The withdrawal index follows. With ``"immune"`` there are OGF complexes,
            activation, cytokine and pain index [%] too, which are hypotheses.

            The columns are ``unit``; ``begin`` and ``end`` of the interval [h]; ``peak``;
            ``t_peak``, its time after the dose [h]; ``trough``; and ``mean``. Then come ``area`` of
            concentrations [ng h/mL]; ``hours_above_50`` of occupied and free receptors [h]; and
            where there is tone, ``hours_above_1`` [h].

            ``attrs`` names the regimen, the intervals, the preset with its known conflicts, the
            replaced parameters and the number of unconfirmed values. With a response it also names
            the parts of the response, phi and the weights of the immune read-outs.

        Raises:
            InputError: The run failed before its first output time.
            SolverError: Rodas5P cannot make the run again.
        """
        from opiodyn._result.summary import run_summary

        return run_summary(self)

    def metrics(
        self,
        metrics: Metrics,
        *,
        window: tuple[float, float] | None = None,
        drug: str | None = None,
    ) -> pd.Series[float]:
        """Returns numbers that summarise columns of `to_pandas` over hours of the run.

        They are those of the solution itself, whatever the output times are, and the same as those
        of `sweep` and `compare`, to the last bit. Occupancies and effects are fractions [-] as in
        their columns, where `summary` has [%].

        Args:
            metrics: The metrics, as `sweep` takes them: a name such as ``"tone.mu.mean"``, a
                `Metric`, several of them, or a mapping that names the results.
            window: The hours after the last dose that count [h], for metrics given by name, such as
                ``(8, 24)``. None stands for the whole last dosing interval.
            drug: The drug whose last dosing interval it is. None stands for the drug that a column
                is about. It must be given for other columns if several drugs were dosed whose last
                intervals differ.

        Returns:
            A value per metric. ``attrs["units"]`` has their units, and ``attrs["windows"]`` the
            hours of the run that count, begin and end [h].

        Raises:
            InputError: A value breaks a rule, or the run failed before its first output time.
            SolverError: Rodas5P cannot make the run again.

        Example:
            >>> from opiodyn import regimen, simulate
            >>> run = simulate(regimen("naltrexone 4.5 mg po q24h x7"))
            >>> bool(run.metrics("occupancy.naltrexone.mu.t_peak").item() < 4.0)
            True
        """
        from opiodyn._result.run_metrics import read_asked, run_metrics

        return run_metrics(self, read_asked(metrics, window, drug))

    def contested(self) -> pd.DataFrame:
        """Returns what the headlines of the run become under the other set of a contested value.

        Sources exclude each other on some values, such as the gain of beta-endorphin, the affinity
        of naloxone, and ``phi``. The run is made again with each other set, in the lanes. Without
        an agonist the headlines are the mean tone at mu in the last dosing interval, its mean 8 to
        24 h after a daily dose, and the height of its rebound. After naloxone they are its highest
        occupancy of mu, the highest ventilation within 1 h, and the lowest from 0.5 h on.

        Returns:
            The index ``headline`` names them. The columns are ``unit``, ``run`` (this run), and one
            for each other set, such as ``"beta-endorphin/controlled"`` or ``"phi 0"``. A number
            that does not rest on the value is NaN. ``attrs["words"]`` has each set in words, and
            ``attrs["about"]`` why the values are contested. A value or set that the caller has
            chosen is left out; the frame is empty if none is left.

        Raises:
            InputError: The run failed before its first output time.
        """
        from opiodyn._contested.contested import run_contested

        return run_contested(self)

    def report(self) -> str:
        """Returns the summary as text for a person.

        It has tables of plasma [ng/mL], receptors [%] and response, and what the response assumes.
        If a drug of the model is an agonist, it states the largest effects, the lowest ventilation
        and the largest withdrawal index of the whole run. It says what its numbers become under the
        other set of a contested value (`contested`). It also has the `notes`. It says what the
        biophase preset agrees with and what it does not, where a drug follows it, and how many
        values are unconfirmed.

        Raises:
            InputError: The run failed before its first output time.
            SolverError: Rodas5P cannot make the run again.
        """
        from opiodyn._report.report import run_report

        return run_report(self)

    def to_pandas(self) -> pd.DataFrame:
        """Returns all outputs as a wide frame, a row per output time.

        Returns:
            The index is ``time`` [h]. The columns are ``amount.<ligand>.<compartment>`` [mg],
            ``concentration.<ligand>`` [nM], ``mass_concentration.<ligand>`` [ng/mL],
            ``effect_site.<ligand>`` [nM], ``occupancy.<ligand>.<receptor>`` [-] and
            ``free.<receptor>`` [-]. The response has ``tone``, ``sigma``, ``density`` and
            ``adaptation`` of each receptor, ``precursor``, ``peptide`` and ``stimulus`` of each
            peptide, ``effect`` of each endpoint, ``ventilation``, ``withdrawal``, and the immune
            read-outs.

            The run of a table at its own records begins with ``row``, the row of each output as in
            `EventTable.frame`, and ``evid``. With ``records="both"`` there is ``side``, which is
            ``"before"`` or ``"after"`` the row. If something was observed, the last column is
            ``dv``, as the table has it.

            ``attrs["units"]`` maps each output to its unit. ``attrs["provenance"]`` is `provenance`
            as JSON text.
        """
        from opiodyn._result.frames import to_pandas

        return to_pandas(self)

    def to_xarray(self) -> xr.Dataset:
        """Returns all outputs as a labelled dataset, which can be saved as netCDF.

        Returns:
            The variables have the names and units of `to_pandas`. Their dimensions are ``time``
            [h], ``ligand``, ``receptor`` and ``compartment``; a combination that does not exist is
            NaN. The columns ``row``, ``evid`` and ``side`` of a table are coordinates along
            ``time``. Units are in the attributes of each variable. ``attrs["provenance"]`` is
            `provenance` as JSON text.
        """
        from opiodyn._result.frames import to_xarray

        return to_xarray(self)

    @overload
    def plot(self, **chosen: Unpack[Chosen]) -> Figure: ...
    @overload
    def plot(self, *, figure: Canvas, **chosen: Unpack[Chosen]) -> Canvas: ...
    @overload
    def plot(self, *, ax: AnyAxes, **chosen: Unpack[Chosen]) -> AnyAxes: ...
    def plot(
        self,
        *,
        panels: Iterable[str] | None = None,
        ligands: Iterable[str] | None = None,
        receptors: Iterable[str] | None = None,
        figure: Figure | SubFigure | None = None,
        ax: Any = None,
        style: str | None = None,
    ) -> Any:
        """Draws plasma concentrations, the ligands on each receptor, and the response.

        Effects and ventilation follow the receptors if a drug of the model is an agonist, and the
        withdrawal index where it reaches 0.01. Otherwise tone, receptor density and peptide levels
        follow. The immune read-outs have a panel that calls them hypotheses. Triangles mark doses,
        diamonds stimuli and flares. A long run gets a second column that zooms in on the last
        dosing interval. Curves are drawn at times of the picture, which have the peaks among them.

        Args:
            panels: The names of the panels, from top to bottom; None chooses as above. They are
                ``"plasma"`` [ng/mL], ``"occupancy"`` of each receptor [%], ``"effect"`` [%],
                ``"ventilation"`` [%], ``"tone"``, ``"density"`` and ``"peptide"`` relative to the
                drug-free body, ``"withdrawal"`` [-] and ``"pain"`` [%]. ``"occupancy.mu"``,
                ``"effect.breathing"`` and the like show one receptor, endpoint or peptide.
            ligands: The ligands in the panels of plasma, receptors and peptides. None stands for
                all, and for the free receptors.
            receptors: The receptors that have panels of occupancy, and lines of tone and density;
                None stands for all.
            figure: A matplotlib figure or subfigure to draw in; None makes one.
            ax: The Axes to draw in, or a list of Axes with one for each panel. They show the whole
                run with a legend, without heading and caption.
            style: The name of a style, as in `opiodyn.style`. None stands for that of the block
                ``with opiodyn.style(...)`` around the call, or else for ``"paper"``; outside of
                such a block, Axes keep their sizes.

        Returns:
            The figure; or ``ax``, if that is given. Global matplotlib settings are left alone.

        Raises:
            InputError: The run failed before its first output time, has no such panel or ligand, or
                there is another number of Axes than of panels.
            ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).
        """
        from opiodyn._plot.plot import plot_run
        from opiodyn._plot.wanted import Wanted

        return plot_run(self, Wanted(figure, ax, panels, ligands, receptors, style))

    @property
    def notes(self) -> tuple[str, ...]:
        """Returns what to know before the numbers are used, a sentence with its source each.

        There are notes on safety, from labels: on an opioid beside naltrexone, on doses above the
        label, and on severe disease of liver or kidneys. Others name values outside their
        documented ranges and implausible covariates. The most serious come first, and there are
        none if the run calls for none. docs/safety.md lists them. `Runs.notes` says for how many
        subjects each holds.
        """
        from opiodyn._result.notes import run_notes

        return tuple(str(note) for note in run_notes(self))

    @property
    def provenance(self) -> dict[str, Any]:
        """Returns what this run rests on, in plain data that JSON can hold.

        - ``opiodyn_version``, ``status``, ``complete``, ``subject`` and ``regimen``.
        - ``model``: its settings, among them ``response`` (its parts), ``phi`` and ``weights`` (of
          the immune read-outs), ``covariates`` and ``individual``, the parameters that differ from
          the typical ones.
        - ``solver``: its settings, and the number of steps and of steady states.
        - ``parameters``: each value that was used, by name, with unit, range, evidence, status,
          sources, and whether it is unconfirmed.
        - ``effects``: the same for what made the parameters of a person differ, which are CVs,
          correlations and effects of covariates.
        - ``without_effect``: the covariates that act on nothing in this model.
        - ``changes``: the parameters that the regimen changed during the run, with the time [h].
        - ``missing``: what is not known of these substances, and why.
        - ``notes``: the sentences of `notes`.

        Covariates that a table of events changes during the run are the first known ones here.
        """
        from opiodyn._result.provenance import run_provenance

        return run_provenance(self)

    def _cited(self) -> dict[str, Any]:
        return self.provenance

    def _span(self) -> str:
        if self.times.size == 0:
            return "no output times"
        begin, end = self.times[0], self.times[-1]
        return f"{begin:g} to {end:g} h, {self.times.size} times"

    def _preset(self) -> str:
        which = scope(self._model, self._regimen.drugs) if self.receptors else None
        return "none" if which is None else f"{self._model.preset.label}{which}"

    def _plain(self) -> dict[str, Any]:
        return fields_of(self)

    @classmethod
    def _again(cls, **fields: Any) -> Run:
        return cls(*checked(**fields))

    def __repr__(self) -> str:
        status = "" if self.complete else f", INCOMPLETE: {self.status}"
        return f"<Run of '{short(str(self._regimen))}', {self._span()}{status}>"

    def _repr_html_(self) -> str:
        facts = {
            "regimen": str(self._regimen),
            "preset": self._preset(),
            "response": ", ".join(self._model.response) if self.receptors else "none",
            "span": self._span(),
            "ligands": ", ".join(self.ligands),
            "status": self.status,
        }
        return facts_html("opiodyn run", facts)
