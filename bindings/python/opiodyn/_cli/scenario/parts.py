"""This module turns the parts that files of all kinds share into a table, a model and paths."""

from __future__ import annotations

from opiodyn._checks import files
from opiodyn._cli.drugs import is_drug_file
from opiodyn._cli.scenario.layout import Layout
from opiodyn._cli.scenario.read import Document, placed
from opiodyn._cli.table_options import TABLE_OPTIONS
from opiodyn._events.events import EventTable, read_events
from opiodyn._model.drug_file import read_drug
from opiodyn._model.model import Model
from opiodyn._model.options import DrugChoice

_DRUG = "drug"
_ARGUMENTS = (_DRUG, *(one.argument for one in TABLE_OPTIONS))


def table_at(document: Document, path: str) -> EventTable:
    """Returns the table at a path, read as the section ``[table]`` says."""
    keys = document.of("table")
    if is_drug_file(keys.get(_DRUG, "")):
        rule = "must be the name of a drug; its file belongs to drugs in [model]"
        (document.where / "table" / _DRUG).fail(rule, keys[_DRUG])
    arguments = {key: value for key, value in keys.items() if key in _ARGUMENTS}
    return read_events(str(document.path.parent / path.strip()), **arguments)


def model_of(document: Document, *others: str) -> Model:
    """Returns the model of the section ``[model]``.

    Args:
        document: The document.
        others: Further sections that an error may be about.
    """
    settings = dict(document.of("model"))
    with placed(document, "model", *others):
        if "drugs" in settings:
            settings["drugs"] = [_drug(document, name) for name in settings["drugs"]]
        return Model(**settings)


def _drug(document: Document, name: str) -> DrugChoice:
    return read_drug(document.path.parent / name) if is_drug_file(name) else name


def written_paths(document: Document, layout: Layout, *, anywhere: bool) -> dict[str, str]:
    """Returns the paths of the section ``[write]``, relative to the caller.

    Args:
        document: The document.
        layout: The layout of the document.
        anywhere: Whether they may lead out of its folder.
    """
    folder, paths = document.path.parent, document.of("write")
    for key, path in paths.items():
        if not anywhere and files.leads_out(folder, path):
            allows = f"opiodyn {layout.command} --write-anywhere allows it"
            rule = f"leads out of the folder of the {layout.title}; {allows}"
            (document.where / "write" / key).fail(rule, path)
    return {key: str(folder / path) for key, path in paths.items()}
