"""A regimen can be made again with another dose, or another interval, of one of its drugs."""

from __future__ import annotations

import math
from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.drugs import drug_of as drug_in

_SLACK = 1e-9  # of a count of intervals, against rounding
_FIELDS = ("amt", "route", "time", "dur", "ii", "addl", "rate", "ss", "cmt", "F", "lag")


def drug_of(regimen: _core.Regimen, named: str | None) -> str:
    """Returns the drug whose doses are replaced: the one that is named, or the only one.

    Raises:
        InputError: The regimen has no such drug, none at all, or several and none is named.
    """
    drugs = regimen.drugs
    if not drugs:
        rule = "has no dose that could be replaced; add a dose, or sweep over a parameter"
        raise check.input_error("regimen", f"'{regimen}'", rule)
    if named is None:
        if len(drugs) != 1:
            rule = f"name the drug whose doses are replaced: {' or '.join(map(repr, drugs))}"
            raise check.input_error("drug", "None", rule)
        return drugs[0]
    return drug_in(drugs, named)


def own_dose(regimen: _core.Regimen, drug: str) -> float:
    """Returns the amount that all doses of a drug share [mg].

    Raises:
        InputError: The amounts differ.
    """
    amounts = {dose.amt for dose in _doses(regimen, drug)}
    if len(amounts) != 1:
        rule = f"the doses of {drug} differ; say which to compare"
        raise check.input_error("doses", "None", rule)
    return float(amounts.pop())


def refuse_endless(regimen: _core.Regimen, drug: str) -> None:
    """Refuses a regimen in which a dose of the drug has no amount.

    Raises:
        InputError: A dose is an infusion that has been running for ever.
    """
    for dose in _doses(regimen, drug):
        if dose.amt == 0.0 and dose.rate > 0.0:
            rule = "an infusion without amount has no dose to replace"
            raise check.input_error("regimen", f"'{_core.Regimen([dose])}'", rule)


def own_interval(regimen: _core.Regimen, drug: str, field: str = "intervals") -> float:
    """Returns the interval of the drug's only repeated record [h].

    Raises:
        InputError: There are several records, or the only one is not repeated.
    """
    doses = _doses(regimen, drug)
    if len(doses) != 1 or doses[0].ii <= 0.0:
        rule = f"other intervals need a regimen that gives {drug} as one repeated dose"
        raise check.input_error(field, f"of '{regimen}'", rule)
    return float(doses[0].ii)


def check_interval(field: str, regimen: _core.Regimen, drug: str, interval: float) -> float:
    """Returns another interval for the drug's repeated record [h].

    Raises:
        InputError: The interval is not above 0 or longer than the treatment, too many doses would
            follow from it, or the drug's doses are not one repeated record.
    """
    own_interval(regimen, drug)
    check.positive(field, interval)
    (dose,) = _doses(regimen, drug)
    lasts = float((dose.addl + 1) * dose.ii)
    if not dose.ss and interval > lasts * (1.0 + 1e-9):  # a steady state has no end
        rule = f"must not be longer than the treatment, which lasts {lasts:g} h"
        raise check.input_error(field, f"{interval:g}", rule)
    if lasts / interval > _core.limits.doses:
        rule = f"makes more than {_core.limits.doses} doses of a treatment of {lasts:g} h"
        raise check.input_error(field, f"{interval:g}", rule)
    return interval


def replaced(
    regimen: _core.Regimen, drug: str, amount: float, interval: float | None = None
) -> _core.Regimen:
    """Returns the regimen with another amount, or another interval, of a drug.

    The treatment lasts as long as before. The rate of an infusion stays, so that its duration
    changes; a placebo has none.

    Args:
        regimen: The regimen.
        drug: The name of the drug.
        amount: The amount of every dose of the drug [mg]; 0 is a placebo.
        interval: The interval between its doses [h]; None keeps it.
    """
    records = [
        _changed(record, amount, interval)
        if isinstance(record, _core.Dose) and record.drug == drug
        else record
        for record in regimen.records
    ]
    return _core.Regimen(records)


def with_fields(record: _core.Dose, **fields: Any) -> _core.Dose:
    """Returns a dose with other values of some of its fields."""
    own = {name: getattr(record, name) for name in _FIELDS}
    return _core.Dose(record.drug, **{**own, **fields})


def count_within(record: _core.Dose, interval: float) -> int:
    """Returns how many doses at another interval [h] the treatment of a repeated dose has."""
    span = (record.addl + 1) * record.ii
    return max(1, math.ceil(span / interval - _SLACK))


def _changed(record: _core.Dose, amount: float, interval: float | None) -> _core.Dose:
    fields: dict[str, Any] = {"amt": amount}
    if amount == 0.0:
        fields["rate"] = 0.0  # without amount it would be an infusion for ever
    if interval is not None:
        fields |= {"ii": interval, "addl": count_within(record, interval) - 1}
    return with_fields(record, **fields)


def _doses(regimen: _core.Regimen, drug: str) -> list[_core.Dose]:
    return [dose for dose in regimen.doses if dose.drug == drug]
