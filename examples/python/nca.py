"""The example prints half-life and areas of naltrexone and its metabolite after a week of doses.

python examples/python/nca.py
"""

import opiodyn as od

week = od.regimen("naltrexone 50 mg po q24h x7")
run = od.simulate(week, model=od.Model(drugs=["naltrexone"]), end=240)

for ligand in ("naltrexone", "6-beta-naltrexol"):
    found = od.nca(run, drug=ligand)
    units, notes = found.attrs["units"], found.attrs["notes"]
    print(f"{ligand}, from its last dose on")
    for name in ("Cmax", "tmax", "half_life", "AUC_tau", "Cavg", "fluctuation", "CL_F"):
        print(f"  {name:12} {found[name]:10.4g} {units[name]:8} {notes.get(name, '')}".rstrip())

first = od.nca(run, span=(0, 24))
reached = od.nca(run)["AUC_tau"] / first["AUC_tau"]
print(f"naltrexone accumulates {reached:.3g} times; its half-life says {first['accumulation']:.3g}")
