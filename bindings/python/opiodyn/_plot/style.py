"""This module holds the styles of pictures: their sizes and colours, and `opiodyn.style`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from opiodyn._checks import check, extras
from opiodyn._checks.pickles import pickled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GREY = "#5F5F5F"
INK = "#222222"

# Okabe, Ito (2008): colours that people with any kind of colour vision can tell apart.
COLOURS = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255"),
    INK,
)


def _sizes(text: float, small: float) -> dict[str, Any]:
    """Returns the settings of text: of labels, and of the numbers at the axes [pt]."""
    return {
        "axes.labelsize": text,
        "axes.titlesize": text + 0.5,
        "figure.titlesize": text + 3.0,
        "font.size": text,
        "legend.fontsize": text,
        "legend.title_fontsize": text,
        "xtick.labelsize": small,
        "ytick.labelsize": small,
    }


def _colours(ink: str, ticks: str, edge: str, grid: str, ground: str) -> dict[str, Any]:
    """Returns the settings of colours, but for those of lines."""
    return {
        "axes.edgecolor": edge,
        "axes.facecolor": ground,
        "axes.labelcolor": ink,
        "axes.titlecolor": ink,
        "figure.facecolor": ground,
        "grid.color": grid,
        "text.color": ink,
        "xtick.color": ticks,
        "ytick.color": ticks,
    }


_PAPER: dict[str, Any] = {
    "axes.grid": True,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "figure.dpi": 110,
    "font.family": "sans-serif",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.handlelength": 3.0,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    **_sizes(10.0, 9.5),
    **_colours(INK, "#555555", "#9A9A9A", "#E6E6E6", "white"),
}
_TALK: dict[str, Any] = {
    **_PAPER,
    "axes.linewidth": 1.2,
    "figure.figsize": (11.0, 6.2),
    "grid.linewidth": 1.0,
    "lines.linewidth": 2.8,
    "lines.markersize": 8.0,
    **_sizes(16.0, 14.0),
}
_DARK: dict[str, Any] = {
    **_PAPER,
    **_colours("#ECECEC", "#BDBDBD", "#7A7A7A", "#333A42", "#14181D"),
}
_ON_DARK = {
    **{INK: "#ECECEC", GREY: "#B5B5B5", "#000000": "#FFFFFF"},
    **{"#0072B2": "#4C9BE8", "#56B4E9": "#A8D8F5", "#009E73": "#2FC79A", "#D55E00": "#F0803C"},
    **{"#332288": "#9C8CF0", "#117733": "#5FBF7A", "#882255": "#B5446E", "#999933": "#C9C95F"},
    **{"#7B4FA0": "#B893DA", "#A6611A": "#D79A55", "#E69F00": "#FFC247"},
    **{"#AF9215": "#FFDE41", "#003800": "#4A8654", "#7E30DD": "#E875F8"},
    **{"#1A1556": "#7B72FB", "#7F442C": "#C7AD6C"},
}
"""These colours are too dark for a dark ground; each has a light one in its place."""


class Look(NamedTuple):
    """A look is what a style makes of a picture."""

    settings: Mapping[str, Any]
    """These are parameters of matplotlib; colours of lines that nobody chooses come apart."""
    heading: float
    """This is the size of the regimen above a picture [pt], as those of other texts below."""
    subheading: float
    caption: float
    enlarged: float
    """This is the factor from panels of "paper" to those of this style [-]."""
    brief: bool
    """This tells whether the caption leaves out the data that a preset passes and fails."""
    swapped: Mapping[str, str]
    """Each colour of "paper" that this style replaces has its own here."""

    def colour(self, of_paper: str) -> str:
        """Returns the colour that stands for one of "paper"."""
        return self.swapped.get(of_paper, of_paper)


_PLAIN: dict[str, str] = {}
LOOKS = {
    "paper": Look(_PAPER, 14.0, 11.0, 9.0, 1.0, False, _PLAIN),
    "talk": Look(_TALK, 20.0, 16.0, 14.0, 1.6, True, _PLAIN),
    "dark": Look(_DARK, 14.0, 11.0, 9.0, 1.0, False, _ON_DARK),
}
_active: ContextVar[Look | None] = ContextVar("opiodyn_style", default=None)


def look() -> Look:
    """Returns the look of the style that is in force; outside of any it is that of "paper"."""
    return _active.get() or LOOKS["paper"]


def ink() -> str:
    """Returns the colour of text and marks."""
    return look().colour(INK)


def grey() -> str:
    """Returns the colour of lines and text that stand back."""
    return look().colour(GREY)


def settings(name: str = "paper") -> dict[str, Any]:
    """Returns the parameters of matplotlib of a style."""
    chosen = LOOKS[name]
    cycle = [chosen.colour(colour) for colour in COLOURS]
    return {**chosen.settings, "axes.prop_cycle": f"cycler('color', {cycle})"}


def read_style(field: str, name: str | None) -> Look | None:
    """Reads the name of a style; None stands for the style in force, if there is one.

    Raises:
        UnknownNameError: There is no such style.
    """
    if name is None:
        return _active.get()
    wanted = check.word(field, name)
    if wanted not in LOOKS:
        raise check.unknown(field, wanted, LOOKS)
    return LOOKS[wanted]


@contextmanager
def in_force(chosen: Look | None) -> Iterator[None]:
    """Draws a picture of ours under a style; None leaves the settings of the caller as they are.

    The backend of a notebook becomes interactive at its first figure, which may be ours. It stays
    so, because the pictures of the cells that follow would not show otherwise.
    """
    matplotlib = require_matplotlib()
    own: dict[str, Any] = {"text.parse_math": False}  # a name may hold a dollar
    own |= chosen.settings if chosen else {}
    token = _active.set(chosen or _active.get())
    try:
        with matplotlib.rc_context(own):
            yield
            interactive = matplotlib.is_interactive()
        matplotlib.interactive(interactive)
    finally:
        _active.reset(token)


@pickled("Style")
class Style:
    """A style is a context in which pictures of matplotlib look like those of opiodyn.

    `style` makes it. A block may be entered again, and another style may be used inside it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._entered: list[tuple[Any, Token[Look | None]]] = []

    @property
    def name(self) -> str:
        """Returns the name of the style."""
        return self._name

    @property
    def settings(self) -> dict[str, Any]:
        """Returns the parameters of matplotlib that the style sets, by their names."""
        return settings(self._name)

    def __enter__(self) -> Self:
        context = require_matplotlib().rc_context(self.settings)
        context.__enter__()
        self._entered.append((context, _active.set(LOOKS[self._name])))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        context, token = self._entered.pop()
        _active.reset(token)
        context.__exit__(kind, error, trace)

    def __repr__(self) -> str:
        return f"<Style {self._name!r}>"

    def _plain(self) -> dict[str, Any]:
        return {"name": self._name}

    @classmethod
    def _again(cls, name: str) -> Style:
        return style(name)


