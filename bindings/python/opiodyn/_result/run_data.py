"""What one run knows: its numbers, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._model.model import Model
from opiodyn._result.readouts import Response


class Subject(NamedTuple):
    """Someone of a population or of a table of events; a table knows more than the ID."""

    id: int | str
    covariates: Mapping[str, float | str] = MappingProxyType({})
    """The first known value of each."""
    later: Sequence[tuple[str, str]] = ()
    """Covariate and category, for the other categories that the table gives on the way."""
    dv: FloatArray | None = None
    """What was observed at each output."""


class RunData(Response):
    """The numbers of one simulated course, and what they rest on.

    Frames, summaries, reports and pictures are made from it. `Run`, which users hold, adds the
    methods that make them, and so this file need not know them.
    """

    def __init__(
        self,
        trajectory: _core.Trajectory,
        model: Model,
        regimen: _core.Regimen,
        subject: Subject | None = None,
    ) -> None:
        self._trajectory = trajectory
        self._model = model
        self._regimen = regimen
        self._whose = subject

    @property
    def subject(self) -> int | str | None:
        """Whose run it is: ID of a table, number of a person; None if it is nobody's."""
        return self._whose.id if self._whose else None

    @property
    def regimen(self) -> _core.Regimen:
        """The regimen of this run."""
        return self._regimen

    @property
    def model(self) -> Model:
        """The model, with the drugs it had in this run."""
        return self._model

    @property
    def ligands(self) -> tuple[str, ...]:
        """Names of drugs, metabolites and peptides."""
        return tuple(ligand.name for ligand in self._trajectory.ligands)

    @property
    def receptors(self) -> tuple[str, ...]:
        """Names of the receptors."""
        return self._model.receptors

    @property
    def complete(self) -> bool:
        """False if the run ended before its last output time; `status` says why."""
        return self._trajectory.complete

    @property
    def status(self) -> str:
        """``"complete"``, or why not."""
        return self._trajectory.status

    @property
    def times(self) -> FloatArray:
        """Output times, h (a view)."""
        return self._trajectory.times

    def occupancy(self, ligand: str, receptor: str) -> FloatArray:
        """Fraction of all receptors that hold the ligand, 0 to 1 (a view).

        Raises:
            UnknownNameError: The model has no such ligand or receptor, or they do not bind.
        """
        return self._trajectory.occupancy(ligand, receptor)

    def free_receptors(self, receptor: str) -> FloatArray:
        """Fraction of receptors that hold nothing, 0 to 1 (a view)."""
        return self._trajectory.free_receptors(receptor)

    def concentration(self, ligand: str, unit: str = "nM") -> FloatArray:
        """Total (bound and unbound) plasma concentration of a drug or metabolite.

        Args:
            ligand: Its name.
            unit: ``"nM"`` or ``"ng/mL"``.

        Raises:
            UnknownNameError: No such ligand or unit.
        """
        return self._trajectory.concentration(ligand, unit)

    def effect_site(self, ligand: str) -> FloatArray:
        """Concentration at the receptors in the brain, nM (a view)."""
        return self._trajectory.effect_site(ligand)

    def amount(self, ligand: str, compartment: str) -> FloatArray:
        """Amount of a drug or metabolite in a compartment, mg of the substance itself.

        Args:
            ligand: Its name.
            compartment: ``"depot"``, ``"central"``, ``"peripheral"`` or ``"peripheral2"``.
        """
        return self._trajectory.amount(ligand, compartment)

    @property
    def covariates(self) -> dict[str, float | str]:
        """The covariates of the person, from the model or from the table of events.

        Units and categories are as in `Model`. Of a table they are the first known ones; empty if
        nothing is known.
        """
        own = self._whose.covariates if self._whose else {}
        return dict(own or self._model.covariates)
