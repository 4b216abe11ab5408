"""Holds what the cases of long calls share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

import opiodyn as od

Call = Callable[[], object]
NIGHTLY = "naltrexone 4.5 mg po q24h"
WEEK, YEAR = f"{NIGHTLY} x7", f"{NIGHTLY} x365"
WEIGHT = {"weight": (70, 12)}


def people(count: int) -> od.Population:
    return od.population(count, seed=1, covariates=WEIGHT)


def study(count: int, rows: int = 20) -> pd.DataFrame:
    row = np.arange(count * rows)
    dose = row % rows == 0
    return pd.DataFrame(
        {
            "ID": 1 + row // rows,
            "TIME": (row % rows) * 1.5,
            "AMT": np.where(dose, 100.0, 0.0),
            "EVID": dose.astype(int),
            "DV": 1.0,
        }
    )
