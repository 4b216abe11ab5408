"""This module holds what a caller says about a table beside its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown

DATE_ORDERS = ("mdy", "dmy", "ymd", "ydm")
"""These words give the order of month, day and year in a date."""
DECIMALS = (".", ",")


class Request(NamedTuple):
    """A request holds the arguments of `opiodyn.read_events` that say how to read a table."""

    columns: Mapping[str, str]
    """The names that columns get are given by the names that the table writes."""
    units: Mapping[str, str]
    """The units of columns are given by the names of the columns after renaming."""
    keep: tuple[str, ...] | None
    """These columns are kept and all others left out; None keeps all that are not in `drop`."""
    drop: tuple[str, ...]
    """These columns are left out."""
    ignore: tuple[str, ...]
    """These marks and conditions leave out rows, as ``IGNORE`` of NONMEM does."""
    accept: tuple[str, ...]
    """A row must meet one of these conditions, as with ``ACCEPT``; none takes all rows."""
    dates: str | None
    """This is the order of dates, of `DATE_ORDERS`; None leaves it to the column's name."""
    decimal: str
    """This is the mark of decimals."""
    sheet: str | None
    """This is the sheet of a workbook; None takes its only one."""

    def leaving(self, names: Sequence[str]) -> str:
        """Returns the argument to copy that leaves out more columns than the caller does now."""
        if self.keep is None:
            return f"drop={[*self.drop, *names]!r}"
        out = {name.lower() for name in names}
        return f"keep={[name for name in self.keep if name.strip().lower() not in out]!r}"


def drug_of(drug: str | None) -> str:
    """Returns the drug of doses that name none; empty for None."""
    if drug is None:
        return ""
    word = check.word("drug", drug)
    if not word or not word.isprintable() or any(letter in word for letter in " +"):
        raise check.input_error("drug", shown(word), "must be the name of a drug, one word")
    return word


def request_of(
    columns: Mapping[str, str] | None,
    units: Mapping[str, str] | None,
    keep: Iterable[str] | None,
    drop: Iterable[str],
    ignore: str | Iterable[str],
    accept: str | Iterable[str],
    dates: str | None,
    decimal: str,
    sheet: str | None,
) -> Request:
    """Returns the arguments of `opiodyn.read_events`, each checked on its own.

    Raises:
        InputError: An argument breaks a rule.
    """
    return Request(
        _texts("columns", columns),
        _texts("units", units),
        None if keep is None else tuple(check.words("keep", keep)),
        tuple(check.words("drop", drop)),
        _one_or_more("ignore", ignore),
        _one_or_more("accept", accept),
        None if dates is None else _choice("dates", dates, DATE_ORDERS),
        _choice("decimal", decimal, DECIMALS),
        None if sheet is None else check.word("sheet", sheet),
    )


def refuse_sheet(request: Request) -> None:
    """Refuses the name of a sheet where the source is no workbook."""
    if request.sheet is not None:
        rule = "only workbooks (.xlsx) have sheets, and this is none"
        raise check.input_error("sheet", shown(request.sheet), rule)


def _texts(field: str, value: Any) -> dict[str, str]:
    if value is None:
        return {}
    given = check.mapping(field, value, "must be a dict of texts")
    return {key: check.word(f"{field}[{key!r}]", text) for key, text in given.items()}


def _one_or_more(field: str, value: Any) -> tuple[str, ...]:
    if ask.is_a(value, str):
        return (check.word(field, value),)
    return tuple(check.words(field, value))


def _choice(field: str, value: Any, known: tuple[str, ...]) -> str:
    word = check.word(field, value).lower() if ask.is_a(value, str) else ""
    if word in known:
        return word
    listed = ", ".join(map(repr, known[:-1]))
    raise check.input_error(field, shown(value), f"must be {listed} or {known[-1]!r}")
