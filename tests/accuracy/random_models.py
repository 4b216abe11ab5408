"""Random models and regimens, moderate and extreme, from seeds that are the same everywhere.

A moderate case is a drug of the library under any preset, with its parameters and those of the body
varied by a factor of up to 3. An extreme case has drugs made here, whose volumes, clearances and
rates span four to five orders of magnitude each.
"""

import random
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

import opiodyn as od

LIBRARY = (  # drug, route, usual dose [mg], hours of infusion
    ("naltrexone", "po", 4.5, 0.0),
    ("naltrexone", "po", 50.0, 0.0),
    ("naltrexone", "er", 32.0, 0.0),
    ("naltrexone", "im", 380.0, 0.0),
    ("naltrexone", "iv", 1.0, 0.0),
    ("morphine", "po", 30.0, 0.0),
    ("morphine", "iv", 10.0, 0.5),
    ("buprenorphine", "sl", 8.0, 0.0),
    ("buprenorphine", "iv", 0.3, 0.0),
    ("fentanyl", "iv", 0.1, 0.0),
    ("remifentanil", "iv", 0.5, 1.0),
    ("methadone", "po", 60.0, 0.0),
    ("naloxone", "iv", 2.0, 0.0),
    ("naloxone", "im", 2.0, 0.0),
    ("naloxone", "in", 4.0, 0.0),
    ("nalmefene", "po", 18.0, 0.0),
    ("hydromorphone", "im", 2.0, 0.0),
    ("oxycodone", "po", 20.0, 0.0),
)
PRESETS = ("pet", "transient", "plasma", "slow", "retention")
PARTS = ("turnover", "peptides", "adaptation", "effects")
RESPONSES = (PARTS, PARTS, (*PARTS, "immune"), ("turnover", "peptides"), ())
# The last word of the parameters that vary. Fractions and exponents keep their values.
VARIED = {"CL", "V1", "V2", "V3", "Q2", "Q3", "ka", "ktr", "K", "koff", "ke0", "Kp", "e0", "tau"}
VARIED |= {"G", "x50", "gZ", "duration"}


class Case(NamedTuple):
    """A model with its regimen and the times at which answers are compared [h]."""

    name: str
    model: od.Model
    regimen: od.Regimen
    times: np.ndarray


class Draw(random.Random):
    """Draws from a seed; random() is the same on every machine and in every Python."""

    def log_uniform(self, low: float, high: float) -> float:
        return low * (high / low) ** self.random()

    def one_of(self, choices):
        return choices[int(self.random() * len(choices))]

    def chance(self, p: float) -> bool:
        return self.random() < p

    def factor(self) -> float:
        """A log-normal factor with two standard deviations at 3, and cut there."""
        normal = NormalDist().inv_cdf(max(self.random(), 1e-12))
        return 3.0 ** min(max(0.5 * normal, -1.0), 1.0)


def moderate(number: int) -> Case:
    return _legal(lambda draw: _moderate(draw, number), f"moderate {number}")


def extreme(number: int) -> Case:
    return _legal(lambda draw: _extreme(draw, number), f"extreme {number}")


def _legal(make: Callable[[Draw], Case], seed: str) -> Case:
    """Makes a case; draws again where the model refuses the values, as Kp 0 or a part too many."""
    draw = Draw(seed)
    for _ in range(20):
        try:
            return make(draw)
        except od.InputError:
            continue
    raise AssertionError(f"no legal model from the seed {seed!r}")


def _moderate(draw: Draw, number: int) -> Case:
    chosen = [draw.one_of(LIBRARY)]
    if draw.chance(0.3):
        chosen.append(draw.one_of([row for row in LIBRARY if row[0] != chosen[0][0]]))
    drugs, routes = [row[0] for row in chosen], sorted({row[1] for row in chosen})
    biophase, response = draw.one_of(PRESETS), draw.one_of(RESPONSES)
    options = {"biophase": biophase, "response": response, "drugs": drugs}
    typical = od.Model(**options, routes=routes).parameters["value"]
    values = {
        name: value * draw.factor()
        for name, value in typical.items()
        if value > 0.0 and _varies(name)
    }
    model = od.Model(**options, routes=routes, parameters=values)
    every = 672.0 if chosen[0][1:3] == ("im", 380.0) else draw.one_of((8.0, 12.0, 24.0))
    regimen, times = None, []
    for drug, route, amt, dur in chosen:
        start = 0.0 if regimen is None else draw.one_of((0.0, 3.0))
        taken = od.dose(
            drug, amt=amt * draw.factor(), route=route, time=start, dur=dur, ii=every, addl=2
        )
        regimen = taken if regimen is None else regimen + taken
        times += [start, start + every, start + 2.0 * every]
    regimen = _with_stimulus(draw, regimen, response)
    name = f"moderate {number}: {biophase}, {regimen}, response {'+'.join(response) or 'none'}"
    return Case(name, model, regimen, _times(times, every))


def _varies(name: str) -> bool:
    last = name.split(".")[-1]
    return last in VARIED or last.endswith("half_life")


