"""This module holds the colours and the style of pictures, and the line of each ligand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from opiodyn._checks import extras
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData

# Okabe, Ito (2008): colours that people with any kind of colour vision can tell apart.
DRUG_COLOURS = ("#0072B2", "#56B4E9", "#000000")
METABOLITE_COLOURS = ("#D55E00", "#F0E442")
PEPTIDE_COLOURS = {"beta-endorphin": "#009E73", "enkephalin": "#E69F00", "dynorphin": "#CC79A7"}
OTHER_COLOUR = "#999999"
GREY = "#5F5F5F"
INK = "#222222"

STYLE: dict[str, Any] = {
    "axes.edgecolor": "#9A9A9A",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "figure.dpi": 110,
    "figure.facecolor": "white",
    "font.family": "sans-serif",
    "font.size": 10,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.7,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": "#555555",
    "xtick.labelsize": 9.5,
    "ytick.color": "#555555",
    "ytick.labelsize": 9.5,
}


class Line(NamedTuple):
    """A line is the way in which a ligand is drawn in all panels."""

    label: str
    colour: str
    style: Literal["-", "--", ":", "-."]


FREE = Line("free receptors", GREY, ":")
ABOVE_COLOUR, ABOVE_ALPHA = "#009E73", 0.3
HYPOTHESES = {
    "pain": Line("pain (hypothesis)", "#882255", "-"),
    "activation": Line("activation (hypothesis)", "#6699CC", "--"),
}
# Tol: colours of a muted scheme, apart from those of drugs and peptides.
_ENDPOINTS = {"breathing": "#332288", "pupil": "#999933", "pain": "#CC6677", "liking": "#117733"}
VENTILATION = Line("ventilation", _ENDPOINTS["breathing"], "-")
WITHDRAWAL = Line("withdrawal index", INK, "-")
STIMULUS_MARK = "D"
_GREEK = {"mu": "μ", "delta": "δ", "kappa": "κ"}
_RECEPTORS: dict[str, tuple[str, Literal["-", "--", "-."]]] = {
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


def lines(run: RunData) -> dict[str, Line]:
    """Returns a line for every ligand: drugs and metabolites are solid, peptides dashed."""
    found = {}
    drugs, metabolites = iter(DRUG_COLOURS), iter(METABOLITE_COLOURS)
    for ligand in trajectory_of(run).ligands:
        name = ligand.name
        if ligand.kind == "drug":
            found[name] = Line(name, next(drugs, OTHER_COLOUR), "-")
        elif ligand.kind == "metabolite":
            found[name] = Line(name, next(metabolites, OTHER_COLOUR), "-")
        else:
            found[name] = Line(name, PEPTIDE_COLOURS.get(name, OTHER_COLOUR), "--")
    return found


def require_matplotlib() -> Any:
    """Returns the module matplotlib.

    Raises:
        ImportError: matplotlib is not installed; the message says how to get it.
    """
    return extras.require("matplotlib", "plotting", "plot")
