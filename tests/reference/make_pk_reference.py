"""Naltrexone and 6-beta-naltrexol after 50 mg by mouth, by eigenvalues in 50 digits.

An independent solution of equations (1)-(5) and (7) of docs/theory.md: no step sizes, no
tolerances, nothing of opiodyn. The numbers are those of the parameter library, typed in again.

    python make_pk_reference.py > data/naltrexone_pk.json      # needs mpmath
"""

import json

from mpmath import diff, eig, exp, findroot, log, matrix, mp, mpf, quad

mp.dps = 50

# Naltrexone (parent, p) and 6-beta-naltrexol (metabolite, m): L/h, L, 1/h, g/mol.
KA, F = mpf("1.4"), mpf("0.088")
CLp, V1p, Qp, V2p = mpf(150), mpf(171), mpf(59), mpf(599)
CLm, V1m, Qm, V2m = mpf("65.1"), mpf(180), mpf(125), mpf(682)
MOLAR_MASS = {"naltrexone": mpf("341.41"), "6-beta-naltrexol": mpf("343.42")}
SALT = mpf("0.9035")  # mg of base in one mg of hydrochloride
FU = {"naltrexone": mpf("0.79"), "6-beta-naltrexol": mpf("0.79")}
KP_METABOLITE = mpf("0.003")
# Presets: half-life (h), effect-site concentration that half-occupies mu (nM).
PRESETS = {
    "pet": (mpf(24), mpf("0.1336")),
    "transient": (mpf(4), mpf("0.564")),
    "plasma": (mpf("0.3"), mpf("0.413")),
}
# K (nM) of naltrexone and 6-beta-naltrexol, and the sum of basal C/K of the peptides.
AFFINITY = {
    "mu": (mpf("0.56"), mpf("2.12"), mpf("0.01")),
    "delta": (mpf("44.24"), mpf(213), mpf("0.075")),
    "kappa": (mpf("1.792"), mpf("7.42"), mpf("0.05")),
}

DEPOT, CENTRAL_P, PERIPHERAL_P, CENTRAL_M, PERIPHERAL_M, SITE_P, SITE_M = range(7)
SAMPLES = [mpf(t) for t in ("0.25", "0.75", "1", "4", "12", "24", "48", "72", "120", "168")]


def system(ke0: mpf, Kp: mpf) -> matrix:
    """The rate matrix of amounts (nmol) and effect sites (nM)."""
    A = matrix(7, 7)
    A[DEPOT, DEPOT] = -KA
    A[CENTRAL_P, DEPOT] = F * KA
    A[CENTRAL_M, DEPOT] = (1 - F) * KA
    for central, peripheral, CL, V1, Q, V2 in (
        (CENTRAL_P, PERIPHERAL_P, CLp, V1p, Qp, V2p),
        (CENTRAL_M, PERIPHERAL_M, CLm, V1m, Qm, V2m),
    ):
        A[central, central] -= (CL + Q) / V1
        A[central, peripheral] += Q / V2
        A[peripheral, central] += Q / V1
        A[peripheral, peripheral] -= Q / V2
    A[CENTRAL_M, CENTRAL_P] += CLp / V1p
    A[SITE_P, CENTRAL_P] = ke0 * Kp * FU["naltrexone"] / V1p
    A[SITE_P, SITE_P] = -ke0
    A[SITE_M, CENTRAL_M] = ke0 * KP_METABOLITE * FU["6-beta-naltrexol"] / V1m
    A[SITE_M, SITE_M] = -ke0 * 2  # made distinct here, see distinct()
    return A


def distinct(A: matrix, ke0: mpf) -> list[matrix]:
    """The effect sites share one rate, so the system is solved once for each of them."""
    halves = []
    for kept, dropped in ((SITE_P, SITE_M), (SITE_M, SITE_P)):
        B = A.copy()
        for j in range(7):
            B[dropped, j] = 0
        B[dropped, dropped] = -(ke0 + 7)  # any rate nothing else has; nothing flows in
        B[kept, kept] = -ke0
        halves.append(B)
    return halves


class Solution:
    """y_i(t) = sum_k c_ik exp(lambda_k t) after a unit amount in the depot."""

    def __init__(self, A: matrix) -> None:
        values, vectors = eig(A)
        start = matrix(7, 1)
        start[DEPOT] = 1
        weights = mp.lu_solve(vectors, start)
        self.rates = [v.real for v in values]
        self.c = [[(vectors[i, k] * weights[k]).real for k in range(7)] for i in range(7)]

    def at(self, state: int, t: mpf) -> mpf:
        return sum(c * exp(r * t) for c, r in zip(self.c[state], self.rates, strict=True))

    def area(self, state: int, t: mpf) -> mpf:
        return sum(c * (exp(r * t) - 1) / r for c, r in zip(self.c[state], self.rates, strict=True))


def amount(dose_mg: mpf) -> mpf:
    return dose_mg * SALT / MOLAR_MASS["naltrexone"] * mpf(10) ** 6


def number(x: mpf) -> float:
    return float(x)


def pharmacokinetics() -> dict:
    ke0 = log(2) / 24
    solution = Solution(distinct(system(ke0, mpf(1)), ke0)[0])
    report = {}
    for name, state, V in (
        ("naltrexone", CENTRAL_P, V1p),
        ("6-beta-naltrexol", CENTRAL_M, V1m),
    ):
        factor = amount(mpf(50)) / V * MOLAR_MASS[name] / 1000  # ng/mL

        def level(t, state=state, factor=factor):
            return factor * solution.at(state, t)

        tmax = findroot(lambda t, level=level: diff(level, t), mpf("0.9"))
        AUC = factor * solution.area(state, mpf(48))
        assert abs(AUC / quad(level, [0, 1, 4, 12, 48]) - 1) < mpf(10) ** -20
        report[name] = {
            "Cmax_ng_per_mL": number(level(tmax)),
            "tmax_h": number(tmax),
            "AUC48_ng_h_per_mL": number(AUC),
            "AUC_inf_ng_h_per_mL": number(
                amount(mpf(50))
                * (F if name == "naltrexone" else 1)
                / (CLp if name == "naltrexone" else CLm)
                * MOLAR_MASS[name]
                / 1000
            ),
            "C_ng_per_mL": [number(level(t)) for t in SAMPLES],
        }
    return report


def occupancy_at_equilibrium(preset: str) -> dict:
    half_life, C50 = PRESETS[preset]
    ke0 = log(2) / half_life
    Kp = (1 + AFFINITY["mu"][2]) * AFFINITY["mu"][0] / C50
    parts = distinct(system(ke0, Kp), ke0)
    parent, metabolite = Solution(parts[0]), Solution(parts[1])
    sites = [
        (amount(mpf(50)) * parent.at(SITE_P, t), amount(mpf(50)) * metabolite.at(SITE_M, t))
        for t in SAMPLES
    ]
    report = {"effect_site_nM": [number(p) for p, _ in sites]}
    for receptor, (Kp_, Km_, X0) in AFFINITY.items():
        report[receptor] = [number((p / Kp_) / (1 + p / Kp_ + m / Km_ + X0)) for p, m in sites]
    return report


if __name__ == "__main__":
    report = {
        "made_by": "tests/reference/make_pk_reference.py",
        "t_h": [number(t) for t in SAMPLES],
        "pk": pharmacokinetics(),
        "occupancy": {preset: occupancy_at_equilibrium(preset) for preset in PRESETS},
    }
    print(json.dumps(report, indent=1))
