"""People differ by weight, by liver, and by what no covariate explains."""

import opiodyn as od

month = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")

# One person, by covariates: they act as far as the drug's file knows.
for hepatic in ("normal", "decompensated"):
    person = od.Model(covariates={"weight": 80, "hepatic": hepatic})
    run = od.simulate(month, model=person)
    area = run.summary().loc["mass_concentration.naltrexone", "area"]
    print(f"liver {hepatic}: area of naltrexone over a day {area:.1f} ng h/mL")

# A hundred people: the same seed is the same hundred, in any company and on any number of threads.
people = od.population(100, seed=1, covariates={"weight": (70, 12), "hepatic": "normal"})
runs = od.simulate(month, subjects=people)
peaks = runs.summary().xs("occupancy.naltrexone.mu", level="quantity")["peak"]
low, middle, high = peaks.quantile([0.05, 0.5, 0.95])
print(f"peak mu occupancy of {len(runs)} people: {middle:.0f} % (90 %: {low:.0f} to {high:.0f} %)")

# What made them differ, and on what it rests.
effects = runs[0].provenance["effects"]
for name, row in effects.items():
    print(f"{name} = {row['value']:g} {row['unit']} ({row['evidence']}, {row['status']})")
