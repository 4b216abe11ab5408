"""A grid cuts the hours after a dose, so that areas and moments come from small windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray

_EQUAL = 40  # panels of the same length
_PER_OCTAVE, _OCTAVES = 4, 12  # panels that grow from the begin, where curves bend most
_APART = 1e-6  # of the hours; edges that nothing asks for keep so far from the others
_NODES = 6  # of Gauss in a panel


class Grid(NamedTuple):
    """A grid has edges, between which panels are cut at the nodes of Gauss."""

    edges: FloatArray
    """The edges are times after the dose [h], from 0 to the end."""
    cuts: FloatArray
    """The cuts are the edges and the nodes between them [h]."""

    def place(self, time: float) -> int:
        """Returns the place of an edge."""
        return int(np.abs(self.edges - time).argmin())

    def sums(self, areas: FloatArray) -> FloatArray:
        """Returns the areas from the dose to each edge, from those between the cuts."""
        return self._summed(self._panels(areas).sum(axis=1))

    def moments(self, areas: FloatArray) -> FloatArray:
        """Returns the first moments from the dose to each edge.

        In a panel from a to b the moment is b times its area less the integral of the area so far.
        Gauss takes the integral from the areas at the nodes.
        """
        _, weights = np.polynomial.legendre.leggauss(_NODES)
        later = np.append(np.cumsum(weights[::-1])[::-1], 0.0) / 2.0
        means = self.edges[1:, np.newaxis] - np.outer(np.diff(self.edges), later)
        return self._summed((self._panels(areas) * means).sum(axis=1))

    def _panels(self, areas: FloatArray) -> FloatArray:
        return areas.reshape(len(self.edges) - 1, _NODES + 1)

    def _summed(self, parts: FloatArray) -> FloatArray:
        return np.concatenate([[0.0], np.cumsum(parts)])


def grid_of(hours: float, asked: Iterable[float], bends: Sequence[float]) -> Grid:
    """Returns a grid of the hours after a dose.

    Args:
        hours: The end of the grid [h].
        asked: These times become edges if they lie within the hours.
        bends: The curve has bends at these times within the hours, after which panels are short.
    """
    must = np.unique([0.0, hours, *bends, *(time for time in asked if 0.0 < time < hours)])
    growing = 2.0 ** (-np.arange(1, _OCTAVES * _PER_OCTAVE + 1) / _PER_OCTAVE)
    others = [bend + (hours - bend) * growing for bend in (0.0, *bends)]
    free = np.unique(np.concatenate([np.linspace(0.0, hours, _EQUAL + 1), *others]))
    near = np.abs(free[:, np.newaxis] - must).min(axis=1) < _APART * hours
    edges = np.union1d(must, free[~near])
    nodes, _ = np.polynomial.legendre.leggauss(_NODES)
    begins, lengths = edges[:-1, np.newaxis], np.diff(edges)[:, np.newaxis]
    inside = begins + lengths * (nodes + 1.0) / 2.0
    cuts = np.append(np.hstack([begins, inside]).ravel(), hours)
    return Grid(edges, cuts)
