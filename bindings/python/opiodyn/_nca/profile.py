"""A profile is what an analysis knows of the concentration after one dose."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from opiodyn._checks.check import FloatArray


class Point(NamedTuple):
    """A point of a profile is a time after the dose [h] and the concentration then."""

    time: float
    value: float


class Extremes(NamedTuple):
    """The extremes of a profile are its highest point and its lowest concentration."""

    highest: Point
    lowest: float


class Profile(Protocol):
    """A profile answers what an analysis asks, be it a solution or a list of observations.

    Times are counted from the dose [h]. Concentrations are in one unit.
    """

    @property
    def start(self) -> float:
        """This is the concentration at the dose, from which areas begin."""

    @property
    def extremes(self) -> Extremes:
        """These are the extremes of the whole profile."""

    @property
    def points(self) -> tuple[FloatArray, FloatArray]:
        """These are the times and concentrations of the points that can be quantified."""

    @property
    def end(self) -> Point:
        """Areas are known up to this point."""

    @property
    def slack(self) -> float:
        """A terminal phase of more points may have an adjusted R2 that is so much smaller [-]."""

    @property
    def notes(self) -> dict[str, str]:
        """These sentences say what was done to the data, by the parameter that it is about."""

    def extremes_until(self, time: float) -> Extremes | None:
        """Returns the extremes from the dose to a time; None if nothing is known up to it."""

    def area(self, time: float) -> float:
        """Returns the area from the dose to a time that is not after `end`."""

    def moment(self, time: float) -> float:
        """Returns the first moment from the dose to a time that is not after `end`."""
