"""This module says how each ligand, receptor, effect and run is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from opiodyn._plot.style import COLOURS, GREY, INK, look
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData

# Okabe, Ito (2008): colours that people with any kind of colour vision can tell apart.
DRUG_COLOURS = ("#0072B2", "#56B4E9", "#000000")
METABOLITE_COLOURS = ("#D55E00", "#F0E442")
PEPTIDE_COLOURS = {"beta-endorphin": "#009E73", "enkephalin": "#E69F00", "dynorphin": "#CC79A7"}
OTHER_COLOUR = "#999999"

Dashes = Literal["-", "--", ":", "-."]
_DASHES: tuple[Dashes, ...] = ("-", "--", ":", "-.")


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
    return Line(named, colour or DRUG_COLOURS[place % len(DRUG_COLOURS)], "-" if colour else "-.")


def run_line(name: str, place: int) -> Line:
    """Returns the line of a run among several, each of which has its colour."""
    return Line(name, COLOURS[place], "-")


def dashed(line: Line, place: int) -> Line:
    """Returns the line of a run for a quantity that shares a panel with others, by its place."""
    return line._replace(style=_DASHES[place % len(_DASHES)])


def ligand_lines(runs: Iterable[RunData]) -> dict[str, Line]:
    """Returns a line for every ligand: drugs and metabolites are solid, peptides dashed."""
    found: dict[str, Line] = {}
    drugs, metabolites = iter(DRUG_COLOURS), iter(METABOLITE_COLOURS)
    for ligand in (ligand for run in runs for ligand in trajectory_of(run).ligands):
        name = ligand.name
        if name in found:
            continue
        if ligand.kind == "drug":
            found[name] = Line(name, next(drugs, OTHER_COLOUR), "-")
        elif ligand.kind == "metabolite":
            found[name] = Line(name, next(metabolites, OTHER_COLOUR), "-")
        else:
            found[name] = Line(name, PEPTIDE_COLOURS.get(name, OTHER_COLOUR), "--")
    return found
