"""NumPyro samples CL and V1 of a simulated table by NUTS; JAX calls the objective back.

The number of steps may follow: python sampler_numpyro.py 2000
"""

import sys
from typing import Any

from simulated import goal

try:
    import jax
    import numpyro
except ImportError:
    raise SystemExit("This recipe needs NumPyro and JAX: pip install numpyro") from None

steps = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
numpyro.enable_x64()


def value_and_slopes(x: Any) -> Any:
    return jax.pure_callback(goal.derivatives, (x[0], x), x)


objective = jax.custom_vjp(lambda x: value_and_slopes(x)[0])
objective.defvjp(value_and_slopes, lambda slopes, change: (change * slopes,))


def posterior() -> None:
    flat = numpyro.distributions.Uniform(goal.low, goal.high).to_event(1)
    numpyro.factor("likelihood", -objective(numpyro.sample("x", flat)))


begin = numpyro.infer.init_to_value(values={"x": jax.numpy.array(goal.start)})
kernel = numpyro.infer.NUTS(posterior, init_strategy=begin)
chain = numpyro.infer.MCMC(kernel, num_warmup=steps, num_samples=steps, progress_bar=False)
chain.run(jax.random.key(1))
for name, unit, values in zip(goal.names, goal.units, chain.get_samples()["x"].T, strict=True):
    print(f"{name:10} mean {values.mean():.4g}, sd {values.std():.3g} {unit}")
