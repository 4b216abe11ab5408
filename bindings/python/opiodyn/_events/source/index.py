"""Step 1 of event tables reads the index of a DataFrame, which may hold columns of the table."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.words import some_of


def columns_of(frame: pd.DataFrame) -> list[tuple[str, pd.Series[Any]]]:
    """Returns the columns of a frame by name: the levels of its index that have a name go first.

    A level without a name is left out if it only numbers the rows.

    Raises:
        InputError: A level without a name holds more than numbers of rows, a name is not text, or
            stands in the index and in the columns.
    """
    columns = [(_text(name), frame.iloc[:, i]) for i, name in enumerate(frame.columns)]
    heads = {str(name).strip().lower() for name in (*frame.columns, *frame.index.names)}
    named: list[tuple[str, pd.Series[Any]]] = []
    for i in range(frame.index.nlevels):
        level = frame.index.get_level_values(i)
        if level.name is None:
            _require_numbers_of_rows(level, heads)
            continue
        named.append((_text(level.name), pd.Series(level)))
    own = {name.strip().lower() for name, _ in columns}
    for name, _ in named:
        if name.strip().lower() in own:
            rule = "stands in the index and in the columns of the frame; drop one of them"
            raise check.input_error("column", shown(name), rule)
    return named + columns


def _text(name: object) -> str:
    check.instance("column name", name, str, "must be text")
    return str(name)


def _require_numbers_of_rows(level: pd.Index[Any], heads: Collection[str]) -> None:
    """Refuses an index that may hold subjects or times.

    Whole numbers that differ number the rows. So do those of joined frames, whose numbers repeat,
    as long as the subjects have a column of their own.
    """
    if pd.api.types.is_integer_dtype(level.dtype) and (level.is_unique or "id" in heads):
        return
    shown = some_of([*map(repr, level[:4].tolist())], 3)
    rule = (
        "has no name and does more than number the rows: name it, such as "
        "frame.rename_axis(index='ID'), or drop it with frame.reset_index(drop=True)"
    )
    raise check.input_error("index", shown, rule)
