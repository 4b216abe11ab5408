"""The cases tell what was published, the band in which a figure must lie, and what is expected.

They are data: ``cases/<subject>/<group>.toml``. A setting of `Setup` or `Case` that a file leaves
out has its default. A case with ``over`` or ``minus`` is compared with the same figure in which
these settings differ. ``misses`` is a table of presets and reasons, or the one reason for which the
figure is expected to lie outside its band under every preset.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from opiodyn._validation import bands
from opiodyn._validation.world import EVERY, preset_names

KINDS = ("independent", "fitted", "input", "hypothesis", "law", "alternative")
"""An alternative is another reading of a figure that counts already, such as moles for potency."""
GROUPS = {
    "receptors": ("occupancy", "blockade", "laws", "adaptation", "agonists", "clinical"),
    "pharmacokinetics": (
        "oral",
        "disposition",
        "release",
        "cirrhosis",
        "buprenorphine",
        "opioids",
        "antagonists",
    ),
}


@dataclass(frozen=True)
class Setup:
    """A set-up tells what is taken, and how the figure is read off the run."""

    measure: str  # its name in `measures.MEASURES`
    regimen: str = ""
    column: str = ""  # the output that is observed; empty: a level in plasma [ng/mL]
    drug: str = ""  # the substance with that level; empty: the drug that is dosed
    start: float = 0.0  # start of the window [h]; the time itself where one value is read
    to: float = 0.0  # end of the window [h]; not after its start: there is none
    end: float | None = None  # end of the hours that count where there is no window [h]
    scale: float = 1.0  # factor of the column, such as 100 for a fraction in per cent
    threshold: float = 0.0
    agonist: str = ""  # regimen of the agonist, with {dose} for mg
    dose: float = 0.0  # dose of the agonist [mg]
    doses: tuple[float, ...] = ()
    targets: tuple[float, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()  # arguments of the model
    parameters: tuple[tuple[str, float], ...] = ()
    over: Setup | None = None  # the figure is then the ratio to this one
    minus: Setup | None = None  # the figure is then the difference from this one


@dataclass(frozen=True)
class Case:
    """A case is a published figure, and what to compare with it."""

    id: str
    group: str
    what: str
    setup: Setup
    published: str
    source: tuple[str, ...]
    tag: str  # how it was obtained: read, secondary, derived, memory, law
    kind: str  # what the library has from it: one of KINDS
    band: tuple[float, float]
    band_from: str  # the rule behind the band; `bands.band` works out those that are arithmetic
    presets: tuple[str, ...]  # the figure is measured under each of these
    misses: Mapping[str, str]  # presets under which a miss is expected, and why
    kind_under: Mapping[str, str]  # the kind under presets that have it from the figure
    unit: str = "-"
    note: str = ""
    added: bool = False  # to the cases with which the second edition began
    selftest: bool = False
    draws: int = 200  # most draws for the uncertainty table; slow cases have fewer

    @property
    def published_with_unit(self) -> str:
        """This is what was published; the unit follows a number, but not words."""
        number = re.match(r"[<=~ ]*\d", self.published)
        return f"{self.published} {self.unit}" if number and self.unit != "-" else self.published

    def expected(self, preset: str) -> bool:
        """Tells whether the figure is expected in its band."""
        return preset not in self.misses

    def kind_of(self, preset: str) -> str:
        """Returns what the library has from the figure, under a preset."""
        return self.kind_under.get(preset, self.kind)

    def inside(self, figure: float) -> bool:
        """Tells whether a figure lies in the band."""
        return self.band[0] <= figure <= self.band[1]


class Unreachable(NamedTuple):
    """This is a published figure that the model cannot be asked for."""

    row: str
    reason: str


@cache
def read(*subjects: str) -> tuple[Case, ...]:
    """Returns the cases of these subjects, or of all, in the order of the groups."""
    return tuple(
        _case(subject, group, entry)
        for subject in subjects or GROUPS
        for group in GROUPS[subject]
        for entry in _file(f"{subject}/{group}")["case"]
    )


@cache
def unreachable(subject: str) -> tuple[Unreachable, ...]:
    """Returns what is published on a subject but out of reach."""
    return tuple(Unreachable(**entry) for entry in _file(f"{subject}/unreachable")["unreachable"])


def described_sources(cases: Iterable[Case]) -> dict[str, str]:
    """Returns key and description of the cases' sources that data/references.bib does not have."""
    used = {key for case in cases for key in case.source}
    return {key: words for key, words in _file("sources").items() if key in used}


def _file(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"cases/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _case(subject: str, group: str, entry: dict[str, Any]) -> Case:
    settings = {field.name for field in fields(Setup)}
    case = {key: value for key, value in entry.items() if key not in settings}
    presets = tuple(preset_names()) if subject == "receptors" else (EVERY,)
    case |= {"source": tuple(entry["source"]), "band": _band(entry)}
    case |= {"presets": presets, "misses": _misses(entry.get("misses", {}), presets)}
    case |= {"kind_under": entry.get("kind_under", {})}
    setup = _setup({key: value for key, value in entry.items() if key in settings})
    return Case(group=group, setup=setup, **case)


def _band(entry: dict[str, Any]) -> tuple[float, float]:
    """Returns the band, which stands in the case unless its rule is arithmetic."""
    found = bands.band(entry["published"], entry["band_from"])
    if (found is None) != ("band" in entry):
        wanted = "has no numbers: write the band" if found is None else "gives it: leave it out"
        raise ValueError(f"band of case {entry['id']}: the rule {entry['band_from']!r} {wanted}")
    return found or (entry["band"][0], entry["band"][1])


def _misses(reasons: dict[str, str] | str, presets: tuple[str, ...]) -> dict[str, str]:
    """Returns the reason by preset, from one for every preset or from some by names of presets."""
    if isinstance(reasons, str):
        return dict.fromkeys(presets, reasons)
    return {preset: reason for names, reason in reasons.items() for preset in names.split()}


def _setup(settings: dict[str, Any]) -> Setup:
    shared = {key: value for key, value in settings.items() if key not in ("over", "minus")}
    own = dict(shared)
    for key in ("options", "parameters"):
        own[key] = tuple(own.get(key, {}).items())
    for key in ("doses", "targets"):
        own[key] = tuple(own.get(key, ()))
    for key in ("over", "minus"):
        if key in settings:
            own[key] = _setup({**shared, **settings[key]})
    return Setup(**own)
