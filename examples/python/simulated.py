"""The recipes of samplers share a small simulated table and the objective that it gives.

100 mg went by vein into one compartment with CL 10 L/h and V 40 L, so that the levels are
2500 exp(-t / 4) ng/mL. Each was multiplied by 1 + 0.1 z, with normal deviates z by
``numpy.random.default_rng(1)``.
"""

import io

import opiodyn as od

TABLE = """\
TIME,AMT,ROUTE,DV
0,100,iv,.
0.25,.,.,2429.7
0.5,.,.,2387.5
1,.,.,2011.3
2,.,.,1318.7
4,.,.,1003.0
6,.,.,582.7
8,.,.,320.2
12,.,.,131.7
"""

drug = od.Drug("mydrug", molar_mass=300.0, CL=8.0, V=[50.0])
goal = od.objective(
    od.read_events(io.StringIO(TABLE), drug="mydrug"),
    model=od.Model(drugs=[drug], receptors=[], endogenous=[], response=[]),
    vary={"mydrug.CL": (1, 100), "mydrug.V1": (4, 400)},
    observe={"DV": "mass_concentration.mydrug"},
    fixed={"cv.mass_concentration.mydrug": 0.1},
    threads=1,  # a run of a table so small is over before another thread has begun
)
