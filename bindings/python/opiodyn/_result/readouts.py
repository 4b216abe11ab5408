"""What a run reports of the body's response."""

from __future__ import annotations

from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray

_NEEDS = {
    "tone": "a receptor at which peptides act, and a response",
    "sigma": "the receptor, and a response",
    "density": "the receptor, and 'turnover' in its response",
    "adaptation": "a receptor at which peptides act, and 'adaptation' in its response",
    "precursor": "the peptide, and 'peptides' in its response",
    "peptide": "the peptide, and 'peptides' in its response",
    "stimulus": "the peptide, and 'peptides' in its response",
    "withdrawal": "mu, peptides that act there, and 'adaptation' in its response",
}
_IMMUNE = "'immune' in its response"
OF_IMMUNE = {"ogf_density", "ogf", "activation", "flare", "cytokine", "pain"}


def needs(quantity: str) -> str | None:
    """What a model needs to report a read-out of the response; None if it is not one."""
    return _IMMUNE if quantity in OF_IMMUNE else _NEEDS.get(quantity)


class InputError(_core.InputError, AttributeError):
    """An InputError that is an AttributeError too, so that hasattr() says what a run does not have.

    Users see it, and pickle it, as `opiodyn.InputError`.
    """

    __module__ = "opiodyn"

    def __reduce__(self) -> tuple[Any, ...]:
        return _core.InputError, self.args, vars(self)


class Response:
    """Read-outs of the response, one value per time (of a run views), relative to the drug-free
    body, where 1 is what there is without a drug.

    Each raises InputError where the model has no such part.
    """

    _trajectory: _core.Trajectory

    def tone(self, receptor: str) -> FloatArray:
        """Opioid tone: what all ligands do at a receptor, sum of tau B, relative to drug-free."""
        return self.readout("tone", receptor)

    def sigma(self, receptor: str) -> FloatArray:
        """Operational response S^n / (1 + S^n), of the largest possible, with the efficacy that
        adaptation leaves."""
        return self.readout("sigma", receptor)

    def receptor_density(self, receptor: str) -> FloatArray:
        """Receptors, bound and free, relative to the drug-free density."""
        return self.readout("density", receptor)

    def adaptation(self, receptor: str) -> FloatArray:
        """Adaptation Z to tone above the drug-free one; 0 without a drug."""
        return self.readout("adaptation", receptor)

    def precursor(self, peptide: str) -> FloatArray:
        """Precursor of a peptide, relative to drug-free."""
        return self.readout("precursor", peptide)

    def peptide(self, peptide: str) -> FloatArray:
        """Level of a peptide, relative to drug-free."""
        return self.readout("peptide", peptide)

    def stimulus(self, peptide: str) -> FloatArray:
        """What stimuli add to the release of a peptide: X of 1 doubles it; 0 without a stimulus."""
        return self.readout("stimulus", peptide)

    @property
    def withdrawal(self) -> FloatArray:
        """Withdrawal index, from 0 to below 1: adaptation at mu that its tone does not use."""
        return self.readout("withdrawal")

    @property
    def ogf(self) -> FloatArray:
        """Complexes of the OGF receptor, relative to drug-free. A hypothesis."""
        return self.readout("ogf")

    @property
    def activation(self) -> FloatArray:
        """Microglial and immune activation, relative to drug-free. A hypothesis."""
        return self.readout("activation")

    @property
    def cytokine(self) -> FloatArray:
        """Cytokine level, relative to drug-free. A hypothesis."""
        return self.readout("cytokine")

    @property
    def pain(self) -> FloatArray:
        """Pain index, % of the drug-free one. A hypothesis; it moves under the weights
        ``effects="illustrative"`` alone."""
        return self.readout("pain")

    def readout(self, quantity: str, place: str | None = None) -> FloatArray:
        """Returns a read-out of the response by its name.

        Args:
            quantity: ``tone``, ``sigma``, ``density``, ``adaptation`` (of a receptor);
                ``precursor``, ``peptide``, ``stimulus`` (of a peptide); ``withdrawal``,
                ``ogf_density``, ``ogf``, ``activation``, ``flare``, ``cytokine``, ``pain``.
            place: The receptor or peptide; None for a quantity that has no place.

        Returns:
            One value per time (a view): ``sigma``, ``adaptation``, ``stimulus``, ``flare`` and
            ``withdrawal`` as they are, ``pain`` in % of the drug-free one, all others relative to
            the drug-free body.

        Raises:
            InputError: The model does not report it; the message says what it needs. The error is
                an AttributeError too.
        """
        name = quantity if place is None else f"{quantity}.{check.word('name', place)}"
        if name not in {column.name for column in self._trajectory.columns}:
            rule = f"this model does not report it; it needs {_NEEDS.get(quantity, _IMMUNE)}"
            raise check.input_error("output", name, rule, InputError)
        return self._trajectory.column(name)
