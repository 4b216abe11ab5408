"""This module writes sources as BibTeX.

The compiled library has each source as one line, `Author (year) Title. Journal volume:pages`. Its
parts are taken from that line; data/references.bib is where they come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from opiodyn._citations.sources import AUTHORS, TITLE, Source, is_own

_LINE = re.compile(r"(?P<author>.*?) \((?P<year>\d{4})\) (?P<title>.*)\. (?P<place>.*?)")
_PLACE = re.compile(r"(?P<journal>.*) (?P<volume>\d[^\s:]*)(?::(?P<pages>\S+))?")
_NAME = re.compile(r"(?P<last>.+?) (?P<first>\S\.(?:[ -]?\S\.)*)")
_SPECIAL = re.compile(r"[&%$#_]")
_NO_KEY = re.compile(r"[^A-Za-z0-9:./+-]")
_MEANINGLESS = re.compile(r"[{}\\]")  # they would open what nothing closes


def bibtex(sources: Sequence[Source]) -> str:
    """Returns an entry for each source."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    kind, fields = _fields(source)
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    key = _NO_KEY.sub("-", source.key)
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _fields(source: Source) -> tuple[str, dict[str, str]]:
    """Returns the kind of an entry and its fields."""
    note = {"doi": source.doi, "note": _escaped(source.note)}
    if is_own(source):
        return "misc", {"author": f"{{{AUTHORS}}}", "title": f"{{{TITLE}}}", **note}
    line = _LINE.fullmatch(source.citation)
    if line is None:  # a source that only a drug file names
        return "misc", {"title": f"{{{_escaped(source.citation)}}}", **note}
    head = {
        "author": _authors(line["author"]),
        "title": f"{{{_escaped(line['title'])}}}",
    }
    place = _PLACE.fullmatch(line["place"])
    if place is None:
        where = {"howpublished": _escaped(line["place"])}
        return "misc", {**head, **where, "year": line["year"], **note}
    where = {
        "journal": _escaped(place["journal"]),
        "year": line["year"],
        "volume": place["volume"],
        "pages": (place["pages"] or "").replace("-", "--"),
    }
    return "article", {**head, **where, **note}


def _authors(text: str) -> str:
    people = text.removesuffix(" et al.").split(", ")
    names = [_name(one) for one in people]
    return " and ".join(names + ["others"] * text.endswith(" et al."))


def _name(name: str) -> str:
    """Returns a name with a comma before the initials; braces keep that of an institution whole."""
    found = _NAME.fullmatch(name)
    return f"{found['last']}, {found['first']}" if found else f"{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], _MEANINGLESS.sub("", text))
