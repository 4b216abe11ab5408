"""The parameter library: every number with its unit, range, evidence and source.

Tables are pandas DataFrames indexed by parameter name, with the columns

- ``value``, ``unit``, and ``low`` to ``high``, the plausible range;
- ``evidence``: what the value rests on: H human, A animal, V in vitro, X assumption, U supplied by
  the caller;
- ``status``: how the value was come by: read, secondary, derived, memory, assumed, supplied;
- ``source``: keys of `references`, separated by spaces;
- ``meaning``, ``note``;
- ``unconfirmed``: True where the source itself has not been read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn import _check, _core, _tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["of", "presets", "references", "search", "table"]


def table() -> pd.DataFrame:
    """All parameters of the library."""
    return _tables.parameters(_core.library_parameters())


def of(name: str) -> pd.DataFrame:
    """The parameters of a drug, metabolite or peptide, or the one parameter of that name.

    Args:
        name: For instance ``"naltrexone"``, ``"naltrexone.mu"``, ``"naltrexone.CL"`` or
            ``"biophase"``.

    Raises:
        UnknownNameError: There is none; the message suggests the nearest name.
    """
    rows = [row for row in _core.library_parameters() if row.name == _check.word("name", name)]
    return _tables.parameters(rows or _core.library_parameters_of(name))


def search(text: str) -> pd.DataFrame:
    """The parameters that mention every word of the text in name, meaning, note, unit or source.

    Capitals do not matter. Empty if there are none.
    """
    wanted = _check.word("text", text).lower().split()

    def mentions(row: _core.Parameter) -> bool:
        said = " ".join([row.name, row.meaning, row.note, row.unit, *row.sources]).lower()
        return all(word in said for word in wanted)

    return _tables.parameters([row for row in _core.library_parameters() if mentions(row)])


def references() -> pd.DataFrame:
    """The sources: index ``key``; columns ``citation``, ``doi``, ``note``."""
    return _tables.references(_core.library_references())


def presets() -> pd.DataFrame:
    """The biophase presets: index ``name``; ``half_life`` (h) of the effect site, ``C50`` (nM), and
    which data each ``matches`` and ``fails``."""
    return _tables.presets(_core.biophase_presets())
