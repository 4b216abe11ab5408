"""Step 2 of event tables knows columns that have a meaning in the field and are not read here."""

from __future__ import annotations

from collections.abc import Collection

DATES = ("date", "dat1", "dat2", "dat3")
"""These columns of NONMEM make times of TIME."""
EMPTY = ("c", "cont", "adm")
"""These columns change what a row means, unless they are empty."""

_MEANINGS = {
    **dict.fromkeys(
        DATES,
        "dates are not read: write TIME as hours from the start of each subject's run, and take "
        "the column out of the table",
    ),
    "c": (
        "marks rows to leave out in NONMEM: take these rows and the column out of the table, or "
        "name the column DV if it holds concentrations"
    ),
    "cont": (
        "continues a record in NONMEM: write each record in one row, and take the column out of "
        "the table"
    ),
    "adm": (
        "chooses in Monolix where a dose enters: write ROUTE or CMT, and take the column out of "
        "the table"
    ),
}
_OTHER_WORDS = {
    "id": ("subject", "subj", "subjid", "usubjid", "patient", "pid"),
    "amt": ("dose", "amount"),
    "evid": ("evt", "event"),
}
_MEANT = {word: key for key, words in _OTHER_WORDS.items() for word in words}


def meaning(name: str, keys: Collection[str]) -> str:
    """Returns what to do about a column of the field that is not read; empty if it is not one.

    Args:
        name: The name of the column, as the table writes it.
        keys: The keys of the columns that are read.
    """
    folded = name.lower()
    if folded.startswith("#"):
        return f"begins with a mark of comments: write {name.lstrip('#').strip() or 'a name'}"
    if folded in _MEANINGS:
        return _MEANINGS[folded]
    meant = meant_key(name, keys)
    return f"is not read: name it {meant.upper()}, or take it out of the table" if meant else ""


def meant_key(name: str, keys: Collection[str]) -> str:
    """Returns the key that a column may be meant for, if the table has no column of that key."""
    meant = _MEANT.get(name.lower(), "")
    return "" if meant in keys else meant
