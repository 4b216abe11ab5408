"""These settings reach every route of every drug, every preset and every part of the response."""

from __future__ import annotations

from typing import Any

from asking import facts, setting

PARTS = ["turnover", "peptides", "adaptation", "effects", "immune"]
NIGHTLY = "naltrexone 4.5 mg po q24h x7 at 22h"


def by_route() -> dict[str, dict[str, Any]]:
    """Returns a setting for each route of each drug of the library."""
    return {
        f"{drug['name']} {route['word']}": setting(
            f"{drug['name']} 1 mg {route['word']} q24h x2 at 8h"
        )
        for drug in facts()["drugs"]
        for route in drug["routes"]
    }


def by_preset() -> dict[str, dict[str, Any]]:
    """Returns settings for each preset, with what drives the peptides and whose body it is."""
    people: list[dict[str, Any]] = [
        {},
        {"weight": 61.5, "age": 70},
        {"hepatic": "decompensated", "creatinine_clearance": 35.0},
    ]
    return {
        f"{preset['name']}, phi {phi:g}, {person or 'typical'}": setting(
            NIGHTLY, biophase=preset["name"], phi=phi, covariates=person
        )
        for preset in facts()["presets"]
        for phi, person in zip((1.0, 0.4, 0.0), people, strict=True)
    }


def by_part() -> dict[str, dict[str, Any]]:
    """Returns settings with each part of the response alone, without one, and with none."""
    choices = [[], PARTS, *([part] for part in PARTS)]
    choices += [[part for part in PARTS if part != left_out] for left_out in PARTS]
    text = f"{NIGHTLY} + morphine 10 mg iv over 30min at 3d"
    return {f"response {', '.join(parts) or 'none'}": _with(text, parts) for parts in choices}


def _with(text: str, parts: list[str]) -> dict[str, Any]:
    weights = "illustrative" if "immune" in parts else "mechanism"
    return setting(text, response=parts, weights=weights, biophase="transient")


def by_record() -> dict[str, dict[str, Any]]:
    """Returns settings with each kind of record and option of a dose."""
    texts = {
        "missed nights": "naltrexone 4.5 mg po q24h x2 at 22h + naltrexone 4.5 mg po q24h x4 at 4d",
        "rescue": "fentanyl 0.5 mg iv + naloxone 0.4 mg iv at 5min + naloxone 4 mg in at 15min",
        "tolerance": "morphine 30 mg po q12h x20 then 60 mg q12h x20 + naloxone 0.4 mg iv at 21d",
        "reset": "naltrexone 50 mg po q24h x3 + reset at 40h",
        "change": "naltrexone 50 mg po q24h x3 + set naltrexone.CL=47 at 30h",
        "F and lag": "naltrexone 50 mg po q24h x2 F 0.5 lag 30min",
        "compartment": "naltrexone 5 mg iv cmt central over 2h",
        "taper": "morphine 20 mg po q12h x4 reduce 25 % every 1d",
        "depot": "naltrexone 380 mg im q672h x2",
        "exercise": f"{NIGHTLY} + stimulus exercise 1 at 30h",
        "placebo": "naltrexone 0 mg po q24h x3",
    }
    return {name: setting(text) for name, text in texts.items()}


SCENARIOS = by_route() | by_preset() | by_part() | by_record()
