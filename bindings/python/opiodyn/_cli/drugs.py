"""This module reads the drug files that the command line names."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.files import check_toml
from opiodyn._library import read_own
from opiodyn._model import tables
from opiodyn._model.drug_file import read_drug, substance_of
from opiodyn._model.options import DrugChoice
from opiodyn._report import report

if TYPE_CHECKING:
    import pandas as pd


def is_drug_file(text: str) -> bool:
    """Tells whether a word of the command line is the path of a drug file."""
    return text.lower().endswith(".toml")


def drugs_of(named: Sequence[str], files: Sequence[str]) -> list[DrugChoice] | None:
    """Returns the drugs of a regimen or table, with their metabolites that have files.

    The result is None if there are no files, so that the model takes its drugs from the regimen.

    Args:
        named: Names of drugs that the regimen or table has; if there are none, all files count.
        files: Paths of drug files.

    Raises:
        InputError: A file cannot be read, stands twice or is not used.
    """
    if not files:
        return None
    own: dict[str, _core.Substance] = {}
    metabolites: dict[str, tuple[str, ...]] = {}
    for path in files:
        check_toml("--drug", path, "drugs of the library need no --drug")
        drug = read_drug(path)
        if drug.name in own:
            raise check.input_error("--drug", f"'{drug.name}'", "is given twice")
        own[drug.name], metabolites[drug.name] = drug, read_own(path).metabolites
    used = list(named or own)
    for name in used:  # the list grows: metabolites have metabolites
        formed = metabolites.get(name, ())
        used += [one for one in formed if one in own and one not in used]
    unused = [name for name in own if name not in used]
    if unused:
        raise check.input_error("--drug", f"'{unused[0]}'", "is not in the regimen")
    return [own.get(name, name) for name in used]


def parameters_of(path: str) -> tuple[pd.DataFrame, str]:
    """Returns the parameters and effects of a drug file, and its unknown values as text."""
    check_toml("--drug", path, "opiodyn parameters NAME lists a drug of the library")
    read_drug(path)  # it reports a fault of the file as InputError
    read = read_own(path)
    whole = dataclasses.replace(read, parameters=(*read.parameters, *read.effects))
    frame = tables.parameters(substance_of(whole).parameters)
    return frame, report.unknown_values(read.missing)
