"""The sentences and numbers of docs/calibration.md that follow from the results.

The text around them is calibration/page.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from joint.data import Parameter, held_out, library
from joint.diagnose import LARGEST
from joint.likelihood import FAR, OFFSET, Problem
from opiodyn._validation import cases
from opiodyn._validation.words import number


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


def _modes(tops: list[float]) -> str:
    """Returns what modes the starts led to, from the log-posteriors of these."""
    behind = [max(tops) - top for top in tops if max(tops) - top > 0.5]
    if not behind:
        return "All led to one mode."
    others = " and ".join(f"{drop:.0f}" for drop in sorted(behind))
    return (
        f"{len(tops) - len(behind)} of them led to one mode. The others led to modes that are "
        f"{others} lower in log-posterior, a share too small for a draw."
    )


def _offered(rhat: float) -> str:
    if rhat <= LARGEST:
        return f"This is not above {LARGEST:g}, so that the draws are offered."
    return f"This is above {LARGEST:g}, so that the draws are not offered as a default."


def _lee(compared: list[Mapping[str, Any]]) -> str:
    found = {
        one["name"]: one["values"].get("half-life of naltrexone's effect site") for one in compared
    }
    names = ("effect site", "without Lee 1988", "heroin 1:1")
    with_lee, without, single = (number(found[name]) for name in names)
    return (
        f"The best half-life is {with_lee} h. It is {without} h without the scans of Lee (1988), "
        f"and {single} h if a mole of heroin counts as one of morphine."
    )


def _block(decided: Mapping[str, Any]) -> str:
    targets = {one["name"]: one for one in decided["targets"]}
    mean = targets["mean occupancy of mu on day 28 of 4.5 mg a day"]
    low = targets["lowest occupancy of mu on that day"]
    return (
        "On day 28, 24 hours after the last dose, naltrexone holds "
        f"{number(low['median'])} % of mu ({number(low['low'])} to {number(low['high'])} %), and "
        f"{number(mean['median'])} % in the mean of the day."
    )


def _structure(compared: list[Mapping[str, Any]]) -> str:
    same = [one for one in compared if one["figures"] == compared[0]["figures"]]
    best = max(same, key=lambda one: float(one["log_evidence"]))
    ahead = best["log_evidence"] - compared[0]["log_evidence"]
    if best is compared[0]:
        return "None of them has more evidence than the first."
    return f"*{best['name']}* has the most evidence, {ahead:.1f} more than the first."


def _between(found: list[float]) -> str:
    return f"{min(found):.1f} to {max(found):.1f} in its runs"


def _inside(found: list[Mapping[str, Any]]) -> str:
    known = {case.id: case for case in cases.read("receptors")}
    before, after = (
        sum(known[one["id"]].inside(one[key]) for one in found) for key in ("library", "middle")
    )
    share = float(np.mean([one["inside"] for one in found]))
    return (
        f"With the library's values {before} of {len(found)} lie in their bands, at the middle of "
        f"the posterior {after}, and of all draws {100.0 * share:.0f} %."
    )


def _decides(decided: Mapping[str, Any]) -> str:
    best = decided["experiments"][0]
    share = f"{100.0 * float(np.mean(best['left'])):.0f} %"
    return f"In the mean of these predictions the *{best['name']}* decides most: it leaves {share}."
