"""This module makes a page for each public header of C++, with what its comments say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from places import ROOT

FOLDER = "reference/cpp"
INCLUDE = ROOT / "include"
# What Doxygen read of the headers; scripts/docs calls it before these pages are made.
READ = Path(os.environ.get("OPIODYN_DOCS_BUILD", ROOT / "build" / "docs")) / "doxygen" / "xml"
HEAD = """\
# C++

`#include <opiodyn/opiodyn.hpp>` brings everything but `opiodyn/odeint.hpp`, which needs Boost.
Each header compiles alone. What a class promises to threads stands in its comment, and errors
are those of `opiodyn/error.hpp`. [Put it into C++](../../howto/cpp.md) has a first program.
"""
TABLE = """
| header | what it holds |
|---|---|
"""
FIRST = (
    "opiodyn/dosing.hpp", "opiodyn/model.hpp", "opiodyn/model_options.hpp", "opiodyn/drug.hpp",
    "opiodyn/solver.hpp", "opiodyn/trajectory.hpp", "opiodyn/batch.hpp", "opiodyn/people.hpp",
    "opiodyn/steady_state.hpp", "opiodyn/sensitivity.hpp", "opiodyn/odeint.hpp",
    "opiodyn/error.hpp", "opiodyn/version.hpp",
)  # fmt: skip


def headers() -> list[str]:
    """Returns the public headers, as a program includes them."""
    return sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))


def file_comment(header: str) -> str:
    """Returns the sentences at the head of a header."""
    lines = (INCLUDE / header).read_text(encoding="utf-8").splitlines()
    comment = []
    for line in lines[1:]:
        if not line.startswith("///"):
            break
        comment.append(line.removeprefix("///").strip())
    return " ".join(comment)


@cache
def directives() -> dict[str, list[str]]:
    """Returns, by header, what Breathe shall show of it, in the order of the header."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in READ.glob("*.xml"):
        for compound in ElementTree.parse(path).getroot().findall("compounddef"):
            for element, text in _shown(compound):
                location = element.find("location")
                assert location is not None
                place = int(location.get("line", "0")), text
                found.setdefault(location.get("file", ""), []).append(place)
    return {header: [text for _, text in sorted(texts)] for header, texts in found.items()}


def _shown(compound: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    """Yields what a class or a namespace adds, with the directive that shows it."""
    kind, name = compound.get("kind"), compound.findtext("compoundname", "")
    if kind == "namespace":
        for member in compound.iterfind("sectiondef/memberdef"):
            yield member, _directive(name, member)
    elif kind == "file":
        for member in compound.iterfind("sectiondef/memberdef[@kind='define']"):
            yield member, f".. doxygendefine:: {member.findtext('name')}"
    elif kind in ("class", "struct") and _is_namespace(name.rpartition("::")[0]):
        yield compound, f".. doxygen{kind}:: {name}\n   :members:\n   :undoc-members:"


def _is_namespace(name: str) -> bool:
    return (READ / f"namespace{name.replace('::', '_1_1')}.xml").exists()


def _directive(space: str, member: ElementTree.Element) -> str:
    kind, name = member.get("kind"), f"{space}::{member.findtext('name')}"
    if kind == "function":
        arguments = member.findtext("argsstring", "")
        arguments = arguments[: arguments.rindex(")") + 1]
        returned = _text(member, "type")
        if "(" in returned:  # such as decltype(auto), where Breathe takes the name to end
            shapes = member.iterfind("templateparamlist/param")
            template = ", ".join(f"{_text(one, 'type')} {_text(one, 'declname')}" for one in shapes)
            declaration = f"template<{template}> {returned} {name}{arguments}"
            return f".. cpp:function:: {declaration}\n\n   {_text(member, 'briefdescription')}"
        return f".. doxygenfunction:: {name}{arguments}"
    return f".. doxygen{kind}:: {name}"


def _text(element: ElementTree.Element, part: str) -> str:
    found = element.find(part)
    return "" if found is None else "".join(found.itertext()).strip()


def pages() -> Iterator[tuple[str, str]]:
    """Yields the name and the text of each page."""
    yield f"{FOLDER}/index.md", _list()
    for header in headers():
        yield f"{FOLDER}/{_file(header)}.md", _page(header)


def _file(header: str) -> str:
    return header.removeprefix("opiodyn/").removesuffix(".hpp").replace("/", "-")


def _list() -> str:
    others = [header for header in headers() if header not in FIRST]
    toctree = ["", "```{toctree}", ":hidden:", "", *map(_file, headers()), "```", ""]
    parts = [HEAD, "## Begin here", _table(FIRST), "## The others", _table(others), *toctree]
    return "\n".join(parts)


def _table(listed: Iterable[str]) -> str:
    rows = [
        f"| [`{header}`]({_file(header)}.md) | {file_comment(header).split('. ')[0].rstrip('.')}. |"
        for header in listed
    ]
    return TABLE + "\n".join([*rows, ""])


def _page(header: str) -> str:
    source = f"The header is [{header}](../../../include/{header})."
    body = "\n\n".join(directives().get(header, ()))
    shown = ["```{eval-rst}", body, "```", ""] if body else [""]
    return "\n".join([f"# {header}", "", file_comment(header), "", source, "", *shown])
