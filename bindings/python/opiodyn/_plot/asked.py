"""This module reads the arguments of pictures: panels, ligands, receptors and where to draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks import ask, check
from opiodyn._checks.drugs import meant
from opiodyn._checks.shown import shown
from opiodyn._plot.panels import OCCUPANCY, PLASMA, RESPONSE, Panel, names_of
from opiodyn._result.readouts import needs, no_tone

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opiodyn._plot.wanted import Chosen
    from opiodyn._result.run_data import RunData

_KNOWN = (PLASMA, OCCUPANCY, *RESPONSE)


def read_panels(runs: Sequence[RunData], asked: Iterable[str] | None) -> list[str] | None:
    """Reads the argument ``panels``.

    Raises:
        InputError: There is none, a name is no panel, or a run does not report what it shows.
    """
    if asked is None:
        return None
    names = check.words("panels", asked)
    if not names:
        raise check.input_error("panels", "[]", "must name a panel; None chooses the usual ones")
    for name in check.twice(names):
        raise check.input_error("panels", shown(names), f"has '{name}' twice")
    for i, name in enumerate(names):
        for run in runs:
            _require(f"panels[{i}]", name, run)
    return names


def _require(field: str, name: str, run: RunData) -> None:
    """Refuses the name of a panel that a run does not have."""
    known = names_of(run)
    if name in known:
        return
    quantity, _, place = name.partition(".")
    meant = _same_place(name, known)
    if meant and quantity not in RESPONSE:
        raise check.input_error(field, shown(name), f"unknown; did you mean '{meant}'?")
    if quantity == "tone" and f"density.{place}" in known and place in run.receptors:
        raise check.input_error(field, shown(name), no_tone(place))
    if quantity in RESPONSE and quantity not in known:
        rule = f"this model does not report it; it needs {needs(quantity)}"
        rule += f"; '{meant}' is another panel" if meant else ""
        raise check.input_error(field, shown(name), rule)
    if quantity == OCCUPANCY and not run.receptors:
        raise check.input_error(field, shown(name), "this model has no receptors")
    related = [one for one in known if one.split(".")[0] == quantity]
    raise check.unknown(field, name, related or dict.fromkeys([*_KNOWN, *known]))


def _same_place(name: str, known: Iterable[str]) -> str | None:
    """Returns the first panel of what a name stands for, as 'effect.pain' shows what 'pain' does.

    The body's pain index and the effect of opioids on pain share a word, and either may be meant.
    """
    _, _, place = name.partition(".")
    return next((one for one in known if one == place or one.endswith(f".{name}")), None)


def read_ligands(runs: Sequence[RunData], asked: Iterable[str] | None) -> list[str] | None:
    """Reads the argument ``ligands``.

    Raises:
        InputError: There is none, or no run has a ligand of such a name.
    """
    known = dict.fromkeys(ligand for run in runs for ligand in run.ligands)
    if asked is not None:
        asked = [meant(name, known) for name in check.words("ligands", asked)]
    return _read_names("ligand", asked, list(known), "None shows the usual ones")


def read_receptors(runs: Sequence[RunData], asked: Iterable[str] | None) -> list[str] | None:
    """Reads the argument ``receptors``.

    Raises:
        InputError: There is none, or no run has a receptor of such a name.
    """
    known = dict.fromkeys(receptor for run in runs for receptor in run.receptors)
    return _read_names("receptor", asked, list(known), "None shows all")


def _read_names(
    kind: str, asked: Iterable[str] | None, known: list[str], otherwise: str
) -> list[str] | None:
    """Reads names of a kind that the runs must have; None is left to the picture.

    Raises:
        InputError: There is none, or no run has such a name.
    """
    if asked is None:
        return None
    field = f"{kind}s"
    names = check.words(field, asked)
    if not names:
        raise check.input_error(field, "[]", f"must name a {kind}; {otherwise}")
    for i, name in enumerate(names):
        if not known:
            raise check.input_error(f"{field}[{i}]", shown(name), f"this model has no {field}")
        if name not in known:
            raise check.unknown(f"{field}[{i}]", name, known)
    return names


def require_curves(names: Sequence[str] | None, panels: Sequence[Panel], chosen: Chosen) -> None:
    """Refuses panels that a user asked for and that show none of the chosen ligands or receptors.

    A panel of a receptor shows nothing if that receptor is not among the chosen ones.
    """
    drawn = {panel.name for panel in panels} | {panel.name.split(".")[0] for panel in panels}
    empty = [name for name in names or () if name not in drawn]
    if panels and not empty:
        return
    ligands, receptors = chosen.get("ligands"), chosen.get("receptors")
    place = empty[0].partition(".")[2] if empty else ""
    by_receptor = receptors is not None and (ligands is None or place not in ("", *receptors))
    field, value = ("receptors", receptors) if by_receptor else ("ligands", ligands)
    which = f"the panel '{empty[0]}' shows" if empty else "the panels show"
    raise check.input_error(field, shown(value), f"{which} none of these")


class Target(NamedTuple):
    """A target is where a picture is drawn: a figure of its own, a figure, or panels."""

    figure: Any = None
    axes: Sequence[Axes] = ()


def read_target(figure: Any, ax: Any) -> Target:
    """Reads the arguments ``figure`` and ``ax``; matplotlib is there.

    Raises:
        InputError: One of them is something else, or both are given.
    """
    from matplotlib.figure import FigureBase

    rule = "must be a Figure or SubFigure of matplotlib, or None"
    check.instance("figure", figure, (FigureBase, type(None)), rule)
    if ax is None:
        return Target(figure)
    axes = _axes(ax)
    if figure is not None:
        rule = "excludes figure: a picture is drawn into a figure or into its Axes"
        raise check.input_error("ax", count_of(axes), rule)
    return Target(axes=axes)


def _axes(ax: Any) -> list[Axes]:
    from matplotlib.axes import Axes

    if ask.is_a(ax, Axes):
        return [ax]
    rule = "must be Axes of matplotlib, or a list of them"
    flat = ax.ravel() if ask.is_a(ax, np.ndarray) else ax
    found = check.items("ax", flat, rule)
    for i, one in enumerate(found):
        check.instance(f"ax[{i}]", one, Axes, rule)
    if not found or len(set(map(id, found))) < len(found):
        raise check.input_error("ax", count_of(found), "must have one Axes for each panel")
    return found


def require_one_each(axes: Sequence[Axes], panels: Sequence[Panel]) -> None:
    """Refuses another number of Axes than of panels."""
    if len(axes) == len(panels):
        return
    names = ", ".join(f"'{panel.name}'" for panel in panels)
    rule = f"must be one for each panel, and there are {len(panels)}: {names}"
    if len(axes) == 1:
        rule = f"takes one panel, and there are {len(panels)}; choose it, as in panels=['plasma']"
    raise check.input_error("ax", count_of(axes), rule)


def count_of(axes: Sequence[Axes]) -> str:
    return f"{len(axes)} Axes"
