"""This module writes the part of docs/validation.md on values that sources contest."""

from __future__ import annotations

from validation_markdown import table

from opiodyn._validation import contested
from opiodyn._validation.cases import Case
from opiodyn._validation.contested import Question
from opiodyn._validation.words import band, number

HEAD = """\

## Headlines that rest on a contested value

Where sources disagree about a value, the library has to choose one. These tables show what a
headline becomes under the other sets, or the other choice."""


def section() -> list[str]:
    """Returns the section."""
    lines = [HEAD]
    for question in contested.QUESTIONS:
        texts = (one.about.partition(" [")[0] + "." for one in contested.about(question))
        why = list(dict.fromkeys(texts))
        lines += ["", f"### {question.title}", "", *why, "", *_table(question)]
    return lines


def _table(question: Question) -> list[str]:
    several = len(question.presets) > 1
    headings = [
        f"{words}, `{preset}`" if several else words
        for preset in question.presets
        for words in (question.library, *(f"`{other}`" for other in question.others))
    ]
    body = [
        [case.id, case.what, f"{case.published_with_unit} ({band(*case.band)})"]
        + [_cell(case, figure) for figure in contested.figures(case, question)]
        for case in contested.asked(question)
    ]
    return table(("id", "figure", "published (band)", *headings), body)


def _cell(case: Case, figure: float) -> str:
    return f"{number(figure)} {'pass' if case.inside(figure) else '**MISS**'}"
