"""Step 2 of event tables settles the names and units of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import Cells, TableColumn
from opiodyn._events.source.columns import is_number, key_of
from opiodyn._events.source.names import no_such_columns, split
from opiodyn._events.source.request import Request
from opiodyn._events.source.unit_row import without_unit_row
from opiodyn._events.spelling.units import canonical, is_same


def with_headings(cells: Cells, request: Request, notes: Notes) -> Cells:
    """Returns the cells with their columns renamed, and with the units that are stated.

    Raises:
        InputError: A name cannot be found or is given twice, or two units are stated for a column.
    """
    columns = _plain(cells.columns)
    columns = _renamed(columns, _targets(columns, request.columns))
    if request.decimal == ",":
        columns = [one.with_points() if _may_be_numbers(one) else one for one in columns]
    cells = without_unit_row(cells._replace(columns=columns), request, notes)
    return cells._replace(columns=_with_units(cells.columns, request.units))


def _may_be_numbers(column: TableColumn) -> bool:
    key = key_of(column.name)
    return key == "" or is_number(key)


def _plain(columns: Iterable[TableColumn]) -> list[TableColumn]:
    """Returns the columns without quotes around their names; a first name #ID means ID."""
    names = [_unquoted(column.name) for column in columns]
    if names[0].startswith("#"):
        bare = names[0].lstrip("#").strip()
        others = {name.lower() for name in names[1:]}
        names[0] = names[0] if bare == "" or bare.lower() in others else bare
    return [
        column._replace(name=name, original=column.name if name != column.name else "")
        for column, name in zip(columns, names, strict=True)
    ]


def _unquoted(name: str) -> str:
    for quote in "\"'":
        if len(name) > 1 and name[0] == quote == name[-1]:
            return name[1:-1].strip()
    return name


def _targets(columns: list[TableColumn], renames: Mapping[str, str]) -> dict[int, str]:
    """Returns the new names by the positions of their columns.

    Raises:
        InputError: There is no such column, or more than one.
    """
    found: dict[int, str] = {}
    absent = []
    places = _Places(columns)
    for old, new in renames.items():
        mine = places.of(old)
        if len(mine) > 1 or (mine and mine[0] in found):
            several = ", ".join(repr(columns[i].heading) for i in mine)
            rule = (
                "is not clear: these columns have the name" if len(mine) > 1 else "is said twice of"
            )
            raise check.input_error("columns", shown(old), f"{rule} {several}")
        if not new.strip():
            raise check.input_error(f"columns[{old!r}]", shown(new), "must be a name")
        if mine:
            found[mine[0]] = new.strip()
        else:
            absent.append(old)
    if absent:
        raise no_such_columns("columns", absent, columns)
    return found


class _Places:
    """The places of columns are found by the names that a caller may give them."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        self._written: dict[str, list[int]] = {}
        self._folded: dict[str, list[int]] = {}
        for i, column in enumerate(columns):
            written = {column.heading, column.name}
            for name in written:
                self._written.setdefault(name, []).append(i)
            for name in {one.lower() for one in (*written, split(column.name).base)}:
                self._folded.setdefault(name, []).append(i)

    def of(self, name: str) -> list[int]:
        """Returns the columns of a name: as written, or else in any case, or without its unit."""
        wanted = name.strip()
        return self._written.get(wanted) or self._folded.get(wanted.lower(), [])


def _renamed(columns: list[TableColumn], targets: Mapping[int, str]) -> list[TableColumn]:
    """Returns the columns with their new names, and with the units that headings state.

    A heading ``TIME [h]`` states a unit if the reader knows TIME, or if the column is renamed.
    """
    found = []
    for i, column in enumerate(columns):
        base, unit = split(column.name)
        name = targets.get(i, base if key_of(base) else column.name)
        if name == column.name or (i in targets and canonical(unit) == ""):
            unit = ""
        original = column.heading if name != column.heading else ""
        found.append(column._replace(name=name, unit=unit, original=original))
    _refuse_one_name(found, targets)
    return found


def _refuse_one_name(columns: list[TableColumn], targets: Mapping[int, str]) -> None:
    """Refuses two columns with one name, if the caller gave it to one of them."""
    known = _by_meaning(columns)
    for i, name in targets.items():
        same = known[_meaning(name)]
        if len(same) > 1:
            others = ", ".join(repr(columns[j].heading) for j in same if j != i)
            rule = f"cannot be the name of {columns[i].heading!r} and of {others}"
            raise check.input_error("columns", shown(name), rule)


def _by_meaning(columns: Iterable[TableColumn]) -> dict[str, list[int]]:
    """Returns the positions of the columns by what their names mean."""
    found: dict[str, list[int]] = {}
    for i, column in enumerate(columns):
        found.setdefault(_meaning(column.name), []).append(i)
    return found


def _meaning(name: str) -> str:
    """Returns one word for all names that mean the same: their key, or else the name itself."""
    return (key_of(name) or name).lower()


def _with_units(columns: list[TableColumn], units: Mapping[str, str]) -> list[TableColumn]:
    """Returns the columns with the units that the caller states."""
    found = list(columns)
    absent, twice = [], []
    given: dict[int, str] = {}
    places, known = _Places(columns), _by_meaning(columns)
    for name, unit in units.items():
        mine = known.get(_meaning(name.strip())) or places.of(name)
        if not unit.strip():
            raise check.input_error(f"units[{name!r}]", shown(unit), "must be a unit")
        if not mine:
            absent.append(name)
        for i in mine:
            before, own = given.setdefault(i, unit), columns[i].unit
            if not is_same(unit, before):
                twice.append(f"{columns[i].heading} is {before!r} and {unit!r} here")
            elif own and not is_same(unit, own):
                twice.append(f"{columns[i].heading} is {unit!r} here and {own!r} in the table")
            found[i] = found[i]._replace(unit=unit.strip())
    if absent:
        raise no_such_columns("units", absent, columns)
    if twice:
        raise check.input_error("units", shown(dict(units)), "; ".join(twice))
    return found
