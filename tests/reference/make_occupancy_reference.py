"""Occupancy by naltrexone with kinetic binding, by SciPy's Radau method.

An independent program for equations (1)-(6) of docs/theory.md: written from the equations, with the
numbers of the parameter library typed in again, and run by somebody else's integrator.

    python make_occupancy_reference.py > data/occupancy.json      # needs numpy, scipy
"""

import json
from math import log

import numpy as np
from scipy.integrate import solve_ivp

# Half-life of the effect site (h) and effect-site concentration that half-occupies mu (nM).
PRESETS = {"pet": (24.0, 0.1336), "transient": (4.0, 0.564), "plasma": (0.3, 0.413)}
# Per receptor: K of naltrexone and 6-beta-naltrexol (nM), basal C/K of each peptide that binds.
RECEPTORS = {
    "mu": (0.56, 2.12, [0.007, 0.003]),
    "delta": (44.24, 213.0, [0.025, 0.05]),
    "kappa": (1.792, 7.42, [0.05]),
}
KOFF, KOFF_OF_PEPTIDES = 21.0, 72.0  # 1/h
NMOL_PER_MG = 0.9035e6 / 341.41
RTOL, ATOL = 1e-11, 1e-14


class Model:
    """States: depot, central and peripheral of parent and metabolite, effect sites, complexes."""

    def __init__(self, preset: str) -> None:
        half_life, C50 = PRESETS[preset]
        ke0 = log(2.0) / half_life
        Kp = (1.0 + sum(RECEPTORS["mu"][2])) * RECEPTORS["mu"][0] / C50
        L = np.zeros((7, 7))
        L[0, 0], L[1, 0], L[3, 0] = -1.40, 0.088 * 1.40, (1.0 - 0.088) * 1.40
        for c, p, CL, V1, Q, V2 in (
            (1, 2, 150.0, 171.0, 59.0, 599.0),
            (3, 4, 65.1, 180.0, 125.0, 682.0),
        ):
            L[c, c], L[c, p], L[p, c], L[p, p] = -(CL + Q) / V1, Q / V2, Q / V1, -Q / V2
        L[3, 1] = 150.0 / 171.0
        L[5, 1], L[5, 5] = ke0 * Kp * 0.79 / 171.0, -ke0
        L[6, 3], L[6, 6] = ke0 * 0.003 * 0.79 / 180.0, -ke0
        self.linear = L
        # Sites: receptor, state of the ligand or None, K or constant C/K.
        self.pools = []
        state = 7
        for K_parent, K_metabolite, peptides in RECEPTORS.values():
            sites = [(5, 1.0 / K_parent, 0.0, KOFF), (6, 1.0 / K_metabolite, 0.0, KOFF)]
            sites += [(5, 0.0, ratio, KOFF_OF_PEPTIDES) for ratio in peptides]
            n = len(sites)
            self.pools.append(
                (slice(state, state + n), *(np.array(x) for x in zip(*sites, strict=True)))
            )
            state += n
        self.size = state

    def baseline(self) -> np.ndarray:
        y = np.zeros(self.size)
        for where, _, _, constant, _ in self.pools:
            y[where] = constant / (1.0 + constant.sum())
        return y

    def rates(self, _t: float, y: np.ndarray) -> np.ndarray:
        dy = np.empty_like(y)
        dy[:7] = self.linear @ y[:7]
        for where, source, per_K, constant, koff in self.pools:
            free = 1.0 - y[where].sum()
            dy[where] = koff * ((y[source] * per_K + constant) * free - y[where])
        return dy

    def jacobian(self, _t: float, y: np.ndarray) -> np.ndarray:
        J = np.zeros((self.size, self.size))
        J[:7, :7] = self.linear
        for where, source, per_K, constant, koff in self.pools:
            free = 1.0 - y[where].sum()
            ratio = y[source] * per_K + constant
            rows = np.arange(where.start, where.stop)
            J[where, where] = -koff[:, None] * (ratio[:, None] + np.eye(len(rows)))
            for row, s, k in zip(rows, source, per_K, strict=True):
                J[row, s] += KOFF * k * free
        return J

    def run(self, dose_mg: float, doses: int, times: list[float]) -> dict[str, list[float]]:
        """Occupancy by naltrexone at each time, doses every 24 h from time 0; a time at which a
        dose is given shows the state after it."""
        y, found = self.baseline(), []
        ends = [24.0 * (k + 1) for k in range(doses - 1)] + [max(times) + 1.0]
        for k, end in enumerate(ends):
            y[0] += dose_mg * NMOL_PER_MG
            begin = 24.0 * k
            wanted = [t for t in times if begin <= t < end]
            run = solve_ivp(
                self.rates,
                (begin, end),
                y,
                "Radau",
                [*wanted, end],
                jac=self.jacobian,
                rtol=RTOL,
                atol=ATOL,
            )
            assert run.success
            found += list(run.y[:, :-1].T)
            y = run.y[:, -1]
        return {
            name: [float(state[where.start]) for state in found]
            for name, (where, *_) in zip(RECEPTORS, self.pools, strict=True)
        }


if __name__ == "__main__":
    once = [1.0, 4.0, 24.0, 48.0, 72.0, 120.0, 168.0]
    fourth_day = [72.0 + 0.25 * k for k in range(97)]
    last_day = [648.0 + 0.25 * k for k in range(97)]
    report = {
        "made_by": "tests/reference/make_occupancy_reference.py",
        "once_t_h": once,
        "fourth_day_t_h": fourth_day,
        "last_day_t_h": last_day,
    }
    for preset in PRESETS:
        model = Model(preset)
        report[preset] = {
            "once_50_mg": model.run(50.0, 1, once),
            "daily_50_mg": model.run(50.0, 4, fourth_day),
            "daily_4.5_mg": model.run(4.5, 28, last_day),
        }
    print(json.dumps(report))
