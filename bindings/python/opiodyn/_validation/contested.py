"""Some headlines rest on a value that sources contest; here they are measured under the others too.

The values and their other sets are those of data/contested.toml, which runs and comparisons show.
"""

from __future__ import annotations

from typing import NamedTuple

from opiodyn._contested.alternatives import Alternative
from opiodyn._validation.cases import Case, read
from opiodyn._validation.measures import measure
from opiodyn._validation.readings import taken_of
from opiodyn._validation.world import World


class Question(NamedTuple):
    """A question is a contested value with the headlines that rest on it."""

    title: str
    library: str  # what the library has
    others: tuple[str, ...]  # the keys of the alternatives
    cases: tuple[str, ...]
    presets: tuple[str, ...]


_LOW_DOSE = ("rebound", "waking-tone", "inverted-U", "U-falls")
QUESTIONS = (
    Question(
        "How much beta-endorphin rises under a block",
        "library: G 0.6",
        ("beta-endorphin/controlled",),
        (*_LOW_DOSE, "kosten", "na2002", "peer1996"),
        ("pet", "transient"),
    ),
    Question(
        "What the body senses",
        "library: phi 1",
        ("phi 0",),
        (*_LOW_DOSE, "kosten", "duration"),
        ("pet", "transient"),
    ),
    Question(
        "How tightly naloxone binds in man",
        "library: K 0.7 nM",
        ("naloxone/occupancy", "naloxone/nasal"),
        (
            *("V21-1", "V21-10", "V21-100", "V21-ED50", "V22", "V22-ratio", "R1", "R2", "R3"),
            *("O3", "O7", "precipitated-height", "rescue-2", "rescue-0.4"),
        ),
        ("pet",),  # no preset changes what naloxone does
    ),
)


def asked(question: Question) -> list[Case]:
    """Returns the cases of a question."""
    known = {case.id: case for case in read("receptors")}
    return [known[name] for name in question.cases]


def figures(case: Case, question: Question) -> list[float]:
    """Returns the figure of a case by preset, with the library's value and with each other."""
    return [
        measure(case.setup, World(preset, other=other))
        for preset in question.presets
        for other in ("", *question.others)
    ]


def about(question: Question) -> list[Alternative]:
    """Returns the alternatives of a question, which say why the value is contested."""
    setup, world = asked(question)[0].setup, World(question.presets[0])
    taken = taken_of(setup)
    text = taken.regimen.replace("{dose}", "1")
    found = world.alternatives(world.model(text, *taken[1:]), text)
    return [one for one in found if one.key in question.others]
