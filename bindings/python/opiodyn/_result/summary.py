"""This module computes the numbers of the last dosing interval of runs, from their solution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.intervals import DosingInterval, last_interval, refuse_empty
from opiodyn._model.inside import core_of, used_rows
from opiodyn._result.columns import OutputColumn, columns_in
from opiodyn._result.course import Course
from opiodyn._result.inside import course_of, trajectory_of
from opiodyn._result.measure import CoreMetric, Subjects, measured
from opiodyn._result.metric import ABOVE_1

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.run_data import RunData

RELATIVE = "x drug-free"
UNITS = {
    "mass_concentration": "ng/mL",
    "occupancy": "%",
    "free": "%",
    "tone": RELATIVE,
    "density": RELATIVE,
    "peptide": RELATIVE,
    "sigma": "%",
    "effect": "%",
    "ventilation": "%",
    "withdrawal": "index",
    "ogf": RELATIVE,
    "activation": RELATIVE,
    "cytokine": RELATIVE,
    "pain": "%",
}
NO_DRUG = (
    "none"  # stands for the drug of a run in which none is dosed: its interval is the whole run
)
_OF_LIGANDS = ("amount", "concentration", "mass_concentration", "effect_site", "occupancy")


class _Statistic(NamedTuple):
    """A statistic has a name in the summary, and the core's name and threshold."""

    name: str
    kind: str
    threshold: float = 0.0
    quantities: tuple[str, ...] = tuple(UNITS)
    """The statistic is taken of these quantities."""


STATISTICS = (
    _Statistic("peak", "peak"),
    _Statistic("t_peak", "t_peak"),
    _Statistic("trough", "trough"),
    _Statistic("mean", "mean"),
    _Statistic("area", "area", quantities=("mass_concentration",)),
    _Statistic("hours_above_50", "time_above", 0.5, ("occupancy", "free")),
    _Statistic("hours_above_1", "time_above", ABOVE_1, ("tone",)),
)
_TIMES = ("t_peak", "time_above")
NUMBERS = ("begin", "end", *(statistic.name for statistic in STATISTICS))
"""A row of the summary has these numbers; the first two are its dosing interval [h]."""


class Row(NamedTuple):
    """A row of a summary is an output over its dosing interval."""

    name: str
    output: OutputColumn
    window: DosingInterval

    @property
    def quantity(self) -> str:
        """This is the first part of the name."""
        return _quantity(self.name)

    @property
    def factor(self) -> float:
        """This is the factor from the core's number to the unit of the summary."""
        percent = UNITS[self.quantity] == "%" and self.output.unit != "%"
        return 100.0 if percent else self.output.factor

    def has(self, statistic: _Statistic) -> bool:
        """Tells whether the statistic is taken of this output."""
        return self.quantity in statistic.quantities

    def metric(self, statistic: _Statistic) -> CoreMetric:
        """Returns a statistic of the output as the core takes it."""
        window = (*self.window, 0.0, 0.0, 0.0)
        return statistic.kind, self.output.core, window, statistic.threshold


def run_summary(run: RunData) -> pd.DataFrame:
    """Returns the frame of `Run.summary`."""
    import pandas as pd

    course = course_of(run)
    rows, subjects = rows_of(run), Subjects([run.model], [run.regimen])
    values = measured(subjects, metrics_of(rows), course).of_one()
    frame = frame_of(pd.Index(names_of(run), name="quantity"), numbers_of(rows, values))
    frame.attrs.update(_attributes(run, course))
    return frame


def rows_of(run: RunData) -> list[Row]:
    """Returns the rows that the summary of a run has."""
    windows, found = windows_of(run), columns_in(trajectory_of(run))
    last = [*windows][-1]
    for window in windows.values():
        refuse_empty(window)
    return [
        Row(name, found[name], windows[own_drug_of(run, name) or last]) for name in names_of(run)
    ]


def names_of(run: RunData) -> list[str]:
    """Returns the names of the rows that the summary of a run has."""
    return [name for name in columns_in(trajectory_of(run)) if _quantity(name) in UNITS]


def metrics_of(rows: Sequence[Row]) -> list[CoreMetric]:
    """Returns the statistics that rows have, one row after the other."""
    return [row.metric(statistic) for row in rows for statistic in STATISTICS if row.has(statistic)]


def numbers_of(rows: Sequence[Row], values: FloatArray) -> FloatArray:
    """Returns the numbers of the summary, [..., row, number], in its units.

    They are those that `NUMBERS` names. A statistic that a row does not have is NaN.

    Args:
        rows: The rows of the summary.
        values: The values of `metrics_of`.
    """
    has = np.array([[row.has(statistic) for statistic in STATISTICS] for row in rows])
    numbers = np.full((*values.shape[:-1], *has.shape), math.nan)
    numbers[..., has] = values
    is_time = np.array([statistic.kind in _TIMES for statistic in STATISTICS])
    factors = np.array([row.factor for row in rows])
    numbers *= np.where(is_time, 1.0, factors[:, np.newaxis])
    hours = np.broadcast_to([row.window for row in rows], (*numbers.shape[:-1], 2))
    return np.concatenate([hours, numbers], axis=-1)


