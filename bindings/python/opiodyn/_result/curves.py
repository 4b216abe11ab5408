"""This module reads curves of ligands and receptors, from one run or from several."""

from __future__ import annotations

from collections.abc import Callable

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.drugs import meant
from opiodyn._model.model import Model
from opiodyn._result import places
from opiodyn._result.places import Place

_Read = Callable[[_core.Trajectory], FloatArray]


class Curves:
    """Curves over time are read by the same names from one run and from several.

    A curve has the shape [time] for `Run`, and [subject, time] for `Runs`.
    """

    _model: Model

    def _curve(self, read: _Read) -> FloatArray:
        """Returns what the function reads from the numbers of a run, or of each run."""
        raise NotImplementedError

    def _output(self, quantity: str, *asked: Place, read: _Read | None = None) -> FloatArray:
        """Returns an output of these names; it is a column unless a function reads it."""
        named = [(field, self._meant(field, name)) for field, name in asked]
        column = ".".join([quantity, *(name for _, name in named)])

        def found(trajectory: _core.Trajectory) -> FloatArray:
            try:
                return trajectory.column(column) if read is None else read(trajectory)
            except _core.UnknownNameError:
                places.refuse(trajectory, quantity, named)
                raise

        return self._curve(found)

    def _meant(self, field: str, name: str) -> str:
        """Returns the name that the model has for a ligand; a drug may be named by a brand."""
        text = check.word(field, name)
        return meant(text, self.ligands) if field == "ligand" else text

    @property
    def ligands(self) -> tuple[str, ...]:
        """Returns the names of the drugs, metabolites and peptides of the model."""
        return self._model.ligands

    @property
    def receptors(self) -> tuple[str, ...]:
        """Returns the names of the receptors of the model."""
        return self._model.receptors

    def occupancy(self, ligand: str, receptor: str) -> FloatArray:
        """Returns the fraction of all receptors of a type that hold a ligand [-], from 0 to 1.

        The shape is [time] for a run (a view), and [subject, time] for runs.

        Raises:
            UnknownNameError: The model has no such ligand or receptor, or they do not bind.
        """
        return self._output("occupancy", ("ligand", ligand), ("receptor", receptor))

    def free_receptors(self, receptor: str) -> FloatArray:
        """Returns the fraction of all receptors of a type that hold no ligand [-], from 0 to 1.

        The shape is [time] for a run (a view), and [subject, time] for runs.

        Raises:
            UnknownNameError: The model has no such receptor.
        """
        return self._output("free", ("receptor", receptor))

    def concentration(self, ligand: str, unit: str = "nM") -> FloatArray:
        """Returns the total plasma concentration of a drug or metabolite, bound and unbound.

        The shape is [time] for a run, and [subject, time] for runs.

        Args:
            ligand: The name of the drug or metabolite.
            unit: ``"nM"`` (``"nmol/L"``), ``"ng/mL"`` (``"ug/L"``), ``"ug/mL"`` (``"mg/L"``),
                ``"pg/mL"`` (``"ng/L"``), ``"pM"`` or ``"uM"``.

        Raises:
            UnknownNameError: The model has no such drug or metabolite, or there is no such unit.
        """
        wanted = check.word("unit", unit)
        return self._output(
            "concentration",
            ("ligand", ligand),
            read=lambda trajectory: trajectory.concentration(self._meant("ligand", ligand), wanted),
        )

    def effect_site(self, ligand: str) -> FloatArray:
        """Returns the concentration of a ligand at the receptors in the brain [nM].

        The shape is [time] for a run (a view), and [subject, time] for runs.

        Raises:
            UnknownNameError: The model has no such ligand in the brain.
        """
        return self._output("effect_site", ("ligand", ligand))

    def amount(self, ligand: str, compartment: str) -> FloatArray:
        """Returns the amount of a drug or metabolite in a compartment [mg].

        It is the mass of the substance itself, without that of its salt. The shape is [time] for a
        run, and [subject, time] for runs.

        Args:
            ligand: The name of the drug or metabolite.
            compartment: ``"depot"``, ``"central"``, ``"peripheral"`` or ``"peripheral2"``.

        Raises:
            UnknownNameError: The model has no such ligand, or the ligand no such compartment.
        """
        return self._output(
            "amount",
            ("ligand", ligand),
            ("compartment", compartment),
            read=lambda trajectory: trajectory.amount(self._meant("ligand", ligand), compartment),
        )
