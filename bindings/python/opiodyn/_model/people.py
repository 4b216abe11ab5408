"""This module makes virtual people: covariates and between-subject variability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast, overload

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.shown import shown
from opiodyn._model.covariates import NUMBERS, covariate_of
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_PART = 10_000  # people that are drawn at once

_Distribution: TypeAlias = "float | str | bool | tuple[float, float] | Mapping[str, float]"


@pickled("Population")
class Population(Sequence[_core.Person]):
    """A population is a sequence of people, for ``simulate(..., subjects=people)``.

    `population` makes it and numbers the people from 0. A person is the same in a population of any
    size. A population is immutable, and threads may share it.
    """

    def __init__(self, people: Sequence[_core.Person], seed: int) -> None:
        self._people = list(people)
        self._seed = seed

    @property
    def seed(self) -> int:
        """The seed is the key of all random numbers of these people."""
        return self._seed

    @property
    def covariates(self) -> pd.DataFrame:
        """The covariates are a table with a row per person and a column per covariate.

        The index is ``subject``. Units are as in `population`.
        """
        import pandas as pd

        index = pd.RangeIndex(len(self), name="subject")
        people = [person.covariates for person in self._people]
        columns = {name: [one[name] for one in people] for name in (people[0] if people else ())}
        return pd.DataFrame(columns, index=index)

    def parameters(self, model: Model) -> pd.DataFrame:
        """Returns the parameters that differ between these people under a model.

        Args:
            model: The model, with drugs of its own or those that it shows.

        Returns:
            A table with the index ``subject`` and a column per parameter, by full name, in the unit
            that ``model.parameters`` lists.

        Raises:
            InputError: ``model`` is not a Model, a covariate has an effect that is not known, or a
                parameter of a person is impossible.
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
        if ask.is_a(index, slice):
            return Population(self._people[cast(slice, index)], self._seed)
        place = check.whole("population[...]", index)
        if not -len(self) <= place < len(self):
            raise IndexError(f"population[{place}]: there are {len(self)}, counted from 0")
        return self._people[place]

    def __iter__(self) -> Iterator[_core.Person]:
        return iter(self._people)

    def _plain(self) -> dict[str, Any]:
        return {"people": self._people, "seed": self._seed}

    @classmethod
    def _again(cls, people: list[_core.Person], seed: int) -> Population:
        for person in people:
            check.instance("pickle.people", person, _core.Person, "must be a Person")
        return cls(people, check.seed("pickle.seed", seed))

    def __repr__(self) -> str:
        known = ", ".join(self._people[0].covariates) if self._people else ""
        return f"<Population of {len(self)}, seed {self._seed}{', ' + known if known else ''}>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.covariates)


def population(
    n: int, *, seed: int, covariates: Mapping[str, _Distribution] | None = None
) -> Population:
    """Draws people at random, and returns them as a population.

    Their covariates are drawn here. The variation of their parameters is drawn when a model is
    known. Person ``i`` depends on ``seed`` and ``i`` alone: the first ten of a thousand people are
    the people of a population of ten, on any machine and any number of threads.

    Args:
        n: Number of people, up to 10 million.
        seed: Key of the random numbers, a whole number and at least 0.
        covariates: Values by name. ``weight`` [kg], ``age`` [years] and ``creatinine_clearance``
            [mL/min] are each a number, or a tuple ``(mean, standard deviation)`` of a log-normal
            distribution. ``smoker`` (``"no"``, ``"yes"``) and ``hepatic`` (``"normal"``,
            ``"compensated"``, ``"decompensated"``) are each a category, or ``{category: share}``.

    Returns:
        The people, numbered from 0.

    Raises:
        InputError: A value breaks a rule.
        UnknownNameError: A covariate or a category is not known.

    Example:
        >>> people = population(1000, seed=1, covariates={"weight": (70, 12), "hepatic": "normal"})
        >>> len(people), people[0].covariates["hepatic"]
        (1000, 'normal')
    """
    rule = "must map names to values"
    given = {} if covariates is None else check.mapping("covariates", covariates, rule)
    chosen = {name: _distribution(name, value) for name, value in given.items()}
    start = check.seed("seed", seed)
    return Population(_drawn(check.whole("n", n), start, chosen), start)


def _drawn(n: int, seed: int, covariates: dict[str, Any]) -> list[_core.Person]:
    """Draws people in parts, so that Ctrl-C does not have to wait for all of them."""
    people = _core.population(n, seed, covariates, 0, _PART)
    while len(people) < n:
        people += _core.population(n, seed, covariates, len(people), _PART)
    return people


def check_people(people: Any) -> Sequence[_core.Person]:
    """Returns the argument ``subjects``, which must be a list of persons.

    Raises:
        InputError: The argument is something else, an empty list, or two have one number.
    """
    rule = "must be a Population or a list of Persons"
    check.instance("subjects", people, Sequence, rule)
    listed: Sequence[_core.Person] = (
        people if isinstance(people, Population) else check.items("subjects", people, rule)
    )
    if len(listed) == 0:
        raise check.input_error("subjects", "none", "needs at least one")
    for i, person in enumerate(listed):
        rule = "must be a Person, as population() makes them"
        check.instance(f"subjects[{i}]", person, _core.Person, rule)
    refuse_equal("subjects", listed, "make one anew by Person(), with another index")
    return listed


def refuse_equal(field: str, people: Sequence[_core.Person], advice: str) -> None:
    """Refuses people of the same number, by which results tell them apart.

    Raises:
        InputError: Two have one number.
    """
    first: dict[int, int] = {}
    for i, person in enumerate(people):
        other = first.setdefault(person.index, i)
        if other != i:
            rule = f"is the number of {field}[{other}] and of {field}[{i}]; {advice}"
            raise check.input_error(field, person.index, rule)


def _distribution(name: str, value: Any) -> float | str | tuple[float, float] | dict[str, float]:
    if ask.is_a(value, Mapping):
        shares = check.mapping(name, value, "must map categories to shares")
        return {one: check.number(f"{name} {one}", share) for one, share in shares.items()}
    if ask.is_a(value, (list, np.ndarray)):
        known = "(mean, standard deviation) as a tuple" if name in NUMBERS else "{category: share}"
        rule = (
            f"is a list, which could be values of people or a distribution: write {known}, or "
            f"make each person by Person(seed=..., index=..., covariates={{{name!r}: ...}})"
        )
        raise check.input_error(name, shown(value), rule)
    if ask.is_a(value, tuple):
        rule = "must be a mean and a standard deviation"
        moments = check.items(name, value, rule)
        if len(moments) != 2:
            raise check.input_error(name, shown(value), rule)
        mean, deviation = moments
        return check.number(name, mean), check.number(f"{name} standard deviation", deviation)
    return covariate_of(name, value)
