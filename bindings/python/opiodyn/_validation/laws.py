"""Some figures are known from a closed form, such as a difference that must vanish.

Most of these drugs are made up, so that concentrations are what a closed form wants. They have an
effect-site rate of their own, which no preset changes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from opiodyn import _core
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._model.model import Model
from opiodyn._result.inside import trajectory_of
from opiodyn._runs.run import Run
from opiodyn._simulate.simulate import simulate
from opiodyn._validation.cases import Setup
from opiodyn._validation.world import Taken, World

_MASS = 300.0  # molar mass of the made-up drugs [g/mol]
_K = {"agonist": 1.0, "antagonist": 2.0}  # [nM]
_KOFF = {"agonist": 1.0, "antagonist": 0.3}  # [1/h]


def _run(world: World, agonist: float, antagonist: float, times: list[float]) -> Run:
    """Returns a run of boluses to these levels [nM], in a litre that loses 1e-9 of them an hour."""
    drugs = [
        _core.Drug(name, molar_mass=_MASS, CL=1e-9, V=[1.0], ke0=1e10)
        for name in ("agonist", "antagonist")
    ]
    model = Model(
        biophase=world.preset,
        drugs=drugs,
        receptors=["mu"],
        endogenous=[],
        response=(),
        bindings=[_core.Binding(name, "mu", K=_K[name], koff=_KOFF[name]) for name in _K],
    )
    doses = zip(_K, (agonist, antagonist), strict=True)
    taken = " + ".join(
        f"{name} {level * _MASS * 1e-6:.15g} mg iv" for name, level in doses if level > 0.0
    )
    return simulate(parse_regimen(taken), model=model, times=times, rtol=1e-11, atol=1e-14)


def schild_slope(setup: Setup, world: World) -> float:
    """Returns the slope of log10 (dose ratio - 1) on log10 antagonist, from 0.2 to 200 nM."""
    levels = np.array([0.2, 2.0, 20.0, 200.0])

    def half_level(antagonist: float) -> float:
        run = _run(world, 1.0, antagonist, [0.0, 100.0])
        share = float(run.occupancy("agonist", "mu")[-1])
        return float(run.effect_site("agonist")[-1]) * (1.0 - share) / share

    alone = half_level(0.0)
    ratios = np.array([half_level(level) / alone - 1.0 for level in levels])
    return float(np.polyfit(np.log10(levels), np.log10(ratios), 1)[0])


def gaddum_error(setup: Setup, world: World) -> float:
    """Returns the largest difference of kinetic occupancy after 100 h from Gaddum's law."""
    worst = 0.0
    for agonist, antagonist in ((0.1, 0.0), (1.0, 2.0), (10.0, 30.0)):
        run = _run(world, agonist, antagonist, [0.0, 100.0])
        x = {name: run.effect_site(name)[-1] / _K[name] for name in _K}
        law = x["agonist"] / (1.0 + sum(x.values()))
        worst = max(worst, abs(float(run.occupancy("agonist", "mu")[-1]) - law))
    return worst


def motulsky_mahan_error(setup: Setup, world: World) -> float:
    """Returns the largest difference of two ligands' binding over 10 h from the closed form."""
    agonist, antagonist = 2.0, 6.0
    times = [0.0, 0.1, 0.3, 1.0, 3.0, 10.0]
    run = _run(world, agonist, antagonist, times)
    law = motulsky_mahan(np.array(times), agonist, antagonist)
    return float(np.abs(run.occupancy("agonist", "mu") - law).max())


def motulsky_mahan(t: np.ndarray, agonist: float, antagonist: float) -> np.ndarray:
    """Returns the bound fraction, from empty receptors on.

    The closed form is that of Motulsky and Mahan (1984, Mol Pharmacol 25:1).
    """
    k2, k4 = _KOFF["agonist"], _KOFF["antagonist"]
    k1, k3 = k2 / _K["agonist"], k4 / _K["antagonist"]
    a, b = k1 * agonist + k2, k3 * antagonist + k4
    s = np.sqrt((a - b) ** 2 + 4.0 * k1 * k3 * agonist * antagonist)
    f, g = 0.5 * (a + b + s), 0.5 * (a + b - s)
    bound = k4 * (f - g) / (f * g) + (k4 - f) / f * np.exp(-f * t) - (k4 - g) / g * np.exp(-g * t)
    return np.asarray(k1 * agonist / (f - g) * bound)


def drug_free_rate(setup: Setup, world: World) -> float:
    """Returns the largest rate |dy/dt| without a drug [1/h]."""
    model = world.model("naltrexone 4.5 mg po", setup.options)
    return float(np.abs(model.derivative(0.0, model.baseline())).max())


def mass_error(setup: Setup, world: World) -> float:
    """Returns the largest difference from 1 of the sum of free and occupied receptors."""
    run = world.run(Taken("naltrexone 50 mg po q24h x7"), np.linspace(0.0, 240.0, 961))
    worst = 0.0
    for receptor in run.receptors:
        total = run.free_receptors(receptor).copy()
        for row in trajectory_of(run).columns:
            name = row.name.split(".")
            if name[0] == "occupancy" and name[-1] == receptor:
                total += trajectory_of(run).column(row.name)
        worst = max(worst, float(np.abs(total - 1.0).max()))
    return worst


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "schild_slope": schild_slope,
    "gaddum_error": gaddum_error,
    "motulsky_mahan_error": motulsky_mahan_error,
    "drug_free_rate": drug_free_rate,
    "mass_error": mass_error,
}
