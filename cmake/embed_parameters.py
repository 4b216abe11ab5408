#!/usr/bin/env python3
"""Writes the parameter library in data/, checked, and the kinds of parameters as a C++ source.

    embed_parameters.py --data DIR --output FILE [--brief]

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
from _library.schema import PARAMETER_KINDS, ParameterKind  # noqa: E402


class Char(str):
    """This text is written as a C++ character."""


class Name(str):
    """A name is written as it is."""


def literal(value: Any) -> str:
    if isinstance(value, Char):
        return f"'{value}'"
    if isinstance(value, Name):
        return value
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
        *(evidence, p.status, sources, p.meaning, p.note, p.calibrated_at),
    )


def kind_row(word: str, kind: ParameterKind) -> tuple:
    domain = kind.domain.replace("-", "_").replace(" ", "_")
    return word, kind.unit, Name(f"Domain::{domain}")


def tables(library: Library) -> dict[str, list[tuple]]:
    """Returns the rows of every table, by the name of its struct without `Row`."""
    all_substances = [s for base in library.substances for s in (base, *base.sets)]
    parameters = [p for s in all_substances for p in s.parameters]
    return {
        "Kind": [kind_row(word, kind) for word, kind in PARAMETER_KINDS.items()],
        "Parameter": [parameter_row(p) for p in (*library.biophase, *parameters)],
        "Response": [parameter_row(p) for p in (*library.response, *library.slopes)],
        "Endpoint": [(e.name, e.receptor, e.meaning) for e in library.endpoints],
        "Effect": [parameter_row(p) for s in all_substances for p in s.effects],
        "Missing": [row for s in all_substances for row in s.missing.items()],
        "Substance": [
            (s.name, s.kind, s.compartments, " ".join(s.metabolites), s.description, s.set_of)
            for s in all_substances
        ],
        "Route": [(s.name, r.name, r.salt) for s in all_substances for r in s.routes],
        "Input": [
            (s.name, r.name, i.name, i.kind, i.n)
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
        "Note": [
            (n.name, n.text, n.when, n.severity, n.status, " ".join(n.sources))
            for n in library.notes
        ],
        "Safety": [parameter_row(p) for p in library.safety],
        "Brand": [
            (b.name, b.drug, " ".join(b.routes), b.refusal, b.status, " ".join(b.sources), b.note)
            for b in library.brands
        ],
        "Other": [(name,) for name in library.others],
        "Reference": [(r.key, r.citation, r.doi, r.note) for r in library.references],
    }


SHARED_ROW = {"Response", "Effect", "Safety"}  # tables of parameters
NOTE = {"Parameter": 9, "Response": 9, "Effect": 9, "Brand": 6, "Reference": 3}
"""The remarks of a table are in this field of its rows. Those on safety are part of a note."""


def shortened(library: Library) -> dict[str, list[tuple]]:
    """Returns the tables without remarks, and with the references of the notes on safety alone."""
    found = tables(library)
    for title, place in NOTE.items():
        found[title] = [(*row[:place], "", *row[place + 1 :]) for row in found[title]]
    cited = {key for row in (*library.notes, *library.safety) for key in row.sources}
    found["Reference"] = [row for row in found["Reference"] if row[0] in cited]
    return found


def cpp(library: Library, *, brief: bool) -> str:
    lines = [
        "// Generated by cmake/embed_parameters.py from data/ and schema.py; edit those instead.",
        '#include "library/parameter_data.hpp"',
        "",
        "namespace opiodyn::detail {",
    ]
    for title, rows in (shortened(library) if brief else tables(library)).items():
        row = f"{'Parameter' if title in SHARED_ROW else title}Row"
        name = title.lower()
        # An array must not be empty, a span may.
        data = [f"    {{{', '.join(map(literal, values))}}}," for values in rows]
        array = [f"static constexpr {row} {name}_data[] = {{", *data, "};"] if data else []
        view = f"{name}_data" if data else ""
        lines += ["", *array, f"constinit const std::span<const {row}> {name}_rows{{{view}}};"]
    return "\n".join([*lines, "", "}  // namespace opiodyn::detail", ""])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder with the TOML files and references.bib"
    )
    parser.add_argument("--output", type=Path, required=True, help="the C++ file to write")
    parser.add_argument(
        "--brief", action="store_true", help="leave out remarks and most references, for a download"
    )
    options = parser.parse_args(arguments)
    try:
        source = cpp(read_library(options.data.resolve()), brief=options.brief)
    except DrugFileError as error:
        print(error, file=sys.stderr)
        return 2
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(source.encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
