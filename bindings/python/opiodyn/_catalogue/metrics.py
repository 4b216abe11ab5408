"""This module makes the tables of statistics and of quantities, of which metrics are made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.columns import columns_of
from opiodyn._result.metric import STATISTICS
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd

_PARTS = ("turnover", "peptides", "adaptation", "effects", "immune")
_READ_BY = {"density": "receptor_density", "free": "free_receptors"}
_BY_MASS = "mass_"
_UNIT = re.compile(r" \[[^]]*\]")


def statistics() -> pd.DataFrame:
    """Returns the statistics as a table (`opiodyn.metrics.statistics`)."""
    import pandas as pd

    rows = [(name, *about) for name, about in STATISTICS.items()]
    return pd.DataFrame(rows, columns=["statistic", "unit", "meaning"]).set_index("statistic")


def quantities() -> pd.DataFrame:
    """Returns the quantities as a table (`opiodyn.metrics.quantities`)."""
    import pandas as pd

    model = Model(drugs=["naltrexone"], response=_PARTS)
    states = {state.name.replace(".", "_"): state.meaning for state in core_of(model).states}
    found: dict[str, tuple[str, str, str, str]] = {}
    for name, column in columns_of(model).items():
        quantity = name.split(".")[0]
        meaning = _meaning(quantity) or states.get(quantity, "")
        unit = "-" if column.unit == "1" else column.unit
        found.setdefault(quantity, (quantity, name, unit, meaning))
    rows = list(found.values())
    columns = ["quantity", "column", "unit", "meaning"]
    return pd.DataFrame(rows, columns=columns).set_index("quantity")


def _meaning(quantity: str) -> str:
    """Returns what the help of runs says of a quantity; empty if it says nothing."""
    plain = quantity.removeprefix(_BY_MASS)
    told = getattr(getattr(Run, _READ_BY.get(plain, plain), None), "__doc__", None) or ""
    first = told.strip().split("\n\n")[0].split(". ")[0]
    plainly = " ".join(first.replace("``", "").split())
    return _UNIT.sub("", plainly.removeprefix("Returns ").rstrip("."))
