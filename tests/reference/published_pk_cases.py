"""The published pharmacokinetic figures of published_pk.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

CASES = Path(__file__).with_name("published_pk.toml")
KINDS = ("independent", "fitted", "input")


@dataclass(frozen=True)
class Setup:
    """Who takes what, and what is read off."""

    regimen: str
    quantity: str
    of: str | None = None  # None: the drug dosed
    start: float = 0.0  # window of the quantity, h
    to: float = np.inf
    end: float = 240.0  # of the run, h
    step: float | None = None  # a uniform grid instead, h
    threshold: float = 0.0
    covariates: tuple[tuple[str, Any], ...] = ()
    over: Setup | None = None  # then the ratio to that figure


@dataclass(frozen=True)
class Case:
    """A published figure."""

    id: str
    what: str
    setup: Setup
    published: float
    unit: str
    source: tuple[str, ...]
    tag: str  # how the figure was come by: read, secondary, derived, memory
    kind: str  # what the library has from it: one of KINDS
    band: tuple[float, float]
    band_from: str
    expected: str
    sd: float | None = None
    published_as: str = ""  # if it is not a single number
    reason: str = ""  # of a miss
    note: str = ""


@dataclass(frozen=True)
class Table:
    """All of published_pk.toml."""

    cases: tuple[Case, ...]
    unreachable: tuple[tuple[str, str], ...]
    sources: dict[str, str] = field(default_factory=dict)


def read(path: Path = CASES) -> Table:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        cases=tuple(_case(entry) for entry in document["case"]),
        unreachable=tuple((entry["row"], entry["reason"]) for entry in document["unreachable"]),
        sources=document["sources"],
    )


def _case(entry: dict[str, Any]) -> Case:
    said = dict(entry)
    setup = {key: said.pop(key) for key in list(said) if key in Setup.__dataclass_fields__}
    over = setup.pop("over", None)
    if over is not None:  # as the figure itself but for what it says
        setup["over"] = _setup({**setup, **over})
    said["source"] = tuple(said["source"])
    said["band"] = tuple(said["band"])
    return Case(setup=_setup(setup), **said)


def _setup(said: dict[str, Any]) -> Setup:
    covariates = tuple(said.get("covariates", {}).items())
    return Setup(**{**said, "covariates": covariates})
