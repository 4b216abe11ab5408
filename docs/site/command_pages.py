"""This module makes the pages of the shell and of the schemas of files."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from opiodyn._cli.problem.schema import PROBLEM
from opiodyn._cli.scenario.schema import SCENARIO
from opiodyn._library.schema import DOMAINS, PARAMETER_KINDS
from opiodyn.cli import main

SHELL = """\
# Shell

These are the words of `opiodyn --help` and of the help of each command. `--help` prints them in
your terminal.
"""
SCHEMAS = """\
# Schemas of files

Tables of every key of the files that opiodyn reads. [Scenarios](../scenarios.md),
[fits](../fitting.md#in-the-shell) and [drug files](../drug-files.md) explain them with examples.
`opiodyn run --schema` and `opiodyn fit --schema` print the first two as JSON Schema, which
editors understand: [scenario.schema.json](scenario.schema.json),
[problem.schema.json](problem.schema.json).
"""
KINDS = """\
## Kinds of parameters in a drug file

The last word of a parameter's name is its kind, as `CL` of `mydrug.CL`. A file gives a value in
this unit, and a value outside its domain is an error.

| kind | unit | domain | meaning |
|---|---|---|---|
"""


def pages() -> Iterator[tuple[str, str]]:
    """Yields the name and the text of each page, and of the schemas that they link to."""
    yield "reference/shell.md", _shell()
    yield "reference/schemas.md", _schemas()
    for name, schema in (("scenario", SCENARIO), ("problem", PROBLEM)):
        yield f"reference/{name}.schema.json", json.dumps(schema.json_schema(), indent=2) + "\n"


def _shell() -> str:
    names = re.findall(r"^    (\w+)", _help(), re.MULTILINE)
    lines = [SHELL]
    for name in names:
        lines += [f"## opiodyn {name}", "", "```text", _help(name), "```", ""]
    return "\n".join(lines)


def _help(*command: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        main([*command, "--help"])
    return printed.getvalue().rstrip()


def _schemas() -> str:
    lines = [SCHEMAS]
    for title, schema in (
        ("Scenario", SCENARIO.json_schema()),
        ("Problem of a fit", PROBLEM.json_schema()),
    ):
        lines += [
            f"## {title}",
            "",
            schema["description"],
            "",
            "| key | holds | meaning |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{key}` | {holds} | {meaning} |"
            for key, holds, meaning in _rows(schema, schema, "")
        ]
        lines.append("")
    rows = [
        f"| `{name}` | {kind.unit} | {DOMAINS[kind.domain][0] or 'any number'} | {kind.meaning} |"
        for name, kind in PARAMETER_KINDS.items()
    ]
    return "\n".join([*lines, KINDS + "\n".join(rows), ""])


def _rows(
    schema: dict[str, Any], whole: dict[str, Any], before: str
) -> Iterator[tuple[str, str, str]]:
    for key, part in schema.get("properties", {}).items():
        known = _resolved(part, whole)
        yield (
            before + key,
            _holds(known, whole),
            _cell(part.get("description", known.get("description", ""))),
        )
        if "properties" in known:
            yield from _rows(known, whole, f"{before}{key}.")


def _resolved(part: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").removeprefix("#/$defs/")
    return {**whole["$defs"][name], **part} if name else part


def _holds(part: dict[str, Any], whole: dict[str, Any]) -> str:
    part = _resolved(part, whole)
    if "enum" in part:
        return ", ".join(f"`{json.dumps(one)}`" for one in part["enum"])
    if "oneOf" in part or "anyOf" in part:
        forms = [_holds(one, whole) for one in part.get("oneOf", part.get("anyOf", []))]
        return " or ".join(dict.fromkeys(forms))
    if part.get("type") == "array":
        return f"list of {_holds(part.get('items', {}), whole)}"
    names = {
        "object": "table",
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
    }
    kind = part.get("type", "value")
    return names.get(kind, kind)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
