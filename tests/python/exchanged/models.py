"""Models, regimens and requests that tests of exports share, and states to compare them at."""

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np

import opiodyn as od
from opiodyn._exchange.formulas import formulas_of
from opiodyn._exchange.request import Request
from opiodyn._model.inside import core_of, settled_for
from opiodyn._result.columns import columns_of
from opiodyn._result.outputs import outputs

EVERY_PART = ("turnover", "peptides", "adaptation", "effects", "immune")


def own_drug(**changed):
    """A drug with three compartments, and a lag and a duration of its entry."""
    values = {
        "molar_mass": 400.0,
        "CL": 20.0,
        "V": [40.0, 90.0, 200.0],
        "Q": [15.0, 4.0],
        "absorption": [
            od.FirstOrder(ka=0.9, F=0.6, lag=0.4, fraction=0.7),
            od.ZeroOrder(duration=5.3, F=0.8, lag=1.2, fraction=0.3),
        ],
        "fu": 0.4,
        "salt_factor": 0.9,
        "ke0": 0.7,
    }
    return od.Drug("sample", **values | changed)


def own_model(**options):
    """A model of this drug, which binds to two receptors."""
    bindings = [
        od.Binding("sample", "mu", K=3.0, koff=4.0, tau=0.8),
        od.Binding("sample", "kappa", K=20.0, koff=9.0),
    ]
    return od.Model(drugs=[own_drug()], bindings=bindings, **options)


class Case(NamedTuple):
    """A case is a regimen with a model and the hours of a run."""

    regimen: str
    model: od.Model
    end: float


@functools.cache
def cases():
    """Four cases that together have all that a regimen and a model can have."""
    return {
        "month": Case("naltrexone 4.5 mg po q24h x28 at 22h", od.Model(biophase="pet"), 672.0),
        "own": Case("sample 30 mg po q12h x8 at 3h", own_model(binding="equilibrium"), 168.0),
        "changing": Case(
            "naloxone 2 mg iv over 4h q24h x3 at 30.5h + oxycodone 20 mg po q12h x14, "
            "reduce 10 % every 2d + stimulus exercise 2 q24h x7 at 7h + reset at 100h",
            od.Model(biophase="transient"),
            216.0,
        ),
        "rescue": Case(
            "morphine 10 mg iv at 2h + naloxone 0.4 mg iv at 3.3h + naloxone 0.4 mg im at 4h",
            od.Model(
                biophase="pet",
                drugs=["morphine", "naloxone"],
                response=EVERY_PART,
                weights="illustrative",
            ),
            96.0,
        ),
    }


def request_for(regimen, model=None, end=None, path="file.R", times=None, delta=None):
    """The request of an export."""
    ordered = od.regimen(regimen) if isinstance(regimen, str) else regimen
    settled = settled_for(od.Model() if model is None else model, ordered)
    at = outputs(ordered, end, delta, times, "after").times
    return Request(ordered, settled, formulas_of(settled), at, Path(path))


def request_of(name, path="file.R", delta=1.0):
    """The request of one of the cases, with outputs every hour."""
    regimen, model, end = cases()[name]
    return request_for(regimen, model, end=end, path=path, delta=delta)


def some_states(request, count=3, seed=7):
    """States that are near the drug-free one, with some drug everywhere, [state] each.

    What is bound of all ligands stays below the receptors that there are.
    """
    rng = np.random.default_rng(seed)
    core = core_of(request.model)
    baseline = core.baseline()
    of_drugs = np.array([0.08 if one.unit in ("-", "1") else 2.0 for one in core.states])
    drugs = of_drugs * rng.uniform(0.1, 1.0, (count, baseline.size))
    return baseline * rng.uniform(0.8, 1.2, drugs.shape) + np.where(baseline == 0.0, drugs, 0.0)


def derivative(request, state):
    """The rates of change that the compiled model has."""
    return core_of(request.model).derivative(0.0, state)


def output_values(request, state):
    """The columns of `Run.to_pandas` that the compiled model has at a state."""
    core = core_of(request.model)
    values = dict(zip([one.name for one in core.columns], core.observe(state), strict=True))
    columns = columns_of(request.model)
    return np.array([values[one.core] * one.factor for one in columns.values()])


def close(found, expected, tolerance=1e-12):
    """Compares formulas with what was computed: rounding alone parts them, term by term.

    A rate may be a difference of large terms, so that errors count beside the largest rate.
    """
    scale = np.max(np.abs(expected))
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance * scale)
