"""This module holds the arguments that all pictures of runs have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, TypeVar

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    Canvas = TypeVar("Canvas", Figure, SubFigure)
    AnyAxes = TypeVar("AnyAxes", bound=Axes | Sequence[Axes] | npt.NDArray[Any])


class Chosen(TypedDict, total=False):
    """These arguments say what a picture of a run shows, wherever it is drawn."""

    panels: Iterable[str] | None
    ligands: Iterable[str] | None
    receptors: Iterable[str] | None
    style: str | None


class ChosenOfSubjects(Chosen, total=False):
    """Pictures of subjects have bands too."""

    interval: float


class Wanted(NamedTuple):
    """A user wants these panels there; the arguments are those of `Run.plot`."""

    figure: Any = None
    ax: Any = None
    panels: Iterable[str] | None = None
    ligands: Iterable[str] | None = None
    receptors: Iterable[str] | None = None
    style: str | None = None
