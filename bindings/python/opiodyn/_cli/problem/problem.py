"""This module turns the values of a problem into a table, a model, arguments and outputs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from opiodyn._cli import output
from opiodyn._cli.problem.schema import PROBLEM
from opiodyn._cli.problem.words import told
from opiodyn._cli.scenario.parts import model_of, table_at, written_paths
from opiodyn._cli.scenario.read import Document, placed
from opiodyn._events.events import EventTable
from opiodyn._library.errors import DrugFileError
from opiodyn._model.drug_file import input_error_of
from opiodyn._model.model import Model

_ENDINGS = {
    "report": (".txt",),
    "csv": output.TABLES,
    "predictions": output.TABLES,
    "plot": output.PICTURES,
}


class Outputs(NamedTuple):
    """The outputs are the paths to write to; None writes no file."""

    report: Path | None
    csv: Path | None
    predictions: Path | None
    plot: Path | None


class Problem(NamedTuple):
    """A problem holds all that `opiodyn fit` needs, checked."""

    table: EventTable
    model: Model
    options: dict[str, Any]
    """The options are further arguments of `fit`."""
    to: Outputs


def problem(document: Document, *, anywhere: bool = False) -> Problem:
    """Returns the problem that a document describes.

    Args:
        document: The document.
        anywhere: Whether it may write outside its folder.

    Raises:
        InputError: A value breaks a rule; the message names its place.
    """
    try:
        to = _outputs(document, anywhere)
        with placed(document, "table"), told():
            table = table_at(document, document.of("table")["file"])
        options = {**document.of("fit"), **document.of("solver")}
        return Problem(table, model_of(document, "table"), options, to)
    except DrugFileError as error:
        raise input_error_of(error) from None


def _outputs(document: Document, anywhere: bool) -> Outputs:
    paths = written_paths(document, PROBLEM, anywhere=anywhere)
    _refuse_twice(document, paths)
    if "plot" in paths and not document.of("fit").get("pooled", True):
        rule = "draws one fit, and with pooled = false each subject has one"
        (document.where / "write" / "plot").fail(rule, document.of("write")["plot"])
    with placed(document, "write"):
        return Outputs(
            **{
                key: output.target(f"write.{key}", paths.get(key), endings)
                for key, endings in _ENDINGS.items()
            }
        )


def _refuse_twice(document: Document, paths: dict[str, str]) -> None:
    """Refuses a path that is written twice, or read too."""
    read = str(document.path.parent / document.of("table")["file"].strip())
    taken = {os.path.realpath(read): "is the table that is read"}
    for key, path in paths.items():
        place = os.path.realpath(path)
        if place in taken:
            (document.where / "write" / key).fail(taken[place], document.of("write")[key])
        taken[place] = f"is written by {key} already"
