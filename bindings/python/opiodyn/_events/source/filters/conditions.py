"""This module reads the conditions of IGNORE and ACCEPT, in the words of NONMEM."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.words import NUMBER, given

_OPERATORS = {
    **{"==": "==", "=": "==", ".eq.": "==", ".eqn.": "=="},
    **{"/=": "/=", "!=": "/=", ".ne.": "/=", ".nen.": "/="},
    **{">": ">", ".gt.": ">", ">=": ">=", ".ge.": ">="},
    **{"<": "<", ".lt.": "<", "<=": "<=", ".le.": "<="},
}
_NUMERIC = (".eqn.", ".nen.")
_QUOTED = r"\"[^\"]*\"|'[^']*'"
_OPERATOR = re.compile(r"\.(?i:eqn?|nen?|gt|ge|lt|le)\.|==|/=|!=|>=|<=|=|>|<")
_STEPS = {"(": 1, ")": -1}
_DEPTH = 10  # of parentheses in each other; NONMEM has one pair
_LOGIC = re.compile(r"\.(?i:and|or|not)\.|&|\|")
_OPTION = re.compile(r"\b(?:ignore|accept)\s*(?:=|(?=\())", re.IGNORECASE)
_FORM = 'must be a mark of one character, or conditions such as "(DV.GT.100, STUDY==2)"'
_NO_LOGIC = (
    "holds .AND., .OR. or .NOT., which NONMEM does not know here: a comma means .OR., and "
    'ignore="(A==1 .AND. B==2)" is accept="(A/=1, B/=2)"'
)


class Condition(NamedTuple):
    """A condition compares the cells of one column with a value."""

    field: str
    """This is the argument that holds the condition: ``ignore`` or ``accept``."""
    text: str
    """The condition as the caller wrote it."""
    label: str
    """The name of the column."""
    operator: str
    """This is one of ``==``, ``/=``, ``>``, ``>=``, ``<`` and ``<=``."""
    value: str
    """This is a number or text; it is empty if the condition asks for missing cells."""

    @property
    def number(self) -> float | None:
        """The value is given as a number, if it is one."""
        return float(self.value) if re.fullmatch(NUMBER, self.value) else None


def conditions_in(field: str, entry: str) -> list[Condition]:
    """Returns the conditions of one entry of `ignore` or `accept`; a comma means "or".

    Raises:
        InputError: The entry holds anything else.
    """
    outside = _masked(entry)
    if _OPTION.search(outside):
        parts = [part.strip() for part in _OPTION.split(entry) if part.strip()]
        raise check.input_error(field, shown(entry), f"names the option again: {field}={parts!r}")
    if _LOGIC.search(outside):
        raise check.input_error(field, shown(entry), _NO_LOGIC)
    if outside.count("(") != outside.count(")"):
        raise check.input_error(field, shown(entry), "has a parenthesis without its other half")
    if max(itertools.accumulate((_STEPS.get(letter, 0) for letter in outside), initial=0)) > _DEPTH:
        rule = f"has more than {_DEPTH} parentheses in each other; one pair is enough"
        raise check.input_error(field, shown(entry), rule)
    return [_condition(field, entry, piece) for piece in _pieces(entry)]


def _condition(field: str, entry: str, piece: str) -> Condition:
    masked = _masked(piece)
    found = _OPERATOR.search(masked)
    if found is None or found.start() == 0:
        raise check.input_error(field, shown(entry), _FORM)
    label, value = piece[: found.start()].strip(), piece[found.end() :].strip()
    whole = _is_quoted(label) or label[:1] not in ("", "'", '"')
    if not whole or not (_is_quoted(value) or not set(value) & {"'", '"'}):
        raise check.input_error(field, shown(entry), _FORM)
    if value == "" or _OPERATOR.search(masked, found.end()):
        raise check.input_error(field, shown(entry), f"{piece!r} must have one value")
    written = found[0].lower()
    operator = _OPERATORS[written]
    value = _bare(value)
    condition = Condition(field, piece, _bare(label), operator, given(value))
    if condition.number is None and (written in _NUMERIC or operator not in ("==", "/=")):
        rule = f"{piece!r} must compare with a number, as {found[0]} compares numbers"
        raise check.input_error(field, shown(entry), rule)
    return condition


def _masked(text: str) -> str:
    """Returns a text in which nothing in quotes can be taken for an operator."""
    return re.sub(_QUOTED, lambda found: "_" * len(found[0]), text)


def _is_quoted(word: str) -> bool:
    return re.fullmatch(_QUOTED, word) is not None


def _bare(word: str) -> str:
    return word[1:-1].strip() if _is_quoted(word) else word


def _pieces(text: str) -> Iterator[str]:
    """Yields what stands between the commas, without the parentheses around it."""
    text = text.strip()
    cuts, closed = _structure(text)
    if text.startswith("(") and closed == len(text) - 1:
        yield from _pieces(text[1:-1])
    elif cuts:
        bounds = [-1, *cuts, len(text)]
        for first, last in itertools.pairwise(bounds):
            yield from _pieces(text[first + 1 : last])
    else:
        yield text


def _structure(text: str) -> tuple[list[int], int]:
    """Returns where the commas stand outside parentheses, and where a first parenthesis closes."""
    cuts: list[int] = []
    depth, quote, closed = 0, "", -1
    for i, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            closed = i if depth == 0 and closed < 0 else closed
        elif letter == "," and depth == 0:
            cuts.append(i)
    return cuts, closed
