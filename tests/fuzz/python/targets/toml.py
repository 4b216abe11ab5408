"""Reads bytes as TOML: what is accepted is what `tomllib` reads, and every key has its place."""

import math
import tomllib
from collections.abc import Iterator
from typing import Any

from opiodyn._library.document import parse, text_of
from opiodyn._library.errors import DrugFileError
from opiodyn._library.schema import DEEPEST
from opiodyn._model.drug_file import input_error_of

FILE = "some.toml"
SEEDS = (
    b'a = 1\nb = [1.5, "x", true]\n[c.d]\n"e f" = { g = 1e3, h = [[2]] }\n',
    b"[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = '''x\ny'''\n# end",
    b'a.b."c d".e = 0x1F\na.f = +1_000.5e-3\ng = """\\\n  x\\u00e9"""\n',
    b"d = 1979-05-27T07:32:00Z\nt = 07:32:00\nn = -0\ni = inf\n",
)
WORDS = (
    "[[", "]]", "[a.b]", "[[a]]", '"""', "'''", "\\u0041", "\\U0010FFFF", "true", "false", "nan",
    "inf", "1e400", "0x", "0b1", "0o7", "1_0", "9007199254740993", "1979-05-27", "07:32:00", "\r\n",
    "\r", "{", "}", " = ", ".", ",", "#", "\u0085", "\u2028", "\ufeff", "a.a.a.a.a.a.a.a.a.a.",
)  # fmt: skip
LONGEST = 2048
ROOMS = ("opiodyn._library",)


def target(data: bytes) -> str:
    try:
        text = text_of(data, FILE)
        table, where = parse(text, FILE)
    except DrugFileError as error:
        raise input_error_of(error) from None
    assert repr(table) == repr(tomllib.loads(text)), "not what the text says"
    keys = where.positions.keys
    for path, value in _leaves((), table):
        assert path in keys, f"no place for {path}"
        assert len(path) <= DEEPEST, f"deep: {path}"
        if isinstance(value, int | float):
            assert abs(value) <= 2**53 if isinstance(value, int) else math.isfinite(value), value
    return repr(table)


def _leaves(path: tuple[Any, ...], value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if path:
        yield path, value
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, item in items:
        yield from _leaves((*path, key), item)
