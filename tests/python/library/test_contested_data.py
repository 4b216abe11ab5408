"""The file of contested values: what the library's own says, and faults in a made-up one."""

import pytest

import opiodyn as od
from fixtures import ROOT

CONTESTED = "contested.toml"
TEXT = """\
name = "contested"
description = "Values."

[values.gain]
parameter = "sample.mu.K"
headlines = "tone"
text = "Two sources exclude each other."
source = ["first2000"]

[[values.gain.others]]
set = "sample/other"
words = "with the other K"

[values.drive]
parameter = "phi"
headlines = "tone"
text = "Nothing decides it."
source = ["other2001"]

[[values.drive.others]]
value = 0.0
words = "with lost tone"
"""


@pytest.fixture(scope="module")
def contested(drug_reader):
    return drug_reader.read_library(ROOT / "data").contested


def test_each_set_is_in_the_library_and_differs(contested):
    assert {one.parameter for one in contested} == {"beta-endorphin.G", "naloxone.mu.K", "phi"}
    for one in contested:
        for other in one.others:
            if one.parameter == "phi":
                assert other.value != od.Model().phi
                continue
            substance, _, local = one.parameter.partition(".")
            assert other.set in od.parameters.sets(substance)
            ours = od.parameters.of(one.parameter)["value"].item()
            assert od.parameters.of(f"{other.set}.{local}")["value"].item() != ours


def test_every_text_is_one_sentence_and_every_alternative_has_words(contested):
    for one in contested:
        assert one.text.endswith(".")
        assert one.text.count(". ") == 0
        assert all(other.words.startswith(("with ", "if ")) for other in one.others)


def test_a_made_up_file_is_read(drug_reader, made_up):
    (made_up / CONTESTED).write_text(TEXT)
    gain, drive = drug_reader.read_library(made_up).contested
    assert (gain.parameter, gain.others[0].set, gain.sources) == (
        "sample.mu.K",
        "sample/other",
        ("first2000",),
    )
    assert (drive.parameter, drive.others[0].value) == ("phi", 0.0)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('"first2000"', '"nobody"', "values.gain.source[0] = 'nobody': has no entry in..."),
        ('headlines = "tone"', 'headlines = "pain"', "values.gain.headlines = 'pain': must be..."),
        ('set = "sample/other"\n', "", "values.gain.others[0].set: missing"),
        ("sample/other", "product/other", "...must be a set of the substance of sample.mu.K"),
        ("value = 0.0\n", "", "values.drive.others[0].value: missing"),
        ('text = "Nothing decides it."\n', "", "values.drive.text: missing"),
        ('name = "contested"', 'name = "other"', "name = 'other': must be 'contested'"),
    ],
)
def test_a_fault_is_reported_with_its_place(expect, made_up, old, new, error):
    (made_up / CONTESTED).write_text(TEXT.replace(old, new, 1))
    expect(made_up, error, CONTESTED)
