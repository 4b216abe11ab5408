"""A drug may be named in any case, or by a brand."""

from __future__ import annotations

from collections.abc import Container, Sequence

from opiodyn import _core
from opiodyn._checks import check


def meant(name: str, known: Container[str]) -> str:
    """Returns the known name that another means; a name that means none comes back as it is.

    Raises:
        InputError: The name is a brand of several drugs.
    """
    own = name if name in known else _core.drug_name(name)
    return own if own in known else name


def drug_of(drugs: Sequence[str], named: str) -> str:
    """Returns the drug of a regimen that a name means.

    Args:
        drugs: The drugs of the regimen, or of several.
        named: The name that a user gave.

    Raises:
        InputError: The name is a brand of several drugs.
        UnknownNameError: The regimen has no such drug; the message lists those it has.
    """
    return _core.drug_among([*drugs], check.word("drug", named))
