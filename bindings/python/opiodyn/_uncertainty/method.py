"""A method of screening says where to run a model, and what the answers tell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._uncertainty import salib

_MOST_RUNS = 10_000_000


@dataclass(frozen=True)
class Method(ABC):
    """A method runs a model in groups: trajectories or samples."""

    count: int
    name: ClassVar[str]
    group: ClassVar[str]
    """This is the argument with the number of groups."""
    beyond: ClassVar[int]
    """A group has so many runs more than there are parameters."""

    @abstractmethod
    def places(self, names: Sequence[str], seed: int) -> FloatArray:
        """Returns where to run the model, [run, parameter]."""

    @abstractmethod
    def statistics(
        self, names: Sequence[str], places: FloatArray, answers: FloatArray, seed: int
    ) -> dict[str, FloatArray]:
        """Returns the statistics of each parameter by name, that which ranks first."""

    def runs(self, parameters: int) -> int:
        """Returns the number of runs.

        Raises:
            InputError: There are too many.
        """
        runs = self.count * (parameters + self.beyond)
        if runs > _MOST_RUNS:
            rule = f"makes {runs:,} runs of {parameters} parameters; {_MOST_RUNS:,} are the most"
            raise check.input_error(self.group, self.count, rule)
        return runs


class Morris(Method):
    """Morris's method moves one parameter at a time along trajectories."""

    name, group, beyond = "morris", "trajectories", 1

    def places(self, names: Sequence[str], seed: int) -> FloatArray:
        return salib.morris_places(names, self.count, seed)

    def statistics(
        self, names: Sequence[str], places: FloatArray, answers: FloatArray, seed: int
    ) -> dict[str, FloatArray]:
        return salib.morris_effects(names, places, answers, seed)


class Sobol(Method):
    """Sobol's method divides the variance among the parameters."""

    name, group, beyond = "sobol", "samples", 2

    def places(self, names: Sequence[str], seed: int) -> FloatArray:
        return salib.sobol_places(names, self.count, seed)

    def statistics(
        self, names: Sequence[str], places: FloatArray, answers: FloatArray, seed: int
    ) -> dict[str, FloatArray]:
        return salib.sobol_indices(names, answers, seed)


_METHODS: dict[str, tuple[type[Method], int]] = {"morris": (Morris, 20), "sobol": (Sobol, 512)}


def method_of(method: str, trajectories: int | None, samples: int | None) -> Method:
    """Returns the method with its number of groups.

    Raises:
        InputError: The number breaks a rule, or is one of another method.
        UnknownNameError: There is no such method.
        ImportError: SALib is not installed.
    """
    wanted = check.word("method", method)
    if wanted not in _METHODS:
        raise check.unknown("method", wanted, _METHODS)
    kind, usual = _METHODS[wanted]
    for name, value in {"trajectories": trajectories, "samples": samples}.items():
        if value is not None and name != kind.group:
            rule = f"leave it out: method={wanted!r} takes {kind.group}"
            raise check.input_error(name, value, rule)
    given = trajectories if kind is Morris else samples
    salib.require()
    return kind(_count(kind, usual if given is None else given))


def _count(kind: type[Method], given: int) -> int:
    n = check.whole(kind.group, given)
    if not 2 <= n <= _MOST_RUNS:
        raise check.input_error(kind.group, n, f"must lie between 2 and {_MOST_RUNS}")
    if kind is Sobol and n & (n - 1):
        below = 1 << (n.bit_length() - 1)
        rule = f"must be a power of 2, such as {below} or {2 * below}"
        raise check.input_error(kind.group, n, rule)
    return n
