"""This module reads tables of events for the commands of the shell."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._checks import check, files
from opiodyn._checks.shown import shown
from opiodyn._cli import settings
from opiodyn._cli.drugs import drugs_of, is_drug_file, own_drugs
from opiodyn._cli.table_options import RECORDS, TABLE_OPTIONS
from opiodyn._events.events import EventTable, read_events
from opiodyn._events.source.files.endings import ENDINGS
from opiodyn._model.options import DrugChoice

_ENDINGS = (".csv", ".txt", ".tsv", ".tab", ".dat", ".prn", *ENDINGS)
"""A name of several words with one of these endings is a path, even if there is no such file."""


def is_table(text: str, folder: Path | None = None) -> bool:
    """Tells whether a text that stands for a regimen is the path of a table of events.

    A text that can be read as a regimen is one. Any other is a path if there is such a file, or if
    it looks like the name of one, unless that is the name of a scenario.

    Args:
        text: The text.
        folder: The folder that a path is relative to; None is that of the caller.
    """
    name = text.strip()
    if not name or name.lower().endswith(".toml") or is_regimen(text):
        return False
    path = Path(name) if folder is None else folder / name
    named = name.lower().endswith(_ENDINGS) or len(name.split()) == 1
    return files.exists(path) or (named and files.looks_like_path(name))


def is_regimen(text: str) -> bool:
    """Tells whether a text can be read as a regimen, even if it breaks a rule of one."""
    try:
        _core.parse_regimen(check.word("regimen", text))
    except _core.ParseError:
        return False
    except _core.InputError:
        return True
    return True


class TableChoice(NamedTuple):
    """A choice of drugs and a table go together: the doses that name no drug get one."""

    table: EventTable
    drugs: list[DrugChoice] | None
    """These are the drugs of the model; None takes those of the table from the library."""


def read_table(path: str, chosen: argparse.Namespace) -> TableChoice:
    """Reads a table as the options say, with the drugs that ``--drug`` names.

    One drug of the library, or else the only file of a drug, gives the drug of doses that name
    none. Several files are a drug with its metabolites, or drugs that the table names.

    Raises:
        InputError: The table cannot be read, or an option breaks a rule.
    """
    own = own_drugs([word for word in chosen.drug if is_drug_file(word)])
    name = _named([word for word in chosen.drug if not is_drug_file(word)])
    alone = next(iter(own.drugs)) if len(own.drugs) == 1 else None
    table = read_events(path, drug=alone if name is None else name, **_arguments(chosen))
    if name is not None and _core.drug_name(name) not in table.drugs:
        rule = "no dose takes it: each names its drug" if table.drugs else "there are no doses"
        raise check.input_error("--drug", shown(name), rule)
    return TableChoice(table, drugs_of(table.drugs, own))


def refuse_table_options(chosen: argparse.Namespace) -> None:
    """Refuses options of tables where no table is read."""
    for one in (*TABLE_OPTIONS, RECORDS):
        value = getattr(chosen, one.destination)
        if value:
            text = value if isinstance(value, str) else value[0]
            raise check.input_error(one.option, shown(text), "is only for a table of events")


def _arguments(chosen: argparse.Namespace) -> dict[str, Any]:
    """Returns the arguments of `read_events` that the options give."""
    given = {one: getattr(chosen, one.destination) for one in TABLE_OPTIONS}
    return {
        one.argument: settings.pairs(one.option, value, one.metavar) if one.paired else value
        for one, value in given.items()
        if value not in (None, [])
    }


def _named(words: Sequence[str]) -> str | None:
    """Returns the drug that doses without a name get, or None if no word names one."""
    for word in words:
        if "." in word:
            rule = "must be the name of a drug, or the path of a .toml file"
            raise check.input_error("--drug", shown(word), rule)
    if len(words) > 1:
        rule = "names a second drug, but doses that name none get only one"
        raise check.input_error("--drug", shown(words[1]), rule)
    return words[0] if words else None
