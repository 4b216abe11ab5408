"""Tells whether words have a finite verb, and so are a sentence.

This is a list of words and a few rules on neighbours, not a grammar. The part of a sentence before
its first colon or semicolon passes in two cases: a finite verb stands before its first subordinate
clause, or it has more finite verbs than such clauses. "A value that the caller gives" has one of
each, so it is no sentence.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIST = Path(__file__).with_name("verbs.txt")
AUXILIARIES = _words(
    """is are was were has have had can could may might must shall should will would do does did
    cannot isn't aren't can't doesn't don't won't didn't wasn't hasn't"""
)
# Past forms that are no participles: "the value that the caller gave".
PASTS = _words("gave took came went began knew drew chose wrote fell rose grew became saw")
# Right after these words, what may be a noun is a verb.
BEFORE_A_VERB = _words("that which who it this what")
SUBORDINATORS = _words(
    """that which who whose where when if what how why whether because while until unless since
    although though wherever whatever whenever"""
)
# A clause without a word of its own: "the drugs it had", "as the file has them".
PRONOUNS = _words("it they you we he she")
AFTER_AS = PRONOUNS | _words("a an the one its their these")
NO_CLAUSE_AFTER = SUBORDINATORS | {"and", "or", "as"}
# What follows "if" or "where" without a verb of its own: "if any", "where known".
VERBLESS = re.compile(r"(?:any|not|so|possible|to|none|absent|in|of|all|known|\w+e[dn])$")
# The object of a verb begins with one of these, or with a name.
OBJECT = re.compile(
    r"""(?:a|an|the|all|each|every|any|its|it|one|no|this|these|those|what|whether|how|both|their
    |them|only|either|none|nothing|something|more|most|itself|\d.*|CODE|[A-Z]\w*)$""",
    re.VERBOSE,
)
# After a noun comes one of these: "Steps of a run", "Counts, by name", "Rows given".
AFTER_A_NOUN = re.compile(
    r"""(?:of|for|in|by|at|to|on|as|from|with|and|or|that|which|per|are|if|when|where|while|alone
    |above|below|together|themselves|[^\w"']|\w+e[dn]|\w+wn|made|held|kept|put|set|found|left
    |built)$""",
    re.VERBOSE,
)
# A name of the code, such as CODE or LaneModel, is the subject of the verb after it.
NAME = re.compile(r"[A-Z]+$|[A-Z]?[a-z]+[A-Z]\w*$")
# After these comes no finite verb in its plain form.
BEFORE_A_NOUN = _words("a an the to of for in by at on with its their each every no and or")
PLURALS = _words("people they we you these those that which who children data")
NO_PLURALS = _words("this its his hers ours always perhaps less as plus minus")
TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")


@functools.cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Returns the verbs that are no nouns, those that may be, and the plain forms of both."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    starred = {word[:-1] for word in words if word.endswith("*")}
    plain = {word for word in words if not word.endswith("*")}
    forms = (frozenset(map(plain_form, verbs)) for verbs in (plain, starred))
    return frozenset(plain), frozenset(starred), *forms


def plain_form(verb: str) -> str:
    """Returns the plain form of a verb in the third person: "apply" for "applies"."""
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb[:-2] if re.search(r"(?:ss|ch|sh|x|zz|o)es$", verb) else verb[:-1]


def has_finite_verb(sentence: str) -> bool:
    """Tells whether the plain text of a sentence has a verb outside its subordinate clauses."""
    if sentence.endswith("?"):
        return True
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", sentence)
    tokens = TOKEN.findall(re.split(r"[:;](?=\s|$)", text)[0])
    verbs = clauses = 0
    for i, token in enumerate(tokens):
        if _opens_clause(tokens, i):
            clauses += 1
        elif _is_verb(tokens, i, token.lower()):
            verbs += 1
            if clauses == 0:
                return True
    return verbs > clauses


def _opens_clause(tokens: list[str], i: int) -> bool:
    word, previous = tokens[i].lower(), tokens[i - 1].lower() if i else "."
    following = tokens[i + 1] if i + 1 < len(tokens) else "."
    if word == "as":
        return following in AFTER_AS
    if word in SUBORDINATORS:
        return not VERBLESS.match(following)
    return word in PRONOUNS and previous.isalpha() and previous not in NO_CLAUSE_AFTER


def _is_verb(tokens: list[str], i: int, word: str) -> bool:
    plain, starred, plain_forms, starred_forms = _known()
    previous = tokens[i - 1].lower() if i else ""
    following = tokens[i + 1] if i + 1 < len(tokens) else "."
    if previous in ("and", "or", "to"):
        return False  # it goes on with the verb before, or is no finite one
    if word in AUXILIARIES:
        return not (word in ("have", "do") and previous in AUXILIARIES | {"not"})
    if word in plain or word in PASTS:
        return i > 0 or following != "of"
    if word in starred:
        return _is_verb_by_neighbours(tokens, i, previous, following)
    if word in plain_forms | starred_forms and previous not in BEFORE_A_NOUN:
        plural = "and" in tokens[:i] or any(map(_is_plural, tokens[:i]))
        return _is_plural(previous) or (word in plain_forms and plural)
    return False


def _is_verb_by_neighbours(tokens: list[str], i: int, previous: str, following: str) -> bool:
    """Tells whether a word that may be a noun is a verb."""
    if previous in BEFORE_A_VERB or OBJECT.match(following):
        return True
    if i > 0 and NAME.match(tokens[i - 1]):
        return following.isalpha() and following != "of"
    if i == 0 and following == "and":
        return tokens[i + 2 : i + 3] != [] and tokens[i + 2] in _known()[0]
    return not AFTER_A_NOUN.match(following)


def _is_plural(word: str) -> bool:
    if word in PLURALS:
        return True
    return word not in NO_PLURALS | _known()[0] and re.search(r"[^sui'’]s$", word) is not None
