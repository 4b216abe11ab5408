"""This module is for the package itself: it reads parts of an objective that users need not see."""

from __future__ import annotations

from opiodyn._checks.check import FloatArray
from opiodyn._fit.data.predictions import Design
from opiodyn._fit.objective import Objective, Setup
from opiodyn._fit.parameters import Parameter


def setup_of(goal: Objective) -> Setup:
    """Returns what an objective was made of."""
    return goal._setup


def parameters_of(goal: Objective) -> tuple[Parameter, ...]:
    """Returns the parameters of an objective."""
    return goal._parameters


def design_of(goal: Objective) -> Design:
    """Returns what the predictions of an objective are made of."""
    return goal._design


def roots_at(goal: Objective, x: FloatArray) -> FloatArray:
    """Returns the roots of the information, [vector, parameter]."""
    return goal._contributions(x, derivatives=True).roots


def scatter_at(goal: Objective, x: FloatArray) -> tuple[FloatArray, list[FloatArray]]:
    """Returns the predictions, and the parameters of each quantity's error model."""
    return goal.predictions(x), goal._sigma(x)
