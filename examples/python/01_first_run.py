"""A first run simulates a month of low-dose naltrexone and shows what holds the mu receptor."""

import opiodyn as od

run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x28 at 22h"))

# All of it, as text for a person. `run.summary()` is the same as a DataFrame.
print(run.report())

# Arrays are views on the run: nothing is copied.
occupancy = run.occupancy("naltrexone", "mu")
last_day = run.times >= 27 * 24 + 22
peak = od.metrics.peak(run.times[last_day], occupancy[last_day])
print(f"\nhighest mu occupancy on the last day: {peak.value:.3f} at {peak.time:g} h")

# With a slower clearance; every parameter has a name, a range and a source.
slow = od.Model(parameters={"naltrexone.CL": 94.0})
slower = od.simulate(run.regimen, model=slow)
print(f"the same with CL = 94 L/h: {slower.occupancy('naltrexone', 'mu')[last_day].max():.3f}")
print(od.parameters.of("naltrexone.CL").T.to_string())
