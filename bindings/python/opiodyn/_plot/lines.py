"""This module says how each ligand, receptor, effect and run is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from opiodyn._plot.style import COLOURS, GREY, INK, look
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData

Dashes = Literal["-", "--", ":", "-."] | tuple[float, tuple[float, ...]]
_DASHES: tuple[Dashes, ...] = ("-", "--", ":", "-.")
_TWO_DOTS: Dashes = (0.0, (6.4, 1.6, 1.0, 1.6, 1.0, 1.6))

# The first three are of Okabe, Ito (2008). Those of equal dashes are far apart for people with any
# kind of colour vision and in grey; tests/python/plot/test_colours.py computes how far.
DRUG_LINES: tuple[tuple[str, Dashes], ...] = (
    ("#0072B2", "-"),
    ("#56B4E9", "-"),
    ("#000000", "-"),
    ("#AF9215", "-."),
    ("#7E30DD", "-."),
    ("#003800", "-."),
    ("#7F442C", _TWO_DOTS),
    ("#1A1556", _TWO_DOTS),
)
_SOLID = 3  # of the lines of drugs
METABOLITE_COLOUR = "#D55E00"
_METABOLITE_DASHES: tuple[Dashes, ...] = (
    (0.0, (8.0, 1.5)),
    (0.0, (8.0, 1.5, 2.0, 1.5)),
    (0.0, (8.0, 1.5, 2.0, 1.5, 2.0, 1.5)),
)
PEPTIDE_COLOURS = {"beta-endorphin": "#009E73", "enkephalin": "#E69F00", "dynorphin": "#CC79A7"}
OTHER_COLOUR = "#999999"


class Line(NamedTuple):
    """A line is the way in which something is drawn in all panels."""

    label: str
    on_paper: str
    """This is the colour under the style "paper"."""
    style: Dashes

    @property
    def colour(self) -> str:
        """Returns the colour under the style that is in force."""
        return look().colour(self.on_paper)


FREE = Line("free receptors", GREY, ":")
ABOVE_COLOUR, ABOVE_ALPHA = "#009E73", 0.3
PAIN = Line("pain (hypothesis)", "#882255", "-")
ACTIVATION = Line("activation (hypothesis)", "#6699CC", "--")
# Tol: colours of a muted scheme, apart from those of drugs and peptides.
_ENDPOINTS = {"breathing": "#332288", "pupil": "#999933", "pain": "#CC6677", "liking": "#117733"}
VENTILATION = Line("ventilation", _ENDPOINTS["breathing"], "-")
WITHDRAWAL = Line("withdrawal index", INK, "-")
STIMULUS_MARK = "D"
MOST_RUNS = len(COLOURS)
_GREEK = {"mu": "μ", "delta": "δ", "kappa": "κ"}
_RECEPTORS: dict[str, tuple[str, Dashes]] = {
    "mu": (INK, "-"),
    "delta": ("#7B4FA0", "--"),
    "kappa": ("#A6611A", "-."),
}


def greek(receptor: str) -> str:
    """Returns the Greek letter of a receptor."""
    return _GREEK.get(receptor, receptor)


def receptor_line(receptor: str) -> Line:
    """Returns the line of a receptor in the panels of the response."""
    colour, style = _RECEPTORS[receptor]
    return Line(f"{greek(receptor)} receptor", colour, style)


def effect_line(endpoints: Sequence[str], place: int) -> Line:
    """Returns the line of an effect that endpoints share; it has the colour of the first one.

    An endpoint of the caller's own takes its colour by its place.
    """
    colour = _ENDPOINTS.get(endpoints[0])
    named = f"effect on {', '.join(endpoints)}"
    own, _ = DRUG_LINES[place % _SOLID]
    return Line(named, colour or own, "-" if colour else "-.")


def run_line(name: str, place: int) -> Line:
    """Returns the line of a run among several, each of which has its colour."""
    return Line(name, COLOURS[place], "-")


def dashed(line: Line, place: int) -> Line:
    """Returns the line of a run for a quantity that shares a panel with others, by its place."""
    return line._replace(style=_DASHES[place % len(_DASHES)])


def ligand_lines(runs: Iterable[RunData]) -> dict[str, Line]:
    """Returns a line for every ligand.

    A drug has a colour of its own, and dots between its dashes from the fourth on. Metabolites
    share a colour and have long dashes. Peptides have short dashes.
    """
    found: dict[str, Line] = {}
    drugs, metabolites = iter(DRUG_LINES), iter(_METABOLITE_DASHES)
    for ligand in (ligand for run in runs for ligand in trajectory_of(run).ligands):
        name = ligand.name
        if name in found:
            continue
        if ligand.kind == "drug":
            found[name] = Line(name, *next(drugs, (OTHER_COLOUR, "-")))
        elif ligand.kind == "metabolite":
            found[name] = Line(name, METABOLITE_COLOUR, next(metabolites, ":"))
        else:
            found[name] = Line(name, PEPTIDE_COLOURS.get(name, OTHER_COLOUR), "--")
    return found
