"""This module makes rows of the compiled core into pandas DataFrames."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from opiodyn import _core

if TYPE_CHECKING:
    import pandas as pd

_OWN_KEY, _OWN_NAME = "opiodyn-design", "this project"
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
    """Returns a table with the index ``name`` and the columns that `opiodyn.parameters` lists."""
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
    return _table("name", _PARAMETER_COLUMNS, records)


def cited(source: str, status: str) -> str:
    """Returns the sources of a parameter as reports list them.

    Choices of this project are named in words, so that nobody takes them for literature.

    Args:
        source: Keys of references, separated by spaces.
        status: The status of the parameter, such as ``"assumed"``.
    """
    own = f"{_OWN_NAME} (assumed)" if status == "assumed" else _OWN_NAME
    return ", ".join(own if key == _OWN_KEY else key for key in source.split())


def reference_name(key: str) -> str:
    """Returns the name under which reports list a reference: its key, or words for this project."""
    return f"{_OWN_NAME} ({key})" if key == _OWN_KEY else key


def references(rows: Iterable[_core.Reference]) -> pd.DataFrame:
    """Returns a table with the index ``key`` and the columns citation, doi and note."""
    records = [(row.key, row.citation, row.doi, row.note) for row in rows]
    return _table("key", ["citation", "doi", "note"], records)


def brands(rows: Iterable[_core.Brand]) -> pd.DataFrame:
    """Returns a table with the index ``name`` and the columns that `parameters.brands` names."""
    columns = ["drug", "routes", "refusal", "status", "source", "note"]
    records = [
        (
            *(row.name, row.drug, " ".join(row.routes), row.refusal),
            *(row.status, " ".join(row.sources), row.note),
        )
        for row in rows
    ]
    return _table("name", columns, records)


def presets(rows: Iterable[_core.Preset]) -> pd.DataFrame:
    """Returns a table with the index ``name`` and the columns half_life, C50, matches and fails."""
    values = {row.name: row.value for row in _core.library_parameters_of("biophase")}
    records = [
        (
            row.name,
            values[f"biophase.{row.name}.half_life"],
            values.get(f"biophase.{row.name}.C50", math.nan),
            row.matches,
            row.fails,
        )
        for row in rows
    ]
    return _table("name", ["half_life", "C50", "matches", "fails"], records)


def states(rows: Iterable[_core.StateInfo]) -> pd.DataFrame:
    """Returns a table with the index ``name`` and the columns unit and meaning."""
    return _table("name", ["unit", "meaning"], [(row.name, row.unit, row.meaning) for row in rows])


def _table(index: str, columns: list[str], records: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Returns records as a table; the first value of each record belongs to the index."""
    import pandas as pd

    return pd.DataFrame.from_records(records, columns=[index, *columns], index=index)
