"""What was asked of a model, to be read back."""

from __future__ import annotations

from opiodyn import _core
from opiodyn._model.options import Preset


class Settings:
    """The choices that a model was made of."""

    _compiled: _core.Model
    _biophase: str
    _binding: str
    _receptors: list[str]
    _endogenous: list[str]
    _response: list[str]
    _phi: float | None
    _effects_set: str
    _overrides: dict[str, float]
    _strict: bool
    _covariates: dict[str, float | str]
    _personal: dict[str, float]

    @property
    def biophase(self) -> str:
        """Name of the biophase preset."""
        return self._biophase

    @property
    def binding(self) -> str:
        """``"kinetic"`` or ``"equilibrium"``."""
        return self._binding

    @property
    def response(self) -> tuple[str, ...]:
        """Parts of the body's response."""
        return tuple(self._response)

    @property
    def phi(self) -> float:
        """The drive of the peptides: 1 is the block that is sensed, 0 the tone that is lost."""
        return 1.0 if self._phi is None else self._phi

    @property
    def _moves_peptides(self) -> bool:
        """Whether phi decides anything."""
        return "peptides" in self._response and bool(self._receptors and self._endogenous)

    @property
    def effects(self) -> str:
        """Which weights the immune read-outs have: ``"mechanism"`` or ``"illustrative"``."""
        return self._effects_set

    @property
    def strict(self) -> bool:
        """Whether the model refuses to rest on assumptions (evidence X)."""
        return self._strict

    @property
    def preset(self) -> Preset:
        """The biophase preset with the data that it passes and fails."""
        row = next(row for row in _core.biophase_presets() if row.name == self._biophase)
        half_life = f"biophase.{row.name}.half_life"
        value = next(p.value for p in _core.library_parameters() if p.name == half_life)
        return Preset(row.name, value, row.matches, row.fails)

    @property
    def receptors(self) -> tuple[str, ...]:
        """Names of the receptors."""
        return tuple(self._receptors)

    @property
    def ligands(self) -> tuple[str, ...]:
        """Names of drugs, metabolites and peptides."""
        return tuple(ligand.name for ligand in self._compiled.ligands)

    @property
    def overrides(self) -> dict[str, float]:
        """The parameters that the caller has replaced."""
        return dict(self._overrides)

    @property
    def covariates(self) -> dict[str, float | str]:
        """The covariates of the person, as they were given.

        Units and categories are as in `Model`; a truth value for ``smoker`` has become its word.
        Empty if none was given: the parameters are then those of the typical person.
        """
        return dict(self._covariates)

    @property
    def individual(self) -> dict[str, float]:
        """The parameters of the person that differ from the typical ones."""
        return dict(self._personal)
