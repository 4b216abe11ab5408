"""This module computes the parameters of a profile.

Formulas are those of Gibaldi and Perrier, Pharmacokinetics (2nd edition, 1982), and of Rowland and
Tozer, Clinical Pharmacokinetics and Pharmacodynamics (4th edition, 2011). docs/nca.md lists them.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._nca.occasion import Occasion
from opiodyn._nca.profile import Point, Profile
from opiodyn._nca.request import Hours, Request
from opiodyn._nca.terminal import FEWEST, Terminal, best_terminal, terminal_of
from opiodyn._nca.values import Values, partial_name

_LEAST_HALF_LIVES, _LEAST_FIT, _MOST_BEYOND = 2.0, 0.9, 20.0
"""A terminal phase, its adjusted R2 [-] and the extrapolated area [%] get a note beyond these.

They are the defaults of PKNCA, which docs/nca.md names.
"""
_MARGIN = 1.0 + 1e-9  # two half-lives stay two where times are rounded
_NOT_FINITE = (
    "is not a finite number; the concentrations or the hours are too large or too small for it: "
    "check them, and their units"
)
_OF_TERMINAL = (
    *("lambda_z", "half_life", "lambda_z_points", "lambda_z_begin", "lambda_z_end", "R2_adj"),
    *("AUC_inf", "AUC_extrap", "AUMC_inf", "MRT", "Vz_F", "accumulation"),
)
_OF_INTERVAL = ("tau", "AUC_tau", "Cavg", "Cmin", "fluctuation", "swing", "accumulation")


class Scale(NamedTuple):
    """A scale makes a clearance of a dose and an area."""

    factor: float | None
    """An area times this is in [mg h/L], or [nmol h/L] for doses in nmol; None if it cannot be."""
    why: str = ""
    """This says why it cannot be."""


def put_parameters(
    values: Values, profile: Profile, occasion: Occasion, request: Request, scale: Scale
) -> None:
    """Computes the parameters of a profile, or says why they are missing.

    Raises:
        InputError: A parameter is not finite.
    """
    try:
        with np.errstate(all="ignore"):
            _put_all(values, profile, occasion, request, scale)
    except ArithmeticError as error:
        raise check.input_error("data", type(error).__name__, _NOT_FINITE) from error
    for name, number in values.numbers.items():
        if math.isinf(number):
            raise check.input_error(name, f"{number:g}", _NOT_FINITE)


def _put_all(
    values: Values, profile: Profile, occasion: Occasion, request: Request, scale: Scale
) -> None:
    for name, sentence in profile.notes.items():
        values.note(name, sentence)
    _put_points(values, profile)
    found = _terminal(profile, occasion)
    terminal = found if isinstance(found, Terminal) else None
    if isinstance(found, str):
        values.miss(_OF_TERMINAL, found)
    else:
        _put_terminal(values, found)
        _put_infinite(values, profile, found)
    _put_interval(values, profile, occasion, terminal)
    _put_mean_residence(values, profile, occasion, terminal)
    _put_clearance(values, occasion, scale)
    for asked, hours in zip(request.partial, occasion.partial, strict=True):
        _put_partial(values, partial_name(asked), profile, hours, terminal)


def _put_points(values: Values, profile: Profile) -> None:
    last = _last(profile)
    highest = profile.extremes.highest
    values.numbers |= {
        "C0": profile.start,
        "Cmax": highest.value,
        "tmax": highest.time,
        "Clast": last.value,
        "tlast": last.time,
        "AUC_last": profile.area(last.time),
        "AUMC_last": profile.moment(last.time),
    }


def _last(profile: Profile) -> Point:
    times, concentrations = profile.points
    return Point(float(times[-1]), float(concentrations[-1]))


def _terminal(profile: Profile, occasion: Occasion) -> Terminal | str:
    """Returns the terminal phase, or why there is none."""
    times, concentrations = profile.points
    peak = profile.extremes.highest.time
    # The highest point of a bolus may belong to the terminal phase, as in Phoenix WinNonlin.
    chosen = times >= peak if occasion.bolus else times > peak
    where = "after the peak"
    if occasion.terminal is not None:
        begin, end = occasion.terminal
        chosen, where = (times >= begin) & (times <= end), f"from {begin:g} to {end:g} h"
    count = int(chosen.sum())
    if count < FEWEST:
        return f"the terminal slope needs {FEWEST} points {where} that can be quantified: {count}"
    if occasion.terminal is None:
        found = best_terminal(times[chosen], concentrations[chosen], profile.slack)
    else:
        found = terminal_of(times[chosen], concentrations[chosen])
    if found is None or found.slope <= 0.0:
        return f"the concentration does not fall {where}, so that there is no terminal slope"
    return found


def _put_terminal(values: Values, found: Terminal) -> None:
    half_life = math.log(2.0) / found.slope
    values.numbers |= {
        "lambda_z": found.slope,
        "half_life": half_life,
        "lambda_z_points": found.points,
        "lambda_z_begin": found.begin,
        "lambda_z_end": found.end,
        "R2_adj": found.fit,
    }
    ratio = (found.end - found.begin) / half_life
    if ratio * _MARGIN < _LEAST_HALF_LIVES:
        values.note("half_life", f"its points span {ratio:.2g} half-lives, and 2 are good practice")
    if found.fit * _MARGIN < _LEAST_FIT:
        values.note("R2_adj", f"it is {found.fit:.2g}, and {_LEAST_FIT:g} is good practice")


def _put_infinite(values: Values, profile: Profile, terminal: Terminal) -> None:
    """Adds what lies beyond the last point: areas of an exponential."""
    last, rate = _last(profile), terminal.slope
    beyond = last.value / rate
    area = values.numbers["AUC_last"] + beyond
    moment = values.numbers["AUMC_last"] + beyond * (last.time + 1.0 / rate)
    percent = 100.0 * beyond / area
    values.numbers |= {"AUC_inf": area, "AUC_extrap": percent, "AUMC_inf": moment}
    if percent > _MOST_BEYOND * _MARGIN:
        words = f"{percent:.3g} % of it are extrapolated, and {_MOST_BEYOND:g} % are good practice"
        values.note("AUC_inf", words)


def _put_interval(
    values: Values, profile: Profile, occasion: Occasion, terminal: Terminal | None
) -> None:
    tau = occasion.tau
    if tau is None:
        values.miss(_OF_INTERVAL, "the dose belongs to no series: give the dosing interval as tau=")
        return
    values.numbers["tau"] = tau
    if terminal is not None:
        values.numbers["accumulation"] = -1.0 / math.expm1(-terminal.slope * tau)
    area = _area(values, "AUC_tau", profile, tau, terminal)
    within = profile.extremes_until(tau)
    if area is None:
        values.miss(_OF_INTERVAL, values.notes["AUC_tau"])
        return
    values.numbers |= {"AUC_tau": area, "Cavg": area / tau}
    if within is None:
        reason = f"the profile ends at {profile.end.time:g} h, before the interval of {tau:g} h"
        values.miss(_OF_INTERVAL, reason)
        return
    _put_swing(values, within.highest.value, within.lowest, area / tau)


def _put_swing(values: Values, highest: float, lowest: float, mean: float) -> None:
    values.numbers |= {"Cmin": lowest, "fluctuation": 100.0 * (highest - lowest) / mean}
    if lowest > 0.0:
        values.numbers["swing"] = 100.0 * (highest - lowest) / lowest
    else:
        values.miss(["swing"], "it is relative to Cmin, which is 0")


def _put_mean_residence(
    values: Values, profile: Profile, occasion: Occasion, terminal: Terminal | None
) -> None:
    """Puts the mean residence time, less the mean time of entry into a vein.

    At steady state a dose has the moment ``AUMC_tau + tau (AUC_inf - AUC_tau)`` and the area
    ``AUC_tau`` (Phoenix WinNonlin; it follows from the sum over all doses before).
    """
    numbers, tau = values.numbers, occasion.tau
    if terminal is None:
        return
    if occasion.first:
        numbers["MRT"] = numbers["AUMC_inf"] / numbers["AUC_inf"] - occasion.infused
    elif tau is None:
        values.miss(["MRT"], values.notes["AUC_tau"])
    else:
        area = numbers["AUC_tau"]
        moment = _moment(profile, tau, terminal) + tau * (numbers["AUC_inf"] - area)
        numbers["MRT"] = moment / area - occasion.infused


def _put_clearance(values: Values, occasion: Occasion, scale: Scale) -> None:
    area, name = values.numbers["AUC_inf"], "AUC_inf"
    if not occasion.first:
        area, name = values.numbers["AUC_tau"], "AUC_tau"
    if occasion.dose is None:
        values.miss(
            ["dose", "CL_F", "Vz_F"], "no dose above 0 is given at the start: give it as dose="
        )
        return
    values.numbers["dose"] = occasion.dose
    if scale.factor is None:
        values.miss(["CL_F", "Vz_F"], scale.why)
    elif math.isnan(area):
        values.miss(["CL_F", "Vz_F"], values.notes[name])
    else:
        clearance = occasion.dose / (area * scale.factor)
        values.numbers |= {"CL_F": clearance, "Vz_F": clearance / values.numbers["lambda_z"]}


def _put_partial(
    values: Values, name: str, profile: Profile, hours: Hours, terminal: Terminal | None
) -> None:
    until = _area(values, name, profile, hours[1], terminal)
    before = _area(values, name, profile, hours[0], terminal)
    if until is not None and before is not None:
        values.numbers[name] = until - before


def _area(
    values: Values, name: str, profile: Profile, time: float, terminal: Terminal | None
) -> float | None:
    """Returns the area from the dose to a time; None if it cannot be had, with a reason."""
    end, value = profile.end
    if time <= end:
        return profile.area(time)
    if terminal is None:
        reason = f"the profile ends at {end:g} h and has no terminal slope to go on with"
        values.miss([name], reason)
        return None
    values.note(name, f"it is extrapolated from {end:g} h on by lambda_z")
    return profile.area(end) - value / terminal.slope * math.expm1(-terminal.slope * (time - end))


def _moment(profile: Profile, time: float, terminal: Terminal) -> float:
    """Returns the first moment from the dose to a time, by lambda_z beyond the profile."""
    (end, value), rate = profile.end, terminal.slope
    if time <= end:
        return profile.moment(time)
    left = math.exp(-rate * (time - end))
    return profile.moment(end) + value / rate * (end - time * left + (1.0 - left) / rate)
