"""Reads bytes as the request of a saved run: it is refused, or makes a run or runs.

HDF5 and the seal are left out: the seal refuses a file that was changed, and HDF5 is not ours.
"""

import warnings

import numpy as np

import opiodyn as od
from opiodyn._core import limits
from opiodyn._model.inside import core_of
from opiodyn._saved.asked import text_of
from opiodyn._saved.read import refusing
from opiodyn._saved.request import request_of

_OWN = od.Drug("d", molar_mass=300.0, CL=1.0, V=[1.0], absorption=[od.FirstOrder(ka=1.0)])
_MODEL = od.Model(drugs=[_OWN], receptors=[], endogenous=[], response=[])
_DOSES = od.dose("d", amt=1.0, ii=2, addl=1) + od.change({"d.CL": 2.0}, time=1) + od.reset(time=2)
_PEOPLE = od.population(2, seed=1, covariates={"weight": (70, 12), "smoker": "no"})
_TIMES = {"model": _MODEL, "times": [0.0, 1.0]}


def _table() -> od.Runs:
    table = od.read_events(od.to_events(_DOSES, times=[1.0, 2.0]), drug="d")
    runs: od.Runs = od.simulate(table, model=_MODEL, records="both")
    return runs


SEEDS = tuple(
    text_of(run, is_table=False).encode()
    for run in (
        od.simulate(_DOSES, **_TIMES),
        od.simulate(_DOSES, subjects=_PEOPLE, **_TIMES),
        _table(),
    )
)
WORDS = (
    '"kind"', '"fields"', '"map"', '"tuple"', '"array"', '"of"', '"number"', "nan", "-inf", "text",
    "Regimen", "Dose", "Drug", "Endpoint", "Substance", "Concentration", "Stimulus", "RunCounts",
    "Run", "Runs", "people", "runs", "models", "outputs", "schema", "null", "true", "1e308", "-0.0",
    "[[[[", "{}", "[]", '""', "4096", "18446744073709551615", "NaN", "\ud7ff",
)  # fmt: skip
LONGEST = 4096
ROOMS = ("opiodyn._saved", "opiodyn._runs", "opiodyn._result")
_MOST = 10_000  # numbers that one input may ask for


def target(data: bytes) -> str:
    with warnings.catch_warnings(), refusing("run.nc"):
        warnings.simplefilter("ignore")
        request = request_of(data.decode("utf-8", "surrogateescape"))
        width = len(core_of(request.typical.of_library()).columns)
        asked = float(sum(request.parts) * width)
        limits.require_output("output", asked * limits.output_values / _MOST, "outputs x columns")
        blocks = [np.zeros((count, width)) for count in request.parts]
        request.moved()
        return repr(request.run(blocks, as_saved=True))
