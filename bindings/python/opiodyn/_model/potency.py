"""An affinity may follow from potency: K = EC50 (tau - 1), where a drug has EC50."""

from __future__ import annotations

from collections.abc import Iterable

AFFINITY, POTENCY = ".K", ".EC50"


def potencies_of(given: Iterable[str]) -> set[str]:
    """Returns the potencies that tell nothing, because the affinities that they tell are given."""
    return _renamed(given, AFFINITY, POTENCY)


def affinities_of(given: Iterable[str]) -> set[str]:
    """Returns the affinities that follow from potencies of these names."""
    return _renamed(given, POTENCY, AFFINITY)


def _renamed(names: Iterable[str], ending: str, other: str) -> set[str]:
    return {f"{name.removesuffix(ending)}{other}" for name in names if name.endswith(ending)}
