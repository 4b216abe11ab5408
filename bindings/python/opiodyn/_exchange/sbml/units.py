"""This module holds units, and gives each unit that a model needs a definition in SBML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Unit:
    """A unit is a product of powers of mole, gram, litre and second, times a factor."""

    powers: tuple[int, int, int, int]
    factor: Fraction

    def times(self, other: Unit, power: int = 1) -> Unit:
        """Returns the product with a power of another unit."""
        pairs = zip(self.powers, other.powers, strict=True)
        mole, gram, litre, second = (a + power * b for a, b in pairs)
        return Unit((mole, gram, litre, second), self.factor * other.factor**power)

    def over(self, other: Unit) -> Unit:
        """Returns the quotient by another unit."""
        return self.times(other, -1)


class _Symbol(NamedTuple):
    """A symbol is a unit of SBML times 10 to the scale times the multiplier."""

    kind: str
    scale: int = 0
    multiplier: int = 1

    def unit(self) -> Unit:
        mole, gram, litre, second = (int(self.kind == kind) for kind in _KINDS)
        return Unit((mole, gram, litre, second), Fraction(10) ** self.scale * self.multiplier)


_KINDS = ("mole", "gram", "litre", "second")
_SYMBOLS = {
    "mol": _Symbol("mole"),
    "nmol": _Symbol("mole", -9),
    "g": _Symbol("gram"),
    "mg": _Symbol("gram", -3),
    "ug": _Symbol("gram", -6),
    "ng": _Symbol("gram", -9),
    "L": _Symbol("litre"),
    "mL": _Symbol("litre", -3),
    "h": _Symbol("second", 0, 3600),
    "%": _Symbol("dimensionless", -2),
}
_SAME = {"nM": "nmol/L", "1/nM": "L/nmol", "nM/h": "nmol/L/h", "-": "1"}
"""These texts stand for others that are made of symbols."""
_NAMED = (
    *("nmol", "nM", "h", "1/h", "L", "L/h", "mg", "mg/h", "g/mol", "%", "nmol/mg", "ng/mL"),
    *("1/nM", "nmol/h", "nM/h", "mg/nmol", "ug/nmol"),
)
"""These units have definitions that are named after their texts."""
_OTHERWISE = ("nmol", "mg", "L", "h")
"""All other units are made of these, in the order of the powers, and of a factor."""

ONE = Unit((0, 0, 0, 0), Fraction(1))
"""This is the unit of pure numbers."""


@cache
def unit_of(text: str) -> Unit:
    """Returns the unit of a text such as L/h; ``-`` stands for a pure number."""
    unit = ONE
    for symbol, power in _parts(text):
        unit = unit.times(_SYMBOLS[symbol].unit(), power)
    return unit


class UnitList:
    """The unit list is that of a model in SBML, to which units are added when they are needed."""

    def __init__(self, libsbml: Any, model: Any) -> None:
        """Makes a list for a model that has no units yet."""
        self._libsbml = libsbml
        self._model = model
        self._known = {ONE: "dimensionless"}

    def identifier(self, unit: Unit) -> str:
        """Returns the identifier of a unit, and defines the unit if that is not done yet."""
        if unit not in self._known:
            text = next((one for one in _NAMED if unit_of(one) == unit), None)
            self._known[unit] = self._other(unit) if text is None else self._named(text)
        return self._known[unit]

    def of(self, text: str) -> str:
        """Returns the identifier of the unit of a text."""
        return self.identifier(unit_of(text))

    def _named(self, text: str) -> str:
        name = text.replace("%", "percent").replace("/", "_per_").removeprefix("1_")
        definition = self._definition(name)
        for symbol, power in _parts(text):
            self._add(definition, _SYMBOLS[symbol], power)
        return name

    def _other(self, unit: Unit) -> str:
        """Defines a unit of products, or of numbers that turn units into others."""
        parts = [(one, power) for one, power in zip(_OTHERWISE, unit.powers, strict=True) if power]
        factor = unit.factor
        for symbol, power in parts:
            factor /= _SYMBOLS[symbol].unit().factor ** power
        words = [f"{one}{'' if power == 1 else power}" for one, power in parts]
        words += [f"{float(factor):.0e}"] if factor != 1 else []
        name = "unit_" + "_".join(words).replace("e-0", "e-").replace("e+0", "e").replace("-", "m")
        definition = self._definition(name)
        for symbol, power in parts:
            self._add(definition, _SYMBOLS[symbol], power)
        if factor != 1:
            self._add(definition, _Symbol("dimensionless"), 1, float(factor))
        return name

    def _definition(self, name: str) -> Any:
        definition = self._model.createUnitDefinition()
        definition.setId(name)
        return definition

    def _add(self, definition: Any, symbol: _Symbol, power: int, multiplier: float = 0.0) -> None:
        unit = definition.createUnit()
        unit.setKind(self._libsbml.UnitKind_forName(symbol.kind))
        unit.setExponent(power)
        unit.setScale(symbol.scale)
        unit.setMultiplier(multiplier or float(symbol.multiplier))


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Yields the symbols of a unit with their powers."""
    above, *below = _SAME.get(text, text).split("/")
    for words, power in ((above, 1), *((one, -1) for one in below)):
        for word in words.split():
            if word != "1":
                yield word, power
