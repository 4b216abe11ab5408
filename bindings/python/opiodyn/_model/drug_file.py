"""This module turns a drug file of the caller's own into a drug of the model."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks import check

if TYPE_CHECKING:
    from opiodyn._library.errors import DrugFileError
    from opiodyn._library.rows import Parameter, Substance


def read_drug(path: str | PathLike[str], *, literature_set: str | None = None) -> _core.Substance:
    """Reads a drug of your own from a TOML file; docs/drug-files.md describes its form.

    Args:
        path: Path of the file, which has the name of the drug: ``mydrug.toml``.
        literature_set: Name of a table ``[sets.*]`` of the file, whose values replace the default
            ones. The drug is then named ``mydrug/set``. None takes the default values.

    Returns:
        A drug for ``Model(drugs=[...])``, which works like a drug of the library.

    Raises:
        InputError: The file cannot be read or breaks a rule. The message names file, line, column,
            value and rule.
        UnknownNameError: The file has no such set; the message lists the sets that it has.
    """
    from opiodyn._library import DrugFileError, read_own

    file = check.path("path", path)
    try:
        return substance_of(_chosen(read_own(file), literature_set))
    except DrugFileError as error:
        raise input_error_of(error) from None


def input_error_of(error: DrugFileError) -> _core.InputError:
    """Returns the error that users see for a fault which the reader of files found."""
    raised = _core.InputError(str(error))
    raised.field, raised.value, raised.rule = error.field, str(error.value), error.rule
    return raised


def _chosen(read: Substance, literature_set: str | None) -> Substance:
    if literature_set is None:
        return read
    name = check.word("literature_set", literature_set)
    names = [one.name.partition("/")[2] for one in read.sets]
    if name not in names:
        raise check.unknown("literature_set", name, names)
    return read.sets[names.index(name)]


def substance_of(read: Substance) -> _core.Substance:
    """Returns a substance that was read as one of the compiled core."""
    return _core.Substance(
        name=read.name,
        kind=read.kind,
        compartments=read.compartments,
        metabolites=read.metabolites,
        routes=[(r.name, r.salt, [(i.name, i.kind, i.n) for i in r.inputs]) for r in read.routes],
        receptors=read.receptors,
        parameters=[_row(p) for p in read.parameters],
        missing=read.missing,
        effects=[_row(p) for p in read.effects],
        variability=[(v.parameter, v.effect) for v in read.variability],
        correlations=[(c.first, c.second, c.effect) for c in read.correlations],
        covariates=[
            (c.parameter, c.covariate, c.category, c.kind, c.reference, c.effect)
            for c in read.covariates
        ],
    )


def _row(
    p: Parameter,
) -> tuple[str, float, str, float, float, str, str, tuple[str, ...], str, str, str]:
    return (
        p.name,
        p.value,
        p.unit,
        p.low,
        p.high,
        p.evidence,
        p.status,
        p.sources,
        p.meaning,
        p.note,
        p.calibrated_at,
    )
