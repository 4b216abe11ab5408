"""An alternative is the model of a run with the other set of a contested value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opiodyn import _core
from opiodyn._model.inside import core_of, moves_peptides, used_rows, variant
from opiodyn._model.model import Model
from opiodyn._model.tables import cited

if TYPE_CHECKING:
    from opiodyn._library.rows import Alternative as Other
    from opiodyn._library.rows import Contested

_FILE, _PHI = "contested.toml", "phi"


class Alternative(NamedTuple):
    """An alternative is a model in which one contested value is that of another set."""

    key: str
    """This is the name of the set, such as ``"naloxone/nasal"``, or ``"phi 0"``."""
    words: str
    headlines: str
    """This is the kind of the numbers that rest on the value: ``"tone"`` or ``"naloxone"``."""
    about: str
    """This sentence says why the value is contested, with its sources."""
    model: Model


def alternatives(
    model: Model,
    regimens: Iterable[_core.Regimen],
    headlines: Collection[str] = ("tone", "naloxone"),
) -> list[Alternative]:
    """Returns the alternatives of a settled model on which these kinds of headlines rest.

    A value that the caller gives, or that the regimens change, is the caller's own, and so is a
    literature set that the caller has chosen: they have no alternative. Nor has a value whose other
    set the model refuses.
    """
    changed = {name for regimen in regimens for name in _changes(regimen)}
    wanted = [
        value
        for value in (_values() if headlines else ())
        if value.headlines in headlines
        and value.parameter not in changed
        and _is_ours(model, value.parameter)
    ]
    found: list[Alternative] = []
    for value in wanted:
        for other in value.others:
            with suppress(_core.InputError):
                found.append(_alternative(model, value, other))
    return found


@cache
def _values() -> tuple[Contested, ...]:
    """Returns the contested values of the file, which lies beside this one in an installed copy."""
    from opiodyn._library.contested import read_contested
    from opiodyn._library.document import parse, read_text
    from opiodyn._library.parameters import Origins

    beside = Path(__file__).with_name(_FILE)
    path = beside if beside.is_file() else Path(__file__).parents[4] / "data" / _FILE
    return tuple(read_contested(*parse(read_text(path, _FILE), _FILE), Origins()))


@cache
def _library() -> dict[str, _core.Parameter]:
    return {row.name: row for row in _core.library_parameters()}


def _changes(regimen: _core.Regimen) -> Iterator[str]:
    for record in regimen.records:
        if isinstance(record, _core.Change):
            yield from record.parameters


def _is_ours(model: Model, parameter: str) -> bool:
    """Tells whether the model rests on the value of the library."""
    options = model.options()
    if parameter == _PHI:
        return options["phi"] is None and moves_peptides(model)
    named = [one for one in options["drugs"] or [] if isinstance(one, str)]
    return (
        parameter.partition(".")[0] in [*named, *options["endogenous"]]
        and parameter not in model.overrides
        and not parameter.startswith(_bound(model))
        and any(row.name == parameter for row in used_rows(model))
    )


def _bound(model: Model) -> tuple[str, ...]:
    """Returns how the names of the affinities begin that the caller gives as bindings."""
    return tuple(f"{one.ligand}.{one.receptor}." for one in model.options()["bindings"])


def _alternative(model: Model, value: Contested, other: Other) -> Alternative:
    if other.value is not None:
        key, found = f"{_PHI} {other.value:g}", variant(model, phi=other.value)
    else:
        key, found = other.set, _with_set(model, value.parameter.partition(".")[0], other.set)
    return Alternative(key, other.words, value.headlines, _about(value), found)


def _about(value: Contested) -> str:
    """Returns why a value is contested, with the sources of all sides."""
    local = value.parameter.partition(".")[2]
    rows = [_library()[f"{other.set}.{local}"] for other in value.others if other.set]
    sources = dict.fromkeys([*value.sources, *(key for row in rows for key in row.sources)])
    return f"{value.text.removesuffix('.')} [{cited(' '.join(sources), '')}]."


def _with_set(model: Model, substance: str, name: str) -> Model:
    """Returns the model with the values in which a literature set differs from the library's own.

    Values that the caller gives stay. Those of the set are read from a model that has it, because
    they may follow other values (1 + X0).
    """
    rows, options = _library(), model.options()
    renamed = {
        key: [name if one == substance else one for one in options[key] or []]
        for key in ("drugs", "endogenous", "concentration_given")
    }
    kept = {
        key: number
        for key, number in model.overrides.items()
        if not key.startswith(f"{substance}.")
    }
    bindings = [one for one in options["bindings"] if one.ligand != substance]
    own = {"parameters": kept, "bindings": bindings, "covariates": {}}
    of_set = {row.name: row.value for row in core_of(Model(**options | renamed | own)).parameters}
    bound = _bound(model)
    used = {row.name for row in used_rows(model) if not row.name.startswith(bound)}
    values = {}
    for row in rows.values():
        base = f"{substance}.{row.name.removeprefix(f'{name}.')}"
        if row.name.startswith(f"{name}.") and base in used and row.value != rows[base].value:
            values[base] = of_set[row.name]
    return variant(model, parameters=values | model.overrides)
