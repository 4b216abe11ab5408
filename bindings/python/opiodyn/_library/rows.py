"""This module holds the content of drug files: values with full names ("naltrexone.oral.ka").

Nothing changes an object of its classes once it is made, and threads may share it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A parameter is a value with its origin.

    The size of an effect of people (variability, correlation, covariate) is a parameter too.
    """

    name: str
    value: float
    unit: str
    low: float
    high: float
    evidence: str  # H human, A animal, V in vitro, X assumption, U supplied by the caller
    status: str
    sources: tuple[str, ...]
    meaning: str
    note: str
    calibrated_at: str = ""  # receptor where the library's peptides competed as it was worked out


@dataclass(frozen=True)
class Endpoint:
    """An endpoint is an effect of opioids; its slope is the parameter "effect.NAME.n"."""

    name: str
    receptor: str
    meaning: str


@dataclass(frozen=True)
class Input:
    """An input is one path of absorption; its name is empty where a route has only one."""

    name: str
    kind: str
    n: int = 0  # the transit compartments of the kind transit


@dataclass(frozen=True)
class Route:
    """A route is a way to give a substance, with the inputs that absorb it."""

    name: str
    salt: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class Variability:
    """A variability tells that a parameter differs between people; `effect` names its CV."""

    parameter: str
    effect: str


@dataclass(frozen=True)
class Correlation:
    """A correlation joins the variations of two parameters; `effect` names its coefficient."""

    first: str
    second: str
    effect: str


@dataclass(frozen=True)
class Covariate:
    """A covariate effect tells how a trait of a person, such as weight, changes a parameter."""

    parameter: str
    covariate: str
    category: str  # empty for the kinds linear and power
    kind: str
    reference: float  # 0 for the kinds factor and set
    effect: str


@dataclass(frozen=True)
class Substance:
    """A substance is a drug, metabolite or peptide, or one literature set ("naltrexone/fda")."""

    name: str
    kind: str
    compartments: int  # 0: its pharmacokinetics are not known
    metabolites: tuple[str, ...]
    description: str
    set_of: str  # the name of the base if this is a literature set
    routes: tuple[Route, ...]
    receptors: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    missing: dict[str, str]  # full name of a parameter -> why it is not known
    effects: tuple[Parameter, ...]
    variability: tuple[Variability, ...]
    correlations: tuple[Correlation, ...]
    covariates: tuple[Covariate, ...]
    sets: tuple[Substance, ...] = ()  # the literature sets of a base


@dataclass(frozen=True)
class Preset:
    """A preset names a choice of the effect compartment, with the data it matches and fails."""

    name: str
    matches: str
    fails: str


@dataclass(frozen=True)
class Brand:
    """A brand is a word for a drug of the library by some routes, or for what is refused."""

    name: str
    drug: str  # empty for a word that is refused
    routes: tuple[str, ...]
    refusal: str  # empty for a word that means one drug
    status: str
    sources: tuple[str, ...]  # none for a word from memory
    note: str


@dataclass(frozen=True)
class Reference:
    """A reference is an entry of the bibliography."""

    key: str
    citation: str
    doi: str
    note: str


@dataclass(frozen=True)
class Note:
    """A note is a sentence on safety, and the condition under which it is shown."""

    name: str
    text: str  # with fields in braces
    when: str
    severity: int  # 1 can kill, 2 harms, 3 limits what the model says
    status: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """An alternative is a literature set that replaces a contested value, or another phi."""

    set: str  # empty for phi
    value: float | None  # of phi; None for a set, whose value stands in its file
    words: str  # such as "with G of beta-endorphin from controlled trials"


@dataclass(frozen=True)
class Contested:
    """A contested value is one on which sources exclude each other."""

    name: str
    parameter: str  # full name of the parameter, or phi
    headlines: str  # kind of the numbers that rest on it: tone or naloxone
    text: str
    sources: tuple[str, ...]
    others: tuple[Alternative, ...]


@dataclass(frozen=True)
class Identifier:
    """An identifier is where a database keeps a drug, peptide or receptor."""

    name: str
    identifier: str  # such as CHEBI:7465; empty if there is none
    relation: str  # of the name to the entry: is, or isPartOf
    confirmed: bool
