"""Texts that are empty, long, or of characters that no terminal shows."""

from nasty_values.made import Text

TEXTS = {
    "empty text": lambda: "",
    "blank": lambda: "   ",
    "x": lambda: "x",
    "number as text": lambda: "1.0",
    "wrong case": lambda: "MU",
    "surrogate": lambda: "mu\ud800",
    "only a surrogate": lambda: "\udcff",
    "NUL": lambda: "mu\0",
    "lines": lambda: "a\nb\rc\u2028d",
    "tab": lambda: "mu\t",
    "controls": lambda: "\x1b[31mred\x07",
    "bidi": lambda: "\u202emu",
    "emoji": lambda: "\U0001f480",
    "combining": lambda: "mu\u0301" * 3,
    "braces": lambda: "{0}{name!r}%s%n",
    "quotes": lambda: 'it\'s "so"',
    "long text": lambda: "a" * 100_000,
    "long words": lambda: "mu " * 50_000,
    "path": lambda: "../../etc/passwd",
    "subclass of str": lambda: Text("mu"),
    "bytes": lambda: b"mu",
    "bad bytes": lambda: b"\xff\xfe",
    "bytearray": lambda: bytearray(b"mu"),
    "memoryview": lambda: memoryview(b"mu"),
}
