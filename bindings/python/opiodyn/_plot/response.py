"""Panels of the response: tone, receptor density, peptides, and the hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn._plot.curves import Column, Row, draw_curve, mark_peak, samples
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
_LEAST_WITHDRAWAL = 0.05  # less is that of a body that answers a block, and no withdrawal
_LEAST_RANGE = (0.9, 1.1)


def response_rows(run: RunData) -> list[Row]:
    """The panels of what the run has of a response, from top to bottom."""
    found = {
        "tone": Row(f"tone,{_RELATIVE}", 1.7, _draw_tone),
        "density": Row(f"density,{_RELATIVE}", 1.2, _draw_density),
        "peptide": Row(f"peptides,{_RELATIVE}", 1.2, _draw_peptides),
        "withdrawal": Row("withdrawal\nindex", 1.2, _draw_withdrawal),
        "pain": Row("hypotheses,\n%", 1.2, _draw_hypotheses),
    }
    there = {column.quantity for column in trajectory_of(run).columns}
    if "withdrawal" in there and run.withdrawal.max() < _LEAST_WITHDRAWAL:
        there.remove("withdrawal")
    return [row for quantity, row in found.items() if quantity in there]


def places(run: RunData, quantity: str) -> list[str]:
    """The receptors or peptides that have this quantity; mu first, as the model has them."""
    found = [column for column in trajectory_of(run).columns if column.quantity == quantity]
    return [column.part or column.subject for column in found]


def shaded_receptor(run: RunData) -> str | None:
    """Whose tone is shaded above 1: that of mu, or of the first receptor; None without tone."""
    found = places(run, "tone")
    return "mu" if "mu" in found else next(iter(found), None)


def shaded_label(run: RunData) -> str | None:
    """What the shading is called; None if there is none."""
    receptor = shaded_receptor(run)
    if receptor is None or run.tone(receptor).max() < _SMALLEST_MARKED:
        return None
    return f"{greek(receptor)} tone above 1"


def _draw_tone(run: RunData, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    for receptor in places(run, "tone"):
        draw_curve(run, column, receptor_line(receptor), axes, run.tone(receptor))
    shaded = shaded_receptor(run)
    if shaded is not None:
        x, y = samples(column, run, run.tone(shaded))
        style: dict[str, Any] = {"color": ABOVE_COLOUR, "alpha": ABOVE_ALPHA, "linewidth": 0}
        axes.fill_between(x, 1.0, y, where=y > 1.0, interpolate=True, **style)
        if column.detailed and y.max() > _SMALLEST_MARKED:
            mark_peak(axes, x, y, receptor_line(shaded).colour, f"{y.max():.2f}")
    _finish(axes)


def _draw_density(run: RunData, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    for receptor in places(run, "density"):
        draw_curve(run, column, receptor_line(receptor), axes, run.receptor_density(receptor))
    _finish(axes)


def _draw_peptides(run: RunData, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    for peptide in places(run, "peptide"):
        draw_curve(run, column, lines[peptide], axes, run.peptide(peptide))
    _finish(axes)


def _draw_withdrawal(run: RunData, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    draw_curve(run, column, receptor_line("mu"), axes, run.withdrawal)
    axes.set_ylim(0.0, 1.0)


def _draw_hypotheses(run: RunData, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    draw_curve(run, column, HYPOTHESES["pain"], axes, run.pain)
    draw_curve(run, column, HYPOTHESES["activation"], axes, 100.0 * run.activation)
    _finish(axes, 100.0)


def _finish(axes: Axes, drug_free: float = 1.0) -> None:
    """The drug-free level as a line, and a range that does not blow up small changes."""
    axes.axhline(drug_free, color=GREY, linewidth=1.0, zorder=1.5)
    low, high = axes.get_ylim()
    least, most = (drug_free * limit for limit in _LEAST_RANGE)
    axes.set_ylim(min(low, least), max(high, most))
