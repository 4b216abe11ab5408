"""This module works out an affinity from human potency: K = EC50 (tau - 1)."""

from __future__ import annotations

import math
from typing import Any

from .rows import Parameter
from .schema import PARAMETER_KINDS
from .section import Sections
from .where import Where

_RULE = "EC50 (tau - 1)"


def affinity_names(receptor: dict[str, Any], where: Where) -> set[str]:
    """Returns what a receptor must give: K, or EC50 with tau."""
    if "EC50" not in receptor:
        return {"K"}
    if "K" in receptor:
        (where / "K").fail(f"EC50 gives K = {_RULE} already; leave out K, or leave out EC50")
    if "tau" not in receptor:
        (where / "tau").fail(f"missing; EC50 gives K = {_RULE} with it; give tau, or K alone")
    return {"EC50", "tau"}


def add_affinity(sections: Sections, receptor: str, where: Where, content: dict[str, Any]) -> None:
    """Adds the row of K that follows from EC50 and tau, if the receptor gives an EC50."""
    if "EC50" not in content:
        return
    potency, efficacy = (sections.given[f"{receptor}.{name}"] for name in ("EC50", "tau"))
    excess = efficacy.value - 1
    if excess <= 0:
        place = where / "tau" / "value" if isinstance(content["tau"], dict) else where / "tau"
        rule = f"must be above 1 beside an EC50, because K = {_RULE}; raise tau, or give K alone"
        place.fail(rule, efficacy.value)
    low, value, high = (x * excess for x in (potency.low, potency.value, potency.high))
    if not (low > 0 and high < math.inf):
        (where / "EC50").fail(f"gives K = {_RULE} = {value!r}, which no number can hold")
    kind = PARAMETER_KINDS["K"]
    sections.given[f"{receptor}.K"] = Parameter(
        sections.full(f"{receptor}.K"),
        value,
        kind.unit,
        low,
        high,
        potency.evidence,
        "derived",
        potency.sources,
        "equilibrium dissociation constant, free concentration",
        f"{_RULE}; {potency.note}" if potency.note else _RULE,
    )
