"""This module reads the body's response, from one run or from several."""

from __future__ import annotations

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_error
from opiodyn._checks.shown import shown
from opiodyn._result.curves import Curves
from opiodyn._result.places import places_of

_NEEDS = {
    "tone": "a receptor at which peptides act, and a response",
    "sigma": "the receptor, and a response",
    "density": "the receptor, and 'turnover' in its response",
    "adaptation": "the receptor, and 'adaptation' in its response",
    "effect": "the receptor of an endpoint, and 'effects' in its response",
    "precursor": "the peptide, and 'peptides' in its response",
    "peptide": "the peptide, and 'peptides' in its response",
    "stimulus": "the peptide, and 'peptides' in its response",
    "ventilation": "mu, the endpoint 'breathing', and 'effects' in its response",
    "withdrawal": "mu, and 'adaptation' in its response",
}
_IMMUNE = "'immune' in its response"
_OF_PEPTIDES = {"precursor", "peptide", "stimulus"}
OF_IMMUNE = {"ogf_density", "ogf_precursor", "ogf", "activation", "flare", "cytokine", "pain"}


def needs(quantity: str) -> str | None:
    """Returns what a model needs to report a read-out of the response.

    It is None for a quantity that is no such read-out.
    """
    return _IMMUNE if quantity in OF_IMMUNE else _NEEDS.get(quantity)


def _without_tone(trajectory: _core.Trajectory) -> list[str]:
    """Returns the receptors that respond, but have no tone: no peptide acts there by itself."""
    toned = places_of(trajectory, "tone")
    return [place for (place,) in places_of(trajectory, "sigma") if (place,) not in toned]


def no_tone(receptor: str) -> str:
    """Returns why a receptor has no tone, and what to do."""
    return (
        f"tone at {receptor} is relative to what peptides do there without a drug, and none does "
        "(e0 or tau is 0, or no peptide binds there); give one a basal level as a parameter, such "
        f"as 'beta-endorphin.{receptor}.e0', or ask for sigma.{receptor}"
    )


class InputError(_core.InputError, AttributeError):
    """This InputError is an AttributeError too, so that hasattr() tells what a run reports.

    Users see it as `opiodyn.InputError`.
    """

    __module__ = "opiodyn"


pickled_error(InputError, "InputError of a read-out")


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
        """Returns the response of a receptor [-], as a fraction of the largest one.

        It is S' / (1 + S'), where S' is the effect of all ligands with the efficacy that adaptation
        leaves. Without a drug it is what the body's own peptides do.
        """
        return self.readout("sigma", receptor)

    def effect(self, endpoint: str) -> FloatArray:
        """Returns the effect on an endpoint [-], such as ``"breathing"`` or ``"pain"``.

        It is 0 without a drug and at most 1, the largest possible effect. Below 0 an antagonist
        takes away what the body's own peptides do. An effect on pain is its relief.
        """
        return self.readout("effect", endpoint)

    @property
    def ventilation(self) -> FloatArray:
        """Returns breathing [%], relative to the drug-free body, which has 100 %.

        It is 100 (1 - E), where E is the effect on breathing.
        """
        return self.readout("ventilation")

    def receptor_density(self, receptor: str) -> FloatArray:
        """Returns the density of a receptor, bound and free [-], relative to the drug-free body."""
        return self.readout("density", receptor)

    def adaptation(self, receptor: str) -> FloatArray:
        """Returns the adaptation Z of a receptor to what drugs add to its response [-].

        It is 0 without an agonist, and below 1.
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
        """Returns the withdrawal index W [-], from 0 to below 1.

        It is the adaptation of the mu receptor, less what drugs now add to its response. Without an
        agonist it is exactly 0.
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
                ``precursor``, ``peptide`` or ``stimulus`` of a peptide; ``effect`` of an endpoint;
                or ``ventilation``, ``withdrawal``, ``ogf_density``, ``ogf_precursor``, ``ogf``,
                ``activation``, ``flare``, ``cytokine`` or ``pain``.
            place: The receptor, peptide or endpoint; None for a quantity that has no place.

        Returns:
            The values. Ventilation and the pain index are in [%] of the drug-free body. All others
            are [-]: ``sigma``, ``effect``, ``adaptation``, ``stimulus``, ``flare`` and
            ``withdrawal`` as they are, the rest relative to the drug-free body.

        Raises:
            InputError: The model does not report the read-out; the message says what it needs. The
                error is an AttributeError too.
        """
        quantity = check.word("quantity", quantity)
        place = None if place is None else check.word(_place(quantity), place)
        name = quantity if place is None else f"{quantity}.{place}"

        def read(trajectory: _core.Trajectory) -> FloatArray:
            if name not in {column.name for column in trajectory.columns}:
                raise _unreported(trajectory, quantity, place)
            return trajectory.column(name)

        return self._curve(read)


def _place(quantity: str) -> str:
    if quantity == "effect":
        return "endpoint"
    return "peptide" if quantity in _OF_PEPTIDES else "receptor"


def _unreported(trajectory: _core.Trajectory, quantity: str, place: str | None) -> _core.InputError:
    """Returns the error for a read-out that a run does not have."""
    if needs(quantity) is None:
        rule = _core.unknown_rule(quantity, [*_NEEDS, *sorted(OF_IMMUNE)])
        return check.input_error("quantity", shown(quantity), rule, InputError)
    if quantity == "tone" and place is not None and place in _without_tone(trajectory):
        return check.input_error("receptor", shown(place), no_tone(place), InputError)
    there = [".".join(one) for one in places_of(trajectory, quantity)]
    if any(there):
        field = _place(quantity)
        if place is None:
            return check.input_error(field, None, f"must be one of {', '.join(there)}", InputError)
        return check.input_error(field, shown(place), _core.unknown_rule(place, there), InputError)
    name = quantity if place is None else f"{quantity}.{place}"
    rule = f"this model does not report it; it needs {needs(quantity)}"
    return check.input_error("output", name, rule, InputError)
