"""This module computes binding where receptors take up much of the ligands, as in an assay."""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown


def bound_with_depletion(
    total: Mapping[str, float], K: Mapping[str, float], receptors: float
) -> dict[str, float]:
    """Returns how much of each competing ligand is bound at equilibrium, with ligand depletion.

    Binding to the receptor takes the ligands out of solution. The free receptors F solve
    F + sum_i L_i F / (K_i + F) = receptors, equation (7d).

    Args:
        total: Total concentration L of each ligand, free and bound [nM].
        K: Dissociation constant of each ligand [nM].
        receptors: Total concentration of receptors [nM].

    Returns:
        The bound concentration of each ligand [nM], by its name.

    Raises:
        InputError: A concentration is negative, a K not above 0, or a ligand has no K.

    Example:
        >>> bound = bound_with_depletion({"naltrexone": 1.0}, {"naltrexone": 0.5}, receptors=1.0)
        >>> round(bound["naltrexone"], 3)
        0.5
    """
    totals = check.mapping("total", total, "must map ligands to concentrations")
    constants = check.mapping("K", K, "must map ligands to dissociation constants")
    for name in sorted(totals.keys() ^ constants.keys()):
        raise check.input_error("ligand", shown(name), "must stand in both total and K")
    L = {name: check.non_negative(f"total.{name}", value) for name, value in totals.items()}
    k = {name: check.positive(f"K.{name}", value) for name, value in constants.items()}
    bound = _core.bound_with_depletion(
        [(L[name], k[name]) for name in L], check.non_negative("receptors", receptors)
    )
    return dict(zip(L, bound, strict=True))
