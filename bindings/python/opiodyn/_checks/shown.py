"""This module shows values of callers in messages, whatever the values do when they are asked."""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Collection, Sequence

_MOST = 200  # characters, beyond what a message shows of a value
_MOST_IDS = 12
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_MOST_BITS = 1000  # of a whole number that is shown in full


class _Short(reprlib.Repr):
    """This is a repr() that looks at little more than a message shows."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 8
        self.maxstring = self.maxother = _MOST
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdict = _MOST // 2
        self.maxdeque = self.maxarray = _MOST // 2

    def repr_int(self, x: int, level: int) -> str:
        if x.bit_length() <= _MOST_BITS:
            return repr(x)
        return f"about {'-' if x < 0 else ''}1e{math.floor(x.bit_length() * math.log10(2.0))}"

    def repr_dict(self, x: dict[object, object], level: int) -> str:
        """Keeps the order of the dictionary."""
        if level <= 0:
            return "{...}"
        pairs = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in list(x.items())[: self.maxdict]
        ]
        return f"{{{', '.join(pairs)}{', ...' if len(x) > self.maxdict else ''}}}"

    def repr_set(self, x: set[object], level: int) -> str:
        return self._unordered(x, level) if x else "set()"

    def repr_frozenset(self, x: frozenset[object], level: int) -> str:
        return f"frozenset({self._unordered(x, level) if x else ''})"

    def _unordered(self, x: Collection[object], level: int) -> str:
        """Shows elements in the order of their texts, because sets, and NaN, have none."""
        if level <= 0:
            return "{...}"
        texts = sorted(self.repr1(one, level - 1) for one in x)
        more = [] if len(texts) <= self.maxset else ["..."]
        return f"{{{', '.join([*texts[: self.maxset], *more])}}}"

    def repr_instance(self, x: object, level: int) -> str:
        return repr(x)


_SHORT = _Short()


def shown(value: object) -> str:
    """Returns a value as a message shows it.

    It is repr() without addresses, on few levels. A value that cannot be shown becomes the name of
    its class.
    """
    try:
        text = _SHORT.repr(value)
    except Exception:  # of a class of the caller, or too deep
        text = f"a {type(value).__name__}"
    return encodable(_ADDRESS.sub("", text))


def text_of(value: object) -> str:
    """Returns str() of a value on one line; of one that cannot be shown the name of its class."""
    try:
        text = str(value)
    except Exception:  # of a class of the caller, or too deep
        text = f"a {type(value).__name__}"
    return encodable(" ".join(text.split()))


def encodable(text: str) -> str:
    """Returns text in which lone surrogates, which no file or terminal takes, are escaped."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def listed(name: str) -> str:
    """Returns a name that a message lists among others; a long one, of the caller, is cut short."""
    text = encodable(name)
    return text if len(text) <= _MOST else f"{text[: _MOST - 3]}..."


def ids_shown(ids: Sequence[object]) -> str:
    """Returns the first IDs of subjects, and how many more there are."""
    more = len(ids) - _MOST_IDS
    text = ", ".join(shown(one) for one in ids[:_MOST_IDS])
    return f"{text} and {more} more" if more > 0 else text or "none"
