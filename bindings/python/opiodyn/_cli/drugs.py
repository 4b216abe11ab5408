"""This module reads the drug files that the command line names."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.files import check_toml
from opiodyn._checks.shown import shown
from opiodyn._library import read_own
from opiodyn._model import tables
from opiodyn._model.drug_file import read_drug, substance_of
from opiodyn._model.mentions import mentioning
from opiodyn._model.options import DrugChoice
from opiodyn._report import report

if TYPE_CHECKING:
    import pandas as pd


_OF_LIBRARY = (
    "drugs of the library and their literature sets need no --drug, because the regimen names them"
)


def is_drug_file(text: str) -> bool:
    """Tells whether a word of the command line is the path of a drug file."""
    return text.lower().endswith(".toml")


class OwnDrugs(NamedTuple):
    """Own drugs are those whose files the command line names, each with its metabolites."""

    drugs: dict[str, _core.Substance]
    """The drugs and metabolites are given by name."""
    formed: dict[str, tuple[str, ...]]
    """The names of the metabolites that a drug forms are given by its name."""


def own_drugs(files: Sequence[str]) -> OwnDrugs:
    """Reads drug files.

    Raises:
        InputError: A file cannot be read or stands twice.
    """
    found = OwnDrugs({}, {})
    for path in files:
        check_toml("--drug", path, _OF_LIBRARY)
        drug = read_drug(path)
        if drug.name in found.drugs:
            raise check.input_error("--drug", f"'{drug.name}'", "is given twice")
        found.drugs[drug.name], found.formed[drug.name] = drug, read_own(path).metabolites
    return found


def drugs_of(named: Sequence[str], own: OwnDrugs) -> list[DrugChoice] | None:
    """Returns the drugs of a regimen or table, with their metabolites that have files.

    The result is None if there are no files, so that the model takes its drugs from the regimen.

    Args:
        named: Names of drugs that the regimen or table has; if there are none, all files count.
        own: The drugs that have files.

    Raises:
        InputError: A drug is not used.
    """
    if not own.drugs:
        return None
    used = list(named or own.drugs)
    for name in used:  # the list grows: metabolites have metabolites
        formed = own.formed.get(name, ())
        used += [one for one in formed if one in own.drugs and one not in used]
    unused = [name for name in own.drugs if name not in used]
    if unused:
        raise check.input_error("--drug", f"'{unused[0]}'", "is not in the regimen")
    return [own.drugs.get(name, name) for name in used]


def parameters_of(path: str, name: str | None, text: str | None) -> tuple[pd.DataFrame, str]:
    """Returns the parameters and effects of a drug file, and its unknown values as text.

    Args:
        path: The path of the file.
        name: The name of a parameter, or the beginning of names; None stands for all.
        text: Words that parameters must mention; None stands for all, and else the text is empty.

    Raises:
        InputError: The file has a fault, or no such parameter.
    """
    check_toml("--drug", path, "opiodyn parameters NAME lists a drug of the library")
    read_drug(path)  # it reports a fault of the file as InputError
    read = read_own(path)
    whole = dataclasses.replace(read, parameters=(*read.parameters, *read.effects))
    rows = substance_of(whole).parameters
    if text is not None:
        return tables.parameters(mentioning(rows, text)), ""
    gaps = {one: why for one, why in read.missing.items() if name is None or _is_of(one, name)}
    rows = [row for row in rows if name is None or _is_of(row.name, name)]
    if name is not None and not (rows or gaps):
        rule = f"'{read.name}' of the file has no such parameter; leave --drug out for a drug of "
        raise check.input_error("NAME", shown(name), f"{rule}the library")
    return tables.parameters(rows), report.unknown_values(gaps)


def _is_of(parameter: str, name: str) -> bool:
    """Tells whether a parameter has this name, or a name that begins with its words."""
    return f"{parameter}.".startswith(f"{name}.")
