"""From the values of a scenario to a model, what is taken, and where to write."""

from __future__ import annotations

from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._cli import output
from opiodyn._cli.output import Targets
from opiodyn._cli.scenario.read import Document, fault, placed
from opiodyn._cli.simulate import Taken, refuse_picture
from opiodyn._dosing.regimen import regimen as parse
from opiodyn._events.events import read_events
from opiodyn._library.errors import DrugFileError
from opiodyn._model.drug_file import read_drug
from opiodyn._model.model import Model
from opiodyn._model.options import DrugChoice


class Scenario(NamedTuple):
    """All that `opiodyn run` needs, checked."""

    taken: Taken
    model: Model
    options: dict[str, Any]
    """Of `simulate`, or of `compare`."""
    compares: bool
    to: Targets


def scenario(document: Document) -> Scenario:
    """What a document says.

    Raises:
        InputError: A value breaks a rule; the message names its place.
    """
    try:
        compares = "compare" in document.sections
        if compares:
            _refuse_run_options(document)
        to = _targets(document)
        taken = _taken(document)
        with placed(document, "write"):
            refuse_picture(taken, "write.plot", document.of("write").get("plot"))
        return Scenario(taken, _model(document), _options(document, compares), compares, to)
    except DrugFileError as error:
        raise fault(error) from None


def _refuse_run_options(document: Document) -> None:
    """A comparison looks at the last dosing interval alone, of a regimen."""
    for key in ("end", "times"):
        if key in document.of("outputs"):
            where = document.where / "outputs" / key
            where.fail("is not for a comparison, which looks at the last dosing interval")
    if _is_table(document):
        (document.where / "regimen").fail("a comparison needs a regimen, not a table")


def _targets(document: Document) -> Targets:
    said = document.of("write")
    csv, plot = (
        None if key not in said else str(document.path.parent / said[key])
        for key in ("csv", "plot")
    )
    with placed(document, "write"):
        return output.targets(csv, plot, named=("write.csv", "write.plot"))


def _is_table(document: Document) -> bool:
    return any(text.strip().lower().endswith(".csv") for text in document.regimen)


def _taken(document: Document) -> Taken:
    with placed(document, "regimen"):
        if _is_table(document):
            if len(document.regimen) > 1:
                (document.where / "regimen").fail("a table cannot stand beside regimens")
            return read_events(str(document.path.parent / document.regimen[0].strip()))
        total = _core.Regimen([])
        for text in document.regimen:
            total = total + parse(text)
        return total


def _model(document: Document) -> Model:
    said = dict(document.of("model"))
    with placed(document, "model", "regimen"):
        if "drugs" in said:
            said["drugs"] = [_drug(document, name) for name in said["drugs"]]
        return Model(**said)


def _drug(document: Document, name: str) -> DrugChoice:
    if name.lower().endswith(".toml"):
        return read_drug(document.path.parent / name)
    return name


def _options(document: Document, compares: bool) -> dict[str, Any]:
    return {
        **document.of("outputs"),
        **document.of("solver"),
        **(document.of("compare") if compares else {}),
    }
