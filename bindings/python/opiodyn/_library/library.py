"""This module reads the library: all files of a data folder, which must fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .bibliography import read_entries
from .biophase import read_biophase
from .checks import choice
from .contested import read_contested
from .document import parse, read_text
from .effects import read_effects
from .errors import DrugFileError
from .files import read_file
from .identifiers import read_identifiers
from .names import check_names, read_names
from .parameters import Origins
from .response import read_response
from .rows import (
    Brand,
    Contested,
    Endpoint,
    Identifier,
    Note,
    Parameter,
    Preset,
    Reference,
    Substance,
)
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
    endpoints: list[Endpoint] = field(default_factory=list)
    slopes: list[Parameter] = field(default_factory=list)  # of the endpoints
    substances: list[Substance] = field(default_factory=list)  # without their sets
    contested: list[Contested] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    safety: list[Parameter] = field(default_factory=list)
    brands: list[Brand] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # drugs that the library does not have
    identifiers: list[Identifier] = field(default_factory=list)


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
        elif relative == "effects.toml":
            library.endpoints, library.slopes = read_effects(*parse(text, file), origins)
        elif relative == "contested.toml":
            library.contested = read_contested(*parse(text, file), origins)
        elif relative == "identifiers.toml":
            library.identifiers = read_identifiers(*parse(text, file))
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
        files = "biophase, contested, effects, identifiers, names, response or safety.toml"
        rule = f"does not belong here; expected drugs/, peptides/, {files}"
        raise DrugFileError(file, 0, 0, "", "", rule)
    substance, top = read_file(text, file, origins)
    choice(substance.kind, top / "kind", FOLDERS[folder])
    if substance.name in places:
        (top / "name").fail(f"is also the name in {places[substance.name].file}", substance.name)
    places[substance.name] = top
    library.substances.append(substance)


def _check_metabolites(library: Library, places: dict[str, Where]) -> None:
    everything = [one for base in library.substances for one in (base, *base.sets)]
    kinds = {one.name: one.kind for one in everything}
    formed = {name for one in everything for name in one.metabolites}
    for one in everything:
        where = _place_of_metabolites(one, places)
        for i, name in enumerate(one.metabolites):
            if kinds.get(name, "peptide") == "peptide":
                (where / i).fail("no file describes a metabolite or drug of this name", name)
    for substance in library.substances:
        where = places[substance.name]
        if substance.kind == "metabolite" and substance.name not in formed:
            (where / "kind").fail("no drug names this metabolite", substance.kind)


def _place_of_metabolites(one: Substance, places: dict[str, Where]) -> Where:
    """Returns where the metabolites of a substance or set are listed; a set may inherit them."""
    top = places[one.set_of or one.name]
    own = top / "sets" / one.name.partition("/")[2] / "metabolites"
    return own if one.set_of and own.path in top.positions.keys else top / "metabolites"
