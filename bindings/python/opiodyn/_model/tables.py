"""From the rows of the compiled core to pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from opiodyn import _core

if TYPE_CHECKING:
    import pandas as pd

_PARAMETER_COLUMNS = [
    "value",
    "unit",
    "low",
    "high",
    "evidence",
    "status",
    "source",
    "meaning",
    "note",
    "unconfirmed",
]


def parameters(rows: Iterable[_core.Parameter]) -> pd.DataFrame:
    """Index ``name``; columns as documented in `opiodyn.parameters`."""
    import pandas as pd

    records = [
        (
            row.name,
            row.value,
            row.unit,
            row.low,
            row.high,
            row.evidence,
            row.status,
            " ".join(row.sources),
            row.meaning,
            row.note,
            row.unconfirmed,
        )
        for row in rows
    ]
    return pd.DataFrame.from_records(records, columns=["name", *_PARAMETER_COLUMNS], index="name")


def references(rows: Iterable[_core.Reference]) -> pd.DataFrame:
    """Index ``key``; columns citation, doi, note."""
    import pandas as pd

    records = [(row.key, row.citation, row.doi, row.note) for row in rows]
    columns = ["key", "citation", "doi", "note"]
    return pd.DataFrame.from_records(records, columns=columns, index="key")


def presets(rows: Iterable[_core.Preset]) -> pd.DataFrame:
    """Index ``name``; columns half_life, C50, matches, fails."""
    import pandas as pd

    values = {row.name: row.value for row in _core.library_parameters_of("biophase")}
    records = [
        (
            row.name,
            values[f"biophase.{row.name}.half_life"],
            values[f"biophase.{row.name}.C50"],
            row.matches,
            row.fails,
        )
        for row in rows
    ]
    columns = ["name", "half_life", "C50", "matches", "fails"]
    return pd.DataFrame.from_records(records, columns=columns, index="name")


def states(rows: Iterable[_core.StateInfo]) -> pd.DataFrame:
    """Index ``name``; columns unit, meaning."""
    import pandas as pd

    records = [(row.name, row.unit, row.meaning) for row in rows]
    return pd.DataFrame.from_records(records, columns=["name", "unit", "meaning"], index="name")
