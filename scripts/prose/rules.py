"""The rules of the gate are length, mean, opening, verb and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prose.passages import Opening, Passage
from prose.sentences import Sentence, sentences
from prose.verbs import has_finite_verb

MOST_WORDS = 35
MOST_WORDS_IN_THE_MEAN = 18.0

# First words that hang on something outside the sentence.
WITHOUT_SUBJECT = (
    "of|that|those|as|with|without|from|which|where|given|in|for|by|at|to|on|under|over|also"
    "|not|and|or|but|than|then|same|the same|such|like|who|whose|what|how|whether|it|they|its"
    "|their|between|among|beside|besides|because|into|out of"
    "|(?:true|false) (?:if|for|once|where|when|until|unless)"
)
SUBJECTLESS = re.compile(rf"(?:{WITHOUT_SUBJECT})\b(?!-)", re.IGNORECASE)
# A yes or no may say so: "Whether the bar is shown."
IN_PHRASES = re.compile(r"whether\b", re.IGNORECASE)
# A unit behind a comma, or alone at the beginning.
UNITS = (
    r"(?:h|min|s|ms|d|days|years|kg|mg|mg/L|ng/mL|nM|nmol|nmol/mg|L|L/h|mL/min|mL|1/h|/h"
    r"|1/\(nM h\)|/nM/h|1/nM|%)"
)
BARE_UNIT = re.compile(rf"(?:^|, ){UNITS}(?=[.,;:]|$)")


@dataclass(frozen=True, order=True)
class Offence:
    """An offence is one sentence that breaks one rule."""

    path: str
    line: int
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.sentence}"


def all_sentences(passage: Passage) -> list[Sentence]:
    """Returns the sentences of all paragraphs, in order."""
    return [s for line, text in passage.paragraphs for s in sentences(line, text)]


def offences(passage: Passage) -> Iterator[Offence]:
    """Yields what one passage breaks; the mean is a matter of all passages."""
    found = all_sentences(passage)
    for sentence in found:
        if sentence.words > MOST_WORDS:
            rule = f"length: {sentence.words} words, more than {MOST_WORDS}"
            yield Offence(passage.path, sentence.line, rule, sentence.text)
        if passage.opening is not Opening.FREE and BARE_UNIT.search(sentence.plain):
            rule = "unit: a unit stands in brackets, such as [h]"
            yield Offence(passage.path, sentence.line, rule, sentence.text)
    if found and passage.opening is not Opening.FREE:
        rule = _of_opening(passage.opening, found[0].plain)
        if rule:
            yield Offence(passage.path, found[0].line, rule, found[0].text)


def _of_opening(opening: Opening, first: str) -> str | None:
    word = SUBJECTLESS.match(first)
    if word and not (opening is Opening.PHRASE and IN_PHRASES.match(first)):
        return f"opening: '{word.group()}' begins no sentence that stands alone"
    if opening is Opening.SENTENCE and not has_finite_verb(first):
        return "verb: no finite verb is found"
    return None


def means(passages: Iterable[Passage]) -> dict[str, tuple[int, float]]:
    """Returns how many sentences each kind of passage has, and the mean of their words."""
    words: dict[str, list[int]] = {}
    for passage in passages:
        words.setdefault(passage.kind, []).extend(s.words for s in all_sentences(passage))
    return {kind: (len(n), sum(n) / len(n)) for kind, n in words.items() if n}
