"""This module finds parameters by the words in what is known of them."""

from __future__ import annotations

from collections.abc import Iterable

from opiodyn import _core
from opiodyn._library.schema import PARAMETER_KINDS

# These words of the field stand in no meaning of their kinds.
_OTHER_WORDS = {"K": "affinity Kd Ki", "EC50": "potency", "CL": "elimination"}


def mentioning(rows: Iterable[_core.Parameter], text: str) -> list[_core.Parameter]:
    """Returns the rows that mention every word of a text, in any case.

    What the last word of a name stands for counts too: F is the bioavailability, whatever the
    meaning of a single row says of it.
    """
    wanted = set(text.lower().split())
    return [row for row in rows if all(word in _searched(row) for word in wanted)]


def _searched(row: _core.Parameter) -> str:
    last = row.name.rpartition(".")[2]
    kind = PARAMETER_KINDS.get(last)
    fields = [row.name, row.meaning, row.note, row.unit, row.status, *row.sources]
    return " ".join([*fields, kind.meaning if kind else "", _OTHER_WORDS.get(last, "")]).lower()