def _extreme(draw: Draw, number: int) -> Case:
    count, every = (2 if draw.chance(0.3) else 1), draw.one_of((8.0, 12.0, 24.0))
    drugs, bindings, words = [], [], []
    regimen, times = None, []
    for name in ("drug_a", "drug_b")[:count]:
        drug, size, text = _own_drug(draw, name)
        own, K = _bindings(draw, name)
        drugs.append(drug)
        bindings += own
        start = draw.one_of((0.0, 1.0))
        taken = _taken(draw, drug, size * K, start, every)
        regimen = taken if regimen is None else regimen + taken
        words.append(text)
        times += [start, start + every, start + 2.0 * every]
    biophase, response = draw.one_of(PRESETS), draw.one_of(RESPONSES)
    model = od.Model(biophase=biophase, drugs=drugs, bindings=bindings, response=response)
    regimen = _with_stimulus(draw, regimen, response)
    bound = "; ".join(
        f"{b.ligand} {b.receptor} K {b.K:.3g}, koff {b.koff:.3g}, tau {b.tau:.3g}" for b in bindings
    )
    parts = "+".join(response) or "none"
    name = f"extreme {number}: {biophase}, {regimen}; {'; '.join(words)}; {bound}; response {parts}"
    return Case(name, model, regimen, _times(times, every))


def _own_drug(draw: Draw, name: str):
    """Returns a drug, the dose [mg] that fills its volumes to 1 nM at the receptors, and words."""
    compartments = 1 + int(3 * draw.random())
    V = [draw.log_uniform(0.02, 500.0) for _ in range(compartments)]
    Q = [draw.log_uniform(0.02, 2000.0) for _ in range(compartments - 1)]
    CL = draw.log_uniform(0.05, 500.0)
    F, ka = 0.2 + 0.8 * draw.random(), draw.log_uniform(0.05, 50.0)
    duration = draw.log_uniform(0.1, 6.0)
    absorption = draw.one_of(
        (
            od.FirstOrder(ka=ka, F=F, lag=draw.one_of((0.0, 0.5))),
            od.FirstOrder(ka=ka, F=F),
            od.ZeroOrder(duration=duration, F=F),
            od.ZeroOrderIntoDepot(duration=duration, ka=ka, F=F),
            od.TransitChain(ktr=ka, n=1 + int(6 * draw.random()), F=F),
        )
    )
    fu, Kp = 0.05 + 0.95 * draw.random(), draw.log_uniform(0.01, 10.0)
    ke0 = None if draw.chance(0.3) else draw.log_uniform(0.02, 100.0)
    drug = od.Drug(
        name,
        molar_mass=300.0,
        CL=CL,
        V=V,
        Q=Q,
        absorption=[absorption],
        fu=fu,
        Kp=Kp,
        ke0=ke0,
    )
    numbers = {"V": V, "Q": Q, "CL": [CL], "ke0": [] if ke0 is None else [ke0]}
    words = ", ".join(
        f"{key} {' / '.join(f'{x:.3g}' for x in values)}"
        for key, values in numbers.items()
        if values
    )
    return drug, (sum(V) + CL) / (F * fu * Kp) * 300e-6, f"{name} {words}, {_words(absorption)}"


def _words(absorption) -> str:
    names = ("ka", "ktr", "n", "duration", "F", "lag")
    numbers = {name: getattr(absorption, name, 0.0) for name in names}
    shown = (f"{name} {value:.3g}" for name, value in numbers.items() if value)
    return f"{type(absorption).__name__} {', '.join(shown)}"


def _bindings(draw: Draw, name: str):
    """Returns the bindings of a drug, at one to three receptors, and its least K [nM]."""
    found = []
    agonist = draw.chance(0.6)
    for receptor in ("mu", "delta", "kappa")[: 1 + int(3 * draw.random())]:
        found.append(
            od.Binding(
                name,
                receptor,
                K=draw.log_uniform(0.003, 3000.0),
                koff=draw.log_uniform(0.003, 3000.0),
                tau=draw.log_uniform(0.3, 50.0) if agonist else 0.0,
            )
        )
    return found, min(binding.K for binding in found)


def _taken(draw: Draw, drug, size: float, start: float, every: float):
    amt = size * draw.log_uniform(0.1, 100.0)
    way = draw.random()
    more = {"time": start, "ii": every, "addl": 2}
    if way < 0.4:
        return od.dose(drug.name, amt=amt, route="po", **more)
    if way < 0.7:
        return od.dose(drug.name, amt=amt, route="iv", **more)
    if way < 0.9:
        return od.dose(drug.name, amt=amt, route="iv", dur=draw.log_uniform(0.02, 6.0), **more)
    return od.dose(drug.name, amt=amt, route="po", ss=1, **more)


def _with_stimulus(draw: Draw, regimen, response):
    if "peptides" not in response or not draw.chance(0.3):
        return regimen
    return regimen + od.stimulus("exercise", magnitude=4.0, time=draw.one_of((2.0, 26.0)))


def _times(starts, every: float) -> np.ndarray:
    """Time 0, and times after each dose, ever further apart from 20 s on."""
    after = np.geomspace(0.0055, every, 50)
    return np.unique(np.concatenate([[0.0], *(start + after for start in starts)]))
