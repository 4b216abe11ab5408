"""Virtual people: covariates and between-subject variability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model.covariates import covariate_of
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_Distribution: TypeAlias = "float | str | bool | tuple[float, float] | Mapping[str, float]"


class Population(Sequence[_core.Person]):
    """People, numbered from 0. Made by `population`; each is the same in a population of any size.

    For ``simulate(..., subjects=people)``.
    """

    def __init__(self, people: Sequence[_core.Person], seed: int) -> None:
        self._people = list(people)
        self._seed = seed

    @property
    def seed(self) -> int:
        """What all random numbers of these people rest on."""
        return self._seed

    @property
    def covariates(self) -> pd.DataFrame:
        """A row per person: index ``subject``; a column per covariate."""
        import pandas as pd

        index = pd.RangeIndex(len(self), name="subject")
        return pd.DataFrame([person.covariates for person in self._people], index=index)

    def parameters(self, model: Model) -> pd.DataFrame:
        """The parameters that differ between these people under a model.

        Returns:
            Index ``subject``; a column per parameter, by full name, in its unit.
        """
        import pandas as pd

        check.instance("model", model, Model, "must be a Model")
        index = pd.RangeIndex(len(self), name="subject")
        rows = [_core.person_parameters(core_of(model), person) for person in self._people]
        return pd.DataFrame(rows, index=index)

    def __len__(self) -> int:
        return len(self._people)

    @overload
    def __getitem__(self, index: int) -> _core.Person: ...
    @overload
    def __getitem__(self, index: slice) -> Population: ...
    def __getitem__(self, index: int | slice) -> _core.Person | Population:
        if isinstance(index, slice):
            return Population(self._people[index], self._seed)
        return self._people[index]

    def __iter__(self) -> Iterator[_core.Person]:
        return iter(self._people)

    def __repr__(self) -> str:
        known = ", ".join(self._people[0].covariates) if self._people else ""
        return f"<Population of {len(self)}, seed {self._seed}{', ' + known if known else ''}>"


def population(
    n: int, *, seed: int, covariates: Mapping[str, _Distribution] | None = None
) -> Population:
    """People drawn at random: covariates here, the variation of their parameters when a model is
    known.

    Person ``i`` depends on ``seed`` and ``i`` alone: the first ten of a thousand are the ten of a
    population of ten, on any machine and any number of threads.

    Args:
        n: How many, up to 10 million.
        seed: A whole number, at least 0.
        covariates: ``weight`` (kg), ``age`` (years), ``creatinine_clearance`` (mL/min), each a
            number or ``(mean, standard deviation)``, which is drawn log-normally so that it stays
            above zero; ``smoker`` (``"no"``, ``"yes"``) and ``hepatic`` (``"normal"``,
            ``"compensated"``, ``"decompensated"``), each a category or ``{category: share}``.

    Returns:
        The people.

    Raises:
        InputError: A value breaks a rule.
        UnknownNameError: A covariate or category is not known.

    Example:
        >>> people = population(1000, seed=1, covariates={"weight": (70, 12), "hepatic": "normal"})
        >>> len(people), people[0].covariates["hepatic"]
        (1000, 'normal')
    """
    given = {} if covariates is None else covariates
    check.instance("covariates", given, Mapping, "must map names to values")
    chosen = {
        check.word("covariate", name): _distribution(name, value) for name, value in given.items()
    }
    start = check.seed("seed", seed)
    return Population(_core.population(check.whole("n", n), start, chosen), start)


def check_people(people: object) -> Sequence[_core.Person]:
    """What a user gave as subjects.

    Raises:
        InputError: It is not a list of persons, or there is none.
    """
    rule = "must be a Population or a list of Persons"
    if not isinstance(people, Sequence):
        raise check.input_error("subjects", repr(people), rule)
    if len(people) == 0:
        raise check.input_error("subjects", "none", "needs at least one")
    for i, person in enumerate(people):
        rule = "must be a Person, as population() makes them"
        check.instance(f"subjects[{i}]", person, _core.Person, rule)
    return people


def _distribution(name: str, value: Any) -> float | str | tuple[float, float] | dict[str, float]:
    if isinstance(value, Mapping):
        return {
            check.word(name, category): check.number(f"{name} {category}", share)
            for category, share in value.items()
        }
    if isinstance(value, tuple | list):
        if len(value) != 2:
            raise check.input_error(name, value, "must be a mean and a standard deviation")
        return check.number(name, value[0]), check.number(f"{name} standard deviation", value[1])
    return covariate_of(name, value)
