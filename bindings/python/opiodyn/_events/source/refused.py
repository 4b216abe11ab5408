"""Step 2 of event tables refuses columns, in one message with a call that can be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._core import InputError
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.source.chosen import named_by
from opiodyn._events.source.columns import KNOWN, key_of
from opiodyn._events.source.field import AGREED, likely_key, meant_key, near_covariate
from opiodyn._events.source.request import Request
from opiodyn._events.words import shortened, some_of
from opiodyn._model.covariates import COVARIATES

_SHOWN = 100  # columns that a message names
_NO_TIME = (
    "a table of events needs a column TIME: columns={'NAME': 'TIME'} reads the column NAME as "
    "TIME; tabs, semicolons, commas or blanks separate columns"
)
_NO_ID = (
    "there is no ID, so that all rows are one subject: columns={'NAME': 'ID'} reads the column "
    "NAME as ID"
)


class AtFault(NamedTuple):
    """Columns are at fault; all are named by their position."""

    keys: dict[int, str]
    """The keys are those of all columns that are not left out; empty if a name is not known."""
    rules: dict[int, str]
    """The rules are broken by columns that are known in the field."""
    unknown: list[int]
    """These columns are not known, and no rule is."""


def refused(columns: Sequence[TableColumn], of: AtFault, request: Request) -> InputError:
    """Returns the error that names all columns at fault.

    Args:
        columns: All columns.
        of: The columns at fault; there may be none if TIME is missing.
        request: The arguments of the caller, which the call to copy keeps.
    """
    shown = {i: _shown(columns[i], i) for i in sorted({*of.rules, *of.unknown})}
    alone = len(shown) == 1 and not _lacks("time", columns, of)
    said = [_NO_TIME] if _lacks("time", columns, of) else []
    said += [rule if alone else f"{shown[i]} {rule}" for i, rule in of.rules.items()]
    if of.unknown:
        names = some_of([shown[i] for i in of.unknown], _SHOWN)
        said.append(f"{names} unknown" if said else "unknown")
        said += [_NO_ID] if _lacks("id", columns, of) else []
    rule = ". ".join(["; ".join(said), *_advice(columns, of, request)])
    if _lacks("time", columns, of):
        all_names = repr(shortened(", ".join(column.heading for column in columns), 100))
        return check.input_error("columns", all_names, rule)
    return check.input_error(
        "column" if alone else "columns", some_of([*shown.values()], _SHOWN), rule
    )


def _lacks(key: str, columns: Sequence[TableColumn], of: AtFault) -> bool:
    """Tells whether a column is missing, and no column at fault may be it."""
    return key not in of.keys.values() and key not in _meant(columns, of).values()


def _meant(columns: Sequence[TableColumn], of: AtFault) -> dict[int, str]:
    """Returns the key that each column at fault may be meant for; empty if there is none."""
    return {i: meant_key(columns[i].name, ()) or likely_key(columns[i].name) for i in of.rules}


def _shown(column: TableColumn, position: int) -> str:
    """Returns the name of a column for messages, with the one that the table writes."""
    if column.name == "":
        return f"number {position + 1}"
    name, heading = repr(shortened(column.name, 60)), shortened(column.heading, 60)
    return name if column.heading == column.name else f"{name} (written {heading!r})"


def _advice(columns: Sequence[TableColumn], of: AtFault, request: Request) -> list[str]:
    """Returns the sentences that give the call, and tell what else may be left out."""
    leave = _leave(columns, of)
    if not leave or _lacks("time", columns, of):  # else the call might leave out the time
        return []
    new = _new_names(columns, of)
    these = "out the rest" if new else "it out" if len(leave) == 1 else "them out"
    call = _call(columns, of, leave, request, new)
    known = [f"{KNOWN[0].upper()}{KNOWN[1:]}"] if of.unknown else []
    return [
        *_renames(columns, of, request, new),
        f"To leave {these}: {call}",
        *_covariates(columns, of),
        *known,
    ]


def _renames(
    columns: Sequence[TableColumn], of: AtFault, request: Request, new: dict[int, str]
) -> list[str]:
    """Returns the call that reads unknown columns as covariates, and leaves out the rest."""
    near = {i: near_covariate(columns[i].name) for i in of.unknown}
    names = [*near.values()]
    free = {
        i: name
        for i, name in near.items()
        if name and names.count(name) == 1 and key_of(name) not in of.keys.values()
    }
    if not free:
        return []
    what = ", ".join(f"{columns[i].heading} as {name}" for i, name in free.items())
    rest = [i for i in _leave(columns, of) if i not in free]
    return [f"To read {what}: {_call(columns, of, rest, request, new | free)}"]


def _leave(columns: Sequence[TableColumn], of: AtFault) -> list[int]:
    """Returns the columns at fault that may be left out."""
    agreed = (i for i in of.rules if columns[i].name.lower() in AGREED)
    return sorted([*of.unknown, *agreed])


def _covariates(columns: Sequence[TableColumn], of: AtFault) -> list[str]:
    """Returns what the model will say of covariates, so that one more call is enough."""
    idle = [columns[i].heading for i, key in of.keys.items() if key in COVARIATES]
    it = "it" if len(idle) == 1 else "them"
    return [f"Leave out {', '.join(idle)} too if no drug of the model follows {it}"] if idle else []


def _call(
    columns: Sequence[TableColumn],
    of: AtFault,
    leave: list[int],
    request: Request,
    new: dict[int, str],
) -> str:
    """Returns the arguments that rename columns which may be known, and leave out the others.

    The shorter way goes first, which is the columns to keep where more are to be left out. Very
    many columns are not named one by one.
    """
    named = [columns[i].name for i in of.keys if i not in leave and (i not in of.rules or i in new)]
    keep = f"keep={named!r}"
    dropped = sorted({*leave, *named_by(request.drop, columns)})
    drop = f"drop={[columns[i].name for i in dropped]!r}"
    if request.keep is not None or len(leave) > _SHOWN:
        ways = [keep]
    else:
        ways = [keep, drop] if len(leave) > len(named) else [drop]
    renames = {**request.columns, **{columns[i].heading: name for i, name in new.items()}}
    first = f"columns={renames!r}" if new else ""
    if not leave:
        return first
    return ", or ".join(f"{first}, {way}" if first else way for way in ways)


def _new_names(columns: Sequence[TableColumn], of: AtFault) -> dict[int, str]:
    """Returns the names that columns at fault may get, as long as one of them alone may have it."""
    found = _meant(columns, of)
    keys = [key for key in found.values() if key]
    return {i: key.upper() for i, key in found.items() if keys.count(key) == 1}