def style(name: str = "paper") -> Style:
    """Returns a style of pictures, to be used as ``with opiodyn.style("talk"):``.

    Every figure of matplotlib that is made inside the block has the sizes and colours of the style,
    and so have the pictures of opiodyn there. Settings of matplotlib are as before after the block.

    Args:
        name: ``"paper"`` is for reports and papers. ``"talk"`` is for a hall: no text is smaller
            than 14 pt, and lines are thicker. ``"dark"`` is ``"paper"`` on a dark ground.

    Returns:
        The style. ``settings`` are its parameters of matplotlib, as `matplotlib.rcParams` has them.

    Raises:
        ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).
        UnknownNameError: There is no such style.

    Lines that are given no colour take the eight of Okabe and Ito (2008), with two of them
    replaced: people with any kind of colour vision can tell them apart.

    Example:
        >>> import matplotlib.pyplot as plt
        >>> with style("talk"):
        ...     plt.rcParams["axes.labelsize"]
        16.0
    """
    wanted = check.word("name", name)
    if wanted not in LOOKS:
        raise check.unknown("name", wanted, LOOKS)
    require_matplotlib()
    return Style(wanted)


def require_matplotlib() -> Any:
    """Returns the module matplotlib.

    Raises:
        ImportError: matplotlib is not installed; the message says how to get it.
    """
    return extras.require("matplotlib", "plotting", "plot")


def restyle(axes: Axes, chosen: Look) -> None:
    """Gives Axes that were made under other settings the sizes and colours of a look."""
    sizes = chosen.settings
    for axis, name in ((axes.xaxis, "xtick"), (axes.yaxis, "ytick")):
        axis.label.set(size=sizes["axes.labelsize"], color=sizes["axes.labelcolor"])
        axis.set_tick_params(labelsize=sizes[f"{name}.labelsize"], colors=sizes[f"{name}.color"])
        axis.offsetText.set(size=sizes[f"{name}.labelsize"], color=sizes[f"{name}.color"])
    for place in ("left", "center", "right"):
        if title := axes.get_title(loc=place):
            style = {"fontsize": sizes["axes.titlesize"], "color": sizes["axes.titlecolor"]}
            axes.set_title(title, loc=place, **style)
    for side, spine in axes.spines.items():
        spine.set(color=sizes["axes.edgecolor"], linewidth=sizes["axes.linewidth"])
        spine.set_visible(sizes.get(f"axes.spines.{side}", True))
    axes.grid(visible=True, color=sizes["grid.color"], linewidth=sizes["grid.linewidth"])
    axes.set_facecolor(sizes["axes.facecolor"])
    axes.figure.set_facecolor(sizes["figure.facecolor"])
