"""This script searches the least naltrexone that blocks mu, and the best low dose."""

import opiodyn as od

MODEL = od.Model(biophase="transient")
WEEK = od.regimen("naltrexone 50 mg po q24h x7 at 8h")

# The least amount that keeps mu blocked through each day, by dose and interval.
block = od.optimum(
    WEEK,
    over={"dose": (5, 200), "interval": (24, 72)},
    minimize="total_dose",
    subject_to={"occupancy.naltrexone.mu.trough": (0.5, None)},
    model=MODEL,
    starts=2,
)
print(block.report())
print(block.table)

# The low dose and its hour that raise the tone of waking hours most, with 15 mg a week at most.
awake = od.Metric("tone.mu.mean", span=(48, 168), every=24, window=(7, 23))
low = od.optimum(
    WEEK,
    over={"dose": (0.1, 10), "hour": (12, 28)},
    maximize=awake,
    subject_to={"total_dose": (None, 15)},
    model=MODEL,
    starts=2,
)
print()
print(low.report())
