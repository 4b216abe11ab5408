"""PINTS samples CL and V1 of a simulated table by NUTS: python sampler_pints.py 2000"""

import sys
from typing import Any

import numpy as np
from simulated import goal

try:
    import pints
except ImportError:
    raise SystemExit("This recipe needs PINTS: pip install pints") from None

steps = int(sys.argv[1]) if len(sys.argv) > 1 else 1000


class LogPosterior(pints.LogPDF):
    """Minus the objective is the log posterior; its prior is flat within the bounds."""

    def n_parameters(self) -> int:
        return len(goal.names)

    def __call__(self, x: Any) -> float:
        return -goal(x)

    def evaluateS1(self, x: Any) -> Any:
        value, gradient = goal.derivatives(x)
        return -value, -gradient


np.random.seed(1)  # noqa: NPY002 - PINTS draws from this generator
chains = pints.MCMCController(LogPosterior(), 2, [goal.start] * 2, method=pints.NoUTurnMCMC)
chains.set_max_iterations(steps)
chains.set_log_to_screen(False)
draws = np.concatenate(chains.run()[:, steps // 2 :])
for name, unit, values in zip(goal.names, goal.units, draws.T, strict=True):
    print(f"{name:10} mean {values.mean():.4g}, sd {values.std():.3g} {unit}")
