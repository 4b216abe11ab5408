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

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model import tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["missing", "of", "presets", "references", "search", "sets", "table"]


def table() -> pd.DataFrame:
    """All parameters of the library; of an alternative literature set what differs from it."""
    return tables.parameters(_distinct(_core.library_parameters()))


def of(name: str) -> pd.DataFrame:
    """The parameters of a drug, metabolite or peptide, or the one parameter of that name.

    Between-subject variability (``naltrexone.CL.cv``), correlations (``naltrexone.CL~oral.F.rho``)
    and effects of covariates (``naltrexone.CL.weight``) are among them.

    Args:
        name: For instance ``"naltrexone"``, ``"naltrexone.mu"``, ``"naltrexone.CL"``,
            ``"naloxone/fda"`` (another literature set) or ``"biophase"``.

    Raises:
        UnknownNameError: There is none; the message suggests the nearest name.
        InputError: It is not known; the message says why.
    """
    rows = [row for row in _core.library_parameters() if row.name == check.word("name", name)]
    reason = _core.library_missing().get(name)
    if reason is not None:
        raise check.input_error(name, "not known", reason)
    return tables.parameters(rows or _core.library_parameters_of(name))


def search(text: str) -> pd.DataFrame:
    """The parameters that mention every word of the text in name, meaning, note, unit, status or
    source.

    Capitals do not matter. Empty if there are none. Of an alternative literature set only what
    differs from the default is searched.
    """
    wanted = check.word("text", text).lower().split()

    def mentions(row: _core.Parameter) -> bool:
        words = [row.name, row.meaning, row.note, row.unit, row.status, *row.sources]
        said = " ".join(words).lower()
        return all(word in said for word in wanted)

    rows = _distinct(_core.library_parameters())
    return tables.parameters([row for row in rows if mentions(row)])


def missing(substance: str | None = None) -> pd.DataFrame:
    """What nobody knows, as far as the library has read: index ``name``; column ``reason``.

    A model that needs one of these asks for it; ``Model(parameters={name: value})`` supplies it.

    Args:
        substance: Only what is missing of this one.
    """
    import pandas as pd

    rows = _core.library_missing()
    if substance is not None:
        prefix = check.word("substance", substance) + "."
        _core.library_parameters_of(substance)  # an unknown name is the first thing to say
        rows = {name: reason for name, reason in rows.items() if name.startswith(prefix)}
    index = pd.Index(list(rows), name="name", dtype=str)
    return pd.DataFrame({"reason": pd.Series(list(rows.values()), index=index, dtype=str)})


def sets(substance: str) -> list[str]:
    """The alternative literature sets of a drug, the default one among them: ``"naloxone/fda"``
    works wherever a drug is named."""
    _core.library_parameters_of(check.word("substance", substance))
    return _core.library_sets_of(substance)


def _distinct(rows: list[_core.Parameter]) -> list[_core.Parameter]:
    """Without what an alternative set merely inherits."""
    known = {row.name: row for row in rows}

    def inherited(row: _core.Parameter) -> bool:
        substance, slash, rest = row.name.partition("/")
        base = known.get(f"{substance}.{rest.partition('.')[2]}") if slash else None
        return base is not None and (base.value, base.sources) == (row.value, row.sources)

    return [row for row in rows if not inherited(row)]


def references() -> pd.DataFrame:
    """The sources: index ``key``; columns ``citation``, ``doi``, ``note``."""
    return tables.references(_core.library_references())


def presets() -> pd.DataFrame:
    """The biophase presets: index ``name``; ``half_life`` (h) of the effect site, ``C50`` (nM), and
    which data each ``matches`` and ``fails``."""
    return tables.presets(_core.biophase_presets())
