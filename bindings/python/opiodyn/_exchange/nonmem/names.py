"""This module makes names of NONMEM: at most 20 characters, in any case, and no reserved words."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 20
_PREFIX = 2
"""This many characters are left for the prefix of what stands in $DES."""

_LISTED = """
    A ABS ACOS ADDL ALAG ALOG ALOG10 AMT ASIN ATAN BINARY CALL CALLFL CMT COM COMACT COMRES
    COMSAV CONT COS CTLO CTUP D DA DADT DATE DDOST DECLARE DO DOSREC DOSTIM DOWHILE DP DROP DT DV
    DVID ELSE ELSEIF END ENDDO ENDIF EPS ERR ERROR ETA EVID EXIT EXP F FIRSTEM FO FUNCA FUNCB G
    GAMLN GG HH HOURS I ICALL ID IF II INFN INT IREP IREV ISFINL ISSMOD ISSNOW ITER L1 L2 LIM
    LIREC LLOQ LNTWOPI LOG LOG10 LOGIT MAX MDV MIN MIXEST MIXNUM MIXP MIXPT MNEXT MNOW MOD MODE
    MPAST MRG MTDIFF MTIME NDREC NEWIND NEWL2 NINDR NIREC NPROB NREP OBJECT OMEGA OPEN OUTPUT P
    PASZERO PCMT PDEXP PEXP PHI PLOG PRDPK PRED PRINT PROB R RATE RES RETURN RPTI RPTO RPTON S
    SIGMA SIMEPS SIMETA SIMTHET SIML SIN SKIP SQRT SS T TAN TEMPLT THEN THETA TIME TSCALE TSTATE
    TWOPI USER USUBP WHILE WRES WRITE XSCALE Y YLO YUP DEL IPRED SD LIMIT
"""
_WORDS = frozenset(_LISTED.split())
"""These are words of NM-TRAN and PREDPP, data items, and what our control streams define."""
_NUMBERED = re.compile(
    r"(?:A|ALAG|B|C|COM|D|DADT|E|EPS|ERR|ET|ETA|F|L|MTIME|OM|P|Q|R|S|SG|TH|THETA)\d+"
)
_NO_LETTER = re.compile(r"[^A-Z0-9]+")


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Returns a name of NONMEM for each of our names; no two are the same.

    Words are cut, the longest first, until a name is short enough. What would be a reserved word,
    or a name that is there, gets a number.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        short = _cut(_NO_LETTER.sub(" ", name.upper()).split(), LONGEST - _PREFIX)
        chosen, number = short, 1
        while chosen in taken or chosen in _WORDS or _NUMBERED.fullmatch(chosen):
            number += 1
            end = f"_{number}"
            chosen = _cut(short.split("_"), LONGEST - _PREFIX - len(end)) + end
        taken.add(chosen)
        found[name] = chosen
    return found


def _cut(words: list[str], longest: int) -> str:
    """Returns words as one name of at most so many characters that begins with a letter."""
    kept = list(words)
    if not kept or not kept[0][0].isalpha():
        kept[:1] = [f"X{kept[0] if kept else ''}"]
    while len(name := "_".join(kept)) > longest:
        place = max(range(len(kept)), key=lambda k: len(kept[k]))
        if len(kept[place]) <= 2:
            return name[:longest].rstrip("_")
        kept[place] = kept[place][:-1]
    return name
