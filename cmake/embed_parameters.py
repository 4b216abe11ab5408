#!/usr/bin/env python3
"""Check the parameter library in data/ and write it out as a C++ source file.

    embed_parameters.py --data DIR --output FILE

Standard library only (Python >= 3.11). A fault in the data is reported on one line as
`<file>:<line>:<column>: <where> = <value>: <rule>` and ends the program with status 2; nothing is
written then.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

# The reader is the one that the Python package ships, taken from the checkout by its folder: the
# package around it needs the compiled core, which is not there yet. No caches in the source tree.
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bindings/python/opiodyn"))

from _library import DrugFileError, Library, Parameter, read_library  # noqa: E402


class Char(str):
    """Text to be written as a C++ character."""


def literal(value: Any) -> str:
    if isinstance(value, Char):
        return f"'{value}'"
    if not isinstance(value, str):
        return repr(value)
    body = "".join(map(escaped, value.encode("utf-8")))
    return f'"{body}"'


def escaped(byte: int) -> str:
    if byte in b'"\\':
        return "\\" + chr(byte)
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"


def parameter_row(p: Parameter) -> tuple:
    evidence, sources = Char(p.evidence), " ".join(p.sources)
    return (
        *(p.name, p.value, p.unit, p.low, p.high),
        *(evidence, p.status, sources, p.meaning, p.note),
    )


def tables(library: Library) -> dict[str, list[tuple]]:
    """The rows of every table, by the name of its struct without `Row`."""
    all_substances = [s for base in library.substances for s in (base, *base.sets)]
    parameters = [p for s in all_substances for p in s.parameters]
    return {
        "Parameter": [parameter_row(p) for p in (*library.biophase, *parameters)],
        "Response": [parameter_row(p) for p in library.response],
        "Effect": [parameter_row(p) for s in all_substances for p in s.effects],
        "Missing": [row for s in all_substances for row in s.missing.items()],
        "Substance": [
            (s.name, s.kind, s.compartments, " ".join(s.metabolites), s.description, s.set_of)
            for s in all_substances
        ],
        "Route": [(s.name, r.name, r.salt) for s in all_substances for r in s.routes],
        "Input": [
            (s.name, r.name, i.name, i.kind)
            for s in all_substances
            for r in s.routes
            for i in r.inputs
        ],
        "Affinity": [(s.name, receptor) for s in all_substances for receptor in s.receptors],
        "Variability": [
            (s.name, v.parameter, v.effect) for s in all_substances for v in s.variability
        ],
        "Correlation": [
            (s.name, c.first, c.second, c.effect) for s in all_substances for c in s.correlations
        ],
        "Covariate": [
            (s.name, c.parameter, c.covariate, c.category, c.kind, c.reference, c.effect)
            for s in all_substances
            for c in s.covariates
        ],
        "Preset": [(p.name, p.matches, p.fails) for p in library.presets],
        "Reference": [(r.key, r.citation, r.doi, r.note) for r in library.references],
    }


def cpp(library: Library) -> str:
    lines = [
        "// Generated from data/ by cmake/embed_parameters.py; edit the TOML files instead.",
        '#include "library/parameter_data.hpp"',
        "",
        "namespace opiodyn::detail {",
    ]
    for title, rows in tables(library).items():
        # These have the form of a parameter. An array must not be empty: the count says so.
        struct = "Parameter" if title in {"Response", "Effect"} else title
        name = title.lower()
        lines += ["", f"const {struct}Row {name}_rows[] = {{"]
        lines += [f"    {{{', '.join(map(literal, row))}}}," for row in rows] or ["    {},"]
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
    except DrugFileError as error:
        print(error, file=sys.stderr)
        return 2
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(source.encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
