"""A drug may be named in any case, or by a brand."""

from __future__ import annotations

from collections.abc import Container, Sequence

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown


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
        UnknownNameError: The regimen has no such drug; the message lists those it has.
    """
    drug = meant(check.word("drug", named), drugs)
    if drug in drugs:
        return drug
    error = check.unknown("drug", named, drugs)
    if error.rule.endswith("?"):  # it corrects a slip
        raise error
    rule = f"is not in the regimen, which has {', '.join(drugs) or 'none'}"
    raise check.input_error("drug", shown(named), rule, _core.UnknownNameError)
