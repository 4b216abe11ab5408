"""This module shows the parameter library: every number with its unit, range, evidence and source.

Tables are pandas DataFrames with the index ``name``, the full name of a parameter, and the columns

- ``value`` in ``unit``, and ``low`` to ``high``, the plausible range in the same unit;
- ``evidence``, the kind of evidence: H human, A animal, V in vitro, X assumption, U supplied by the
  caller;
- ``status``, the way the value was found: read (in the source), secondary (in another work that
  quotes the source), derived, memory, assumed or supplied;
- ``source``, keys of `references`, separated by spaces; ``opiodyn-design`` is this project itself;
- ``meaning`` and ``note``;
- ``unconfirmed``, True if the source itself has not been read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model import tables
from opiodyn._model.mentions import mentioning

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["brands", "missing", "of", "presets", "references", "search", "sets", "table"]


def table() -> pd.DataFrame:
    """Returns all parameters of the library.

    An alternative literature set has rows only for parameters that differ from the default set.
    """
    return tables.parameters(_distinct(_core.library_parameters()))


def of(name: str) -> pd.DataFrame:
    """Returns the parameters of a drug, metabolite or peptide, or the one parameter of that name.

    The rows include between-subject variability (``naltrexone.CL.cv``), correlations
    (``naltrexone.CL~oral.F.rho``) and effects of covariates (``naltrexone.CL.weight``).

    Args:
        name: A name or the beginning of one, such as ``"naltrexone"``, ``"naltrexone.mu"``,
            ``"naltrexone.CL"``, ``"naloxone/nasal"`` (another literature set) or ``"biophase"``.

    Returns:
        A table with the columns of this module.

    Raises:
        UnknownNameError: The library has no such name; the message says what there is.
        InputError: ``name`` is not text, or the value of this parameter is not known; the message
            says why.
    """
    wanted = check.word("name", name)
    rows = [row for row in _core.library_parameters() if row.name == wanted]
    reason = _core.library_missing().get(wanted)
    if reason is not None:
        raise check.input_error(wanted, "not known", reason)
    return tables.parameters(rows or _core.library_parameters_of(wanted))


def search(text: str) -> pd.DataFrame:
    """Returns the parameters that mention every word of a text, in any case.

    Names, meanings, notes, units, status and sources are searched, and the words for a kind of
    parameter: ``"bioavailability"`` finds each F. An alternative literature set is
    searched only for parameters that differ from the default set.

    Args:
        text: Words, separated by spaces.

    Returns:
        A table with the columns of this module; it is empty if no parameter mentions the words.

    Raises:
        InputError: ``text`` is not text.
    """
    rows = _distinct(_core.library_parameters())
    return tables.parameters(mentioning(rows, check.word("text", text)))


def missing(substance: str | None = None) -> pd.DataFrame:
    """Returns the parameters whose values are not known, each with the reason.

    A model that needs one of them raises an error; ``Model(parameters={name: value})`` supplies it.

    Args:
        substance: Name of a drug, metabolite or peptide; None lists those of all.

    Returns:
        A table with the index ``name`` and the column ``reason``.

    Raises:
        UnknownNameError: The library has no such substance.
        InputError: ``substance`` is not text.
    """
    import pandas as pd

    rows = _core.library_missing()
    if substance is not None:
        wanted = check.word("substance", substance)
        prefix = _core.drug_name(wanted) + "."
        _core.library_parameters_of(wanted)  # it refuses an unknown name
        rows = {name: reason for name, reason in rows.items() if name.startswith(prefix)}
    index = pd.Index(list(rows), name="name", dtype=str)
    return pd.DataFrame({"reason": pd.Series(list(rows.values()), index=index, dtype=str)})


def sets(substance: str) -> list[str]:
    """Returns the names of the literature sets of a drug, the default set among them.

    A name such as ``"naloxone/nasal"`` can be used like the name of a drug.

    Args:
        substance: Name of a drug, metabolite or peptide. The result is empty without such sets.

    Raises:
        UnknownNameError: The library has no such substance.
        InputError: ``substance`` is not text.
    """
    wanted = check.word("substance", substance)
    _core.library_parameters_of(wanted)
    return _core.library_sets_of(_core.drug_name(wanted))


def _distinct(rows: list[_core.Parameter]) -> list[_core.Parameter]:
    """Returns the rows without those that an alternative literature set inherits."""
    known = {row.name: row for row in rows}

    def inherited(row: _core.Parameter) -> bool:
        substance, slash, rest = row.name.partition("/")
        base = known.get(f"{substance}.{rest.partition('.')[2]}") if slash else None
        return base is not None and (base.value, base.sources) == (row.value, row.sources)

    return [row for row in rows if not inherited(row)]


def references() -> pd.DataFrame:
    """Returns the sources: a table with the index ``key`` and columns citation, doi and note."""
    return tables.references(_core.library_references())


def brands() -> pd.DataFrame:
    """Returns the brands and other words for drugs, read or refused; a table with a row each.

    The index is ``name``. The columns are ``drug`` and ``routes`` (both empty for a word that is
    refused), ``refusal``, and whence we know it: ``status``, ``source`` and ``note``. A word with
    the status ``"memory"`` is unconfirmed.
    """
    return tables.brands(_core.brands())


def presets() -> pd.DataFrame:
    """Returns the biophase presets, a table with a row each.

    The index is ``name``. The columns are ``half_life`` [h] of the effect site, ``C50`` [nM] at the
    effect site (NaN for ``slow``, which has a binding of its own instead), and the data that a
    preset ``matches`` and ``fails``.
    """
    return tables.presets(_core.presets())
