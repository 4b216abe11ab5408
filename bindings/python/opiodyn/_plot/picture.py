"""A picture is groups, panels and time spans; this module draws its curves and its legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._plot import lines
from opiodyn._plot.curves import MOST_CYCLES, Samples, TimeSpan, draw_curve
from opiodyn._plot.finish import above_style, accent_tone, is_above
from opiodyn._plot.groups import Group, column_names
from opiodyn._plot.lines import FREE, STIMULUS_MARK, Line, greek
from opiodyn._plot.panels import PLASMA, Curve, Panel
from opiodyn._plot.spans import Marks
from opiodyn._plot.style import GREY, ink

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Picture(NamedTuple):
    """A picture is what is drawn, wherever it is drawn."""

    groups: Sequence[Group]
    numbers: Sequence[Mapping[str, Samples]]
    """These are the samples of each group, by column of the core and in its unit."""
    panels: Sequence[Panel]
    spans: Sequence[TimeSpan]
    marks: Marks

    @property
    def alone(self) -> bool:
        """Tells whether the picture is that of one run."""
        return len(self.groups) == 1 and self.groups[0].alone

    def samples(self, i: int, panel: Panel, curve: Curve) -> Samples:
        """Returns the samples of a curve of a group in the unit of the panel."""
        found = self.numbers[i][curve.column].each(lambda values: curve.factor * values)
        if panel.name == PLASMA and self.groups[i].alone:  # 0 is not on a logarithmic axis
            return found.each(lambda values: np.where(values > 0.0, values, np.nan))
        return found

    def line(self, i: int, panel: Panel, curve: Curve) -> Line:
        """Returns the line of a curve: several groups have colours.

        Dashes tell the curves of a panel apart. If each panel has one, they go with the colours.
        """
        if len(self.groups) == 1:
            return curve.line
        name, place = self.groups[i].name, panel.curves.index(curve)
        label = name if len(panel.curves) == 1 else f"{name}, {curve.line.label}"
        return lines.dashed(lines.run_line(label, i), place if self.shared else i)

    @property
    def shared(self) -> bool:
        """Tells whether curves of different quantities share a panel."""
        return any(len(panel.curves) > 1 for panel in self.panels)

    def drawn(self, panel: Panel) -> Iterator[tuple[int, Curve, Samples]]:
        """Yields the curves of a panel, each with the number of its group."""
        for i, numbers in enumerate(self.numbers):
            for curve in panel.curves:
                if curve.column in numbers:
                    yield i, curve, self.samples(i, panel, curve)


def read_numbers(groups: Sequence[Group], panels: Iterable[Panel]) -> list[Mapping[str, Samples]]:
    """Reads the samples of all curves that a picture has."""
    wanted = list(dict.fromkeys(curve.column for panel in panels for curve in panel.curves))
    return [
        group.read([name for name in wanted if name in column_names(group.example)])
        for group in groups
    ]


def draw_panel(picture: Picture, panel: Panel, span: TimeSpan, axes: Axes) -> None:
    """Draws a panel over a time span."""
    values: list[FloatArray] = []
    for i, curve, samples in picture.drawn(panel):
        given = picture.groups[i].given
        draw_curve(axes, span, picture.line(i, panel, curve), samples, given)
        values += samples.drawn()
    if picture.alone and panel.accent:
        curve = panel.accented
        panel.accent(axes, span, curve.line, picture.samples(0, panel, curve))
    panel.finish(axes, values)


def is_ranged(picture: Picture, span: TimeSpan) -> bool:
    """Tells whether a group has too many doses in a span, so that its curves are bands."""
    return any(span.within(group.given).size > MOST_CYCLES for group in picture.groups)


def draw_marks(marks: Marks, span: TimeSpan, axes: Axes) -> None:
    """Marks doses and stimuli just above the time axis."""
    _mark(axes, span.within(marks.doses), "^", 0.03)
    _mark(axes, span.within(marks.stimuli), STIMULUS_MARK, 0.1)


def _mark(axes: Axes, times: FloatArray, marker: str, height: float) -> None:
    """Marks these times at a height above the time axis, as a fraction of the panel."""
    if times.size == 0:
        return
    few = times.size <= MOST_CYCLES
    axes.plot(
        times,
        np.full(times.size, height),
        marker,
        color=ink(),
        markersize=4.5 if few else 2.0,
        markeredgewidth=0.0,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
        zorder=5,
        label="_dose",
    )


def set_time_axis(span: TimeSpan, axes: Axes) -> None:
    """Sets the range of the time axis, and marks of whole hours."""
    from matplotlib import ticker

    first, last = span.on_axis(span.window.begin), span.on_axis(span.window.end)
    axes.set_xlim(first, last)
    if span.unit == 1.0:
        step = next((s for s in (1, 2, 3, 4, 6, 12) if (last - first) / s <= 9.0), 24)
        axes.xaxis.set_major_locator(ticker.MultipleLocator(step))


def handles_of(picture: Picture) -> list[Any]:
    """Returns the handles of the legend of a figure: lines, shades and marks."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    found: list[Any] = [
        Line2D([], [], color=line.colour, linestyle=line.style, label=line.label)
        for line in _legend_lines(picture)
    ]
    found += [Patch(**above_style(), label=label) for label in _shades(picture)]
    marks = picture.marks
    named = {} if marks.differ or marks.doses.size == 0 else {"dose": "^"}
    named |= {marks.named: STIMULUS_MARK} if marks.named else {}
    return found + [
        Line2D([], [], color=ink(), linestyle="", marker=marker, label=label)
        for label, marker in named.items()
    ]


def _legend_lines(picture: Picture) -> list[Line]:
    """Returns the lines of the legend, each once: ligands first, as the model has them."""
    if len(picture.groups) > 1:
        runs = [lines.run_line(group.name, i) for i, group in enumerate(picture.groups)]
        if not picture.shared:
            return [lines.dashed(line, i) for i, line in enumerate(runs)]
        return [*runs, *_dashes(picture)]
    found = dict.fromkeys(
        curve.line for panel in picture.panels if not panel.told for curve in panel.curves
    )
    ligands = lines.ligand_lines([picture.groups[0].example]).values()
    first = [line for line in (*ligands, FREE) if line in found]
    return [*first, *(line for line in found if line not in first)]


def _dashes(picture: Picture) -> dict[Line, None]:
    """Returns what the dashes mean where several quantities share a panel."""
    return dict.fromkeys(
        lines.dashed(Line(curve.line.label, GREY, "-"), place)
        for panel in picture.panels
        if len(panel.curves) > 1
        for place, curve in enumerate(panel.curves)
    )


def _shades(picture: Picture) -> dict[str, None]:
    """Returns the labels of the shades above 1, which a run alone has."""
    return dict.fromkeys(
        f"{greek(panel.accented.column.partition('.')[2])} tone above 1"
        for panel in picture.panels
        if picture.alone and panel.accent is accent_tone
        if is_above(picture.samples(0, panel, panel.accented))
    )
