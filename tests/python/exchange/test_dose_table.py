"""Dosing records in the words of NONMEM put into each state what the events of a run put there.

The events come from the compiled schedule, which expands repetitions, lags and resets itself.
"""

import numpy as np
import pytest

import opiodyn as od
from exchanged.models import own_model, request_for
from opiodyn._core import Regimen, Reset
from opiodyn._exchange.dose_table import DOSE, NO_TERM, RESET, dose_table
from opiodyn._exchange.formulas import ADD, RATE, events_of
from opiodyn._exchange.values import term_values


def given(inputs, times):
    """What single doses and inputs have brought until each time; inputs are (begin, end, nmol)."""
    total = np.zeros(times.size)
    for begin, end, amount in inputs:
        share = (times - begin) / (end - begin) if end > begin else (times >= begin) * 1.0
        total += amount * np.clip(share, 0.0, 1.0)
    return total


def of_events(request, state):
    """The doses and inputs of the events, with what rates bring between two of them."""
    values = term_values(request.formulas)
    found, running = [], (0.0, 0.0)
    for event in events_of(request.model, request.regimen):
        if event.state != state:
            continue
        units = (1.0 if unit < 0 else values[unit] for _, unit in event.amounts)
        amount = sum(a.value * unit for a, unit in zip(event.amounts, units, strict=True))
        if event.kind == ADD:
            found.append((event.time, event.time, amount))
        elif event.kind == RATE:
            begin, rate = running
            found.append((begin, event.time, rate * (event.time - begin)))
            running = (event.time, amount)
    return found


def of_rows(request, table, state):
    """The doses and inputs of the rows, each with its repetitions, lag and duration."""
    values = term_values(request.formulas)
    unit, lag, duration = (
        nothing if term == NO_TERM else values[term]
        for term, nothing in zip(table.entrances[state], (1.0, 0.0, 0.0), strict=True)
    )
    found = []
    for row in table.rows:
        if row.evid == DOSE and row.state == state:
            hours = row.hours or duration
            for k in range(row.addl + 1):
                begin = row.time + k * row.ii + lag
                found.append((begin, begin + hours, row.amount * unit))
    return found


@pytest.mark.parametrize(
    "regimen",
    [
        "sample 30 mg po q12h x8 at 3h",
        "sample 30 mg iv over 2h q12h x8 at 3h",
        "sample 30 mg iv rate 6mg/h F 0.8 q12h x3 at 3h",
        "sample 30 mg iv q12h x8 lag 1h at 3h + sample 5 mg po cmt depot at 9h",
        "sample 30 mg iv q12h x8 at 3h + reset at 39h",
        "sample 30 mg iv q0.7h x8 at 0.1h + reset at 2.2h",  # a rounding after the fourth
        "sample 30 mg iv q12h x8 at 3h + reset at 40h + sample 10 mg iv at 40h",
        "sample 0 mg iv at 1h + sample 3 mg iv at 2h",
        "sample 3 mg iv at 2h + stimulus exercise 2 q24h x4 at 7h + reset at 50h",
    ],
)
def test_rows_bring_what_the_events_of_a_run_bring(regimen):
    request = request_for(regimen, own_model())
    table = dose_table(request.model, request.formulas, request.regimen, "NONMEM")
    states = {event.state for event in events_of(request.model, request.regimen)} - {-1}
    assert set(table.entrances) >= states
    # Times between those of doses, so that rounding of a time does not move a dose past one.
    times = np.arange(0.31, 140.0, 0.5)
    for state in states:
        expected = given(of_events(request, state), times)
        found = given(of_rows(request, table, state), times)
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-9 * expected.max())
    resets = [row.time for row in table.rows if row.evid == RESET]
    assert resets == [r.time for r in request.regimen.records if isinstance(r, Reset)]


def test_a_steady_state_of_nothing_is_refused():
    request = request_for("sample 0 mg iv q12h ss", own_model())
    with pytest.raises(od.InputError, match="above 0 in a steady state"):
        dose_table(request.model, request.formulas, request.regimen, "NONMEM")


def test_an_infusion_that_has_run_for_ever_has_a_rate_and_no_amount():
    dose = od.dose("sample", amt=0, rate=4, route="iv", ss=1)
    request = request_for(dose, own_model())
    (row,) = dose_table(request.model, request.formulas, request.regimen, "NONMEM").rows
    assert (row.amount, row.rate, row.ss, row.ii, row.hours) == (0.0, 4.0, 1, 0.0, 0.0)


HAIR = 0.1 + 0.2
"""This is a hair above 0.3, and the same instant."""


def sample(time, **repeated):
    return od.dose("sample", amt=3, route="iv", time=time, **repeated).records[0]


@pytest.mark.parametrize(
    ("records", "rows"),
    [
        # A reset cancels what comes at its instant from a record before it, and nothing after it.
        ([sample(HAIR), Reset(time=0.3)], [RESET]),
        ([sample(0.3), Reset(time=HAIR)], [RESET]),
        ([Reset(time=HAIR), sample(0.3)], [RESET, DOSE]),
        ([Reset(time=0.3), sample(HAIR)], [RESET, DOSE]),
        ([sample(0.1, ii=0.2, addl=2), Reset(time=HAIR)], [DOSE, RESET]),
        ([sample(0.2, ii=0.1, addl=2), Reset(time=0.3)], [DOSE, RESET]),
    ],
)
def test_times_that_differ_by_rounding_are_one_instant(records, rows):
    request = request_for(Regimen(records), own_model())
    table = dose_table(request.model, request.formulas, request.regimen, "NONMEM")
    assert [row.evid for row in table.rows] == rows
    events = [one for one in events_of(request.model, request.regimen) if one.kind == ADD]
    assert len(events) == sum(row.addl + 1 for row in table.rows if row.evid == DOSE)
