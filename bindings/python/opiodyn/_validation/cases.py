"""The cases: what was published, the band in which a figure must lie, and what is expected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

GROUPS = ("occupancy", "blockade", "laws", "adaptation", "agonists", "clinical")


@dataclass(frozen=True)
class Setup:
    """What is taken, and what is read off."""

    measure: str  # a name in `measures.MEASURES`
    regimen: str = ""
    column: str = ""
    start: float = 0.0  # of the window, h; the time itself where one is read
    to: float = 0.0  # end of the window, h
    end: float | None = None  # of the run, h; None: just after the window
    delta: float = 0.25  # distance of the output times, h
    scale: float = 1.0  # of the column, 100 for a fraction in per cent
    threshold: float = 0.0
    agonist: str = ""  # its doses, with {dose} for mg
    dose: float = 0.0  # of the agonist, mg
    doses: tuple[float, ...] = ()
    targets: tuple[float, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()  # of the model
    parameters: tuple[tuple[str, float], ...] = ()
    over: Setup | None = None  # then the ratio to that figure
    minus: Setup | None = None  # then the difference to that figure


@dataclass(frozen=True)
class Case:
    """A published figure."""

    id: str
    group: str
    what: str
    setup: Setup
    published: str
    unit: str
    source: tuple[str, ...]
    tag: str  # read, secondary, derived, memory, law
    kind: str  # what the library has from it: independent, fitted, input, hypothesis
    band: tuple[float, float]
    band_from: str
    misses: Mapping[str, str]  # presets expected outside the band, and why
    note: str = ""
    selftest: bool = False
    draws: bool = True  # is it fast enough for the uncertainty table?

    def expected(self, preset: str) -> bool:
        """Is the figure expected in its band?"""
        return preset not in self.misses

    def inside(self, figure: float) -> bool:
        """Does a figure lie in the band?"""
        return self.band[0] <= figure <= self.band[1]


class Unreachable(NamedTuple):
    """What the model cannot be asked."""

    row: str
    reason: str


@cache
def read() -> tuple[Case, ...]:
    """All cases, in the order of the groups."""
    return tuple(_case(group, entry) for group in GROUPS for entry in _file(group)["case"])


@cache
def unreachable() -> tuple[Unreachable, ...]:
    """What is published but out of reach, and why."""
    return tuple(Unreachable(**entry) for entry in _file("unreachable")["unreachable"])


@cache
def described_sources() -> dict[str, str]:
    """Sources that data/references.bib does not have: key and description."""
    return dict(_file("unreachable")["sources"])


def _file(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"cases/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _case(group: str, entry: dict[str, Any]) -> Case:
    said = dict(entry)
    names = {field.name for field in fields(Setup)}
    setup = {key: said.pop(key) for key in list(said) if key in names}
    return Case(
        group=group,
        setup=_setup(setup),
        source=tuple(said.pop("source")),
        band=tuple(said.pop("band")),
        misses=_misses(said.pop("misses", {})),
        **said,
    )


def _misses(said: dict[str, str]) -> dict[str, str]:
    """Reason by preset, from reason by names of presets."""
    return {preset: reason for names, reason in said.items() for preset in names.split()}


def _setup(said: dict[str, Any]) -> Setup:
    own = {key: value for key, value in said.items() if key not in ("over", "minus")}
    for key in ("options", "parameters"):
        own[key] = tuple(own.get(key, {}).items())
    for key in ("doses", "targets"):
        own[key] = tuple(own.get(key, ()))
    for key in ("over", "minus"):  # as the figure itself but for what it says
        if key in said:
            rest = {k: v for k, v in said.items() if k not in ("over", "minus")}
            own[key] = _setup({**rest, **said[key]})
    return Setup(**own)
