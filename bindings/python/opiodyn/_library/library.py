"""This module reads the library: all files of a data folder, which must fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .bibliography import read_entries
from .biophase import read_biophase
from .checks import choice
from .document import parse, read_text
from .errors import DrugFileError
from .files import read_file
from .names import check_names, read_names
from .parameters import Origins
from .response import read_response
from .rows import Brand, Note, Parameter, Preset, Reference, Substance
from .safety import read_safety
from .where import Where

# The kinds of substances that each folder may hold.
FOLDERS = {"drugs": {"drug", "metabolite"}, "peptides": {"peptide"}}


@dataclass
class Library:
    """A library holds everything that was read from a data folder, in the order of the files."""

    references: list[Reference] = field(default_factory=list)
    biophase: list[Parameter] = field(default_factory=list)
    presets: list[Preset] = field(default_factory=list)
    response: list[Parameter] = field(default_factory=list)
    substances: list[Substance] = field(default_factory=list)  # without their sets
    notes: list[Note] = field(default_factory=list)
    safety: list[Parameter] = field(default_factory=list)
    brands: list[Brand] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # drugs that the library does not have


def read_library(data: Path) -> Library:
    """Reads a data folder; raises `DrugFileError` at the first fault."""
    library, bib = Library(), f"{data.name}/references.bib"
    entries = read_entries(read_text(data / "references.bib", bib), bib)
    library.references = [entry.row() for _, entry in sorted(entries.items())]
    origins = Origins(entries)
    found = sorted(path.relative_to(data).as_posix() for path in data.rglob("*.toml"))
    if "biophase.toml" not in found:
        raise DrugFileError(f"{data.name}/biophase.toml", 0, 0, "", "", "there is no such file")
    places: dict[str, Where] = {}
    names: Where | None = None
    for relative in found:
        file = f"{data.name}/{relative}"
        text = read_text(data / relative, file)
        if relative == "biophase.toml":
            library.biophase, library.presets = read_biophase(*parse(text, file), origins)
        elif relative == "response.toml":
            library.response = read_response(*parse(text, file), origins)
        elif relative == "safety.toml":
            library.notes, library.safety = read_safety(*parse(text, file), origins)
        elif relative == "names.toml":
            table, names = parse(text, file)
            library.brands, library.others = read_names(table, names, origins)
        else:
            _add_substance(library, places, text, file, relative.rpartition("/")[0], origins)
    _check_metabolites(library, places)
    if names is not None:
        drugs = [substance.name for substance in library.substances]
        check_names(library.brands, library.others, drugs, names)
    for key, entry in entries.items():
        if key not in origins.used:
            entry.fail("entry is never used")
    return library


def _add_substance(
    library: Library,
    places: dict[str, Where],
    text: str,
    file: str,
    folder: str,
    origins: Origins,
) -> None:
    if folder not in FOLDERS:
        files = "biophase.toml, names.toml, response.toml or safety.toml"
        rule = f"does not belong here; expected drugs/, peptides/, {files}"
        raise DrugFileError(file, 0, 0, "", "", rule)
    substance, top = read_file(text, file, origins)
    choice(substance.kind, top / "kind", FOLDERS[folder])
    if substance.name in places:
        (top / "name").fail(f"is also the name in {places[substance.name].file}", substance.name)
    places[substance.name] = top
    library.substances.append(substance)


def _check_metabolites(library: Library, places: dict[str, Where]) -> None:
    kinds = {substance.name: substance.kind for substance in library.substances}
    formed = {name for substance in library.substances for name in substance.metabolites}
    for substance in library.substances:
        where = places[substance.name]
        for i, name in enumerate(substance.metabolites):
            if kinds.get(name) != "metabolite":
                (where / "metabolites" / i).fail(
                    "no file describes a metabolite of this name", name
                )
        if substance.kind == "metabolite" and substance.name not in formed:
            (where / "kind").fail("no drug names this metabolite", substance.kind)
