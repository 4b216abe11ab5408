"""This module says which panels there are, and which curves each of them shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._model.response_words import acting
from opiodyn._plot import finish, lines
from opiodyn._plot.curves import Samples, TimeSpan
from opiodyn._plot.lines import Line, greek
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opiodyn._result.run_data import RunData

RELATIVE = "× drug-free"
_NG_PER_ML = 1e-3  # of 1 nM of a substance of 1 g/mol
_LEAST_WITHDRAWAL = 0.01  # less is a flat line
_OF_THE_BODY = ("tone", "density", "peptide")
_OF_RECEPTORS = ("occupancy", "tone", "density")

Finish = Callable[["Axes", Sequence[FloatArray]], None]
Accent = Callable[["Axes", TimeSpan, Line, Samples], None]


class Curve(NamedTuple):
    """A curve is a column of the core, in the unit of its panel."""

    column: str
    factor: float
    line: Line


class Panel(NamedTuple):
    """A panel shows curves of one unit in every time span."""

    name: str
    label: str
    height: float
    """This is the height of the panel in a new figure [inches]."""
    curves: Sequence[Curve]
    finish: Finish
    accent: Accent | None = None
    """This draws what the first curve, or that of mu, has beside its line in a run alone."""
    told: bool = False
    """This tells whether the label says what the curve is, so that a legend need not."""

    @property
    def accented(self) -> Curve:
        """Returns the curve that is accented: that of mu, or the first."""
        of_mu = (curve for curve in self.curves if curve.column.endswith(".mu"))
        return next(of_mu, self.curves[0])


class _Kind(NamedTuple):
    """A kind of panel shows a read-out of the response: of all places together, or of one."""

    label: str
    of_place: str
    """This is the label of the panel of one place; empty for a read-out that has no places."""
    height: float
    finish: Finish
    accent: Accent | None = None


_KINDS = {
    "effect": _Kind("effects, %", "effect on\n{}, %", 1.5, finish.finish_effect),
    "ventilation": _Kind("ventilation,\n% of drug-free", "", 1.3, finish.finish_ventilation),
    "tone": _Kind(
        f"tone,\n{RELATIVE}",
        f"{{}} tone,\n{RELATIVE}",
        1.7,
        finish.finish_relative,
        finish.accent_tone,
    ),
    "density": _Kind(
        f"density,\n{RELATIVE}", f"{{}} density,\n{RELATIVE}", 1.2, finish.finish_relative
    ),
    "peptide": _Kind(f"peptides,\n{RELATIVE}", f"{{}},\n{RELATIVE}", 1.2, finish.finish_relative),
    "withdrawal": _Kind("withdrawal\nindex", "", 1.2, finish.finish_withdrawal),
    "pain": _Kind("hypotheses,\n%", "", 1.2, finish.finish_index),
}
RESPONSE = tuple(_KINDS)
PLASMA, OCCUPANCY = "plasma", "occupancy"


class Shown(NamedTuple):
    """A picture shows runs, and the ligands among theirs that a user chose."""

    runs: Sequence[RunData]
    """These tell ligands and columns; several runs share the panels."""
    ligands: Sequence[str] | None
    """None stands for all, with the free receptors."""
    receptors: Sequence[str] | None = None
    """None stands for all."""

    def columns(self, quantity: str, place: str | None = None) -> list[_core.Column]:
        """Returns the columns of a quantity, each once, in the order of the models."""
        found = {
            column.name: column
            for run in self.runs
            for column in trajectory_of(run).columns
            if column.quantity == quantity and place in (None, place_of(column))
            if quantity not in _OF_RECEPTORS or self.has(column.place)
        }
        return [*found.values()]

    def has(self, receptor: str) -> bool:
        """Tells whether a receptor is shown."""
        return self.receptors is None or receptor in self.receptors

    def takes(self, ligand: str) -> bool:
        """Tells whether a ligand is shown."""
        return self.ligands is None or ligand in self.ligands


def place_of(column: _core.Column) -> str:
    """Returns the receptor, endpoint or peptide that a column is about."""
    return column.place or column.ligand


def names_of(run: RunData) -> list[str]:
    """Returns the names of all panels that a run has, those of one place behind their kind."""
    found = [PLASMA, OCCUPANCY] if run.receptors else [PLASMA]
    found += [f"{OCCUPANCY}.{receptor}" for receptor in run.receptors]
    for quantity, kind in _KINDS.items():
        columns = Shown([run], None).columns(quantity)
        found += [quantity] if columns else []
        found += [f"{quantity}.{place_of(column)}" for column in columns if kind.of_place]
    return found


def usual_names(run: RunData) -> list[str]:
    """Returns the names of the panels that a user expects of a run, from top to bottom."""
    acts = bool(acting(run.model))
    there = {column.quantity for column in trajectory_of(run).columns}
    above = ("effect", "ventilation") if acts and "effect" in there else _OF_THE_BODY
    depends = acts and "withdrawal" in there and run.withdrawal.max() >= _LEAST_WITHDRAWAL
    response = [*above, *(["withdrawal"] if depends else []), "pain"]
    receptors = [f"{OCCUPANCY}.{receptor}" for receptor in run.receptors]
    return [PLASMA, *receptors, *(name for name in response if name in there)]


def panels_of(shown: Shown, names: Iterable[str]) -> list[Panel]:
    """Returns the panels of these names; one without a curve is left out."""
    known = lines.ligand_lines(shown.runs)
    found = [panel for name in names for panel in _panels(shown, name, known)]
    crowded = any(panel.name in RESPONSE for panel in found)
    return [
        panel._replace(height=1.8) if panel.name.startswith(OCCUPANCY) and not crowded else panel
        for panel in found
        if panel.curves
    ]


def _panels(shown: Shown, name: str, known: Mapping[str, Line]) -> list[Panel]:
    quantity, _, place = name.partition(".")
    if quantity == PLASMA:
        return [_plasma(shown, known)]
    if quantity == OCCUPANCY:
        receptors = dict.fromkeys(receptor for run in shown.runs for receptor in run.receptors)
        wanted = [place] if place else receptors
        return [_receptor(shown, one, known) for one in wanted if shown.has(one)]
    return [_response(shown, quantity, place, known)]


def _plasma(shown: Shown, known: Mapping[str, Line]) -> Panel:
    ligands = {
        ligand.name: ligand.molar_mass
        for run in shown.runs
        for ligand in trajectory_of(run).ligands
        if ligand.kind != "peptide" and shown.takes(ligand.name)
    }
    curves = [
        Curve(f"concentration.{name}", mass * _NG_PER_ML, known[name])
        for name, mass in ligands.items()
    ]
    told = len(curves) == 1 and shown.ligands is not None
    label = f"plasma\n{curves[0].line.label},\nng/mL" if told else "plasma, ng/mL"
    return Panel(PLASMA, label, 2.2, curves, finish.finish_plasma, told=told)


def _receptor(shown: Shown, receptor: str, known: Mapping[str, Line]) -> Panel:
    columns = shown.columns(OCCUPANCY, receptor)
    curves = [
        Curve(column.name, 100.0, known[column.ligand])
        for column in columns
        if shown.takes(column.ligand)
    ]
    if shown.ligands is None:
        curves.append(Curve(f"free.{receptor}", 100.0, lines.FREE))
    told = len(curves) == 1 and shown.ligands is not None
    label = f"{greek(receptor)} receptors, %"
    if told:
        label = f"{greek(receptor)} held by\n{curves[0].line.label}, %"
    name, end, accent = f"{OCCUPANCY}.{receptor}", finish.finish_percent, finish.accent_receptor
    return Panel(name, label, 1.45, curves, end, accent, told)


def _response(shown: Shown, quantity: str, place: str, known: Mapping[str, Line]) -> Panel:
    kind, columns = _KINDS[quantity], shown.columns(quantity, place or None)
    if shown.receptors is not None and quantity in _OF_RECEPTORS and len(columns) == 1:
        place = columns[0].place
    if quantity == "peptide" and not place:
        columns = [column for column in columns if shown.takes(column.ligand)]
    label = kind.of_place.format(greek(place)) if place else kind.label
    curves = _curves(shown, quantity, columns, known)
    told = bool(place or quantity in ("ventilation", "withdrawal"))
    name = f"{quantity}.{place}" if place else quantity
    return Panel(name, label, kind.height, curves, kind.finish, kind.accent, told)


def _curves(
    shown: Shown, quantity: str, columns: Sequence[_core.Column], known: Mapping[str, Line]
) -> list[Curve]:
    if quantity == "effect":
        return _effects(shown, columns)
    if quantity == "pain":
        if not columns:
            return []
        return [Curve("pain", 1.0, lines.PAIN), Curve("activation", 100.0, lines.ACTIVATION)]
    return [Curve(one.name, 1.0, _line(quantity, one, known)) for one in columns]


def _line(quantity: str, column: _core.Column, known: Mapping[str, Line]) -> Line:
    single = {"ventilation": lines.VENTILATION, "withdrawal": lines.WITHDRAWAL}
    if quantity in single:
        return single[quantity]
    return known[column.ligand] if quantity == "peptide" else lines.receptor_line(column.place)


def _effects(shown: Shown, columns: Sequence[_core.Column]) -> list[Curve]:
    """Returns the curves of effects.

    Endpoints of one receptor and slope have one curve, and share a line.
    """
    groups: list[list[_core.Column]] = []
    for column in columns:
        same = (group for group in groups if _equal(shown.runs, group[0].name, column.name))
        group = next(same, None)
        if group is None:
            groups.append([column])
        else:
            group.append(column)
    named = [[place_of(column) for column in group] for group in groups]
    return [
        Curve(group[0].name, 100.0, lines.effect_line(endpoints, place))
        for place, (group, endpoints) in enumerate(zip(groups, named, strict=True))
    ]


def _equal(runs: Iterable[RunData], one: str, other: str) -> bool:
    """Tells whether two columns are the same in each run."""
    return all(
        np.array_equal(trajectory_of(run).column(one), trajectory_of(run).column(other))
        for run in runs
        if {one, other} <= {column.name for column in trajectory_of(run).columns}
    )
