"""Every face shows the notes of a run, and none where there are none."""

import json

import pytest

import opiodyn as od
from opiodyn._compare import plot
from opiodyn._compare.report import comparison_report

CALM, LOUD = (
    "naltrexone 4.5 mg po q24h x3",
    "naltrexone 50 mg po q24h x3 + morphine 10 mg iv at 30h",
)
SENTENCE = "Trying to overcome the block of naltrexone with more morphine can kill"


def one_line(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def runs():
    return {text: od.simulate(od.regimen(text)) for text in (CALM, LOUD)}


def test_the_report_lists_all_notes(runs):
    assert "Notes" not in runs[CALM].report()
    report = one_line(runs[LOUD].report())
    assert all(f"- {note}" in report for note in runs[LOUD].notes)


def test_the_provenance_has_the_notes(runs):
    assert runs[CALM].provenance["notes"] == []
    assert runs[LOUD].provenance["notes"] == list(runs[LOUD].notes)
    assert json.loads(runs[LOUD].to_pandas().attrs["provenance"])["notes"]


def caption(figure):
    drawn = figure.findobj(lambda artist: hasattr(artist, "get_text"))
    return one_line(" ".join(artist.get_text() for artist in drawn))


def test_the_picture_has_the_most_serious_and_a_pointer(runs):
    assert "Note:" not in caption(runs[CALM].plot())
    text = caption(runs[LOUD].plot())
    assert f"Note: {SENTENCE}. After naltrexone a former dose" in text
    assert "2 more, and sources: run.notes." in text
    assert "fda-naltrexone-label" not in text


def compared(text):
    return od.compare(od.regimen(text), drug="naltrexone", doses=[4.5, 50.0])


def test_compare_shows_the_notes_of_all_regimens():
    calm, loud = compared(CALM), compared(LOUD)
    assert calm.attrs["notes"] == []
    assert "Notes" not in comparison_report(calm)
    assert any(SENTENCE in note and "(all 2 regimens)" in note for note in loud.attrs["notes"])
    assert SENTENCE in one_line(comparison_report(loud))
    assert "Note:" not in caption(plot.plot(calm))
    assert f"Note: {SENTENCE}" in caption(plot.plot(loud))


def test_compare_counts_the_regimens():
    frame = od.compare(od.regimen(CALM), doses=[4.5, 50.0, 100.0])
    assert any("(1 of 3 regimens)" in note for note in frame.attrs["notes"])


def test_several_subjects_have_one_list():
    people = od.population(3, seed=1)
    runs = od.simulate(od.regimen(LOUD), subjects=people, end=31)
    assert len(runs.notes) == 4
    assert all("(all 3 subjects)" in note for note in runs.notes)
    assert SENTENCE in one_line(runs.report())
    assert runs.provenance["notes"] == list(runs.notes)
    assert runs[:0].notes == ()


def test_the_shell_prints_the_notes(shell):
    assert "Notes" not in shell("simulate", CALM)[1]
    assert SENTENCE in one_line(shell("simulate", LOUD)[1])
    assert SENTENCE in one_line(shell("compare", LOUD, "--drug", "naltrexone")[1])
