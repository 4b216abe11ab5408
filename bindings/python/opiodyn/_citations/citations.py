"""This module has the forms in which a run lists its sources."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._citations.bibtex import bibtex
from opiodyn._citations.sources import Source, is_own, sources_of

if TYPE_CHECKING:
    import pandas as pd

_WIDTH = 100  # characters of a line
_MOST_NAMED = 6


def citations(provenance: Mapping[str, Any], format: str) -> str | pd.DataFrame:
    """Returns the sources of a run in a form (`Run.citations`).

    Raises:
        InputError: There is no such form.
    """
    form = check.word("format", format)
    if form not in _FORMS:
        rule = f"must be {', '.join(repr(name) for name in _FORMS)}"
        raise check.input_error("format", shown(form), rule)
    return _FORMS[form](sources_of(provenance))


def _text(sources: Sequence[Source]) -> str:
    return "\n".join(_numbered(i, source) for i, source in enumerate(sources, 1))


def _numbered(number: int, source: Source) -> str:
    doi = f" doi:{source.doi}" if source.doi else ""
    begin = f"{number}. "
    text = f"{source.citation}.{doi} {_purpose(source)}"
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_on_hyphens=False,
        break_long_words=False,
    )


def _purpose(source: Source) -> str:
    if is_own(source):
        return "[this program]"
    more = len(source.names) - _MOST_NAMED
    named = ", ".join(source.names[:_MOST_NAMED])
    return f"[{named}{f' and {more} more' if more > 0 else ''}]"


def _frame(sources: Sequence[Source]) -> pd.DataFrame:
    import pandas as pd

    rows = [(one.key, one.citation, one.doi, one.note, ", ".join(one.names)) for one in sources]
    columns = ["key", "citation", "doi", "note", "values"]
    return pd.DataFrame.from_records(rows, columns=columns, index="key")


_FORMS: dict[str, Callable[[Sequence[Source]], str | pd.DataFrame]] = {
    "text": _text,
    "bibtex": bibtex,
    "frame": _frame,
}
