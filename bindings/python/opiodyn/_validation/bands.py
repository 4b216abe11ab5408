"""The band of a figure follows from what was published and from a rule.

The words before a colon tell where a rule comes from: "set beforehand: 15 points".
"""

from __future__ import annotations

import re

BEFOREHAND = "set beforehand"  # a rule of this origin was fixed before the library was written

_N = r"\d+(?:\.\d+)?"
_SINGLE = re.compile(rf"[<=~ ]*({_N})(?: \((?:({_N})|[^)]*)\))?")
_RANGE = re.compile(rf"({_N}) to ({_N})")
_LIMIT = re.compile(rf"<=? ({_N})")
_RULE = re.compile(
    rf"(?:{BEFOREHAND}: )?(?:(?P<percent>{_N}) %(?: of the middle)?|(?P<sd>\d+) SE?[DM]"
    rf"|factor (?P<factor>{_N})|(?P<points>{_N}) points|(?P<range>published range))"
)


def middle(published: str) -> float | None:
    """Returns the published number or the middle of a published range, if there is either.

    Example:
        >>> middle("94.9 (4.9)"), middle("12 to 13"), middle("no change")
        (94.9, 12.5, None)
    """
    if single := _SINGLE.fullmatch(published):
        return float(single[1])
    ends = _RANGE.fullmatch(published)
    return None if ends is None else 0.5 * (float(ends[1]) + float(ends[2]))


def spread(published: str) -> float | None:
    """Returns the published SD or SEM: the number that stands alone in brackets."""
    single = _SINGLE.fullmatch(published)
    return float(single[2]) if single and single[2] else None


def band(published: str, rule: str) -> tuple[float, float] | None:
    """Returns the band, or None where the rule is no arithmetic on what was published.

    Example:
        >>> band("94.9 (4.9)", "1 SD"), band("< 1", "published range"), band("1", "our reading")
        ((90.0, 99.80000000000001), (0.0, 1.0), None)
    """
    hit, number = _RULE.fullmatch(rule), middle(published)
    if hit is None or number is None:
        return None
    if hit["range"]:
        return _ends(published)
    if hit["factor"]:
        return number / float(hit["factor"]), number * float(hit["factor"])
    width = _width(hit, number, spread(published))
    return None if width is None else (number - width, number + width)


def _ends(published: str) -> tuple[float, float] | None:
    """Returns the ends of a published range, or 0 and a published limit."""
    if limit := _LIMIT.fullmatch(published):
        return 0.0, float(limit[1])
    ends = _RANGE.fullmatch(published)
    return None if ends is None else (float(ends[1]), float(ends[2]))


def _width(hit: re.Match[str], number: float, sd: float | None) -> float | None:
    if hit["percent"]:
        return number * float(hit["percent"]) / 100.0
    if hit["points"]:
        return float(hit["points"])
    return None if sd is None else float(hit["sd"]) * sd
