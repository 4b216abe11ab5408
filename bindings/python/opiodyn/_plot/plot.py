"""This module draws the picture of a run: heading, panels, legend and caption."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._dosing.intervals import DosingInterval, last_interval
from opiodyn._model import response_words
from opiodyn._model.inside import used_rows
from opiodyn._model.preset import data_words, scope
from opiodyn._plot import style
from opiodyn._plot.curves import Panel, TimeSpan
from opiodyn._plot.drawn import drawn
from opiodyn._plot.panels import draw_panels, panels_of
from opiodyn._plot.response import effect_lines, places, read_panels, shaded_label
from opiodyn._plot.style import GREY, INK, Line
from opiodyn._result.inside import course_of
from opiodyn._result.notes import run_notes
from opiodyn._result.wording import (
    ADVICE,
    model_words,
    notes_in_short,
    rounded,
    unconfirmed_values,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

    from opiodyn._result.run_data import RunData

_UNITS = ((120.0, 24.0, "days"), (2.0, 1.0, "h"), (0.0, 1.0 / 60.0, "min"))
"""The axis of a span longer than so many hours has this unit [h]."""
_ZOOM_FROM = 3.0
_AROUND = 2.3  # heading, time axis and legend, inches
_TALL = 11.0
_NARROWEST = 1.62  # column of the legend, inches
_CAPTION: dict[str, Any] = {"fontsize": 9, "color": GREY, "va": "bottom", "linespacing": 1.35}


def plot_run(
    run: RunData, figure: Figure | SubFigure | None, panels: Iterable[str] | None
) -> Figure | SubFigure:
    """Draws the picture of `Run.plot`."""
    asked = read_panels(run, panels)
    matplotlib = style.require_matplotlib()
    _check(figure)
    with matplotlib.rc_context(style.STYLE):
        spans = _spans(run)
        shown = drawn(run, [span.window for span in spans])
        rows = panels_of(shown, asked)
        canvas = _new_figure(rows, len(spans)) if figure is None else figure
        _draw(run, shown, rows, spans, canvas)
        interactive = matplotlib.is_interactive()
    # The backend of a notebook turns this on at its first figure, which may be ours. Without it the
    # pictures of the cells that follow would not show.
    matplotlib.interactive(interactive)
    return canvas


def _check(figure: Figure | SubFigure | None) -> None:
    """Refuses what is no figure."""
    from matplotlib.figure import FigureBase

    rule = "must be a Figure or SubFigure of matplotlib, or None"
    check.instance("figure", figure, (FigureBase, type(None)), rule)


def _new_figure(rows: Mapping[str, Panel], columns: int) -> Figure:
    import matplotlib.pyplot as plt

    height = _AROUND + sum(panel.height for panel in rows.values())
    width = 11.5 if columns > 1 else 9.5 if height > _TALL else 8.0
    figure = plt.figure(figsize=(width, height), layout="constrained")
    if "inline" in plt.get_backend():
        plt.close(figure)  # a notebook shows what a cell returns; once is enough
    return figure


def _spans(run: RunData) -> list[TimeSpan]:
    """Returns the whole run, and its last dosing interval if that is a small part of it."""
    end = course_of(run).end
    if end == 0.0:
        rule = "a picture needs some time; give simulate() a later end"
        raise check.input_error("end", "0", rule)
    whole = _span("whole run", DosingInterval(0.0, end), 0.0, "time", detailed=False)
    windows = [last_interval(run.regimen, drug, end) for drug in run.regimen.drugs]
    last = max(windows, key=lambda window: window.begin, default=whole.window)
    if end < _ZOOM_FROM * (last.end - last.begin):
        return [whole._replace(title="", detailed=True)]
    title = f"last dosing interval, {last}"
    return [whole, _span(title, last, last.begin, "time after the last dose", detailed=True)]


def _span(
    title: str, window: DosingInterval, origin: float, label: str, *, detailed: bool
) -> TimeSpan:
    """Returns a time span, whose axis is in days, hours or minutes as its length suggests."""
    hours = window.end - window.begin
    unit, word = next((unit, word) for least, unit, word in _UNITS if hours > least)
    return TimeSpan(title, window, origin, unit, f"{label}, {word}", detailed)


def _draw(
    run: RunData,
    shown: RunData,
    rows: Mapping[str, Panel],
    spans: list[TimeSpan],
    figure: Figure | SubFigure,
) -> None:
    """Draws what is known of a run in words, and its curves as they are shown."""
    lines = style.lines(shown)
    handles = _handles(shown, rows, lines)
    legend_rows = -(-len(handles) // _legend_columns(figure, handles))
    head = 0.3 * len(_title(run, figure)) + 0.22 * len(_subtitle(run, figure)) + 0.15
    foot = 0.21 * legend_rows + 0.18 * len(_caption(run, figure)) + 0.32
    heights = [head, _height(figure) - head - foot, foot]
    bands = figure.subfigures(3, 1, height_ratios=heights, hspace=0.0, squeeze=False)
    top, body, bottom = bands[:, 0]
    _write_heading(run, top)
    draw_panels(shown, [*rows.values()], spans, lines, body)
    _write_foot(run, handles, bottom)


def _write_heading(run: RunData, band: SubFigure) -> None:
    """Writes regimen and model, placed in inches from the top left corner."""
    y = 1.0
    for line in _title(run, band):
        y -= 0.3 / _height(band)
        band.text(_left(band), y, line, fontsize=14, fontweight="bold", va="bottom")
    for line in _subtitle(run, band):
        y -= 0.22 / _height(band)
        band.text(_left(band), y, line, fontsize=11, color=GREY, va="bottom")


def _write_foot(run: RunData, handles: list[Any], band: SubFigure) -> None:
    """Writes the legend, and under it what the picture rests on."""
    band.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(_left(band), 1.0 - 0.1 / _height(band)),
        borderaxespad=0.0,
        borderpad=0.0,
        ncols=_legend_columns(band, handles),
    )
    band.text(_left(band), 0.1 / _height(band), "\n".join(_caption(run, band)), **_CAPTION)


def _height(figure: Figure | SubFigure) -> float:
    """Returns the height of a figure [inches]."""
    return float(figure.bbox.height / figure.dpi)


def _width(figure: Figure | SubFigure) -> float:
    """Returns the width of a figure [inches]."""
    return float(figure.bbox.width / figure.dpi)


def _left(figure: Figure | SubFigure) -> float:
    """Returns the left margin as a fraction of the width."""
    return 0.12 / _width(figure)


def _legend_columns(figure: Figure | SubFigure, handles: Sequence[Any]) -> int:
    longest = max(len(handle.get_label()) for handle in handles)
    inches = max(_NARROWEST, 0.5 + 0.07 * longest)
    return max(1, min(len(handles), int(_width(figure) / inches)))


def _title(run: RunData, figure: Figure | SubFigure) -> list[str]:
    width = int(7.2 * _width(figure))
    words = rounded(str(run.regimen))
    return textwrap.wrap(words, width, max_lines=2, placeholder=" ...")


def _subtitle(run: RunData, figure: Figure | SubFigure) -> list[str]:
    model = "; ".join(model_words(run.model, run.regimen.drugs))
    incomplete = "" if run.complete else "   INCOMPLETE RUN"
    width = int(12.0 * _width(figure))
    return textwrap.wrap(f"{model}{incomplete}", width, break_on_hyphens=False)


def _caption(run: RunData, figure: Figure | SubFigure) -> list[str]:
    rows = used_rows(run.model)
    count = unconfirmed_values(sum(row.unconfirmed for row in rows), len(rows))
    texts = [f"{count}. {ADVICE}"]
    if run.receptors:
        texts = [*_preset(run), *response_words.notes(run.model), *texts]
    texts = [*notes_in_short([str(note) for note in run_notes(run)], "run.notes"), *texts]
    return [line for text in texts for line in textwrap.wrap(text, int(13.5 * _width(figure)))]


def _preset(run: RunData) -> list[str]:
    """Returns the data of the preset, if a drug of the regimen follows it."""
    which, preset = scope(run.model, run.regimen.drugs), run.model.preset
    if which is None:
        return []
    matches, fails = data_words(preset.matches, which), data_words(preset.fails, which)
    return [f"Passes{which}: {matches}", f"Fails{which}: {fails}"]


def _handles(run: RunData, rows: Collection[str], lines: dict[str, Line]) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    free = [style.FREE] if run.receptors else []
    shown = [*lines.values(), *free, *_response_lines(run, rows)]
    handles: list[Any] = [
        Line2D([], [], color=line.colour, linestyle=line.style, label=line.label) for line in shown
    ]
    if "tone" in rows and (label := shaded_label(run)):
        handles.append(
            Patch(color=style.ABOVE_COLOUR, alpha=style.ABOVE_ALPHA, linewidth=0, label=label)
        )
    marks = {"dose": "^"} | ({_stimuli(run): style.STIMULUS_MARK} if _stimuli(run) else {})
    return handles + [
        Line2D([], [], color=INK, linestyle="", marker=marker, label=label)
        for label, marker in marks.items()
    ]


def _stimuli(run: RunData) -> str:
    """Returns the names of the stimuli, for the legend; the text is empty if there are none."""
    records = (record for record in run.regimen.records if isinstance(record, _core.Stimulus))
    return ", ".join(dict.fromkeys(record.name for record in records))


def _response_lines(run: RunData, rows: Collection[str]) -> list[Line]:
    """Returns the lines that only the panels of the response have."""
    effects = [line for line, _ in effect_lines(run)] if "effect" in rows else []
    drawn = [name for name in ("tone", "density") if name in rows]
    found = dict.fromkeys(receptor for name in drawn for receptor in places(run, name))
    receptors = [style.receptor_line(receptor) for receptor in run.receptors if receptor in found]
    return [*effects, *receptors, *(style.HYPOTHESES.values() if "pain" in rows else ())]
