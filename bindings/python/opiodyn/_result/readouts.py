"""This module reads the body's response, from one run or from several."""

from __future__ import annotations

from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._result.curves import Curves
from opiodyn._result.places import places_of

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
_OF_PEPTIDES = {"precursor", "peptide", "stimulus"}
OF_IMMUNE = {"ogf_density", "ogf", "activation", "flare", "cytokine", "pain"}


def needs(quantity: str) -> str | None:
    """Returns what a model needs to report a read-out of the response.

    It is None for a quantity that is no such read-out.
    """
    return _IMMUNE if quantity in OF_IMMUNE else _NEEDS.get(quantity)


class InputError(_core.InputError, AttributeError):
    """This InputError is an AttributeError too, so that hasattr() tells what a run reports.

    Users see it, and pickle it, as `opiodyn.InputError`.
    """

    __module__ = "opiodyn"

    def __reduce__(self) -> tuple[Any, ...]:
        return _core.InputError, self.args, vars(self)


class Response(Curves):
    """Read-outs of the body's response are read by the same names from one run and from several.

    A read-out has the shape [time] for `Run` (a view), and [subject, time] for `Runs`. The level of
    the drug-free body is 1 wherever a read-out is relative to it. Each raises InputError where the
    model does not report it; that error is an AttributeError too.
    """

    def tone(self, receptor: str) -> FloatArray:
        """Returns the opioid tone at a receptor [-], relative to the drug-free body.

        Tone is the effect of all ligands together, the sum of efficacy times binding (tau B).
        """
        return self.readout("tone", receptor)

    def sigma(self, receptor: str) -> FloatArray:
        """Returns the operational response at a receptor [-], as a fraction of the largest one.

        It is S^n / (1 + S^n), with the efficacy that adaptation leaves.
        """
        return self.readout("sigma", receptor)

    def receptor_density(self, receptor: str) -> FloatArray:
        """Returns the density of a receptor, bound and free [-], relative to the drug-free body."""
        return self.readout("density", receptor)

    def adaptation(self, receptor: str) -> FloatArray:
        """Returns the adaptation Z of a receptor to tone above the drug-free one [-].

        It is 0 without a drug.
        """
        return self.readout("adaptation", receptor)

    def precursor(self, peptide: str) -> FloatArray:
        """Returns the level of a peptide's precursor [-], relative to the drug-free body."""
        return self.readout("precursor", peptide)

    def peptide(self, peptide: str) -> FloatArray:
        """Returns the level of a peptide [-], relative to the drug-free body."""
        return self.readout("peptide", peptide)

    def stimulus(self, peptide: str) -> FloatArray:
        """Returns the increase in the release of a peptide by stimuli [-].

        An increase of 1 doubles the release; it is 0 without a stimulus.
        """
        return self.readout("stimulus", peptide)

    @property
    def withdrawal(self) -> FloatArray:
        """Returns the withdrawal index [-], from 0 to below 1.

        It is the adaptation at the mu receptor that tone there does not match.
        """
        return self.readout("withdrawal")

    @property
    def ogf(self) -> FloatArray:
        """Returns the complexes of the OGF receptor [-], relative to the drug-free body.

        It is a hypothesis.
        """
        return self.readout("ogf")

    @property
    def activation(self) -> FloatArray:
        """Returns the microglial and immune activation [-], relative to the drug-free body.

        It is a hypothesis.
        """
        return self.readout("activation")

    @property
    def cytokine(self) -> FloatArray:
        """Returns the cytokine level [-], relative to the drug-free body.

        It is a hypothesis.
        """
        return self.readout("cytokine")

    @property
    def pain(self) -> FloatArray:
        """Returns the pain index [%], relative to the drug-free body, which has 100 %.

        It is a hypothesis. It moves only under ``weights="illustrative"`` or weights of your own.
        """
        return self.readout("pain")

    def readout(self, quantity: str, place: str | None = None) -> FloatArray:
        """Returns a read-out of the response by its name.

        The shape is [time] for a run (a view), and [subject, time] for runs.

        Args:
            quantity: ``tone``, ``sigma``, ``density`` or ``adaptation`` of a receptor;
                ``precursor``, ``peptide`` or ``stimulus`` of a peptide; or ``withdrawal``,
                ``ogf_density``, ``ogf``, ``activation``, ``flare``, ``cytokine`` or ``pain``.
            place: The receptor or peptide; None for a quantity that has no place.

        Returns:
            The values. The pain index is in [%] of the drug-free body. All others are [-]:
            ``sigma``, ``adaptation``, ``stimulus``, ``flare`` and ``withdrawal`` as they are, the
            rest relative to the drug-free body.

        Raises:
            InputError: The model does not report the read-out; the message says what it needs. The
                error is an AttributeError too.
        """
        check.word("quantity", quantity)
        name = quantity if place is None else f"{quantity}.{check.word(_place(quantity), place)}"

        def read(trajectory: _core.Trajectory) -> FloatArray:
            if name not in {column.name for column in trajectory.columns}:
                raise _unreported(trajectory, quantity, place)
            return trajectory.column(name)

        return self._curve(read)


def _place(quantity: str) -> str:
    return "peptide" if quantity in _OF_PEPTIDES else "receptor"


def _unreported(trajectory: _core.Trajectory, quantity: str, place: str | None) -> _core.InputError:
    """Returns the error for a read-out that a run does not have."""
    if needs(quantity) is None:
        rule = _core.unknown_rule(quantity, [*_NEEDS, *sorted(OF_IMMUNE)])
        return check.input_error("quantity", repr(quantity), rule, InputError)
    there = [".".join(one) for one in places_of(trajectory, quantity)]
    if any(there):
        field = _place(quantity)
        if place is None:
            return check.input_error(field, None, f"must be one of {', '.join(there)}", InputError)
        return check.input_error(field, repr(place), _core.unknown_rule(place, there), InputError)
    name = quantity if place is None else f"{quantity}.{place}"
    rule = f"this model does not report it; it needs {needs(quantity)}"
    return check.input_error("output", name, rule, InputError)
