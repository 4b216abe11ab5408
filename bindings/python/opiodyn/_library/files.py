"""This module reads a whole drug file: the substance and its literature sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from .checks import at_most, identifier, needed, table_of
from .document import check_size, parse, read_text
from .parameters import Origins
from .rows import Substance
from .schema import MOST_SETS, RESERVED
from .sets import expand
from .substance import read_substance
from .where import Where


def read_own(path: str | PurePath, text: str | None = None) -> Substance:
    """Reads a drug file of the caller's own, which may have bare numbers and free-text sources.

    The file is read unless `text` is given instead of its content. The result has the file's
    literature sets in `sets`. Raises `DrugFileError` alone.
    """
    file = str(path)
    if text is None:
        text = read_text(Path(path), file)
    else:
        check_size(len(text.encode("utf-8", "replace")), file)
    return read_file(text, file, Origins())[0]


def read_file(text: str, file: str, origins: Origins) -> tuple[Substance, Where]:
    """Returns the substance that a drug file describes, and the place of its outermost table.

    The substance must have the name of the file.
    """
    table, top = parse(text, file)
    name, stem = identifier(needed(table, "name", top), top / "name"), PurePath(file).stem
    if name != stem:
        (top / "name").fail(f"must be the file's name {stem!r}", name)
    if name in RESERVED:
        (top / "name").fail("reserved name", name)
    base = read_substance(name, table, top, origins)
    return replace(base, sets=tuple(_sets(base, table, top, origins))), top


def _sets(
    base: Substance, table: dict[str, Any], top: Where, origins: Origins
) -> Iterator[Substance]:
    names = table_of(table.get("sets", {}), top / "sets")
    at_most(names, top / "sets", MOST_SETS)
    if "default_set" in table:
        where = top / "default_set"
        name = identifier(table["default_set"], where)
        if name in names:
            where.fail("must not be one of the other sets", name)
        same = {key: value for key, value in table.items() if key not in ("sets", "default_set")}
        yield read_substance(f"{base.name}/{name}", same, top, origins, base.name)
    for name in names:
        where = top / "sets" / name
        identifier(name, where)
        merged, place = expand(table, name, where, () if origins.lenient else {"description"})
        yield read_substance(f"{base.name}/{name}", merged, place, origins, base.name)
