"""emcee samples CL and V1 of a simulated table; its walkers need no gradient.

The number of steps may follow: python sampler_emcee.py 2000
"""

import sys

import numpy as np
from simulated import goal

try:
    import emcee
except ImportError:
    raise SystemExit("This recipe needs emcee: pip install emcee") from None

steps = int(sys.argv[1]) if len(sys.argv) > 1 else 1000

# Minus the objective is the log posterior. Its prior is flat within the bounds, and 0 outside.
walkers = goal.start * np.random.default_rng(1).uniform(0.9, 1.1, (8, goal.start.size))
sampler = emcee.EnsembleSampler(*walkers.shape, lambda x: -goal(x))
sampler.random_state = np.random.RandomState(1).get_state()
sampler.run_mcmc(walkers, steps)
draws = sampler.get_chain(discard=steps // 2, flat=True)
for name, unit, values in zip(goal.names, goal.units, draws.T, strict=True):
    print(f"{name:10} mean {values.mean():.4g}, sd {values.std():.3g} {unit}")
