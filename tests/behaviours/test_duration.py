"""Duration, not amount: the same daily amount every 6 h gives less tone than once a day; as a
mean over 24 h from about 4 mg a day on, in the waking hours at lower doses too.

As in mice, where 0.4 mg/kg once a day delayed tumours and 0.1 mg/kg every 6 h did not (Zagon and
McLaughlin 1984). It needs a block that wears off between doses, so a preset decides.
"""

import pytest


@pytest.mark.parametrize("daily_mg", [4.5, 18.0])
def test_divided_doses_give_less_than_one_a_day(daily_mg, daily, last_day, figure):
    once = daily(daily_mg, "transient")
    divided = last_day(f"naltrexone {daily_mg / 4} mg po q6h x112", "transient")
    tones = [once.mean, divided.mean, once.waking, divided.waking]
    figure(f"{daily_mg} mg a day, once and q6h, 24 h and waking tone", tones, "q6h below once")
    # The mean falls by more than the error of a run (1e-4). The waking hours fall by more than 5 %,
    # as someone on four doses a day is never free of the block.
    assert divided.mean < once.mean - 1e-3
    assert divided.waking < once.waking - 0.05


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="3 mg: 0.995 every 6 h, 0.994 once a day: a block this small costs little tone, and a "
    "lasting one drives the peptides around the clock",
)
@pytest.mark.parametrize("daily_mg", [1.5, 3.0])
def test_divided_doses_give_less_at_a_low_dose_too(daily_mg, daily, last_day, figure):
    once = daily(daily_mg, "transient").mean
    divided = last_day(f"naltrexone {daily_mg / 4} mg po q6h x112", "transient").mean
    figure(f"{daily_mg} mg a day, once and q6h, 24 h tone", [once, divided], "q6h below once")
    assert divided < once


def test_under_pet_dividing_changes_next_to_nothing(daily, last_day, figure):
    once, divided = daily(4.5, "pet"), last_day("naltrexone 1.125 mg po q6h x112", "pet")
    figure(
        "4.5 mg a day under pet, once and q6h", [once.mean, divided.mean], "q6h below, by < 0.02"
    )
    # With 24 h in the brain every schedule is a constant block.
    assert once.mean - 0.02 < divided.mean < once.mean
