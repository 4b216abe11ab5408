"""This module has the call `opiodyn.plot`, which draws runs over each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Unpack, overload

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

    from opiodyn._plot.wanted import AnyAxes, Canvas, ChosenOfSubjects
    from opiodyn._runs.run import Run
    from opiodyn._runs.runs import Runs


@overload
def plot(runs: Mapping[str, Run | Runs], **chosen: Unpack[ChosenOfSubjects]) -> Figure: ...
@overload
def plot(
    runs: Mapping[str, Run | Runs], *, figure: Canvas, **chosen: Unpack[ChosenOfSubjects]
) -> Canvas: ...
@overload
def plot(
    runs: Mapping[str, Run | Runs], *, ax: AnyAxes, **chosen: Unpack[ChosenOfSubjects]
) -> AnyAxes: ...
def plot(
    runs: Mapping[str, Run | Runs],
    *,
    panels: Iterable[str] | None = None,
    ligands: Iterable[str] | None = None,
    receptors: Iterable[str] | None = None,
    interval: float = 0.9,
    figure: Figure | SubFigure | None = None,
    ax: Any = None,
    style: str | None = None,
) -> Any:
    """Draws several runs over each other, each in a colour of its own.

    Quantities that share a panel have dashes of their own. Subjects of `Runs` become a median and a
    band, as in `Runs.plot`. Doses are marked if all runs have them at the same times. The caption
    says in what the runs differ.

    Args:
        runs: The runs by the names that they have in the legend, 1 to 8. Each is a `Run`, or `Runs`
            of several subjects.
        panels: The names of the panels, as in `Run.plot`. Every run must have them. None takes
            those that are usual for the first run.
        ligands: The ligands in the panels of plasma, receptors and peptides. None stands for the
            drugs that are taken.
        receptors: The receptors, as in `Run.plot`.
        interval: The fraction of subjects that a band holds, between 0 and 1 [-].
        figure: A matplotlib figure or subfigure to draw in; None makes one.
        ax: The Axes to draw in, or a list of Axes with one for each panel, as in `Run.plot`.
        style: The name of a style, as in `Run.plot`.

    Returns:
        The figure; or ``ax``, if that is given. Global matplotlib settings are left alone.

    Raises:
        InputError: A value breaks a rule, or a run has no such panel or ligand.
        ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).

    Example:
        >>> from opiodyn import Model, regimen, simulate
        >>> once = regimen("naltrexone 50 mg po")
        >>> runs = {
        ...     preset: simulate(once, model=Model(biophase=preset)) for preset in ("pet", "slow")
        ... }
        >>> figure = plot(runs, panels=["occupancy.mu"], style="talk")
        >>> [axes.get_ylabel() for axes in figure.axes]
        ['μ held by\\nnaltrexone, %']
    """
    from opiodyn._plot.wanted import Wanted
    from opiodyn._runs.plot import plot_named

    return plot_named(runs, interval, Wanted(figure, ax, panels, ligands, receptors, style))
