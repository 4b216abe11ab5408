"""Doses and regimens: one way to say them in text, one in arguments."""

from __future__ import annotations

from opiodyn import _check, _core
from opiodyn._core import Regimen


def regimen(text: str) -> Regimen:
    """Reads a regimen as it is written on a prescription.

    Args:
        text: One dose or several joined by ``+``. Each is a drug, an amount (``g``, ``mg``, ``ug``)
            and a route (``po`` or ``iv``), then in any order ``over 30min`` (an infusion),
            ``q24h`` (the interval), ``x28`` (the number of doses) and ``at 22h`` (the time of the
            first; 0 if left out). Times take ``h``, ``min`` or ``d``.

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
    return _core.parse_regimen(_check.word("regimen", text))


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
) -> Regimen:
    """A dose, once or repeated, in NONMEM's words.

    Args:
        drug: Name of a drug of the library or of the model.
        amt: Amount, mg of what the label names (for naltrexone by mouth: the hydrochloride).
        route: ``"po"`` (by mouth) or ``"iv"`` (intravenous).
        time: Time of the first dose, h from the start of the run.
        ii: Interval between doses, h.
        addl: Number of additional doses: ``addl=6`` makes seven doses in all.
        dur: Duration of an infusion, h. 0 gives all at once.
        rate: Rate of an infusion, mg/h, instead of ``dur``: ``dur = amt / rate``.

    Returns:
        A regimen of this dose; regimens add.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule.
        UnknownNameError: The route is not known.

    Example:
        >>> str(dose("naltrexone", amt=50, ii=24, addl=6))
        'naltrexone 50 mg po q24h x7'
    """
    amount = _check.positive("dose.amt", amt)
    duration = _check.number("dose.dur", dur)
    if rate is not None:
        infused = _check.positive("dose.rate", rate)
        if duration != 0.0:
            raise _check.input_error(
                "dose.rate", f"{infused:g}", "give either rate or dur, not both"
            )
        duration = amount / infused
    record = _core.Dose(
        _check.word("dose.drug", drug),
        amt=amount,
        route=_check.word("dose.route", route),
        time=_check.number("dose.time", time),
        dur=duration,
        ii=_check.number("dose.ii", ii),
        addl=_check.whole("dose.addl", addl),
    )
    return Regimen([record])
