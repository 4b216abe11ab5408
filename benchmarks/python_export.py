"""Prints how long an export of the default model takes, in a new process and in a warm one.

    .venv/bin/python benchmarks/python_export.py

The first export of a process loads python-libsbml. A warm export is the shortest of several.
"""

import json
import tempfile
import time
from pathlib import Path

import opiodyn as od
from opiodyn._exchange.export import export

REGIMEN = "naltrexone 4.5 mg po q24h x28 at 22h"


def main():
    regimen = od.regimen(REGIMEN)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.xml"
        times = [seconds(lambda: export(regimen, path)) for _ in range(6)]
        row = {
            "kind": "python export",
            "case": "sbml, default model, 28 doses",
            "first_ms": round(1e3 * times[0], 1),
            "warm_ms": round(1e3 * min(times[1:]), 1),
            "kilobytes": round(path.stat().st_size / 1e3),
        }
    print(json.dumps(row), flush=True)


def seconds(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
