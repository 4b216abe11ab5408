"""This module turns the values of a scenario into a model, doses, options and targets."""

from __future__ import annotations

from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._checks import files
from opiodyn._cli import output
from opiodyn._cli.drugs import is_drug_file
from opiodyn._cli.forms import IN_SCENARIO, told
from opiodyn._cli.output import Targets
from opiodyn._cli.scenario.read import Document, placed
from opiodyn._cli.simulate import Doses, refuse_picture
from opiodyn._cli.table_options import RECORDS
from opiodyn._cli.tables import is_table
from opiodyn._dosing.regimen import regimen
from opiodyn._events.events import EventTable, read_events
from opiodyn._library.errors import DrugFileError
from opiodyn._model.drug_file import input_error_of, read_drug
from opiodyn._model.model import Model
from opiodyn._model.options import DrugChoice

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
        return Scenario(doses, _model(document), _options(document, compares), compares, to)
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
    folder, paths = document.path.parent, document.of("write")
    for key, path in paths.items():
        if not anywhere and files.leads_out(folder, path):
            rule = "leads out of the folder of the scenario; opiodyn run --write-anywhere allows it"
            (document.where / "write" / key).fail(rule, path)
    csv, plot = (None if key not in paths else str(folder / paths[key]) for key in ("csv", "plot"))
    with placed(document, "write"):
        return output.targets(csv, plot, named=("write.csv", "write.plot"))


def _has_table(document: Document) -> bool:
    return any(is_table(text, document.path.parent) for text in document.regimen)


def _doses(document: Document) -> Doses:
    with placed(document, "regimen", "table"), told(IN_SCENARIO):
        if _has_table(document):
            if len(document.regimen) > 1:
                (document.where / "regimen").fail("a table cannot stand beside regimens")
            return _table(document)
        if "table" in document.sections:
            (document.where / "table").fail("is only for a table of events")
        total = _core.Regimen([])
        for text in document.regimen:
            total = total + regimen(text)
        return total


def _table(document: Document) -> EventTable:
    keys = document.of("table")
    if is_drug_file(keys.get("drug", "")):
        rule = "must be the name of a drug; its file belongs to drugs in [model]"
        (document.where / "table" / "drug").fail(rule, keys["drug"])
    arguments = {key: value for key, value in keys.items() if key != RECORDS.argument}
    return read_events(str(document.path.parent / document.regimen[0].strip()), **arguments)


def _model(document: Document) -> Model:
    settings = dict(document.of("model"))
    with placed(document, "model", "regimen"):
        if "drugs" in settings:
            settings["drugs"] = [_drug(document, name) for name in settings["drugs"]]
        return Model(**settings)


def _drug(document: Document, name: str) -> DrugChoice:
    return read_drug(document.path.parent / name) if is_drug_file(name) else name


def _options(document: Document, compares: bool) -> dict[str, Any]:
    return {
        **document.of("outputs"),
        **document.of("solver"),
        **{key: value for key, value in document.of("table").items() if key == RECORDS.argument},
        **(document.of("compare") if compares else {}),
    }
