"""This module reads a scenario or another such file; a fault has its line and column."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._cli.scenario.layout import Keys, Layout
from opiodyn._cli.scenario.schema import SCENARIO
from opiodyn._library.checks import table_of
from opiodyn._library.document import parse, read_text
from opiodyn._library.errors import DrugFileError, shown_file
from opiodyn._library.positions import KeyPath
from opiodyn._library.where import Where, path_text
from opiodyn._model.drug_file import input_error_of

# Fields of errors whose key in a scenario has another name.
_KEYS = {
    "part of the response": "response",
    "response.phi": "phi",
    "receptor": "receptors",
    "peptide": "endogenous",
    "endpoint": "endpoints",
    "endpoint.receptor": "endpoints",
    "drug": "regimen",
    "metric": "metrics",
    "events": "file",
}


class Document(NamedTuple):
    """A document holds the checked values of a file, and where they stand."""

    path: Path
    top: dict[str, Any]
    """The keys that stand outside of sections."""
    sections: dict[str, dict[str, Any]]
    """The sections that the file has are given by name."""
    where: Where

    def of(self, section: str) -> dict[str, Any]:
        """Returns the values of a section; there are none if the file has no such section."""
        return self.sections.get(section, {})


def read(path: str, text: str | None = None, *, layout: Layout = SCENARIO) -> Document:
    """Reads a file.

    Args:
        path: The path of the file.
        text: The content of the file; None reads it.
        layout: The keys that it may have.

    Raises:
        InputError: The file cannot be read or breaks a rule; the message names file, line, column,
            key, value and rule.
    """
    try:
        table, where = parse(read_text(Path(path), path) if text is None else text, path)
        _known(table, where, {*layout.top, *layout.sections})
        top = _values({key: table[key] for key in layout.top if key in table}, where, layout.top)
        sections = {
            name: _values(table[name], where / name, keys)
            for name, keys in layout.sections.items()
            if name in table
        }
        _refuse_missing(table, where, layout)
        return Document(Path(path), top, sections, where)
    except DrugFileError as error:
        raise input_error_of(error) from None


def _refuse_missing(table: dict[str, Any], where: Where, layout: Layout) -> None:
    for (*sections, key), rule in layout.needed.items():
        inside, place = table, where
        for name in sections:
            place = place / name
            inside = table_of(inside.get(name, {}), place)
        if key not in inside:
            (place / key).fail(rule)


def _values(content: Any, where: Where, keys: Keys) -> dict[str, Any]:
    _known(table_of(content, where), where, keys)
    return {key: keys[key][0].read(value, where / key) for key, value in content.items()}


def _known(table: dict[str, Any], where: Where, known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            (where / key).fail(f"{_core.unknown_rule(key, sorted(known))}")


@contextmanager
def placed(document: Document, *sections: str) -> Iterator[None]:
    """Adds the place in the file to errors of the library, which it looks for in these sections."""
    try:
        yield
    except _core.InputError as error:
        message = error.one_line if isinstance(error, _core.ParseError) else str(error)
        path = _path_of(error, document.where, sections)
        place = shown_file(document.where.file)
        if path is not None:
            line, column = document.where.positions.find(path, value=False)
            place = f"{place}:{line}:{column}"
        raised = _core.InputError(f"{place}: {message}")
        raised.field, raised.value, raised.rule = f"{place}: {error.field}", error.value, error.rule
        raise raised from None


def _path_of(error: _core.InputError, where: Where, sections: tuple[str, ...]) -> KeyPath | None:
    """Returns the key that an error is about.

    Its name is the field of the error, the value that was refused, or both.
    """
    field, value = str(error.field), str(error.value).strip("'")
    names = [f"{field}.{value}", field, value, _KEYS.get(field, "")]
    for name in filter(None, names):
        for section in sections:
            for path in where.positions.keys:
                text = path_text(path).replace('"', "")
                if path[0] == section and f".{text}".endswith(f".{name}"):
                    return path
    return next(((section,) for section in sections if (section,) in where.positions.keys), None)
