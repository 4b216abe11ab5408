"""What is read from the files: plain values under full names, such as "naltrexone.oral.ka"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A value with its origin; also the size of an effect (variability, correlation, covariate)."""

    name: str
    value: float
    unit: str
    low: float
    high: float
    evidence: str  # H, A, V, X; U: supplied by the caller
    status: str
    sources: tuple[str, ...]
    meaning: str
    note: str


@dataclass(frozen=True)
class Input:
    """One path of absorption; the name is empty where a route has only one."""

    name: str
    kind: str


@dataclass(frozen=True)
class Route:
    name: str
    salt: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class Variability:
    """Between-subject variation of a parameter; `effect` is the name of its CV."""

    parameter: str
    effect: str


@dataclass(frozen=True)
class Correlation:
    """Of the variations of two parameters; `effect` is the name of the coefficient."""

    first: str
    second: str
    effect: str


@dataclass(frozen=True)
class Covariate:
    """How a person changes a parameter; `category` is empty for linear and power."""

    parameter: str
    covariate: str
    category: str
    kind: str
    reference: float  # 0 for factor and set
    effect: str


@dataclass(frozen=True)
class Substance:
    """A drug, metabolite or peptide, or one literature set of it ("naltrexone/fda")."""

    name: str
    kind: str
    compartments: int  # 0: it only binds
    metabolites: tuple[str, ...]
    description: str
    set_of: str  # the base's name, for a set
    routes: tuple[Route, ...]
    receptors: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    missing: dict[str, str]  # full name of a parameter -> why it is not known
    effects: tuple[Parameter, ...]
    variability: tuple[Variability, ...]
    correlations: tuple[Correlation, ...]
    covariates: tuple[Covariate, ...]
    sets: tuple[Substance, ...] = ()  # of a base


@dataclass(frozen=True)
class Preset:
    """A preset of the effect compartment."""

    name: str
    matches: str
    fails: str


@dataclass(frozen=True)
class Reference:
    """An entry of the bibliography."""

    key: str
    citation: str
    doi: str
    note: str
