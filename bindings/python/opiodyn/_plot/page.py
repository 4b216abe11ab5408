"""This module lays out a picture in a figure: heading, panels, legend and caption."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from opiodyn._plot.style import grey, look
from opiodyn._plot.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

_AXIS = 0.62  # titles of columns and the time axis, inches
_TALL = 8.5  # of all panels together, inches
_TALLEST = 16.0  # of a figure, whose panels become lower then, inches
_LEAST = 3.4  # of all panels together, inches
# Sizes of text relative to its size in points.
_BOLD_IN_AN_INCH, _IN_AN_INCH = 100.0, 130.0  # characters
_HEADING_LINE, _LINE, _CAPTION_LINE = 0.0214, 0.02, 0.02  # inches
_LEGEND_LINE, _ENTRY, _CHARACTER, _NARROWEST = 0.021, 0.064, 0.007, 0.176  # inches


class Tall(Protocol):
    """A panel has a height in a new figure of the style "paper"."""

    @property
    def height(self) -> float:
        """Returns the height [inches]."""


def heights_of(panels: Sequence[Tall]) -> list[float]:
    """Returns the heights of panels in a new figure [inches]: few of them are higher."""
    heights = [panel.height for panel in panels]
    factor = look().enlarged * max(1.0, _LEAST / sum(heights))
    return [factor * height for height in heights]


def new_figure(
    panels: Sequence[Tall], columns: int, words: Words, handles: Sequence[Any]
) -> Figure:
    """Makes a figure for a picture; a notebook shows it once, where a cell returns it."""
    import matplotlib.pyplot as plt

    larger, height = look().enlarged, sum(heights_of(panels))
    width = 11.5 if columns > 1 else 9.5 if height > _TALL * larger else 8.0
    width *= (1.0 + larger) / 2.0
    height += _AXIS * look().caption / 9.0 + sum(_around(words, handles, width))
    size = width, min(height, _TALLEST * larger)
    figure = plt.figure(figsize=size, layout="constrained")
    if "inline" in plt.get_backend():
        plt.close(figure)
    return figure


def _around(words: Words, handles: Sequence[Any], width: float) -> tuple[float, float]:
    """Returns the heights of heading and foot in a figure of this width [inches]."""
    head = _HEADING_LINE * look().heading * len(_heading(words, width))
    head += _LINE * look().subheading * len(_subheading(words, width)) + 0.15
    rows = -(-len(handles) // _legend_columns(width, handles)) if handles else 0
    foot = _LEGEND_LINE * _legend_size() * rows
    foot += _CAPTION_LINE * look().caption * len(_caption(words, width)) + 0.32
    return head, foot


def lay_out(
    figure: Figure | SubFigure,
    words: Words,
    handles: Sequence[Any],
    draw: Callable[[SubFigure], None],
) -> None:
    """Writes the words, and lets the panels be drawn between them."""
    head, foot = _around(words, handles, _width(figure))
    heights = [head, max(_height(figure) - head - foot, 0.1), foot]
    bands = figure.subfigures(3, 1, height_ratios=heights, hspace=0.0, squeeze=False)
    top, body, bottom = bands[:, 0]
    _write_heading(words, top)
    draw(body)
    _write_foot(words, handles, bottom)


def _write_heading(words: Words, band: SubFigure) -> None:
    """Writes regimen and model, placed in inches from the top left corner."""
    y, size = 1.0, look().heading
    for line in _heading(words, _width(band)):
        y -= _HEADING_LINE * size / _height(band)
        band.text(_left(band), y, line, fontsize=size, fontweight="bold", va="bottom")
    size = look().subheading
    for line in _subheading(words, _width(band)):
        y -= _LINE * size / _height(band)
        band.text(_left(band), y, line, fontsize=size, color=grey(), va="bottom")


def _write_foot(words: Words, handles: Sequence[Any], band: SubFigure) -> None:
    """Writes the legend, and under it what the picture rests on."""
    if handles:
        band.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(_left(band), 1.0 - 0.1 / _height(band)),
            borderaxespad=0.0,
            borderpad=0.0,
            ncols=_legend_columns(_width(band), handles),
        )
    style: dict[str, Any] = {"color": grey(), "va": "bottom", "linespacing": 1.35}
    text = "\n".join(_caption(words, _width(band)))
    band.text(_left(band), 0.1 / _height(band), text, fontsize=look().caption, **style)


def _height(figure: Figure | SubFigure) -> float:
    """Returns the height of a figure [inches]."""
    return float(figure.bbox.height / figure.dpi)


def _width(figure: Figure | SubFigure) -> float:
    """Returns the width of a figure [inches]."""
    return float(figure.bbox.width / figure.dpi)


def _left(figure: Figure | SubFigure) -> float:
    """Returns the left margin as a fraction of the width."""
    return 0.12 / _width(figure)


def _legend_size() -> float:
    """Returns the size of text in the legend [pt]."""
    return float(look().settings["legend.fontsize"])


def _legend_columns(width: float, handles: Sequence[Any]) -> int:
    longest = max(len(handle.get_label()) for handle in handles)
    inches = max(_NARROWEST, _ENTRY + _CHARACTER * longest) * _legend_size()
    return max(1, min(len(handles), int(width / inches)))


def _heading(words: Words, width: float) -> list[str]:
    characters = int(_BOLD_IN_AN_INCH / look().heading * width)
    return textwrap.wrap(words.heading, characters, max_lines=2, placeholder=" ...")


def _subheading(words: Words, width: float) -> list[str]:
    characters = int(_IN_AN_INCH / look().subheading * width)
    return textwrap.wrap(words.subheading, characters, break_on_hyphens=False)


def _caption(words: Words, width: float) -> list[str]:
    characters = int(0.93 * _IN_AN_INCH / look().caption * width)
    return [line for text in words.caption for line in textwrap.wrap(text, characters)]
