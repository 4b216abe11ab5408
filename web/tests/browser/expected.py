"""Writes what the page must show, computed by the native library, as JSON.

The page has the same library, compiled for browsers, so all numbers must be equal to the last
bit. Each setting is written here by hand, as a user of Python would, and not by the page.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np

import opiodyn as od

IMMUNE = ["turnover", "peptides", "adaptation", "effects", "immune"]
PLAIN = "naltrexone 4.5 mg po q24h x7 at 22h"
RESCUE = "fentanyl 0.3 mg iv q24h x1"
MORPHINE = "morphine 20 mg po q12h"
BANDED = "naltrexone 4.5 mg po q24h x2 at 22h"

# A setting is a regimen with the options of a model; `end` is that of the run.
SETTINGS: dict[str, dict[str, Any]] = {
    "default": {"regimen": PLAIN},
    # One control differs from the default, or two where one needs the other.
    "drug": {"regimen": "morphine 10 mg iv q24h x7 at 22h"},
    "route": {"regimen": "naltrexone 4.5 mg er q24h x7 at 22h"},
    "dose 50": {"regimen": "naltrexone 50 mg po q24h x7 at 22h"},
    "dose 0": {"regimen": "naltrexone 0 mg po q24h x7 at 22h"},
    "dose 1e9": {"regimen": "naltrexone 1000000000 mg po q24h x7 at 22h"},
    "dose 500": {"regimen": "naltrexone 500 mg po q24h x7 at 22h"},
    "dose 0.01": {"regimen": "naltrexone 0.01 mg po q24h x7 at 22h"},
    "interval 12": {"regimen": "naltrexone 4.5 mg po q12h x14 at 22h"},
    "interval 96": {"regimen": "naltrexone 4.5 mg po q96h x1 at 22h"},
    "interval 25": {"regimen": "naltrexone 4.5 mg po q25h x6 at 22h"},
    "hour 8": {"regimen": "naltrexone 4.5 mg po q24h x7 at 8h"},
    "hour 0": {"regimen": "naltrexone 4.5 mg po q24h x7"},
    "hour 22.5": {"regimen": "naltrexone 4.5 mg po q24h x7 at 22.5h"},
    "days 3": {"regimen": "naltrexone 4.5 mg po q24h x3 at 22h"},
    "days 1": {"regimen": "naltrexone 4.5 mg po q24h x1 at 22h"},
    "days 8": {"regimen": "naltrexone 4.5 mg po q24h x8 at 22h"},
    "missed 3": {
        "regimen": "naltrexone 4.5 mg po q24h x2 at 22h + naltrexone 4.5 mg po q24h x4 at 94h"
    },
    "missed 3,5-6": {
        "regimen": "naltrexone 4.5 mg po q24h x2 at 22h + naltrexone 4.5 mg po q24h x1 at 94h"
        " + naltrexone 4.5 mg po q24h x1 at 166h"
    },
    "other": {"regimen": f"{PLAIN} + morphine 10 mg iv at 166h"},
    "other-dose": {"regimen": f"{PLAIN} + morphine 40 mg po at 166h"},
    "other by mouth": {"regimen": f"{PLAIN} + morphine 10 mg po at 166h"},
    "other-time": {"regimen": f"{PLAIN} + morphine 10 mg po at 100h"},
    "hepatic": {"regimen": PLAIN, "covariates": {"hepatic": "decompensated"}},
    "clearance 20": {"regimen": PLAIN, "covariates": {"creatinine_clearance": 20.0}},
    "clearance 5": {"regimen": PLAIN, "covariates": {"creatinine_clearance": 5.0}},
    "clearance 101": {"regimen": PLAIN, "covariates": {"creatinine_clearance": 101.0}},
    "biophase": {"regimen": PLAIN, "biophase": "transient"},
    "phi 0": {"regimen": PLAIN, "phi": 0.0},
    "phi 0.95": {"regimen": PLAIN, "phi": 0.95},
    "immune": {"regimen": PLAIN, "response": IMMUNE},
    "immune illustrative": {"regimen": PLAIN, "response": IMMUNE, "weights": "illustrative"},
    "end": {"regimen": PLAIN, "end": 100.0},
    "by hand": {"regimen": "morphine 10 mg iv q6h x4 + naloxone 0.4 mg iv at 12h"},
    # The examples have two settings each.
    "missed nights a": {"regimen": "naltrexone 4.5 mg po q24h x10 at 22h"},
    "missed nights b": {
        "regimen": "naltrexone 4.5 mg po q24h x4 at 22h + naltrexone 4.5 mg po q24h x4 at 166h"
    },
    "rescue a": {"regimen": RESCUE, "end": 3.0},
    "rescue b": {"regimen": f"{RESCUE} + naloxone 0.4 mg iv at 0.25h", "end": 3.0},
    "tolerance a": {"regimen": f"{MORPHINE} x56 at 8h"},
    "tolerance b": {"regimen": f"{MORPHINE} x2 at 8h", "end": 672.0},
    # An address with many fields.
    "address a": {
        "regimen": "morphine 7.25 mg po q8h x2 at 6.5h + morphine 7.25 mg po q8h x5 at 30.5h"
        " + naloxone 0.4 mg in at 40h",
        "biophase": "slow",
        "phi": 0.35,
        "response": IMMUNE,
        "weights": "illustrative",
        "covariates": {"creatinine_clearance": 42.5},
        "end": 90.0,
    },
    "address b": {"regimen": "naltrexone 1.5 mg po q24h x7 at 22h"},
}

# A curve puts the same amount into all doses of the first drug.
CURVES = {
    "default": "naltrexone {} mg po q24h x14 at 22h",
    "by hand": "morphine {} mg iv q6h x4 + naloxone 0.4 mg iv at 12h",
}


def report_of(regimen: str, end: float | None = None, **options: Any) -> dict[str, Any]:
    """Returns the numbers of a report by row and statistic; what a row has not is left out.

    The page says in a sentence which hours count, and not in its table.
    """
    model = od.Model(**{"biophase": "pet", "phi": 1.0, **options})
    run = od.simulate(od.regimen(regimen), model=model, end=end)
    table = run.summary().drop(columns=["unit", "begin", "end"])
    return {
        str(row): {str(name): value for name, value in numbers.items() if not math.isnan(value)}
        for row, numbers in table.to_dict("index").items()
    }


def curve(text: str) -> list[dict[str, Any]]:
    """Returns reports of twelve doses from 0.1 to 100 mg, evenly on a logarithmic axis."""
    doses = [float(f"{10 ** (-1 + 3 * k / 11):.3g}") for k in range(12)]
    return [{"dose": dose, "report": report_of(text.format(dose))} for dose in doses]


def bands() -> dict[str, dict[str, list[float]]]:
    """Returns percentiles of every 16th draw of the posterior, at the times of the run itself."""
    regimen, columns = od.regimen(BANDED), ["occupancy.naltrexone.mu", "tone.mu"]
    times = od.simulate(regimen, model=od.Model(biophase="pet")).to_pandas().index.to_numpy()
    draws = od.posterior(od.Model(drugs=["naltrexone"])).iloc[::16]
    rows = [dict(zip(draws.columns, row, strict=True)) for row in draws.to_numpy().tolist()]
    models = [od.Model(biophase="pet", phi=1.0, parameters=values) for values in rows]
    runs = [od.simulate(regimen, model=model, times=times).to_pandas() for model in models]
    parts = {"low": 5, "median": 50, "high": 95}
    return {
        column: {
            part: np.percentile([run[column] for run in runs], share, axis=0).tolist()
            for part, share in parts.items()
        }
        for column in columns
    }


def main(path: str) -> None:
    """Writes the file."""
    reports = {name: report_of(**setting) for name, setting in SETTINGS.items()}
    curves = {name: curve(text) for name, text in CURVES.items()}
    found = {"reports": reports, "curves": curves, "bands": bands()}
    text = json.dumps(found, indent=1, allow_nan=False)
    Path(path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
