"""This module draws the panels of the response and of the hypotheses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._model.response_words import acting
from opiodyn._plot.curves import Panel, TimeSpan, draw_curve, mark_peak, samples
from opiodyn._plot.style import (
    ABOVE_ALPHA,
    ABOVE_COLOUR,
    GREY,
    HYPOTHESES,
    VENTILATION,
    WITHDRAWAL,
    Line,
    effect_line,
    greek,
    receptor_line,
)
from opiodyn._result.inside import trajectory_of
from opiodyn._result.readouts import needs

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opiodyn._result.run_data import RunData

_RELATIVE = "\n× drug-free"
_SMALLEST_MARKED = 1.005
_LEAST_WITHDRAWAL = 0.01  # less is a flat line
_LEAST_RANGE = (0.9, 1.1)
_GAP = 5.0  # between a curve and the frame of its panel, %
_OF_THE_BODY = ["tone", "density", "peptide"]
PANELS = ("effect", "ventilation", *_OF_THE_BODY, "withdrawal", "pain")
"""Each panel has the name of the read-out that it shows; that of pain shows activation too."""


def response_panels(run: RunData, asked: Sequence[str] | None = None) -> dict[str, Panel]:
    """Returns the panels of the response by name, from top to bottom.

    A run of an agonist shows effects, ventilation and withdrawal, and any other run shows tone,
    density and peptides. The names that a user asked for are shown instead.
    """
    found = {
        "effect": Panel("effects, %", 1.5, _draw_effects),
        "ventilation": Panel("ventilation,\n% of drug-free", 1.3, _draw_ventilation),
        "tone": Panel(f"tone,{_RELATIVE}", 1.7, _draw_tone),
        "density": Panel(f"density,{_RELATIVE}", 1.2, _draw_density),
        "peptide": Panel(f"peptides,{_RELATIVE}", 1.2, _draw_peptides),
        "withdrawal": Panel("withdrawal\nindex", 1.2, _draw_withdrawal),
        "pain": Panel("hypotheses,\n%", 1.2, _draw_hypotheses),
    }
    there = {column.quantity for column in trajectory_of(run).columns}
    chosen = _usual(run, there) if asked is None else asked
    return {name: panel for name, panel in found.items() if name in there and name in chosen}


def read_panels(run: RunData, asked: Iterable[str] | None) -> list[str] | None:
    """Reads the argument ``panels`` of `Run.plot`.

    Raises:
        InputError: A name is no panel, or the run does not report what it shows.
    """
    if asked is None:
        return None
    names = check.words("panels", asked)
    there = {column.quantity for column in trajectory_of(run).columns}
    for i, name in enumerate(names):
        if name not in PANELS:
            raise check.unknown(f"panels[{i}]", name, PANELS)
        if name not in there:
            rule = f"this model does not report it; it needs {needs(name)}"
            raise check.input_error(f"panels[{i}]", shown(name), rule)
    return names


def _usual(run: RunData, there: Collection[str]) -> list[str]:
    """Returns the panels that a user expects of a run."""
    acts = bool(acting(run.model))
    above = ["effect", "ventilation"] if acts and "effect" in there else _OF_THE_BODY
    depends = acts and "withdrawal" in there and run.withdrawal.max() >= _LEAST_WITHDRAWAL
    return [*above, *(["withdrawal"] if depends else []), "pain"]


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
    draw_curve(run, span, WITHDRAWAL, axes, run.withdrawal)
    # Most of what people feel lies in the first tenths of the index.
    axes.set_ylim(0.0, next(top for top in (0.1, 0.2, 0.5, 1.0) if run.withdrawal.max() < top))


def _draw_effects(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    for line, endpoint in effect_lines(run):
        draw_curve(run, span, line, axes, 100.0 * run.effect(endpoint))
    axes.axhline(0.0, color=GREY, linewidth=1.0, zorder=1.5)
    lowest = min((100.0 * run.effect(name).min() for _, name in effect_lines(run)), default=0.0)
    axes.set_ylim(min(lowest, 0.0) - _GAP, 100.0)


def effect_lines(run: RunData) -> list[tuple[Line, str]]:
    """Returns the lines of the effects, each with an endpoint that has it.

    Endpoints of one receptor and slope have one curve, and share a line.
    """
    curves = {endpoint: run.effect(endpoint) for endpoint in places(run, "effect")}
    groups: list[list[str]] = []
    for endpoint, curve in curves.items():
        same = (group for group in groups if np.array_equal(curves[group[0]], curve))
        group = next(same, None)
        if group is None:
            groups.append([endpoint])
        else:
            group.append(endpoint)
    return [(effect_line(group, place), group[0]) for place, group in enumerate(groups)]


def _draw_ventilation(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    draw_curve(run, span, VENTILATION, axes, run.ventilation)
    axes.axhline(100.0, color=GREY, linewidth=1.0, zorder=1.5)
    axes.set_ylim(0.0, max(run.ventilation.max() + _GAP, 110.0))


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
