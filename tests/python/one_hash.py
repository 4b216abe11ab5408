"""A study whose results have one hash: for all threads, processes, compilers and machines.

tests/reference/one_hash.cpp makes the same study in C++, and tests/reference/data/one_hash.json has
the hash. No number comes out of a mathematical library, so that all machines have the same bits.
This file is a program, too, which prints the hash:

    python tests/python/one_hash.py
"""

import io
import json
import struct
from pathlib import Path

import numpy as np

import opiodyn as od

ON_FILE = Path(__file__).parents[1] / "reference/data/one_hash.json"

_NALTREXONE, _BOTH = ["naltrexone"], ["morphine", "naloxone"]
_ALL = ("turnover", "peptides", "adaptation", "effects", "immune")
_LOW = od.regimen("naltrexone 4.5 mg po q24h x3 at 22h")
_HIGH = od.regimen("naltrexone 50 mg po q24h x2 + naltrexone 10 mg iv over 2h at 30h") + od.change(
    {"naltrexone.CL": 60.0}, time=40.0
)
_OPIOID = od.regimen("morphine 10 mg iv q6h x6 + naloxone 0.4 mg iv at 20h") + od.stimulus(
    "exercise", time=26.0
)
_STEADY = od.regimen("naltrexone 4.5 mg po q24h x2 ss at 1h")
_PERIOD = od.regimen("naltrexone 4.5 mg po at 8h + naltrexone 3 mg po at 20h")
_TIMES = np.arange(0.0, 72.5, 1.5)
_FEW = [1.5, 24.0, 40.0]
_COLUMNS = ["tone.mu", "occupancy.naltrexone.mu"]
_TABLE = """\
ID,TIME,AMT,II,ADDL,EVID
1,0,50,24,2,1
2,0,4.5,12,5,1
3,0,3,0,0,1
3,30,0,0,0,3
3,31,9,0,0,1
"""


def results(threads=0, executor=None):
    """Everything that the study computes; an executor runs its sweep."""
    model = od.Model(drugs=_NALTREXONE)
    yield from (od.simulate(regimen, model=one, times=_TIMES) for one, regimen in _alone())
    table = od.read_events(io.StringIO(_TABLE), drug="naltrexone")
    yield from od.simulate(table, model=model, times=_TIMES, threads=threads)
    metrics = {
        statistic: od.Metric(f"tone.mu.{statistic}", span=(0.0, 72.0))
        for statistic in ("mean", "peak", "trough")
    }
    over = {"naltrexone.CL": [60.0, 110.0, 160.0, 210.0, 260.0]}
    over["regimen"] = {"low": _LOW, "high": _HIGH}
    options = {"model": model, "metrics": metrics, "times": _FEW, "columns": _COLUMNS}
    yield od.sweep(None, over=over, threads=threads, executor=executor, chunk=3, **options)
    yield od.sensitivity(_HIGH, to=["naltrexone.CL", "amt"], threads=threads, **options)
    yield od.steady_state(_PERIOD, period=24.0, model=model)


def _alone():
    """Models of several drugs, presets and parts of the response, with what they take."""
    yield od.Model(drugs=_NALTREXONE), _LOW
    yield od.Model(drugs=_NALTREXONE, biophase="retention", response=_ALL), _HIGH
    yield od.Model(drugs=_BOTH, biophase="transient"), _OPIOID
    yield od.Model(drugs=_NALTREXONE, biophase="slow", phi=0.5, response=("peptides",)), _STEADY
    yield od.Model(drugs=_NALTREXONE, biophase="plasma", binding="equilibrium", response=()), _HIGH


def numbers_of(result):
    """The numbers of a result in the order of the C++ study, in the units of the core."""
    if isinstance(result, od.Run):
        frame = result.to_pandas()
        names = [name for name in sorted(frame) if not name.startswith(("amount", "mass_"))]
        return [frame[name].to_numpy() for name in names]
    if isinstance(result, od.SteadyState):
        return [result.state.to_numpy()]
    names = ["mean", "peak", "trough", *_COLUMNS]
    slopes = [f"{name}.derivative" for name in names if "variable" in result.dims]
    return [result[name].to_numpy() for name in [*names, *slopes]]


def hash_of(results):
    """FNV-1a over the bits of all numbers, as in tests/support/batches.hpp."""
    found = 14695981039346656037
    for result in results:
        for numbers in numbers_of(result):
            for (word,) in struct.iter_unpack("<Q", numbers.astype("<f8").tobytes()):
                found = (found ^ word) * 1099511628211 % 2**64
    return f"{found:016x}"


def on_file():
    """The hash that tests/reference/one_hash.cpp has written."""
    return json.loads(ON_FILE.read_text(encoding="utf-8"))["hash"]


if __name__ == "__main__":
    print(hash_of(results()))
