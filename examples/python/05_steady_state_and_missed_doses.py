"""A steady state stands for years of nightly 4.5 mg, and a missed night disturbs it."""

import opiodyn as od

model = od.Model(biophase="transient", drugs=["naltrexone"])

# As if it had been taken every night for ever: no need to simulate the years before.
nightly = od.dose("naltrexone", amt=4.5, ii=24, addl=6, ss=1)
run = od.simulate(nightly, model=model, end=168)
occupancy = run.occupancy("naltrexone", "mu")
solver = run.provenance["solver"]
print(f"mu occupancy at steady state: {occupancy.min():.1%} to {occupancy.max():.1%}")
print(
    f"found in {solver['steady_state_periods']} periods; one more would change no state by more "
    f"than {solver['steady_state_residual']:.0e} of its size"
)

# The same week with the fourth dose forgotten.
forgotten = od.dose("naltrexone", amt=4.5, ii=24, addl=2, ss=1) + od.dose(
    "naltrexone", amt=4.5, ii=24, addl=2, time=96
)
missed = od.simulate(forgotten, model=model, end=168).occupancy("naltrexone", "mu")
print(f"after the missed night it falls to {missed.min():.1%}")

# A month as people take it: one dose in ten missed, the others up to two hours off.
ordered = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
for subject in range(3):
    history = od.taken(ordered, missed=0.1, shift=2.0, seed=1, subject=subject)
    mean = od.simulate(history, model=model).summary().loc["occupancy.naltrexone.mu", "mean"]
    print(f"person {subject}: {history.count} doses taken, mean mu occupancy {mean:.1f} %")

# Two doses a day that differ, and where they lead together.
twice = od.regimen("naltrexone 3 mg po at 22h + naltrexone 1.5 mg po at 8h")
steady = od.steady_state(twice, period=24, model=model)
held = steady.state["naltrexone.mu.bound"] / steady.state["mu.density"]
print(f"at midnight {held:.1%} of mu hold naltrexone")
