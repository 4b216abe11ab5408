"""The likelihood says how well the figures of each draw agree with what was published.

A number has Student's t with 4 degrees of freedom, so that figures that contradict each other do
not drag the rest. A sign is a probit. The figures of a study share an offset z, which has a
standard normal prior and moves each of them by half of its scale: the likelihood is a mean over z.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy import stats
from scipy.special import logsumexp

from joint import fraction
from joint.data import Figure, Structure, every_figure, every_parameter
from joint.link import columns, hold
from joint.rows import Rows
from opiodyn._checks.check import FloatArray
from opiodyn._validation.cases import Setup

FREEDOM = 4.0  # degrees of freedom of Student's t
OFFSET = 0.5  # the standard deviation of a study's offset, as a share of a figure's scale: assumed
FAR = 10.0  # scales by which a figure that does not exist is off what was published
IMPOSSIBLE = -1e10  # of a draw whose model cannot be made or solved

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_LOG_WEIGHTS = np.log(_WEIGHTS / _WEIGHTS.sum())


class Problem:
    """A problem is what is estimated under a structure, and from which figures.

    Args:
        structure: The structure.
        figures: The figures; None stands for those of the structure.
        offset: The standard deviation of a study's offset, as a share of a figure's scale.
    """

    def __init__(
        self,
        structure: Structure,
        figures: tuple[Figure, ...] | None = None,
        offset: float = OFFSET,
    ) -> None:
        self.structure = structure
        chosen = every_figure() if figures is None else figures
        self.figures = tuple(one for one in chosen if one.case.id not in structure.without)
        has = {structure.link, structure.law}
        self._all = tuple(p for p in every_parameter() if not p.of or has & set(p.of))
        self.parameters = tuple(p for p in self._all if p.name not in structure.fixed)
        self._offset = offset
        setups = {one.case.id: _setup(one, structure) for one in self.figures}
        self._rows = Rows(structure.biophase, setups)
        self._studies = _studies(self.figures)

    @property
    def names(self) -> list[str]:
        """Returns the names of the parameters that are estimated."""
        return [one.name for one in self.parameters]

    def draws(self, logs: FloatArray) -> dict[str, FloatArray]:
        """Returns the values of the parameters, fixed ones too, by name, [draw]."""
        found = {p.name: np.exp(logs[:, i]) for i, p in enumerate(self.parameters)}
        return found | {n: np.full(len(logs), x) for n, x in self.structure.fixed.items()}

    def columns(self, logs: FloatArray) -> dict[str, FloatArray]:
        """Returns the values of the library's parameters by name, [draw]."""
        return columns(self.structure, self._all, self.draws(logs))

    def simulated(self, logs: FloatArray) -> FloatArray:
        """Returns the figures of each draw, [draw, figure]."""
        values = self.columns(logs)
        found = self._rows.figures(values, hold(self.structure, values))
        if self.structure.law == "fraction":
            draws = self.draws(logs)
            for i, one in enumerate(self.figures):
                if fraction.is_density(one.case.setup):
                    found[:, i] = fraction.density(one.case.setup, draws)
        return found

    def substances(self) -> set[str]:
        """Returns what names of parameters begin with on whose values the figures rest."""
        return self._rows.substances()

    def log_likelihood(self, logs: FloatArray) -> FloatArray:
        """Returns the logarithm of the likelihood of each draw of logarithms, [draw]."""
        found = self.of_figures(self.simulated(logs))
        return np.where(self._rows.failed, IMPOSSIBLE, found)

    def log_prior(self, logs: FloatArray) -> FloatArray:
        """Returns the logarithm of the prior's density in the logarithms, [draw]."""
        middle = np.array([one.middle for one in self.parameters])
        width = np.array([one.width for one in self.parameters])
        return np.asarray(stats.norm.logpdf(logs, middle, width).sum(axis=1))

    def of_figures(self, simulated: FloatArray) -> FloatArray:
        """Returns the logarithm of the likelihood of simulated figures [draw, figure]."""
        total = np.zeros(len(simulated))
        for members in self._studies.values():
            shift = self._offset * _NODES if len(members) > 1 else np.zeros(1)
            weights = _LOG_WEIGHTS if len(members) > 1 else np.zeros(1)
            terms = sum(
                log_density(self.figures[i], simulated[:, i, np.newaxis], shift) for i in members
            )
            total += logsumexp(weights + terms, axis=1)
        return total


def log_density(figure: Figure, simulated: FloatArray, shift: FloatArray) -> FloatArray:
    """Returns the logarithm of the probability of what was published.

    Args:
        figure: The figure.
        simulated: The simulated figure of each draw.
        shift: The offset of its study, in scales of the figure.
    """
    if figure.log:
        simulated = np.log(np.where(simulated > 0.0, simulated, np.nan))
    scaled = np.where(np.isfinite(simulated), simulated / figure.scale + shift, _nowhere(figure))
    if figure.way == "value":
        value = np.log(figure.value) if figure.log else figure.value
        return np.asarray(stats.t.logpdf(scaled - value / figure.scale, FREEDOM))
    low, high = (end / figure.scale for end in figure.case.band)
    if figure.way == "below":
        return np.asarray(stats.norm.logcdf(high - scaled))
    if figure.way == "above":
        return np.asarray(stats.norm.logcdf(scaled - low))
    return np.log(stats.norm.cdf(high - scaled) - stats.norm.cdf(low - scaled) + 1e-300)


def _nowhere(figure: Figure) -> float:
    """Returns what stands for a figure that does not exist, such as a ratio to no withdrawal."""
    value = np.log(figure.value) if figure.log else figure.value
    return float(value / figure.scale + (FAR if figure.way in ("value", "below") else -FAR))


def _setup(figure: Figure, structure: Structure) -> Setup:
    """Returns the set-up, with the opioid's dose as the structure counts heroin; cases have 2:1."""
    setup = figure.case.setup
    return replace(setup, dose=0.5 * structure.heroin * setup.dose) if figure.heroin else setup


def _studies(figures: tuple[Figure, ...]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, one in enumerate(figures):
        found.setdefault(one.study, []).append(i)
    return found
