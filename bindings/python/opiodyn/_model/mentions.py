"""This module finds parameters by the words in what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from opiodyn import _core

# These words of the field stand in no meaning of their kinds.
_OTHER_WORDS = {"K": "affinity Kd Ki", "EC50": "potency", "CL": "elimination"}


def mentioning(rows: Iterable[_core.Parameter], text: str) -> list[_core.Parameter]:
    """Returns the rows that mention every word of a text, in any case.

    What the last word of a name stands for counts too: F is the bioavailability, whatever the
    meaning of a single row says of it.
    """
    from opiodyn._library.schema import PARAMETER_KINDS  # most programs never read it

    meanings = {name: kind.meaning for name, kind in PARAMETER_KINDS.items()}
    wanted = set(text.lower().split())
    return [row for row in rows if all(word in _searched(row, meanings) for word in wanted)]


def _searched(row: _core.Parameter, meanings: Mapping[str, str]) -> str:
    last = row.name.rpartition(".")[2]
    fields = [row.name, row.meaning, row.note, row.unit, row.status, *row.sources]
    return " ".join([*fields, meanings.get(last, ""), _OTHER_WORDS.get(last, "")]).lower()
