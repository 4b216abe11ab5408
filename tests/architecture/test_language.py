"""The gate for language reports what docs/style.md forbids, and lets plain sentences pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from prose import gate
from prose.passages import Opening, Passage
from prose.rules import MOST_WORDS, offences
from prose.sentences import sentences
from prose.verbs import LIST, has_finite_verb, plain_form

GOOD = [
    "Returns the columns that every model of the sweep has.",
    "Reads a table.",
    "Tells whether the dose fits.",
    "A regimen is a list of records, in order of time.",
    "The clearance holds for plasma [L/h].",
    "This is the rate at which a drug enters [nmol/h].",
    "Complexes follow concentrations.",
    "Counts the steps of a run.",
    "The columns that every model has are kept.",
    "A value that the caller gave is not replaced.",
    "`simulate` runs a model along a regimen.",
    "This room checks arguments for all others.",
    "A change sets parameters from a time on.",
    "A LaneModel points to the numbers of a model.",
    "Imports and returns an optional module.",
    "Checks that the entry has all fields.",
    'Returns "kinetic" or "equilibrium".',
    "The values of one person come on top.",
    "A regimen and a model make a run.",
    "These are the output times [h].",
    "True shows the bar and False does not.",
]
WITHOUT_VERB = [
    "A regimen of doses, in order.",
    "Counts of a run.",
    "Steps of the integrator.",
    "A value that the caller gives.",
    "The drugs it had in this run.",
    "A number as the file has it.",
    "A window: the hours from 8 to 24.",
    "One step; returns the new time.",
    "Rows by the shape of their models and the states that move.",
    "Running the people of a cohort.",
    "Checks of single values, each under its name.",
    "The states that move and their rates.",
    "The names of a model state.",
    "The weight of one receptor's tone in the pain index.",
    "Rows for these threads, as far as their numbers fit.",
    "`count` steps of h from the state.",
    "Read a drug file.",
]
HANGING = [
    "Of the result.",
    "Those wanted, which all models must have.",
    "The same where the exponent varies too.",
    "As in the table above.",
    "With reserve the peptide is a state.",
    "What is taken.",
    "Which row is the first?",
    "True if the dose is held.",
    "It is what the drug holds.",
]


def test_the_rules_hold(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = gate.main(root, [])
    assert (broken, capsys.readouterr().out) == (0, "")


def reported(text: str, opening: Opening = Opening.SENTENCE) -> list[str]:
    """Returns the rules that one comment breaks."""
    passage = Passage("a.py", "docstring", opening, ((1, text),))
    return [offence.rule for offence in offences(passage)]


@pytest.mark.parametrize("text", GOOD)
def test_a_plain_sentence_passes(text: str) -> None:
    assert reported(text) == []


@pytest.mark.parametrize("text", WITHOUT_VERB)
def test_words_without_a_verb_are_reported(text: str) -> None:
    assert reported(text) == ["verb: no finite verb is found"]


@pytest.mark.parametrize("text", WITHOUT_VERB)
def test_a_field_may_be_words_without_a_verb(text: str) -> None:
    assert reported(text, Opening.PHRASE) == []


@pytest.mark.parametrize("text", HANGING)
@pytest.mark.parametrize("opening", [Opening.SENTENCE, Opening.PHRASE])
def test_an_opening_without_a_subject_is_reported(text: str, opening: Opening) -> None:
    (rule,) = reported(text, opening)
    assert re.match(r"opening: '(.+)' begins no sentence that stands alone", rule)
    assert text.startswith(rule.split("'")[1])


def test_only_the_first_sentence_must_stand_alone() -> None:
    assert reported("Reads a table. Of several, the first.") == []


def test_whether_may_open_the_entry_of_a_yes_or_no_alone() -> None:
    assert reported("Whether the bar is shown.", Opening.PHRASE) == []
    assert len(reported("Whether the bar is shown.")) == 1


@pytest.mark.parametrize("text", ["The end of the run, h.", "h, after begin", "Volume, L; not CL."])
def test_a_unit_without_brackets_is_reported(text: str) -> None:
    assert reported(text, Opening.PHRASE) == ["unit: a unit stands in brackets, such as [h]"]


def test_a_long_sentence_is_reported_wherever_it_stands() -> None:
    words = "Reads " + "word " * (MOST_WORDS - 2)
    for opening in Opening:
        assert reported(f"{words} end.", opening) == []
        assert reported(f"Reads a file. {words} [h] more end.", opening) == [
            "length: 36 words, more than 35"
        ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One. Two words.", [1, 2]),
        ("See e.g. `a.b c. d` (3 mg). Next", [5, 1]),
        ("The [theory of it](docs/theory.md) - x = 2 + y.", [7]),
        ("Is it? Yes!", [2, 1]),
    ],
)
def test_sentences_and_their_words(text: str, words: list[int]) -> None:
    assert [sentence.words for sentence in sentences(1, text)] == words


def test_a_sentence_knows_its_line() -> None:
    assert [s.line for s in sentences(7, "One\ntwo. Three\nfour. Five.")] == [7, 8, 9]


def test_a_mean_that_is_too_high_is_reported() -> None:
    long, short = (Passage("a.py", "message", Opening.FREE, ((1, "w " * n),)) for n in (19, 17))
    assert list(gate.too_long_in_the_mean([long, short])) == []
    assert list(gate.too_long_in_the_mean([long])) == [
        "mean: the 1 sentences of kind 'message' have 19.0 words in the mean, more than 18"
    ]


def test_the_list_of_verbs_is_in_order_and_each_is_a_verb_once() -> None:
    lines = [x for x in LIST.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    words = [line.rstrip("*") for line in lines]
    assert words == sorted(set(words))
    assert all(re.fullmatch(r"[a-z]+s", word) for word in words)
    assert has_finite_verb("Files hold values.")


@pytest.mark.parametrize(
    ("verb", "plain"),
    [("reads", "read"), ("applies", "apply"), ("lies", "lie"), ("passes", "pass"), ("does", "do")],
)
def test_the_plain_form_of_a_verb(verb: str, plain: str) -> None:
    assert plain_form(verb) == plain


def test_the_program_names_place_and_rule(root: Path, tmp_path: Path) -> None:
    broken = root / "build" / f"{tmp_path.name}.py"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text('"""Of the result."""\n', encoding="utf-8")
    try:
        command = [sys.executable, root / "scripts/language", broken]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        broken.unlink()
    assert (ended.returncode, ended.stdout) == (
        1,
        f"build/{broken.name}:1: opening: 'Of' begins no sentence that stands alone: "
        "Of the result.\n",
    )


def test_the_program_counts_by_room(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "scripts/prose/rules.py"
    assert gate.main(root, ["--summary", str(file)]) == 0
    head, row, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["room", "length", "opening", "verb", "unit", "mean"]
    assert row.split()[:5] == ["scripts/prose", "0", "0", "0", "0"]
