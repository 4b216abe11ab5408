"""A plan leads from an opioid to naltrexone: taper, opioid-free washout, first low dose."""

import numpy as np

import opiodyn as od

TAPERS = [
    "morphine 30 mg po q4h x84, reduce 25 % every 3d",
    "methadone 40 mg po q24h x14, reduce 25 % every 7d",
]
FIRST_DOSE = 1.5  # mg


def first_day(taper: od.Regimen, days: float, naltrexone: float = FIRST_DOSE) -> od.Run:
    """Returns the run of a day that begins so many days after the last opioid.

    It begins with the first dose of naltrexone.
    """
    first = taper.last_time + 24 * days
    plan = taper + od.dose("naltrexone", amt=naltrexone, time=first)
    return od.simulate(plan, times=np.linspace(first, first + 24, 241))


def old_dose(taper: od.Regimen, days: float) -> float:
    """Returns the lowest ventilation after a return to the first dose of the taper [%]."""
    again = taper.last_time + 24 * days
    former = taper.doses[0]
    relapse = taper + od.dose(former.drug, amt=former.amt, route=former.route, time=again)
    return float(od.simulate(relapse, times=np.linspace(again, again + 24, 241)).ventilation.min())


tapers = [od.regimen(text) for text in TAPERS]
print(
    f"Highest withdrawal index (0 to 1) within 24 h of {FIRST_DOSE} mg of naltrexone, and without"
)
print("washout days  after morphine         after methadone")
for days in (0.5, 1, 2, 3, 5, 7, 10, 14):
    cells = []
    for taper in tapers:
        with_dose, without = (
            first_day(taper, days, mg).withdrawal.max() for mg in (FIRST_DOSE, 0.0)
        )
        cells.append(f"{with_dose:.3f} ({without:.3f} without)")
    print(f"{days:12.1f}", *(f"  {cell:21}" for cell in cells), sep="")

print("\nLowest ventilation after one old dose, as tolerance is lost")
for days in (1, 7, 14):
    morphine, methadone = (old_dose(taper, days) for taper in tapers)
    print(f"{days:12.1f}  morphine 30 mg {morphine:.0f} %, methadone 40 mg {methadone:.0f} %")

print("\nWhat labels say of such a plan")
for note in first_day(tapers[1], 3).notes:
    print(f"- {note}")
# Methadone stays for days: early on it still covers receptors, and the worst is yet to come.
print("Labels ask for at least 7 to 10 opioid-free days before naltrexone.")
print("The index is a hypothesis, no clinical scale. A model, not medical advice.")
