"""This module reads which parameters vary, and over which ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of, typical_of
from opiodyn._model.model import Model
from opiodyn._model.potency import potencies_of
from opiodyn._sweep.build import refuse_unused
from opiodyn._uncertainty.draws import Drawing, tied, varying

Vary: TypeAlias = Iterable[str] | Mapping[str, tuple[float, float] | None]
"""Names or patterns of parameters; a mapping may give them ranges."""

_Ends: TypeAlias = tuple[float, float]

_GIVE = "give one: vary={name: (low, high)}"
_RULE = "must be a list of names, or map names to ranges (low, high)"


@pickled_by_fields("Range")
class Range(NamedTuple):
    """A range is what a parameter is drawn from."""

    name: str
    low: float
    high: float
    unit: str

    @property
    def scale(self) -> str:
        """Returns how the range is filled: ``"log"`` where its low is above 0, or ``"linear"``."""
        return "log" if self.low > 0.0 else "linear"


class Varied(NamedTuple):
    """This is what varies, and what follows from it."""

    ranges: list[Range]
    drawing: Drawing

    @property
    def names(self) -> list[str]:
        """Returns the names of the parameters that are drawn."""
        return [one.name for one in self.ranges]

    def columns(self, places: FloatArray) -> dict[str, FloatArray]:
        """Returns the values of each parameter that is drawn, or follows.

        Args:
            places: The places in the ranges from 0 to 1, [row, range].
        """
        names = self.names
        rows = [self.drawing.values(dict(zip(names, row, strict=True))) for row in places.tolist()]
        return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def read_vary(vary: Vary | None, model: Model) -> Varied:
    """Returns what varies in a settled model.

    Raises:
        InputError: There is nothing to vary, a range is missing or reversed, or no equation uses a
            parameter.
        UnknownNameError: The model has no such parameter.
    """
    typical = typical_of(model)
    rows = {row.name: row for row in core_of(typical).parameters}
    given = set(typical.overrides)
    free = [name for name in varying(typical) if name not in given | potencies_of(given)]
    own = dict.fromkeys(free) if vary is None else _expanded(_named(vary), free)
    if not own:
        rule = "names no parameter; leave it out for all that have a documented range"
        if vary is None:
            rule = f"the model has no parameter with a documented range; {_GIVE}"
        raise check.input_error("vary", "None" if vary is None else "[]", rule)
    ranges = [_range(name, ends, rows, typical) for name, ends in own.items()]
    replaced = {name: ends for name, ends in own.items() if ends is not None}
    held = given | replaced.keys() | tied(rows) & own.keys()
    return Varied(ranges, Drawing(typical, replaced, held))


def _named(vary: Any) -> dict[str, _Ends | None]:
    """Returns the names or patterns that a user gave, with ranges where they have them."""
    if not ask.is_a(vary, Mapping):
        names = check.words("vary", vary)
        for name in check.twice(names):
            raise check.input_error("vary", shown(name), "is given twice")
        return dict.fromkeys(names)
    given = check.mapping("vary", vary, _RULE)
    return {name: _ends(f"vary[{name!r}]", ends) for name, ends in given.items()}


def _ends(field: str, ends: Any) -> _Ends | None:
    if ends is None:
        return None
    rule = "must be a range (low, high), or None for the documented one"
    numbers = check.items(field, ends, rule)
    if len(numbers) != 2:
        raise check.input_error(field, shown(ends), rule)
    low, high = (check.finite(f"{field}[{i}]", x) for i, x in enumerate(numbers))
    if not low < high:
        raise check.input_error(field, f"({low:g}, {high:g})", "its low must be below its high")
    return low, high


def _expanded(named: Mapping[str, _Ends | None], free: list[str]) -> dict[str, _Ends | None]:
    """Returns the names that patterns stand for; a name of its own counts before a pattern."""
    found: dict[str, _Ends | None] = {}
    for name, ends in named.items():
        if not set(name) & set("*?["):
            continue
        if ends is not None:
            raise check.input_error(
                f"vary[{name!r}]", shown(ends), "is a range for a pattern: give None"
            )
        hits = [one for one in free if fnmatchcase(one, name)]
        if not hits:
            rule = "matches no parameter that is drawn; model.used_parameters() lists the names"
            raise check.input_error("vary", shown(name), rule)
        found |= dict.fromkeys(hits)
    return found | {name: ends for name, ends in named.items() if not set(name) & set("*?[")}


def _range(
    name: str, ends: _Ends | None, rows: Mapping[str, _core.Parameter], model: Model
) -> Range:
    """Returns the range of a parameter, which some equation must use."""
    if name not in rows:
        raise check.unknown("vary", name, rows)
    refuse_unused("vary", name, [model])
    if name.endswith(".fraction"):
        rule = "cannot vary alone: fractions of parallel inputs add up to 1"
        raise check.input_error("vary", shown(name), rule)
    row = rows[name]
    low, high = ends or (row.low, row.high)
    if not low < high:
        raise check.input_error("vary", shown(name), f"has no documented range; {_GIVE}")
    return Range(name, low, high, row.unit)
