"""The sentences and numbers of docs/calibration.md that follow from the results.

The text around them is calibration/page.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from joint.data import Parameter, held_out, library
from joint.likelihood import FAR, OFFSET, Problem
from opiodyn._posterior.about import LARGEST_R_HAT
from opiodyn._validation import cases
from opiodyn._validation.words import number

_SAME = 3.0  # a difference of log-evidence below which data do not choose


def values(
    problem: Problem,
    posterior: Mapping[str, Any],
    compared: list[Mapping[str, Any]],
    decided: Mapping[str, Any],
    recovered: Mapping[str, Any],
) -> dict[str, str]:
    """Returns the sentences and numbers by their names in calibration/page.md."""
    first = posterior["parameters"][problem.names[0]]
    tops = compared[0]["log_posterior"]
    return {
        "parameters": str(len(problem.parameters)),
        "figures": str(len(problem.figures)),
        "from_memory": _from_memory(problem),
        "held": str(len(held_out())),
        "studies": str(len(set(held_out().values()))),
        "runs": str(len(posterior["log_evidence"])),
        "rhat": f"{posterior['largest_rhat']:.4f}",
        "starts": "0.5, 4, 12 and 30",
        "modes": _modes(tops),
        "effective": f"{posterior['effective']:.0f}",
        "likelihoods": f"{posterior['likelihoods']}",
        "offered": _offered(posterior["largest_rhat"]),
        "half_sentence": f"The median is {number(first['median'])} h.",
        "half_low": number(first["low"]),
        "half_high": number(first["high"]),
        "lee_sentence": _lee(compared),
        "block_sentence": _block(decided),
        "structure_sentence": _structure(compared),
        "evidence": _between(posterior["log_evidence"]),
        "inside": _inside(posterior["held_out"]),
        "places": str(sum(one["place"] is not None for one in posterior["held_out"])),
        "decides": _decides(decided),
        "offset": f"{OFFSET:g}",
        "far": f"{FAR:g}",
        "sets": str(recovered["sets"]),
        "all_covered": f"{100.0 * recovered['all']:.0f} %",
    }


def own_number(parameter: Parameter) -> float | None:
    """Returns the library's value of a parameter; None where the library has none of its own."""
    named = {
        "half-life of naltrexone's effect site": "biophase.pet.half_life",
        "ED50 of naltrexone": "biophase.ED50",
    }
    name = parameter.sets[0] if parameter.sets else named.get(parameter.name)
    return library()[name].value if name else None


def _from_memory(problem: Problem) -> str:
    return ", ".join(one.case.id for one in problem.figures if one.case.tag == "memory") or "none"


def _modes(tops: list[float]) -> str:
    """Returns what modes the starts led to, from the log-posteriors of these."""
    behind = [max(tops) - top for top in tops if max(tops) - top > 0.5]
    if not behind:
        return "All led to one mode."
    others = " and ".join(f"{drop:.0f}" for drop in sorted(behind))
    return (
        f"Of these searches {len(tops) - len(behind)} led to one mode, and {len(behind)} to "
        f"another that is {others} lower in log-posterior: a share too small for a draw."
    )


def _offered(rhat: float) -> str:
    if rhat <= LARGEST_R_HAT:
        return f"This is not above {LARGEST_R_HAT:g}, so that the draws are offered."
    return f"This is above {LARGEST_R_HAT:g}, so that the draws are not offered as a default."


def _lee(compared: list[Mapping[str, Any]]) -> str:
    found = {
        one["name"]: one["values"].get("half-life of naltrexone's effect site") for one in compared
    }
    names = ("effect site", "without Lee 1988", "heroin 1:1", "without Verebey 1976")
    with_lee, without, single, verebey = (number(found[name]) for name in names)
    return (
        f"The best half-life is {with_lee} h. It is {without} h without the scans of Lee (1988), "
        f"and {single} h if a mole of heroin counts as one of morphine. Without the block of "
        f"heroin by Verebey (1976), whose figures are from memory, it is {verebey} h."
    )


def _block(decided: Mapping[str, Any]) -> str:
    targets = {one["name"]: one for one in decided["targets"]}
    mean = targets["mean occupancy of mu on day 28 of 4.5 mg a day"]
    low = targets["lowest occupancy of mu on that day"]
    measured = {one["name"]: one for one in decided["experiments"]}
    early = measured["scan of mu before the eighth dose of 4.5 mg a day"]
    return (
        "On day 28, 24 hours after the last dose, naltrexone holds "
        f"{number(low['median'])} % of mu ({number(low['low'])} to {number(low['high'])} %), and "
        f"{number(mean['median'])} % in the mean of the day. `{decided['rival']}` holds "
        f"{number(early['rival'])} % before the eighth dose, and the draws "
        f"{number(early['predicted']['median'])} %."
    )


def _structure(compared: list[Mapping[str, Any]]) -> str:
    same = [one for one in compared if one["figures"] == compared[0]["figures"]]
    first, *others = sorted(same, key=lambda one: -float(one["log_evidence"]))
    near = [one for one in others if first["log_evidence"] - one["log_evidence"] < _SAME]
    far = [one["name"] for one in others if one not in near]
    words = f"*{first['name']}* has the most evidence."
    for one in near:
        behind = first["log_evidence"] - one["log_evidence"]
        words += f" *{one['name']}* has {behind:.1f} less, so that these data do not choose."
    return f"{words} They speak against {', '.join(f'*{name}*' for name in far)}."


def _between(found: list[float]) -> str:
    return f"{min(found):.1f} to {max(found):.1f} in its runs"


def _inside(found: list[Mapping[str, Any]]) -> str:
    known = {case.id: case for case in cases.read("receptors")}
    before, after = (
        sum(known[one["id"]].inside(one[key]) for one in found) for key in ("library", "middle")
    )
    share = float(np.mean([one["inside"] for one in found]))
    verdict = (
        "The posterior meets no more of them than the library's values do."
        if after <= before
        else "The posterior meets more of them than the library's values do."
    )
    return (
        f"{verdict} With the library's values {before} of {len(found)} lie in their bands, at the "
        f"middle of the posterior {after}, and of all draws {100.0 * share:.0f} %."
    )


def _decides(decided: Mapping[str, Any]) -> str:
    best = decided["experiments"][0]
    share = f"{100.0 * float(np.mean(best['left'])):.0f} %"
    return f"In the mean of these predictions the *{best['name']}* decides most: it leaves {share}."
