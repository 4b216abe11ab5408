#!/usr/bin/env python3
"""Check the parameter library in data/ and write it out as a C++ source file.

    embed_parameters.py --data DIR --output FILE

Standard library only (Python >= 3.11). A fault in the data is reported on one line as
`<file>: <where>: <what>` and ends the program with status 2; nothing is written then.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

UNITS = {"-", "1/h", "h", "L", "L/h", "nM", "g/mol", "mg"}
EVIDENCE = {"H", "A", "V", "X"}  # human, animal, in vitro or physical chemistry, assumption
STATUS = {"read", "secondary", "derived", "memory", "assumed"}
RECEPTORS = {"mu", "delta", "kappa"}
SALTS = {"base", "hydrochloride"}
KINDS = {"drugs": {"drug", "metabolite"}, "peptides": {"peptide"}}  # folder -> kinds it may hold

# Unit and domain of every quantity the library knows.
QUANTITIES = {
    "CL": ("L/h", "positive"),
    "V1": ("L", "positive"),
    "V2": ("L", "positive"),
    "V3": ("L", "positive"),
    "Q2": ("L/h", "positive"),
    "Q3": ("L/h", "positive"),
    "fu": ("-", "fraction"),
    "molar_mass": ("g/mol", "positive"),
    "Kp": ("-", "non-negative"),
    "salt_factor": ("-", "fraction"),
    "F": ("-", "fraction"),
    "ka": ("1/h", "positive"),
    "lag": ("h", "non-negative"),
    "fraction": ("-", "fraction"),
    "duration": ("h", "positive"),
    "K": ("nM", "positive"),
    "koff": ("1/h", "positive"),
    "tau": ("-", "any"),  # below zero: inverse agonist
    "e0": ("-", "positive"),
    "first_pass": ("-", "fraction"),
    "systemic": ("-", "fraction"),
    "half_life": ("h", "positive"),
    "C50": ("nM", "positive"),
    "ED50": ("mg", "positive"),
}
DOMAINS = {
    "positive": ("must be above 0", lambda x: x > 0),
    "non-negative": ("must not be below 0", lambda x: x >= 0),
    "fraction": ("must lie in [0, 1]", lambda x: 0 <= x <= 1),
    "any": ("", lambda x: True),
}
INPUTS = {  # parameters of each kind of absorption input
    "first_order": {"F", "lag", "fraction", "ka"},
    "zero_order": {"F", "lag", "fraction", "duration"},
    "zero_order_into_depot": {"F", "lag", "fraction", "duration", "ka"},
}

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BIB_ENTRY = re.compile(r"@(article|misc)\{([A-Za-z0-9-]+),")
BIB_FIELD = re.compile(r"  ([a-z]+) *= \{(.*)\},")
BIB_REQUIRED = {
    "article": {"author", "title", "journal", "year", "note"},
    "misc": {"author", "title", "howpublished", "year", "note"},
}
BIB_OPTIONAL = {"article": {"volume", "pages", "doi"}, "misc": {"url", "doi"}}


class DataError(Exception):
    """A fault in the data, already worded for the reader."""


@dataclass
class Where:
    """A place in a data file, for error messages."""

    file: str
    path: str = ""

    def __truediv__(self, key: object) -> Where:
        return Where(self.file, f"{self.path}.{key}" if self.path else str(key))

    def fail(self, what: str) -> NoReturn:
        place = f"{self.file}: {self.path}: " if self.path else f"{self.file}: "
        raise DataError(" ".join((place + what).split()))


@dataclass
class Library:
    """The rows of the tables to be written, in order."""

    references: dict[str, dict[str, str]] = field(default_factory=dict)
    parameters: list[tuple] = field(default_factory=list)
    substances: list[tuple] = field(default_factory=list)
    routes: list[tuple] = field(default_factory=list)
    inputs: list[tuple] = field(default_factory=list)
    affinities: list[tuple] = field(default_factory=list)
    presets: list[tuple] = field(default_factory=list)
    used: set[str] = field(default_factory=set)  # reference keys


# --- checks shared by all files -------------------------------------------------------------------


def keys(table: Any, where: Where, required: set[str], optional: set[str] = frozenset()) -> dict:
    if not isinstance(table, dict):
        where.fail(f"must be a table, is {table!r}")
    for key in table:
        if key not in required | optional:
            (where / key).fail("unknown key")
    for key in sorted(required):
        if key not in table:
            (where / key).fail("missing")
    return table


def text(value: Any, where: Where) -> str:
    if not isinstance(value, str) or not value or value != " ".join(value.split()):
        where.fail(f"must be non-empty text on one line without surplus spaces, is {value!r}")
    return value


def choice(value: Any, where: Where, allowed: set) -> Any:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value not in allowed:
        where.fail(f"unknown value {value!r}; one of {', '.join(map(str, sorted(allowed)))}")
    return value


def identifier(value: Any, where: Where) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        where.fail(f"must be lower-case letters, digits and single hyphens, is {value!r}")
    return value


def number(value: Any, where: Where) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        where.fail(f"must be a number, is {value!r}")
    try:
        value = float(value)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        where.fail(f"must be finite, is {value!r}")
    return value


# --- references -----------------------------------------------------------------------------------


def read_references(path: Path, file: str) -> dict[str, dict[str, str]]:
    """Read our own plain style of BibTeX: one field a line, each line closed by a comma."""
    entries: dict[str, dict[str, str]] = {}
    entry: dict[str, str] | None = None
    for count, line in enumerate(read_text(path, file).splitlines(), 1):
        where = Where(file, f"line {count}")
        if entry is None:
            if not line or line.startswith("%"):
                continue
            if not (match := BIB_ENTRY.fullmatch(line)):
                where.fail("expected '@article{key,' or '@misc{key,'")
            kind, key = match.groups()
            if key in entries:
                where.fail(f"duplicate entry {key}")
            entry = entries[key] = {"kind": kind}
        elif line == "}":
            found, kind = set(entry) - {"kind"}, entry["kind"]
            for name in sorted(BIB_REQUIRED[kind] - found):
                Where(file, key).fail(f"missing field {name}")
            for name in sorted(found - BIB_REQUIRED[kind] - BIB_OPTIONAL[kind]):
                Where(file, key).fail(f"unknown field {name}")
            if not re.fullmatch(r"\d{4}", entry["year"]):
                (Where(file, key) / "year").fail(f"must be four digits, is {entry['year']!r}")
            entry = None
        else:
            if not (match := BIB_FIELD.fullmatch(line)):
                where.fail("expected 'field = {text},' or '}'")
            name, value = match.groups()
            if name in entry:
                where.fail(f"duplicate field {name}")
            entry[name] = text(unbraced(value, where), where)
    if entry is not None:
        Where(file, key).fail("entry is not closed")
    return entries


def unbraced(value: str, where: Where) -> str:
    depth = 0
    for letter in value:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            break
    if depth:
        where.fail("unbalanced braces")
    return re.sub(r"[{}]", "", value)


def citation(entry: dict[str, str]) -> str:
    """`Author (year) Title. Journal volume:pages`"""
    people = [name.replace(", ", " ") for name in entry["author"].split(" and ")]
    if people[-1] == "others" or len(people) > 3:
        people = [people[0] + " et al."]
    place = entry.get("journal", entry.get("howpublished", ""))
    if "volume" in entry:
        place += f" {entry['volume']}" + (f":{entry['pages']}" if "pages" in entry else "")
    return f"{', '.join(people)} ({entry['year']}) {entry['title']}. {place}".replace("--", "-")


# --- parameters -----------------------------------------------------------------------------------


def add_parameter(library: Library, name: str, table: Any, where: Where) -> float:
    required = {"value", "unit", "range", "evidence", "status", "source", "meaning"}
    keys(table, where, required, {"note"})
    unit, domain = QUANTITIES[name.rsplit(".", 1)[-1]]
    value = number(table["value"], where / "value")
    low, high = limits(table["range"], where / "range")
    rule, holds = DOMAINS[domain]
    for key, x in (("value", value), ("range", low), ("range", high)):
        if not holds(x):
            (where / key).fail(f"{rule}, is {x!r}")
    if not low <= value <= high:
        (where / "value").fail(f"{value!r} lies outside the range [{low!r}, {high!r}]")
    if choice(table["unit"], where / "unit", UNITS) != unit:
        (where / "unit").fail(f"must be {unit!r} here, is {table['unit']!r}")
    evidence = choice(table["evidence"], where / "evidence", EVIDENCE)
    status = choice(table["status"], where / "status", STATUS)
    if evidence == "X" and status == "read":
        (where / "status").fail("an assumption (evidence X) cannot claim to have been read")
    if evidence != "X" and status == "assumed":
        (where / "status").fail(f"an assumed value is evidence X, is {evidence}")
    sources = source_keys(library, table["source"], where / "source")
    meaning = text(table["meaning"], where / "meaning")
    note = text(table["note"], where / "note") if "note" in table else ""
    library.parameters.append(
        (name, value, unit, low, high, Char(evidence), status, sources, meaning, note)
    )
    return value


def limits(value: Any, where: Where) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        where.fail(f"must be two numbers [low, high], is {value!r}")
    low, high = (number(x, where) for x in value)
    if low > high:
        where.fail(f"low {low!r} lies above high {high!r}")
    return low, high


def source_keys(library: Library, value: Any, where: Where) -> str:
    if not isinstance(value, list) or not value:
        where.fail("must list at least one key of references.bib")
    for i, key in enumerate(value):
        if not isinstance(key, str) or key not in library.references:
            where.fail(f"no entry {key!r} in references.bib")
        if key in value[:i]:
            where.fail(f"key {key!r} is listed twice")
    library.used.update(value)
    return " ".join(value)


def add_parameters(
    library: Library,
    prefix: str,
    table: dict,
    where: Where,
    required: set[str],
    optional: set[str] = frozenset(),
) -> dict[str, float]:
    keys(table, where, required, optional)
    return {
        name: add_parameter(library, f"{prefix}.{name}", table[name], where / name)
        for name in table
    }


# --- substances -----------------------------------------------------------------------------------


def read_substance(library: Library, path: Path, file: str) -> None:
    top = Where(file)
    table = load(path, file)
    required = {"name", "kind", "description", "parameters"}
    if path.parent.name == "drugs":
        required.add("compartments")
    keys(
        table,
        top,
        required,
        {"receptors", "routes", "metabolites", "metabolites_formation"}
        if path.parent.name == "drugs"
        else {"receptors"},
    )
    name = identifier(table["name"], top / "name")
    if name != path.stem:
        (top / "name").fail(f"must be the file's name {path.stem!r}, is {name!r}")
    if any(row[0] == name for row in library.substances) or name in RECEPTORS | {"biophase"}:
        (top / "name").fail(f"duplicate or reserved name {name!r}")
    kind = choice(table["kind"], top / "kind", KINDS[path.parent.name])
    compartments = choice(
        table.get("compartments", 0), top / "compartments", {0} if kind == "peptide" else {1, 2, 3}
    )
    products = table.get("metabolites", [])
    if not isinstance(products, list) or len(set(map(str, products))) != len(products):
        (top / "metabolites").fail("must be a list of different names")
    for product in products:
        identifier(product, top / "metabolites")
    description = text(table["description"], top / "description")
    library.substances.append((name, kind, compartments, " ".join(products), description))

    wanted = {"molar_mass"}
    if kind != "peptide":
        wanted |= {"fu", "CL", "V1"} | {f"{q}{k}" for k in range(2, compartments + 1) for q in "QV"}
    add_parameters(
        library,
        name,
        table["parameters"],
        top / "parameters",
        wanted,
        set() if kind == "peptide" else {"Kp"},
    )
    for route, content in section(table, top, "routes"):
        read_route(library, name, route, content, top / "routes" / route)
    for receptor, content in section(table, top, "receptors"):
        where = top / "receptors" / receptor
        choice(receptor, where, RECEPTORS)
        keys(content, where, {"parameters"})
        library.affinities.append((name, receptor))
        add_parameters(
            library,
            f"{name}.{receptor}",
            content["parameters"],
            where / "parameters",
            {"K", "koff", "tau"} | ({"e0"} if kind == "peptide" else set()),
        )
    formation = table.get("metabolites_formation", {})
    where = top / "metabolites_formation"
    keys(formation, where, set(products))
    for product in products:
        keys(formation[product], where / product, {"parameters"})
        add_parameters(
            library,
            f"{name}.{product}",
            formation[product]["parameters"],
            where / product / "parameters",
            {"first_pass", "systemic"},
        )
    if kind == "drug" and not table.get("routes"):
        (top / "routes").fail("missing")
    if kind == "peptide" and not table.get("receptors"):
        (top / "receptors").fail("missing")


def section(table: dict, top: Where, key: str) -> list[tuple[str, Any]]:
    content = table.get(key, {})
    if not isinstance(content, dict):
        (top / key).fail(f"must be a table, is {content!r}")
    return list(content.items())


def read_route(library: Library, drug: str, route: str, table: Any, where: Where) -> None:
    if identifier(route, where) in RECEPTORS:
        where.fail("reserved for the receptor")
    keys(table, where, {"salt", "parameters"}, {"inputs"})
    library.routes.append((drug, route, choice(table["salt"], where / "salt", SALTS)))
    inputs = read_inputs(table.get("inputs", []), where / "inputs")
    unnamed = set(INPUTS[inputs[0][1]]) if inputs and not inputs[0][0] else set()
    named = {name for name, _ in inputs if name}
    place = where / "parameters"
    parameters = keys(table["parameters"], place, {"salt_factor"} | unnamed | named)
    prefix = f"{drug}.{route}"
    direct = {key: value for key, value in parameters.items() if key not in named}
    values = add_parameters(library, prefix, direct, place, {"salt_factor"} | unnamed)
    fractions = [values["fraction"]] if unnamed else []
    for name, kind in inputs:
        library.inputs.append((drug, route, name, kind))
        if name:
            found = add_parameters(
                library, f"{prefix}.{name}", parameters[name], place / name, set(INPUTS[kind])
            )
            fractions.append(found["fraction"])
    if fractions and abs(sum(fractions) - 1) > 1e-9:
        place.fail(f"the fractions of the inputs must add up to 1, add up to {sum(fractions)!r}")
    if table["salt"] == "base" and values["salt_factor"] != 1:
        (place / "salt_factor" / "value").fail(
            f"must be 1 for the base, is {values['salt_factor']!r}"
        )


def read_inputs(value: Any, where: Where) -> list[tuple[str, str]]:
    if not isinstance(value, list):
        where.fail(f"must be a list, is {value!r}")
    inputs: list[tuple[str, str]] = []
    for i, item in enumerate(value):
        place = Where(where.file, f"{where.path}[{i}]")
        keys(item, place, {"kind", "name"} if len(value) > 1 else {"kind"}, {"name"})
        name = identifier(item["name"], place / "name") if "name" in item else ""
        if name in QUANTITIES or name in [n for n, _ in inputs]:
            (place / "name").fail(f"duplicate or reserved name {name!r}")
        inputs.append((name, choice(item["kind"], place / "kind", set(INPUTS))))
    return inputs


def check_metabolites(library: Library, files: dict[str, str]) -> None:
    kinds = {row[0]: row[1] for row in library.substances}
    formed = set()
    for name, _, _, products, _ in library.substances:
        for product in products.split():
            formed.add(product)
            if kinds.get(product) != "metabolite":
                Where(files[name], "metabolites").fail(
                    f"no file describes a metabolite named {product!r}"
                )
    for name, kind in kinds.items():
        if kind == "metabolite" and name not in formed:
            Where(files[name], "kind").fail("no drug names this metabolite")


# --- biophase -------------------------------------------------------------------------------------


def read_biophase(library: Library, path: Path, file: str) -> None:
    top = Where(file)
    table = keys(load(path, file), top, {"name", "description", "parameters", "presets"})
    if table["name"] != "biophase":
        (top / "name").fail(f"must be 'biophase', is {table['name']!r}")
    text(table["description"], top / "description")
    add_parameters(library, "biophase", table["parameters"], top / "parameters", {"ED50"})
    for preset, content in section(table, top, "presets"):
        where = top / "presets" / preset
        identifier(preset, where)
        keys(content, where, {"matches", "fails", "parameters"})
        sentences = (text(content[key], where / key) for key in ("matches", "fails"))
        library.presets.append((preset, *sentences))
        add_parameters(
            library,
            f"biophase.{preset}",
            content["parameters"],
            where / "parameters",
            {"half_life", "C50"},
        )
    if not library.presets:
        (top / "presets").fail("must hold at least one preset")


# --- the whole library ----------------------------------------------------------------------------


def read_text(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        Where(file).fail(f"cannot be read: {error}")


def load(path: Path, file: str) -> dict:
    try:
        return tomllib.loads(read_text(path, file))
    except tomllib.TOMLDecodeError as error:
        Where(file).fail(f"not valid TOML: {error}")


def read_library(data: Path) -> Library:
    library, files = Library(), {}
    bib = f"{data.name}/references.bib"
    library.references = read_references(data / "references.bib", bib)
    found = {path.relative_to(data).as_posix(): path for path in data.rglob("*.toml")}
    for needed in ("biophase.toml",):
        if needed not in found:
            Where(f"{data.name}/{needed}").fail("missing")
    for relative, path in sorted(found.items()):
        file = f"{data.name}/{relative}"
        if relative == "biophase.toml":
            read_biophase(library, path, file)
        elif re.fullmatch(r"(drugs|peptides)/[^/]+", relative):
            files[path.stem] = file
            read_substance(library, path, file)
        else:
            Where(file).fail("does not belong here; expected drugs/, peptides/ or biophase.toml")
    check_metabolites(library, files)
    for key in library.references:
        if key not in library.used:
            Where(bib, key).fail("entry is never used")
    return library


# --- C++ ------------------------------------------------------------------------------------------


class Char(str):
    """Text to be written as a C++ character."""


def literal(value: Any) -> str:
    if isinstance(value, Char):
        return f"'{value}'"
    if isinstance(value, str):
        body = "".join(
            "\\" + chr(byte)
            if byte in b'"\\'
            else chr(byte)
            if 32 <= byte < 127
            else f"\\{byte:03o}"
            for byte in value.encode("utf-8")
        )
        return f'"{body}"'
    return repr(value)


def cpp(library: Library) -> str:
    references = [
        (key, citation(entry), entry.get("doi", ""), entry["note"])
        for key, entry in sorted(library.references.items())
    ]
    tables = (
        ("Parameter", library.parameters),
        ("Substance", library.substances),
        ("Route", library.routes),
        ("Input", library.inputs),
        ("Affinity", library.affinities),
        ("Preset", library.presets),
        ("Reference", references),
    )
    lines = [
        "// Generated from data/ by cmake/embed_parameters.py; edit the TOML files instead.",
        '#include "detail/parameter_data.hpp"',
        "",
        "namespace opiodyn::detail {",
    ]
    for title, rows in tables:
        name = title.lower()
        lines += ["", f"const {title}Row {name}_rows[] = {{"]
        lines += [f"    {{{', '.join(map(literal, row))}}}," for row in rows]
        lines += ["};", f"const std::size_t {name}_row_count = {len(rows)};"]
    return "\n".join([*lines, "", "}  // namespace opiodyn::detail", ""])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder with the TOML files and references.bib"
    )
    parser.add_argument("--output", type=Path, required=True, help="the C++ file to write")
    options = parser.parse_args(arguments)
    try:
        source = cpp(read_library(options.data.resolve()))
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(source.encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
