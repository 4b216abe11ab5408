"""The notes of a run are made here, from its model, its regimen and its covariates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from opiodyn import _core
from opiodyn._model.inside import core_of, typical_of
from opiodyn._model.model import Model
from opiodyn._notes.labels import label_notes
from opiodyn._notes.note import Note, ordered
from opiodyn._notes.opioids import Opioids
from opiodyn._notes.organs import Organs
from opiodyn._notes.ranges import CHANGED, GIVEN, PERSON, Ranges, covariate_notes
from opiodyn._notes.taken import Doses, concentrations_of, doses_of


class Notes:
    """This class makes notes for one model; several subjects may share it.

    What depends on the model or on a regimen alone is made once.

    Args:
        model: The settled model; its own covariates are those of its person.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._typical = typical_of(model)
        self._ranges = Ranges(self._typical)
        self._organs, self._opioids = Organs(self._typical), Opioids(self._typical)
        given = {name: [value] for name, value in model.overrides.items()}
        self._given = list(self._ranges.notes(given, GIVEN))
        self._of_regimens: dict[int, tuple[_core.Regimen, list[Doses], list[Note]]] = {}

    def of(
        self,
        regimen: _core.Regimen,
        covariates: Mapping[str, float | str],
        later: Sequence[tuple[str, str]] = (),
        *,
        in_table: bool = False,
    ) -> list[Note]:
        """Returns the notes of one subject, the most serious first.

        The random variation of a person is not judged: a range is that of the typical value, and
        the spread around it has a documented coefficient of its own.

        Args:
            regimen: The regimen.
            covariates: The first known value of each covariate.
            later: Each pair is a covariate and a category to which it changes later.
            in_table: Truth value: the covariates act by changes in the regimen.
        """
        doses, of_regimen = self._of_regimen(regimen)
        person = {} if in_table else self._person(covariates)
        return ordered(
            [
                *of_regimen,
                *self._organs.notes(doses, covariates, later),
                *covariate_notes(covariates),
                *self._given,
                *self._ranges.notes(person, PERSON),
            ]
        )

    def _of_regimen(self, regimen: _core.Regimen) -> tuple[list[Doses], list[Note]]:
        known = self._of_regimens.get(id(regimen))
        if known is None or known[0] is not regimen:
            doses = doses_of(regimen)
            notes = [
                *self._opioids.notes([*doses, *concentrations_of(regimen)]),
                *label_notes(doses),
                *self._ranges.notes(_changed(regimen), CHANGED),
            ]
            known = self._of_regimens[id(regimen)] = regimen, doses, notes
        return known[1:]

    def _person(self, covariates: Mapping[str, float | str]) -> dict[str, list[float]]:
        """Returns the parameters that the covariates change."""
        if not covariates:
            return {}
        try:
            values = _core.covariate_parameters(core_of(self._typical), covariates)
        except _core.InputError:  # impossible parameters; the status of the run says so
            return {}
        return {name: [value] for name, value in values.items()}


def _changed(regimen: _core.Regimen) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for record in regimen.records:
        if isinstance(record, _core.Change):
            for name, value in record.parameters.items():
                found.setdefault(name, []).append(value)
    return found
