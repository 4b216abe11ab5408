"""A plan leads from an opioid to naltrexone: taper, opioid-free washout, first low dose."""

import numpy as np

import opiodyn as od

TAPERS = [
    "morphine 30 mg po q4h x84, reduce 25 % every 3d",
    "methadone 40 mg po q24h x14, reduce 25 % every 7d",
]
FIRST_DOSE = 1.5  # mg


def peak_index(taper: od.Regimen, days: float) -> float:
    """Returns the highest withdrawal index in the 24 h after the first dose.

    The first dose comes so many days after the last opioid.
    """
    first = taper.last_time + 24 * days
    plan = taper + od.dose("naltrexone", amt=FIRST_DOSE, time=first)
    run = od.simulate(plan, times=np.linspace(first, first + 24, 241))
    return float(run.withdrawal.max())


tapers = [od.regimen(text) for text in TAPERS]
print(f"Peak of the withdrawal index (0 to 1) within 24 h of {FIRST_DOSE} mg of naltrexone")
print("washout days  after morphine  after methadone")
for days in (0.5, 1, 2, 3, 5, 7, 10, 14):
    morphine, methadone = (peak_index(taper, days) for taper in tapers)
    print(f"{days:12.1f}  {morphine:14.3f}  {methadone:15.3f}")

# Methadone stays for days: early on it still covers receptors, and the worst is yet to come.
print("Labels ask for 7 to 10 opioid-free days before naltrexone.")
print("The index is a hypothesis, no clinical scale. A model, not medical advice.")
