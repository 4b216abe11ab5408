"""A layout says which values of its axes each row of a sweep has."""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._sweep.axes import Axis, attributes

Index: TypeAlias = npt.NDArray[np.int64]
Coordinate: TypeAlias = tuple[str, Any, dict[str, str]]
Case: TypeAlias = tuple[int, ...]
"""A case has the number of a value for each of several kinds of axes; 0 where there is no axis."""

ROW = "row"


class Layout(ABC):
    """A layout has axes, and rows that use their values; only parameters have several axes."""

    axes: Sequence[Axis]

    @property
    @abstractmethod
    def dims(self) -> tuple[str, ...]:
        """These are the dimensions of the result."""

    @property
    @abstractmethod
    def shape(self) -> tuple[int, ...]:
        """This is the size of each dimension."""

    @property
    def rows(self) -> int:
        """This is the number of rows."""
        return math.prod(self.shape)

    @property
    @abstractmethod
    def title(self) -> str:
        """This says what the sweep is over."""

    def axis(self, kind: str) -> Axis | None:
        """Returns the axis of a kind; None if there is none."""
        return next((axis for axis in self.axes if axis.kind == kind), None)

    def parameters(self) -> list[Axis]:
        """Returns the axes of parameters."""
        return [axis for axis in self.axes if axis.kind == "parameter"]

    @abstractmethod
    def cases(self, *kinds: str) -> list[Case]:
        """Returns the cases of these kinds that rows have, each once."""

    @abstractmethod
    def case_of(self, rows: Index, *kinds: str) -> Index:
        """Returns the number of the case that each of these rows has."""

    @abstractmethod
    def numbers(self, axis: Axis, rows: Index) -> npt.NDArray[np.float64]:
        """Returns the values of a parameter in these rows."""

    @abstractmethod
    def place(self, case: int, *kinds: str) -> str:
        """Returns words that lead an error of a case to its row; empty where no row is to blame."""

    @abstractmethod
    def coordinates(self) -> dict[str, Coordinate]:
        """Returns the coordinates of the result for xarray."""

    @abstractmethod
    def described(self) -> dict[str, Any]:
        """Returns what the results depend on, by name."""

    @abstractmethod
    def with_axes(self, axes: Sequence[Axis]) -> Self:
        """Returns the layout with other units of its axes."""


@dataclass(frozen=True)
class Grid(Layout):
    """A grid has a row for each point of the product of its axes, the last axis fastest."""

    axes: Sequence[Axis]

    @property
    def dims(self) -> tuple[str, ...]:
        return tuple(axis.name for axis in self.axes)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(axis.values) for axis in self.axes)

    @property
    def title(self) -> str:
        return ", ".join(self.dims)

    def cases(self, *kinds: str) -> list[Case]:
        axes = [self.axis(kind) for kind in kinds]
        return list(itertools.product(*(range(len(a.values)) if a else range(1) for a in axes)))

    def case_of(self, rows: Index, *kinds: str) -> Index:
        at = np.unravel_index(rows, self.shape)
        found = np.zeros(rows.size, dtype=np.int64)
        for kind in kinds:
            for axis, index in zip(self.axes, at, strict=True):
                if axis.kind == kind:
                    found = found * len(axis.values) + index
        return found

    def numbers(self, axis: Axis, rows: Index) -> npt.NDArray[np.float64]:
        at = np.unravel_index(rows, self.shape)[self.axes.index(axis)]
        return np.asarray(axis.values, dtype=np.float64)[at]

    def place(self, case: int, *kinds: str) -> str:
        return ""

    def coordinates(self) -> dict[str, Coordinate]:
        return {a.name: (a.name, np.asarray(a.labels), attributes(a)) for a in self.axes}

    def described(self) -> dict[str, Any]:
        return {
            "the axes": [f"{axis.name} ({axis.kind})" for axis in self.axes],
            **{f"axis '{axis.name}'": axis.values for axis in self.axes},
        }

    def with_axes(self, axes: Sequence[Axis]) -> Self:
        return type(self)(axes)


@dataclass(frozen=True)
class Zipped(Layout):
    """Zipped axes are the columns of a table: each row has a value of each."""

    axes: Sequence[Axis]
    index: Mapping[str, Index]
    """Each axis has the number of its value in each row."""
    labels: Sequence[Any]
    """Each row has its label."""
    _known: dict[tuple[str, ...], tuple[list[Case], Index]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def dims(self) -> tuple[str, ...]:
        return (ROW,)

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.labels),)

    @property
    def title(self) -> str:
        return f"rows of {', '.join(axis.name for axis in self.axes)}"

    def cases(self, *kinds: str) -> list[Case]:
        return self._found(kinds)[0]

    def case_of(self, rows: Index, *kinds: str) -> Index:
        return self._found(kinds)[1][rows]

    def _found(self, kinds: tuple[str, ...]) -> tuple[list[Case], Index]:
        """Returns the cases, in the order of their values, and the case of each row."""
        if kinds not in self._known:
            axes = [self.axis(kind) for kind in kinds]
            none = np.zeros(self.rows, dtype=np.int64)
            columns = [none if axis is None else self.index[axis.name] for axis in axes]
            cases, of_row = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
            self._known[kinds] = list(map(tuple, cases.tolist())), of_row.reshape(-1)
        return self._known[kinds]

    def numbers(self, axis: Axis, rows: Index) -> npt.NDArray[np.float64]:
        return np.asarray(axis.values, dtype=np.float64)[self.index[axis.name][rows]]

    def place(self, case: int, *kinds: str) -> str:
        row = int(np.argmax(self._found(kinds)[1] == case))
        return f"row {row} of over (the first is row 0): "

    def coordinates(self) -> dict[str, Coordinate]:
        found: dict[str, Coordinate] = {ROW: (ROW, np.asarray(self.labels), {})}
        for axis in self.axes:
            labels = np.asarray(axis.labels)[self.index[axis.name]]
            found[axis.name] = ROW, labels, attributes(axis)
        return found

    def described(self) -> dict[str, Any]:
        return {
            "the axes": [f"{axis.name} ({axis.kind}, row by row)" for axis in self.axes],
            **{f"axis '{axis.name}'": axis.values for axis in self.axes},
            **{f"rows of '{axis.name}'": self.index[axis.name] for axis in self.axes},
        }

    def with_axes(self, axes: Sequence[Axis]) -> Self:
        return type(self)(axes, self.index, self.labels)


def people_of(layout: Layout) -> Sequence[Any]:
    """Returns the people of the axis of people; none if there is no such axis."""
    axis = layout.axis("person")
    return [] if axis is None else axis.values


def kinds_present(layout: Layout, kinds: Iterable[str]) -> bool:
    """Tells whether there is an axis of one of these kinds."""
    return any(layout.axis(kind) is not None for kind in kinds)
