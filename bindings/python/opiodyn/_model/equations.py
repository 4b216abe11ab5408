"""This module lets a caller's own solver use the equations of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.drugs import meant
from opiodyn._checks.labelled import Numbers, in_order
from opiodyn._model import tables
from opiodyn._model.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


class Equations(Settings):
    """The equations of a model are its states, their derivatives and what a state tells."""

    @property
    def states(self) -> pd.DataFrame:
        """The state variables are a table with index ``name``, columns ``unit`` and ``meaning``.

        States of the response and complexes are relative to the drug-free body. An occupancy is
        therefore ``LIGAND.RECEPTOR.bound / RECEPTOR.density`` where receptors turn over.
        """
        return tables.states(self._compiled.states)

    def baseline(self) -> FloatArray:
        """Returns the drug-free steady state, one value per state, in the units of `states`."""
        return self._compiled.baseline()

    def concentration_state(self, drug: str) -> int:
        """Returns the place of the state that holds a concentration which you give [nM].

        Write the total plasma concentration there before you ask for `derivative`, `jacobian` or
        `observe`. Its own derivative is 0.

        Args:
            drug: One of the drugs that the model names in ``concentration_given``.

        Raises:
            UnknownNameError: The drug is not in the model.
            InputError: The drug has kinetics in this model.
        """
        return self._compiled.concentration_state(meant(check.word("drug", drug), self.ligands))

    def observe(self, y: Numbers) -> dict[str, float]:
        """Returns what a run would report at a state, by the name of the column.

        The columns are those of a run, such as ``"concentration.naltrexone"`` [nM], the occupancy
        ``"occupancy.naltrexone.mu"`` [-] and ``"tone.mu"`` [-].

        Args:
            y: One value per state, in the units of `states`. A Series, as `SteadyState.state`, and
                a mapping are read by their labels, which are the names of the states.

        Raises:
            InputError: ``y`` does not have one number per state.
        """
        row = self._compiled.observe(self._state(y))
        names = [column.name for column in self._compiled.columns]
        return dict(zip(names, row.tolist(), strict=True))

    def derivative(self, t: float, y: Numbers) -> FloatArray:
        """Returns dy/dt without doses, one value per state, in the units of `states` per hour.

        Args:
            t: Time [h], which integrators pass. The model does not depend on it.
            y: One value per state, as `observe` takes it.

        Raises:
            InputError: ``t`` is not a number, or ``y`` does not have one number per state.
        """
        return self._compiled.derivative(check.number("t", t), self._state(y))

    def jacobian(self, t: float, y: Numbers) -> FloatArray:
        """Returns the Jacobian d(dy/dt)/dy, an array of shape (states, states) per hour.

        Arguments and errors are those of `derivative`.
        """
        return self._compiled.jacobian(check.number("t", t), self._state(y))

    def _state(self, y: Numbers) -> FloatArray:
        return check.curve("y", in_order("y", y, self._state_names))

    def _state_names(self) -> list[str]:
        return [state.name for state in self._compiled.states]
