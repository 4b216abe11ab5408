"""Doses and regimens: one way to say them in text, one in arguments."""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._core import Regimen


def regimen(text: str) -> Regimen:
    """Reads a regimen as it is written on a prescription.

    Args:
        text: One dose or several joined by ``+``. Each is a drug, an amount (``g``, ``mg``, ``ug``)
            and a route (``po``, ``er``, ``iv``, ``im``, ``sc``, ``in`` or ``sl``), then in any
            order ``over 30min`` (an infusion), ``q24h`` (the interval), ``x28`` (the number of
            doses) and ``at 22h`` (the time of the first; 0 if left out). Times take ``h``, ``min``
            or ``d``.
            Phases follow each other with ``then``; ``on mon,wed,fri``, ``reduce 10 % every 7d``,
            ``ss`` and more are in docs/dosing.md.

    Returns:
        The regimen. ``str()`` of it is such a text again. Regimens add: ``a + b`` gives both, side
        by side.

    Raises:
        ParseError: The text does not say a regimen; the message marks the offending word.
        InputError: A value breaks a rule, for instance too many doses.

    Example:
        >>> regimen("naltrexone 4.5 mg po q24h x28 at 22h").count
        28
    """
    return _core.parse_regimen(check.word("regimen", text))


def dose(
    drug: str,
    *,
    amt: float,
    route: str = "po",
    time: float = 0.0,
    ii: float = 0.0,
    addl: int = 0,
    dur: float = 0.0,
    rate: float | None = None,
    ss: int = 0,
    cmt: str | int | None = None,
    F: float = 1.0,
    lag: float = 0.0,
) -> Regimen:
    """A dose, once or repeated, in NONMEM's words.

    Args:
        drug: Name of a drug of the library or of the model.
        amt: Amount, mg of what the label names (for naltrexone by mouth: the hydrochloride). 0 only
            with ``rate`` and ``ss``: an infusion that has been running for ever and ends now.
        route: ``"po"`` (by mouth), ``"er"`` (by mouth, extended release), ``"iv"``, ``"im"``,
            ``"sc"``, ``"in"`` (nose) or ``"sl"`` (under the tongue).
        time: Time of the first dose, h from the start of the run.
        ii: Interval between doses, h.
        addl: Number of additional doses: ``addl=6`` makes seven doses in all.
        dur: Duration of an infusion, h. 0 gives all at once.
        rate: Rate of an infusion, mg/h, instead of ``dur``; it lasts ``F * amt / rate``.
        ss: 1: the body is as if this dose had been taken every ``ii`` for ever, whatever was given
            before. 2: that is added to what is there (models without kinetic binding only).
        cmt: Compartment that the dose goes into instead of a route, by name (``"depot"``,
            ``"central"``, ``"peripheral"``) or number; `Model.compartments` lists them.
        F: Bioavailability of this dose, on top of what its absorption has.
        lag: Lag of this dose, h, on top of what its absorption has.

    Returns:
        A regimen of this dose; regimens add.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule.
        UnknownNameError: The route is not known.

    Example:
        >>> str(dose("naltrexone", amt=50, ii=24, addl=6))
        'naltrexone 50 mg po q24h x7'
    """
    record = _core.Dose(
        check.word("dose.drug", drug),
        amt=check.number("dose.amt", amt),
        route=check.word("dose.route", route),
        time=check.number("dose.time", time),
        dur=check.number("dose.dur", dur),
        ii=check.number("dose.ii", ii),
        addl=check.whole("dose.addl", addl),
        rate=0.0 if rate is None else check.positive("dose.rate", rate),
        ss=check.whole("dose.ss", ss),
        cmt="" if cmt is None else _compartment(cmt),
        F=check.number("dose.F", F),
        lag=check.number("dose.lag", lag),
    )
    return Regimen([record])


def _compartment(cmt: str | int) -> str:
    if isinstance(cmt, str):
        return cmt
    return str(check.whole("dose.cmt", cmt))


