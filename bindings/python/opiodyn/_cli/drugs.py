"""Drug files on the command line."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._library import read_own
from opiodyn._model import tables
from opiodyn._model.drug_file import read_drug, substance_of
from opiodyn._model.options import DrugChoice
from opiodyn._report import report

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._library.rows import Substance


def drugs_of(named: Sequence[str], files: Sequence[str]) -> list[DrugChoice] | None:
    """The drugs of a regimen or table, those of files among them, with the metabolites that have
    files; None leaves the drugs to the model.

    Args:
        named: Those that it names; if it names none, all files count.
        files: Paths of drug files.

    Raises:
        InputError: A file cannot be read, stands twice or is not used.
    """
    if not files:
        return None
    own: dict[str, _core.Substance] = {}
    metabolites: dict[str, tuple[str, ...]] = {}
    for path in files:
        drug = read_drug(path)
        if drug.name in own:
            raise check.input_error("--drug", f"'{drug.name}'", "is given twice")
        own[drug.name], metabolites[drug.name] = drug, read_own(path).metabolites
    used = list(named or own)
    for name in used:  # grows: metabolites of metabolites
        formed = metabolites.get(name, ())
        used += [one for one in formed if one in own and one not in used]
    unused = [name for name in own if name not in used]
    if unused:
        raise check.input_error("--drug", f"'{unused[0]}'", "is not in the regimen")
    return [own.get(name, name) for name in used]


def parameters_of(path: str) -> tuple[pd.DataFrame, str]:
    """The parameters of a drug file, with the effects of people on them; and, as text, what it says
    is not known."""
    read_drug(path)  # a fault of the file is told as everywhere
    read = read_own(path)
    whole = dataclasses.replace(read, parameters=(*read.parameters, *read.effects))
    frame = tables.parameters(substance_of(whole).parameters)
    return frame, _gaps(read)


def _gaps(read: Substance) -> str:
    lines = [report.wrapped(f"  {gap}: {why}", indent=4) for gap, why in read.missing.items()]
    return "\n".join(["", "not known", *lines, ""]) if lines else ""
