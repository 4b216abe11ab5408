"""The file of safety notes: what the library's own says, and faults in a made-up one."""

import string

import pytest

from fixtures import ROOT

SAFETY = "safety.toml"
NOTE = """\
[notes.one]
text = "A sentence on {drug}."
when = "a condition"
severity = 1
status = "read"
source = ["first2000"]
"""
VALUE = """\
[values."sample.oral.label_dose"]
value = 50.0
unit = "mg"
range = [50.0, 150.0]
evidence = "H"
status = "read"
source = ["other2001"]
meaning = "a dose"
"""
HEAD = 'name = "safety"\ndescription = "Notes."\n'


@pytest.fixture(scope="module")
def library(drug_reader):
    return drug_reader.read_library(ROOT / "data")


def test_every_note_is_one_sentence_with_a_source(library):
    assert len({note.name for note in library.notes}) == len(library.notes) > 10
    for note in library.notes:
        assert note.text.endswith(".")
        assert note.text.count(". ") == 0
        assert note.sources
        assert all(
            name for _, name, _, _ in string.Formatter().parse(note.text) if name is not None
        )


def test_every_label_has_a_dose_and_a_period(library):
    values = {row.name: row for row in library.safety}
    labels = {name.rpartition(".")[0] for name in values if name.endswith(".label_dose")}
    assert {"naltrexone.oral", "naltrexone.intramuscular"} <= labels
    for label in labels:
        assert f"{label}.label_hours" in values
    drugs = {substance.name for substance in library.substances}
    routes = {(one.name, route.name) for one in library.substances for route in one.routes}
    assert {tuple(label.split(".")) for label in labels} <= routes
    plausible = {name for name in values if name.split(".")[0] in ("plausible", "impaired")}
    assert {name.split(".")[0] for name in set(values) - plausible} <= drugs


def test_what_was_not_read_is_marked(library):
    status = {row.name: row.status for row in library.safety}
    assert status["naltrexone.oral.studied_dose"] == "memory"
    assert status["naltrexone.vulnerable"] == "assumed"
    assert status["naltrexone.oral.label_dose"] == "read"


def test_a_made_up_file_is_read(drug_reader, made_up):
    (made_up / SAFETY).write_text(HEAD + NOTE + VALUE)
    library = drug_reader.read_library(made_up)
    assert [(note.name, note.severity) for note in library.notes] == [("one", 1)]
    assert [(row.name, row.value) for row in library.safety] == [("sample.oral.label_dose", 50.0)]


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (
            '"first2000"',
            '"nobody"',
            "notes.one.source[0] = 'nobody': has no entry in references.bib",
        ),
        (
            "severity = 1",
            "severity = 4",
            "notes.one.severity = 4: must be a whole number from 1 to 3",
        ),
        ('when = "a condition"\n', "", "notes.one.when: missing"),
        (
            'status = "read"\nsource = ["first',
            'status = "sure"\nsource = ["first',
            "notes.one.status...",
        ),
        ("label_dose", "dose", 'values."sample.oral.dose": must end in one of age, block,...'),
        ('"mg"', '"g"', "...unit = 'g': must be 'mg' here"),
        ("value = 50.0", "value = 5.0", "...lies outside the range [50.0, 150.0]"),
        ('name = "safety"', 'name = "other"', "name = 'other': must be 'safety'"),
    ],
)
def test_a_fault_is_reported_with_its_place(expect, made_up, old, new, error):
    text = (HEAD + NOTE + VALUE).replace(old, new, 1)
    (made_up / SAFETY).write_text(text)
    expect(made_up, error, SAFETY)
