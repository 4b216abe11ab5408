"""Reads a scenario: every fault with its line and column."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._cli.scenario.schema import REGIMEN, SECTIONS
from opiodyn._library.checks import table_of
from opiodyn._library.document import parse, read_text
from opiodyn._library.errors import DrugFileError
from opiodyn._library.positions import KeyPath
from opiodyn._library.where import Where, path_text

# What the library calls a thing whose key in a scenario has another name.
_KEYS = {
    "part of the response": "response",
    "response.phi": "phi",
    "response.effects": "effects",
    "response.immune": "response",
    "receptor": "receptors",
    "peptide": "endogenous",
    "drug": "regimen",
}


class Document(NamedTuple):
    """The checked values of a file, and where they stand."""

    path: Path
    regimen: list[str]
    sections: dict[str, dict[str, Any]]
    """Those that the file has."""
    where: Where

    def of(self, section: str) -> dict[str, Any]:
        """Its values; none if the file has no such section."""
        return self.sections.get(section, {})


def read(path: str) -> Document:
    """Reads a file.

    Raises:
        InputError: It cannot be read or breaks a rule; the message names file, line, column, key,
            value and rule.
    """
    try:
        table, where = parse(read_text(Path(path), path), path)
        _known(table, where, {"regimen", *SECTIONS})
        if "regimen" not in table:
            (where / "regimen").fail("missing; the file must say what is taken")
        regimen = REGIMEN[0].read(table["regimen"], where / "regimen")
        sections = {
            name: _section(table[name], where / name, name) for name in SECTIONS if name in table
        }
        return Document(Path(path), regimen, sections, where)
    except DrugFileError as error:
        raise fault(error) from None


def fault(error: DrugFileError) -> _core.InputError:
    """The error of this package for one of the reader."""
    raised = _core.InputError(str(error))
    raised.field = f"{error.file}:{error.line}:{error.column}: {error.path}"
    raised.value, raised.rule = str(error.value), error.rule
    return raised


def _section(content: Any, where: Where, name: str) -> dict[str, Any]:
    keys = SECTIONS[name]
    _known(table_of(content, where), where, keys)
    return {key: keys[key][0].read(value, where / key) for key, value in content.items()}


def _known(table: dict[str, Any], where: Where, known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, 1)
            listed = f"known here: {', '.join(sorted(known))}"
            hint = f"did you mean '{close[0]}'?" if close else listed
            (where / key).fail(f"unknown key; {hint}")


@contextmanager
def placed(document: Document, *sections: str) -> Iterator[None]:
    """What the library refuses within is said with its place in the file, looked for in these
    sections."""
    try:
        yield
    except _core.InputError as error:
        said = error.one_line if isinstance(error, _core.ParseError) else str(error)
        path = _path_of(error, document.where, sections)
        place = document.where.file
        if path is not None:
            line, column = document.where.positions.find(path, value=False)
            place = f"{place}:{line}:{column}"
        raised = _core.InputError(f"{place}: {said}")
        raised.field, raised.value, raised.rule = f"{place}: {error.field}", error.value, error.rule
        raise raised from None


def _path_of(error: _core.InputError, where: Where, sections: tuple[str, ...]) -> KeyPath | None:
    """The key that an error is about: the one with its field's name, or whose name is refused."""
    names = [str(error.field), str(error.value).strip("'"), _KEYS.get(str(error.field), "")]
    for section in sections:
        for name in filter(None, names):
            for path in where.positions.keys:
                text = path_text(path).replace('"', "")
                if path[0] == section and f".{text}".endswith(f".{name}"):
                    return path
    return next(((section,) for section in sections if (section,) in where.positions.keys), None)
