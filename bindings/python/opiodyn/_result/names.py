"""A name of a result belongs to one result alone."""

from __future__ import annotations

from collections.abc import Iterable

from opiodyn._checks import check
from opiodyn._checks.shown import shown


def refuse_taken(names: Iterable[str], taken: Iterable[str], suffix: str = "") -> None:
    """Refuses names of results, metrics or columns, that something else in the result has.

    Args:
        names: The names that a user chose, or that stand for what was asked for.
        taken: The names of axes, parameters and of what every result has.
        suffix: The ending of a second result that each name makes; empty where it makes none.

    Raises:
        InputError: Two would have one name.
    """
    used = set(taken)
    for name in names:
        own = {name, name + suffix}
        if own & used:
            raise check.input_error(
                "metrics", shown(name), "is the name of another result; choose another"
            )
        used |= own
