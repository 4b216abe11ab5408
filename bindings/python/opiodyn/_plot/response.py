"""This module draws the panels of the response and of the hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn._plot.curves import Panel, TimeSpan, draw_curve, mark_peak, samples
from opiodyn._plot.style import (
    ABOVE_ALPHA,
    ABOVE_COLOUR,
    GREY,
    HYPOTHESES,
    Line,
    greek,
    receptor_line,
)
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opiodyn._result.run_data import RunData

_RELATIVE = "\n× drug-free"
_SMALLEST_MARKED = 1.005
_LEAST_WITHDRAWAL = 0.05  # less comes from the response to blockade, and is no withdrawal
_LEAST_RANGE = (0.9, 1.1)


def response_panels(run: RunData) -> list[Panel]:
    """Returns the panels of the response that a run has, from top to bottom."""
    found = {
        "tone": Panel(f"tone,{_RELATIVE}", 1.7, _draw_tone),
        "density": Panel(f"density,{_RELATIVE}", 1.2, _draw_density),
        "peptide": Panel(f"peptides,{_RELATIVE}", 1.2, _draw_peptides),
        "withdrawal": Panel("withdrawal\nindex", 1.2, _draw_withdrawal),
        "pain": Panel("hypotheses,\n%", 1.2, _draw_hypotheses),
    }
    there = {column.quantity for column in trajectory_of(run).columns}
    if "withdrawal" in there and run.withdrawal.max() < _LEAST_WITHDRAWAL:
        there.remove("withdrawal")
    return [panel for quantity, panel in found.items() if quantity in there]


def places(run: RunData, quantity: str) -> list[str]:
    """Returns the receptors or peptides that have a quantity, in the order of the model."""
    found = [column for column in trajectory_of(run).columns if column.quantity == quantity]
    return [column.place or column.ligand for column in found]


def shaded_receptor(run: RunData) -> str | None:
    """Returns the receptor whose tone is shaded above 1: mu, or the first; None without tone."""
    found = places(run, "tone")
    return "mu" if "mu" in found else next(iter(found), None)


def shaded_label(run: RunData) -> str | None:
    """Returns the label of the shading in the legend; None if nothing is shaded."""
    receptor = shaded_receptor(run)
    if receptor is None or run.tone(receptor).max() < _SMALLEST_MARKED:
        return None
    return f"{greek(receptor)} tone above 1"


def _draw_tone(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    for receptor in places(run, "tone"):
        draw_curve(run, span, receptor_line(receptor), axes, run.tone(receptor))
    shaded = shaded_receptor(run)
    if shaded is not None:
        x, y = samples(span, run, run.tone(shaded))
        style: dict[str, Any] = {"color": ABOVE_COLOUR, "alpha": ABOVE_ALPHA, "linewidth": 0}
        axes.fill_between(x, 1.0, y, where=y > 1.0, interpolate=True, **style)
        if span.detailed and y.max() > _SMALLEST_MARKED:
            mark_peak(axes, x, y, receptor_line(shaded).colour, f"{y.max():.2f}")
    _finish(axes)


def _draw_density(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    for receptor in places(run, "density"):
        draw_curve(run, span, receptor_line(receptor), axes, run.receptor_density(receptor))
    _finish(axes)


def _draw_peptides(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    for peptide in places(run, "peptide"):
        draw_curve(run, span, lines[peptide], axes, run.peptide(peptide))
    _finish(axes)


def _draw_withdrawal(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    draw_curve(run, span, receptor_line("mu"), axes, run.withdrawal)
    axes.set_ylim(0.0, 1.0)


def _draw_hypotheses(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    draw_curve(run, span, HYPOTHESES["pain"], axes, run.pain)
    draw_curve(run, span, HYPOTHESES["activation"], axes, 100.0 * run.activation)
    _finish(axes, 100.0)


def _finish(axes: Axes, drug_free: float = 1.0) -> None:
    """Draws the drug-free level as a line, and sets a range that does not enlarge small changes."""
    axes.axhline(drug_free, color=GREY, linewidth=1.0, zorder=1.5)
    low, high = axes.get_ylim()
    least, most = (drug_free * limit for limit in _LEAST_RANGE)
    axes.set_ylim(min(low, least), max(high, most))