def frame_of(index: pd.Index[Any], numbers: FloatArray) -> pd.DataFrame:
    """Returns `numbers_of` as a frame, with units; the index has a level ``quantity``."""
    import pandas as pd

    names = index.get_level_values("quantity")
    frame = pd.DataFrame(numbers, index=index, columns=[*NUMBERS])
    frame.insert(0, "unit", [UNITS[_quantity(name)] for name in names])
    has_tone = any(_quantity(name) == "tone" for name in names)
    return frame if has_tone else frame.drop(columns="hours_above_1")


def _quantity(name: str) -> str:
    return name.partition(".")[0]


def windows_of(run: RunData) -> dict[str, DosingInterval]:
    """Returns the last dosing interval of every drug; that of the drug dosed last comes last."""
    end = course_of(run).end
    found = {drug: last_interval(run.regimen, drug, end) for drug in run.regimen.drugs or [NO_DRUG]}
    return dict(sorted(found.items(), key=lambda item: item[1].begin))


def drug_of(run: RunData, column: str) -> str:
    """Returns the dosed drug that a column is about, or else the drug that is dosed last."""
    return own_drug_of(run, column) or [*windows_of(run)][-1]


def own_drug_of(run: RunData, column: str) -> str | None:
    """Returns the dosed drug that a column is about; None if it is about no drug, or several."""
    quantity, *place = column.split(".")
    drug = _parent(run, place[0]) if quantity in _OF_LIGANDS else ""
    return drug if drug in run.regimen.drugs else None


def _parent(run: RunData, ligand: str) -> str:
    """Returns the dosed drug that a ligand is, or that it is a metabolite of."""
    if ligand in run.regimen.drugs:
        return ligand
    suffix = f".{ligand}.systemic"
    makers = (row.name for row in core_of(run.model).parameters if row.name.endswith(suffix))
    return next((name.removesuffix(suffix) for name in makers), ligand)


def _attributes(run: RunData, course: Course) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "regimen": str(run.regimen),
        "status": run.status,
        "windows": {drug: tuple(window) for drug, window in windows_of(run).items()},
        "absent": _absent(run, course),
        **model_attributes(run),
    }
    if run.model.binding == "equilibrium":
        attributes["equilibrium_error"] = _equilibrium_error(run, course)
    return attributes


def model_attributes(run: RunData) -> dict[str, Any]:
    """Returns what a summary rests on, as far as runs of the same model have it in common."""
    parameters = used_rows(run.model)
    attributes: dict[str, Any] = {
        "binding": run.model.binding,
        "overrides": run.model.overrides,
        "parameters": len(parameters),
        "unconfirmed": sum(row.unconfirmed for row in parameters),
    }
    if run.receptors:
        preset = run.model.preset
        attributes |= {
            "preset": preset.name,
            "half_life": preset.half_life,
            "matches": preset.matches,
            "fails": preset.fails,
        }
    if run.receptors and (response := run.model.response):
        attributes |= {"response": response, "phi": run.model.phi, "weights": run.model.weights}
    return attributes


def _over_the_run(
    run: RunData, course: Course, statistic: str, quantity: str
) -> dict[tuple[str, ...], float]:
    """Returns a statistic of a quantity over the whole run, by ligand and receptor."""
    window = (0.0, course.end, 0.0, 0.0, 0.0)
    found = {
        tuple(filter(None, (column.ligand, column.place))): (statistic, column.name, window, 0.0)
        for column in trajectory_of(run).columns
        if column.quantity == quantity
    }
    subjects = Subjects([run.model], [run.regimen])
    values = measured(subjects, list(found.values()), course).of_one()
    return dict(zip(found, values.tolist(), strict=True))


def _absent(run: RunData, course: Course) -> list[str]:
    """Returns the drugs and metabolites that were never in the body."""
    peaks = _over_the_run(run, course, "peak", "concentration")
    return [ligand for (ligand,), peak in peaks.items() if peak == 0.0]


def _equilibrium_error(run: RunData, course: Course) -> float:
    """Estimates how far occupancy at equilibrium runs ahead of binding as a reaction [-].

    To first order it is the rate of change of the occupancy [1/h] over koff [1/h]. The result is
    the largest one over all ligands, receptors and times.
    """
    koff = {
        row.name: row.value for row in core_of(run.model).parameters if row.name.endswith(".koff")
    }
    rates = _over_the_run(run, course, "steepest", "occupancy")
    return max(
        (
            rate / koff[name]
            for place, rate in rates.items()
            if (name := ".".join((*place, "koff"))) in koff  # else it is not known
        ),
        default=0.0,
    )
