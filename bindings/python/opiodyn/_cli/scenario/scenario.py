"""This module turns the values of a scenario into a model, doses, options and targets."""

from __future__ import annotations

from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._cli import output
from opiodyn._cli.forms import IN_SCENARIO, told
from opiodyn._cli.output import Targets
from opiodyn._cli.scenario.parts import model_of, table_at, written_paths
from opiodyn._cli.scenario.read import Document, placed
from opiodyn._cli.scenario.schema import SCENARIO
from opiodyn._cli.simulate import Doses, refuse_picture
from opiodyn._cli.table_options import RECORDS
from opiodyn._cli.tables import is_table
from opiodyn._dosing.regimen import regimen
from opiodyn._library.errors import DrugFileError
from opiodyn._model.drug_file import input_error_of
from opiodyn._model.model import Model

_OF_ONE_RUN = [("outputs", key) for key in ("end", "delta", "times")] + [("solver", "method")]


class Scenario(NamedTuple):
    """A scenario holds all that `opiodyn run` needs, checked."""

    doses: Doses
    model: Model
    options: dict[str, Any]
    """The options are further arguments of `simulate`, or of `compare`."""
    compares: bool
    to: Targets


def scenario(document: Document, *, anywhere: bool = False) -> Scenario:
    """Returns the scenario that a document describes.

    Args:
        document: The document.
        anywhere: Whether it may write outside its folder.

    Raises:
        InputError: A value breaks a rule; the message names its place.
    """
    try:
        compares = "compare" in document.sections
        if compares:
            _refuse_run_options(document)
        to = _targets(document, anywhere)
        doses = _doses(document)
        with placed(document, "write"):
            refuse_picture(doses, "write.plot", document.of("write").get("plot"))
        model = model_of(document, "regimen")
        return Scenario(doses, model, _options(document, compares), compares, to)
    except DrugFileError as error:
        raise input_error_of(error) from None


def _refuse_run_options(document: Document) -> None:
    """Refuses a table, and options of a single run, which a comparison does not use."""
    for section, key in _OF_ONE_RUN:
        if key in document.of(section):
            (document.where / section / key).fail("is not for a comparison, which sweeps over runs")
    if _has_table(document):
        (document.where / "regimen").fail("a comparison needs a regimen, not a table")


def _targets(document: Document, anywhere: bool) -> Targets:
    paths = written_paths(document, SCENARIO, anywhere=anywhere)
    with placed(document, "write"):
        return output.targets(
            paths.get("csv"), paths.get("plot"), named=("write.csv", "write.plot")
        )


def _has_table(document: Document) -> bool:
    return any(is_table(text, document.path.parent) for text in document.top["regimen"])


def _doses(document: Document) -> Doses:
    texts = document.top["regimen"]
    with placed(document, "regimen", "table"), told(IN_SCENARIO):
        if _has_table(document):
            if len(texts) > 1:
                (document.where / "regimen").fail("a table cannot stand beside regimens")
            return table_at(document, texts[0])
        if "table" in document.sections:
            (document.where / "table").fail("is only for a table of events")
        total = _core.Regimen([])
        for text in texts:
            total = total + regimen(text)
        return total


def _options(document: Document, compares: bool) -> dict[str, Any]:
    return {
        **document.of("outputs"),
        **document.of("solver"),
        **{key: value for key, value in document.of("table").items() if key == RECORDS.argument},
        **(document.of("compare") if compares else {}),
    }
