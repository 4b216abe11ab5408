"""The figures, parameters and structures of the calibration are read and checked here."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

from opiodyn import _core
from opiodyn._validation import bands, cases
from opiodyn._validation.cases import Case

FOLDER = Path(__file__).resolve().parent.parent
_END = NormalDist().inv_cdf(0.95)  # standard deviations from the middle to an end of a range
WAYS = ("value", "below", "above", "between")


class CalibrationError(Exception):
    """This error tells which file of the calibration breaks which rule, and what to do."""


@dataclass(frozen=True)
class Figure:
    """A figure is a case of docs/validation.md, and what it says in the likelihood."""

    case: Case
    way: str
    value: float  # what was published, or the end of the band that a sign is about
    scale: float  # of its error, in the unit of the figure or of its logarithm
    log: bool
    heroin: bool

    @property
    def study(self) -> str:
        """Returns the study that the figure shares an offset with."""
        return self.case.source[0]


@dataclass(frozen=True)
class Parameter:
    """A parameter of the calibration has a log-normal prior."""

    name: str
    unit: str
    low: float
    high: float
    rule: str
    sets: tuple[str, ...]
    of: tuple[str, ...]
    why: str

    @property
    def middle(self) -> float:
        """Returns the median of the prior of the logarithm."""
        return 0.5 * (math.log(self.low) + math.log(self.high))

    @property
    def width(self) -> float:
        """Returns the standard deviation of the prior of the logarithm: the range is 90 % of it."""
        return (math.log(self.high) - math.log(self.low)) / (2.0 * _END)


@dataclass(frozen=True)
class Structure:
    """A structure is a link of naltrexone to its receptors, and choices about the data."""

    name: str
    link: str
    biophase: str
    words: str
    heroin: float
    without: tuple[str, ...]
    fixed: Mapping[str, float]
    law: str  # by which receptors rise: "odds", as in the library, or "fraction"


@cache
def library() -> dict[str, _core.Parameter]:
    """Returns the parameters of the library by name."""
    return {row.name: row for row in _core.library_parameters()}


@cache
def held_out() -> dict[str, str]:
    """Returns the figures that judge the posterior and must not make it, with their study."""
    studies = _read("held-out.toml")["study"]
    return {name: str(study["source"]) for study in studies for name in study["figures"]}


@cache
def every_figure() -> tuple[Figure, ...]:
    """Returns the figures of the likelihood.

    Raises:
        CalibrationError: A figure is held out, unknown or twice there, or lacks a number.
    """
    return figures_of(_read("figures.toml")["figure"])


@cache
def left_out() -> dict[str, str]:
    """Returns the figures that are neither in the likelihood nor held out, with the reason."""
    groups = _read("figures.toml")["left_out"]
    return {name: str(group["why"]) for group in groups for name in group["ids"]}


def figures_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Figure, ...]:
    """Returns figures of entries as figures.toml has them; raises as `every_figure`."""
    known = {case.id: case for case in cases.read("receptors")}
    found: dict[str, Figure] = {}
    for entry in entries:
        name = str(entry["id"])
        if name in held_out():
            rule = f"is held out ({held_out()[name]}): it judges the posterior, so take it out"
            raise CalibrationError(f"figures.toml: id {name!r} {rule}")
        if name not in known or name in found:
            rule = "is no case of receptors" if name not in known else "is there twice"
            raise CalibrationError(f"figures.toml: id {name!r} {rule}; docs/validation.md has them")
        found[name] = _figure(known[name], entry)
    return tuple(found.values())


def _figure(case: Case, entry: Mapping[str, Any]) -> Figure:
    way, log = str(entry.get("as", "value")), bool(entry.get("log", False))
    if way not in WAYS:
        raise CalibrationError(f"figures.toml: as {way!r} of {case.id} must be one of {WAYS}")
    ends = [math.log(end) if log else end for end in case.band]
    scale = float(entry.get("scale", 0.25 * (ends[1] - ends[0])))
    published = entry.get("value", bands.middle(case.published))
    value = {"below": case.band[1], "above": case.band[0], "between": 0.0}.get(way, published)
    if value is None or not 0.0 < scale < math.inf:
        lacks = "value" if value is None else "scale"
        rule = f"what was published, {case.published!r}, gives none: write {lacks} ="
        raise CalibrationError(f"figures.toml: {lacks} of {case.id}: {rule}")
    return Figure(case, way, float(value), scale, log, bool(entry.get("heroin", False)))


@cache
def every_parameter() -> tuple[Parameter, ...]:
    """Returns the parameters of all structures.

    Raises:
        CalibrationError: A prior has no range, or one that a log-normal prior cannot have.
    """
    return parameters_of(_read("parameters.toml")["parameter"])


def parameters_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Parameter, ...]:
    """Returns parameters of entries as parameters.toml has them; raises as `every_parameter`."""
    return tuple(map(_parameter, entries))


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    name, sets = str(entry["name"]), tuple(map(str, entry.get("sets", ())))
    unknown = [one for one in sets if one not in library()]
    if unknown:
        raise CalibrationError(f"parameters.toml: sets {unknown[0]!r} of {name!r} is not known")
    own = library()[sets[0]] if sets else None
    low, high = entry.get("range", (own.low, own.high) if own else (0.0, 0.0))
    if not 0.0 < low < high:
        rule = "must have a low above 0 and a higher high: give a range and say why"
        raise CalibrationError(f"parameters.toml: range ({low:g}, {high:g}) of {name!r} {rule}")
    unit = str(entry.get("unit", own.unit if own else ""))
    of = tuple(map(str, entry.get("of", ())))
    why = str(entry.get("why", "documented range of the library"))
    return Parameter(name, unit, low, high, str(entry.get("rule", "")), sets, of, why)


@cache
def structures() -> dict[str, Structure]:
    """Returns the structures by name; the first is the one that is sampled."""
    found = {}
    for entry in _read("structures.toml")["structure"]:
        found[str(entry["name"])] = Structure(
            name=str(entry["name"]),
            link=str(entry["link"]),
            biophase=str(entry["biophase"]),
            words=str(entry["words"]),
            heroin=float(entry.get("heroin", 2.0)),
            without=tuple(entry.get("without", ())),
            fixed=dict(entry.get("fixed", {})),
            law=str(entry.get("law", "odds")),
        )
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
