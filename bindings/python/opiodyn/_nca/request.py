"""This module checks the arguments of `nca`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._result.metric import pair

LINEAR, LINEAR_LOG = "linear", "linear up log down"
METHODS = (LINEAR_LOG, LINEAR)

Hours = tuple[float, float]


class Request(NamedTuple):
    """A request is what the caller of `nca` said, checked."""

    drug: str | None
    dose: float | None
    """The dose is in [mg], or in [nmol] for a table with amounts in nmol."""
    unit: str | None
    """Concentrations are in this unit."""
    span: Hours | None
    tau: float | None
    terminal: Hours | None
    partial: tuple[Hours, ...]
    method: str | None
    lloq: float | None
    """Concentrations below this cannot be quantified."""
    route: str | None


def read_request(
    drug: str | None,
    dose: float | None,
    unit: str | None,
    span: Hours | None,
    tau: float | None,
    terminal: Hours | None,
    partial: Iterable[Hours],
    method: str | None,
    lloq: float | None,
    route: str | None,
) -> Request:
    """Checks the arguments of `nca` that need no data for that.

    Raises:
        InputError: A value breaks a rule.
    """
    rule = "must be a list of pairs of hours, such as [(0, 4), (4, 24)]"
    pairs = enumerate(check.items("partial", partial, rule))
    return Request(
        None if drug is None else check.word("drug", drug),
        None if dose is None else check.positive("dose", dose),
        None if unit is None else check.word("unit", unit),
        None if span is None else pair("span", span),
        None if tau is None else check.positive("tau", tau),
        None if terminal is None else pair("terminal", terminal),
        tuple(pair(f"partial[{i}]", one) for i, one in pairs),
        None if method is None else _method(method),
        None if lloq is None else check.non_negative("lloq", lloq),
        None if route is None else _route(route),
    )


def _method(word: str) -> str:
    method = check.word("method", word)
    if method not in METHODS:
        raise check.unknown("method", method, METHODS)
    return method


def _route(word: str) -> str:
    route = check.word("route", word)
    if route not in ("iv", "po"):
        rule = "must be 'iv' or 'po', which stands for every way that is not into a vein"
        raise check.input_error("route", shown(route), rule)
    return route