def reset(*, time: float) -> Regimen:
    """Back to the drug-free state at a time (h); whatever was ordered before is cancelled: what is
    pending, what is running, and further additional doses (NONMEM's EVID 3; with a dose at the same
    time EVID 4).

    Example:
        >>> str(dose("naltrexone", amt=50) + reset(time=12))
        'naltrexone 50 mg po + reset at 12h'
    """
    return Regimen([_core.Reset(time=check.number("reset.time", time))])


def change(parameters: Mapping[str, float], *, time: float) -> Regimen:
    """Parameters, by full name, that hold from a time (h) on; those at time 0 hold from the start.

    A dose keeps the lag and bioavailability that were in force when it was ordered, also for its
    repetitions.

    Example:
        >>> str(change({"naltrexone.CL": 94}, time=48))
        'set naltrexone.CL=94 at 48h'
    """
    check.instance("parameters", parameters, Mapping, "must map names to values")
    values = {
        check.word("parameter name", name): check.number(name, value)
        for name, value in parameters.items()
    }
    return Regimen([_core.Change(time=check.number("change.time", time), parameters=values)])


def stimulus(
    name: str, *, time: float = 0.0, magnitude: float = 1.0, ii: float = 0.0, addl: int = 0
) -> Regimen:
    """Something that releases peptides, once or repeated: dosed like a drug.

    Args:
        name: ``"exercise"``, ``"injury"``, ``"expectation"``, or the name of one peptide. The
            parameters ``<peptide>.exercise`` and so on say how much of each peptide a stimulus
            releases; all of them are assumptions.
        time: Time of the first, h.
        magnitude: 1 doubles the release of a peptide whose share is 1; it dies away with
            ``<peptide>.stimulus_half_life``.
        ii: Interval between stimuli, h.
        addl: Number of additional stimuli.

    Returns:
        A regimen of this stimulus; regimens add.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule. In `simulate`
            also where no peptide moves in the model; a name that is not known is an
            UnknownNameError there.

    Example:
        >>> str(stimulus("exercise", time=30, magnitude=2))
        'stimulus exercise 2 at 30h'
    """
    return _event(check.word("stimulus.name", name), time, magnitude, ii, addl)


def flare(*, time: float = 0.0, magnitude: float = 1.0, ii: float = 0.0, addl: int = 0) -> Regimen:
    """A flare of disease: adds ``magnitude`` to the drive of immune activation, which dies away
    with ``flare.half_life``. A hypothesis; the model needs ``"immune"`` in its response.

    Example:
        >>> str(flare(time=48))
        'flare 1 at 48h'
    """
    return _event("flare", time, magnitude, ii, addl)


def _event(name: str, time: float, magnitude: float, ii: float, addl: int) -> Regimen:
    record = _core.Stimulus(
        name,
        magnitude=check.number("stimulus.magnitude", magnitude),
        time=check.number("stimulus.time", time),
        ii=check.number("stimulus.ii", ii),
        addl=check.whole("stimulus.addl", addl),
    )
    return Regimen([record])


def taken(
    ordered: Regimen, *, missed: float = 0.0, shift: float = 0.0, seed: int, subject: int = 0
) -> Regimen:
    """What is taken of what was ordered: doses missed or moved at random, the same for a seed.

    Args:
        ordered: The regimen.
        missed: Probability that a dose is missed, 0 to 1.
        shift: A dose is taken up to so many hours early or late, evenly spread.
        seed: Of the history.
        subject: Of the person; each has a history of their own.

    Returns:
        A regimen in which every dose is a record of its own. A dose at steady state (``ss``) is
        neither missed nor moved.

    Raises:
        InputError: ``missed`` is no probability, or ``shift`` could move a dose before time 0.

    Example:
        >>> ordered = regimen("naltrexone 4.5 mg po q24h x28 at 22h")
        >>> taken(ordered, missed=0.1, seed=1).count < 28
        True
    """
    check.instance("ordered", ordered, Regimen, "must be a Regimen")
    return _core.taken(
        ordered,
        missed=check.number("missed", missed),
        shift=check.number("shift", shift),
        seed=check.seed("seed", seed),
        subject=check.seed("subject", subject),
    )
