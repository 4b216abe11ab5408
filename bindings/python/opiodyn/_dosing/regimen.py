"""Doses and regimens can be written as text, or made from arguments."""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn import _core
from opiodyn._checks import ask, check, files
from opiodyn._checks.shown import shown
from opiodyn._core import Regimen

_FILE = (
    "is a path and no regimen; opiodyn.read_events reads tables of events (.csv, .xlsx, .parquet "
    "and others), and opiodyn run in the shell a scenario (.toml)"
)


def regimen(text: str) -> Regimen:
    """Reads a regimen as it is written on a prescription.

    Args:
        text: The text is one dose or several joined by ``+``. Each is a drug, an amount (``g``,
            ``mg``, ``ug``) and a route (``po``, ``er``, ``iv``, ``im``, ``sc``, ``in``, ``sl`` or
            ``depotrex``). Then come in any order ``over 30min`` (an infusion), ``q24h`` or
            ``daily`` (the interval), ``x28`` or ``for 28 days`` (the number of doses) and
            ``at 22h`` or ``at 22:00`` (the time of the first; 0 if left out). Times take ``h``,
            ``min``, ``d`` or ``w``.
            Phases follow each other with ``then``; ``on mon,wed,fri``, ``reduce 10 % every 7d``,
            ``ss`` and more are in docs/dosing.md.

    Returns:
        The regimen. ``str(regimen)`` is such a text again. Regimens add: ``a + b`` gives both, side
        by side.

    Raises:
        ParseError: The text is no regimen; the message marks the offending word.
        InputError: A value breaks a rule, for instance too many doses.

    Example:
        >>> regimen("naltrexone 4.5 mg po q24h x28 at 22h").count
        28
    """
    try:
        return _core.parse_regimen(check.word("regimen", text))
    except _core.ParseError:
        if files.looks_like_path(text):
            raise check.input_error("regimen", shown(text), _FILE) from None
        raise


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
    """Returns a regimen of one dose, once or repeated, in NONMEM's words.

    Args:
        drug: The name of a drug of the library or of the model, or a brand
            (`opiodyn.parameters.brands`), of which the regimen keeps the drug.
        amt: The amount [mg] of what the label names (for naltrexone by mouth the hydrochloride). 0
            is a placebo: a dose that puts nothing in. With ``rate`` and ``ss`` it is an infusion
            that has been running for ever and ends now.
        route: The route is ``"po"`` (by mouth), ``"er"`` (by mouth, extended release), ``"iv"``,
            ``"im"``, ``"sc"``, ``"in"`` (nose), ``"sl"`` (under the tongue) or ``"depotrex"`` (the
            depot of naltrexone of that name, into a muscle).
        time: The time of the first dose [h] from the start of the run.
        ii: The interval between doses [h].
        addl: The number of additional doses: ``addl=6`` makes seven doses in all.
        dur: The duration of an infusion [h]; 0 gives all at once.
        rate: The rate of an infusion [mg/h], instead of ``dur``; it lasts ``F * amt / rate``.
        ss: 1 puts the body in the state it would have if this dose had been taken every ``ii`` for
            ever, whatever was given before. 2 adds that state to what is there (models without
            kinetic binding only).
        cmt: The compartment that the dose goes into instead of a route, by name (``"depot"``,
            ``"central"``, ``"peripheral"``) or number; `Model.compartments` lists both.
        F: The bioavailability of this dose [-], on top of what its absorption has.
        lag: The lag of this dose [h], on top of what its absorption has.

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
    if ask.is_a(cmt, str):
        return check.word("dose.cmt", cmt)
    return str(check.whole("dose.cmt", cmt))


def reset(*, time: float) -> Regimen:
    """Returns a regimen that puts the body back into the drug-free state.

    Everything that was ordered before is cancelled: what is pending, what is running, and further
    additional doses. It is NONMEM's EVID 3; with a dose at the same time it is EVID 4.

    Args:
        time: The time of the reset [h].

    Example:
        >>> str(dose("naltrexone", amt=50) + reset(time=12))
        'naltrexone 50 mg po + reset at 12h'
    """
    return Regimen([_core.Reset(time=check.number("reset.time", time))])


def change(parameters: Mapping[str, float], *, time: float) -> Regimen:
    """Returns a regimen that changes parameters.

    A dose keeps the lag and bioavailability that were in force when it was ordered, also for its
    repetitions.

    Args:
        parameters: The new values by the full names of the parameters.
        time: The time from which they hold [h]; 0 is the start of the run.

    Example:
        >>> str(change({"naltrexone.CL": 94}, time=48))
        'set naltrexone.CL=94 at 48h'
    """
    given = check.mapping("parameters", parameters, "must map names to values")
    values = {name: check.number(name, value) for name, value in given.items()}
    return Regimen([_core.Change(time=check.number("change.time", time), parameters=values)])


def stimulus(
    name: str, *, time: float = 0.0, magnitude: float = 1.0, ii: float = 0.0, addl: int = 0
) -> Regimen:
    """Returns a regimen of a stimulus, which releases peptides and is dosed like a drug.

    Args:
        name: The name is ``"exercise"``, ``"injury"``, ``"expectation"``, or that of one peptide.
            The parameters ``<peptide>.exercise`` and so on say how much of each peptide a stimulus
            releases; all of them are assumptions.
        time: The time of the first stimulus [h].
        magnitude: The size of the stimulus [-]. 1 doubles the release of a peptide whose share is
            1; the stimulus dies away with ``<peptide>.stimulus_half_life``.
        ii: The interval between stimuli [h].
        addl: The number of additional stimuli.

    Returns:
        A regimen of this stimulus; regimens add.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule. `simulate`
            raises it too if no peptide moves in the model, and an UnknownNameError for a name that
            is not known.

    Example:
        >>> str(stimulus("exercise", time=30, magnitude=2))
        'stimulus exercise 2 at 30h'
    """
    return _event(check.word("stimulus.name", name), time, magnitude, ii, addl)


def flare(*, time: float = 0.0, magnitude: float = 1.0, ii: float = 0.0, addl: int = 0) -> Regimen:
    """Returns a regimen of a flare of disease, which drives immune activation.

    A flare is a hypothesis; the model needs ``"immune"`` in its response.

    Args:
        time: The time of the first flare [h].
        magnitude: The size that is added to the drive [-]; it dies away with ``flare.half_life``.
        ii: The interval between flares [h].
        addl: The number of additional flares.

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
    """Returns the doses that a person takes: some are missed or moved at random.

    Args:
        ordered: The regimen as it was ordered.
        missed: The probability that a dose is missed, 0 to 1.
        shift: The most that a dose is early or late [h]; doses are evenly spread in between.
        seed: The seed of the history, which is the same for the same seed.
        subject: The number of the person; each has a history of their own.

    Returns:
        A regimen in which every dose is a record of its own, without those that a reset cancels.
        A dose at steady state (``ss``) is neither missed nor moved. No dose moves across a reset
        or a dose with ``ss=1``. After a `change`, each dose has the lag, the duration and the
        share that enters of the time at which it is taken. In ``ordered``, repetitions keep those
        of the time at which their record was ordered.

    Raises:
        InputError: ``missed`` is not a probability, or ``shift`` could move a dose before time 0.

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
