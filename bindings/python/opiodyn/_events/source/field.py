"""Step 2 of event tables knows the columns of the field that are not read, or not used."""

from __future__ import annotations

import re
from collections.abc import Collection

DATES = ("date", "dat1", "dat2", "dat3")
"""These columns of NONMEM hold dates, to which TIME is the time of day."""
EMPTY = ("c", "adm", "cont", "call", "pcmt", "raw_", "mrg_", "rpt_")
"""These columns change what a row means, unless they are empty."""
ZERO_IS_EMPTY = ("c", "cont", "call", "pcmt", "raw_", "mrg_", "rpt_")
"""A 0 in these columns of NONMEM says as little as an empty cell."""
AGREED = ("pcmt",)
"""These columns tell what a row shows, so that they may be left out if the caller says so."""

_APART = "take these rows and the column out of the table"
_MEANINGS = {
    "c": (
        f"marks rows to leave out in NONMEM: {_APART}, or name the column DV if it holds "
        "concentrations"
    ),
    "cont": (
        "continues a record in NONMEM: write each record in one row, and take the column out of "
        "the table"
    ),
    "adm": (
        "chooses in Monolix where a dose enters: write ROUTE or CMT, and take the column out of "
        "the table; if it has the numbers of compartments, columns={NAME: 'CMT'} reads it so"
    ),
    "call": (
        "tells NONMEM when to compute parameters anew: here they change where a row has other "
        "values, so take the column out of the table"
    ),
    "pcmt": (
        "chooses in NONMEM the compartment that a row shows, and runs here show all of them: it "
        "may be left out"
    ),
    **dict.fromkeys(
        ("raw_", "mrg_", "rpt_"),
        f"makes NONMEM average, merge or repeat records, which is not done here: {_APART}",
    ),
}
_OTHER_WORDS = {
    "id": ("subject", "subj", "subjid", "usubjid", "patient", "pid", "l1"),
    "amt": ("dose", "amount"),
    "evid": ("evt", "event", "eventid"),
    "dur": ("infusionduration",),
    "rate": ("infusionrate",),
    "ii": ("interdoseinterval",),
    "addl": ("additionaldoses",),
    "ss": ("steadystate",),
}
_MEANT = {word: key for key, words in _OTHER_WORDS.items() for word in words}
LIKELY = {
    "id": "may name the subjects: {call} makes it ID",
    "time": "may be the time: {call} makes it TIME",
    "amt": "may be the amount: {call} makes it AMT",
}
"""These words say what to do about a column that may be one which the table lacks."""
_LIKELY = {
    "id": re.compile(
        r"[a-z]{0,4}id[0-9d]?|(patient|subject|animal|person|individual|participant|case)\w*"
        r"|(pat|pt|subj)(no|nr|num|id)?|rat|mouse|dog|rabbit|monkey"
    ),
    "amt": re.compile(r"(amt|amount|dose)(in)?(ng|ug|mcg|mg|g|nmol|umol|mmol)?"),
    "time": re.compile(
        r"t|(time|tad|tsfd|tafd|tapd|hour|hr|minute|day|week|clock|datetime|dttm)s?\w*|\w*time"
    ),
}

# NONMEM's items of diagnosis (the help page "PRED,RES,WRES" lists them), their forms of four
# letters, which PsN and Xpose keep, and the columns of its files .phi and .phm.
_FIT = re.compile(
    r"(c|n|e|i|ci|ni|ei)?(pred|res|wres)i?|ecwres|npde|npd|obji?|ipre|iprd|iwre|iwrs|irs"
    r"|(eta|et|phi)[0-9]+|(eta|phi)\([0-9]+\)|(etc|phc)\([0-9]+,[0-9]+\)"
)
# Each of these has one meaning in NONMEM, Monolix and nlmixr2, which is about observations alone.
# There are the kind of observation (DVID, YTYPE), censoring (CENS, LIMIT, BLQ, BQL) and its limits
# (LLOQ, ULOQ), the logarithm of DV, and the groups of correlated residuals (L2). XVID1 to XVID5
# are further labels of NONMEM.
_OBSERVED = re.compile(r"dv_text|dvid|ytype|cens|limit|blq|bql|lloq|uloq|lndv|l2|xvid[1-5]")

_COVARIATES = {
    "WT": re.compile(r"(b|body)(wt|weight|wgt|w)(kg)?|(wt|weight|wgt)kg|wgt|bw(kg)?"),
    "AGE": re.compile(r"age(y|yr|yrs|year|years)"),
    "CRCL": re.compile(r"crcl\w+|clcr\w*|ccr|creatinineclearance\w*|creatclear\w*"),
    "SMOK": re.compile(r"smok\w+"),
    "HEPATIC": re.compile(r"hep(at|func|atic\w+)?|childpugh\w*"),
}


def is_unused(key: str) -> bool:
    """Tells whether a column is known in the field and changes nothing in a simulation."""
    return bool(_FIT.fullmatch(key) or _OBSERVED.fullmatch(key))


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
        return _MEANINGS[folded].replace("NAME", repr(name))
    again = re.fullmatch(r"(.+)\.[0-9]+", folded)
    if again and again[1] in keys:
        return f"is how pandas names a second column {again[1].upper()}: take it out of the table"
    meant = meant_key(name, keys)
    if not meant:
        return ""
    new = meant.upper()
    return (
        f"is not read: columns={{{name!r}: {new!r}}} makes it {new}; else take it out of the table"
    )


def likely_key(name: str) -> str:
    """Returns the key, ID, TIME or AMT, that an unknown column may be meant for; empty if none."""
    folded = re.sub(r"[\s_.()\[\]-]", "", name.lower())
    return next((key for key, pattern in _LIKELY.items() if pattern.fullmatch(folded)), "")


def near_covariate(name: str) -> str:
    """Returns the column of a covariate that an unknown column may be meant for; empty if none."""
    folded = re.sub(r"[\s_.()\[\]/-]", "", name.lower())
    return next((key for key, pattern in _COVARIATES.items() if pattern.fullmatch(folded)), "")


def meant_key(name: str, keys: Collection[str]) -> str:
    """Returns the key that a column may be meant for, if the table has no column of that key."""
    meant = _MEANT.get(re.sub(r"[\s_-]", "", name.lower()), "")
    return "" if meant in keys else meant
