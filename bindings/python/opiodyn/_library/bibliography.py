"""This module reads a plain style of BibTeX: one field a line, each line closed by a comma."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

from .errors import DrugFileError
from .rows import Reference

_HEAD = re.compile(r"@(article|misc)\{([A-Za-z0-9-]+),")
_FIELD = re.compile(r"  ([a-z]+) *= \{(.*)\},")
_REQUIRED = {
    "article": {"author", "title", "journal", "year", "note"},
    "misc": {"author", "title", "howpublished", "year", "note"},
}
_OPTIONAL = {"article": {"volume", "number", "pages", "doi"}, "misc": {"url", "doi"}}


@dataclass
class Entry:
    """An entry is one source of the bibliography; `line` is the line where it begins."""

    file: str
    line: int
    kind: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)

    def fail(self, rule: str) -> NoReturn:
        """Raises the error that this entry breaks a rule."""
        raise DrugFileError(self.file, self.line, 1, self.key, "", rule)

    def check(self) -> None:
        """Fails unless the entry has all required fields and no unknown ones."""
        found, required = set(self.fields), _REQUIRED[self.kind]
        for name in sorted(required - found):
            self.fail(f"missing field {name}")
        for name in sorted(found - required - _OPTIONAL[self.kind]):
            self.fail(f"unknown field {name}")
        if not re.fullmatch(r"\d{4}", self.fields["year"]):
            self.fail(f"year must be four digits, is {self.fields['year']!r}")

    def row(self) -> Reference:
        """Returns the reference, cited as `Author (year) Title. Journal volume:pages`."""
        fields = self.fields
        people = [name.replace(", ", " ") for name in fields["author"].split(" and ")]
        if people[-1] == "others" or len(people) > 3:
            people = [people[0] + " et al."]
        place = fields.get("journal", fields.get("howpublished", ""))
        if "volume" in fields:
            place += f" {fields['volume']}" + (f":{fields['pages']}" if "pages" in fields else "")
        citation = f"{', '.join(people)} ({fields['year']}) {fields['title']}. {place}"
        doi, note = fields.get("doi", ""), fields["note"]
        return Reference(self.key, citation.replace("--", "-"), doi, note)


def read_entries(text: str, file: str) -> dict[str, Entry]:
    """Returns all entries of a bibliography by their key."""
    entries: dict[str, Entry] = {}
    entry: Entry | None = None
    for line, content in enumerate(text.splitlines(), 1):
        if entry is not None:
            if content == "}":
                entry.check()
                entry = None
            else:
                _add_field(entry, content, line)
        elif content and not content.startswith("%"):
            entry = _begin(content, line, file)
            if entry.key in entries:
                _fail(file, line, f"duplicate entry {entry.key}")
            entries[entry.key] = entry
    if entry is not None:
        entry.fail("entry is not closed")
    return entries


def _begin(content: str, line: int, file: str) -> Entry:
    match = _HEAD.fullmatch(content)
    if match is None:
        _fail(file, line, "expected '@article{key,' or '@misc{key,'")
    kind, key = match.groups()
    return Entry(file, line, kind, key)


def _add_field(entry: Entry, content: str, line: int) -> None:
    match = _FIELD.fullmatch(content)
    if match is None:
        _fail(entry.file, line, "expected 'field = {text},' or '}'")
    name, value = match.groups()
    if name in entry.fields:
        _fail(entry.file, line, f"duplicate field {name}")
    value = _unbraced(value, entry.file, line)
    if not value or value != " ".join(value.split()):
        _fail(entry.file, line, f"{name} must be non-empty text without surplus spaces")
    entry.fields[name] = value


def _unbraced(value: str, file: str, line: int) -> str:
    depth = 0
    for letter in value:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            break
    if depth:
        _fail(file, line, "unbalanced braces")
    return re.sub(r"[{}]", "", value)


def _fail(file: str, line: int, rule: str) -> NoReturn:
    raise DrugFileError(file, line, 1, "", "", rule)
