"""Published figures lie in their bands or miss them as declared, and the pages show them."""

import dataclasses
import math
import re

import pytest

from fixtures import ROOT, bibliography, load
from opiodyn._validation import cases, laws, table, words, world
from opiodyn._validation.measures import MEASURES

BIBLIOGRAPHY = bibliography()
CASES = cases.read()
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
KINDS = {
    "receptors": set(cases.KINDS),
    "pharmacokinetics": {"independent", "fitted", "input"},
}
each_subject = pytest.mark.parametrize("subject", cases.GROUPS)


@pytest.fixture(scope="module")
def found():
    return {row.case.id: row for row in table.rows(CASES)}


@pytest.fixture(scope="module")
def receptors(found):
    return [found[case.id] for case in cases.read("receptors")]


@pytest.fixture(scope="module")
def maker():
    return load("docs/make_validation.py")


@each_case
def test_a_figure_lies_in_its_band_or_misses_it_as_declared(case, found):
    row = found[case.id]
    wrong = {p: figure for p, figure in row.figures.items() if not row.as_expected(p)}
    assert wrong == {}, f"band {case.band}, expected to miss: {sorted(case.misses)}"


@each_case
def test_a_miss_has_a_reason_and_a_preset_that_exists(case):
    assert set(case.misses) <= set(case.presets)
    assert all(len(reason) > 20 for reason in case.misses.values())


@each_case
def test_a_case_names_a_measure_and_a_known_source(case):
    assert case.setup.measure in MEASURES
    assert case.source
    assert set(case.source) <= {*BIBLIOGRAPHY, *cases.described_sources(CASES)}
    assert case.tag in {"read", "secondary", "derived", "memory", "law"}
    assert (case.kind, case.tag) != ("independent", "law")  # a law is no prediction
    assert case.band[0] < case.band[1]


@each_subject
def test_a_case_tells_what_the_library_has_from_it(subject):
    assert {case.kind for case in cases.read(subject)} == KINDS[subject]


def test_every_case_has_a_name_of_its_own():
    names = [case.id for case in CASES]
    assert len(names) == len(set(names))


def test_every_described_source_is_used_and_no_reference():
    described = cases.described_sources(CASES)
    assert described == cases._file("sources")
    assert described.keys().isdisjoint(BIBLIOGRAPHY)


def test_every_number_has_a_case_or_a_reason():
    """Cases that were planned before the library was written have numbers from V1 to V33."""
    named = [case.id for case in CASES] + [row for row, _ in cases.unreachable("receptors")]
    covered = {int(number) for number in re.findall(r"\bV(\d+)", " ".join(named))}
    assert covered == set(range(1, 34))


def test_an_expected_miss_that_comes_to_pass_is_not_as_expected():
    case = next(case for case in CASES if "transient" in case.misses)
    middle = 0.5 * sum(case.band)
    row = table.Row(case, {"transient": middle, "pet": case.band[1] * 2.0})
    assert not row.as_expected("transient")
    passing = table.Row(dataclasses.replace(case, misses={}), row.figures)
    assert passing.as_expected("transient")
    assert not passing.as_expected("pet")


def test_a_figure_that_does_not_exist_lies_in_no_band():
    assert not any(case.inside(float("nan")) for case in CASES)


def test_the_score_counts_every_case_once(receptors):
    for preset in world.preset_names():
        total = table.score(receptors, preset)
        kinds = KINDS["receptors"] - {"alternative"}
        scores = [table.score(receptors, preset, kind) for kind in kinds]
        beside = table.score(receptors, preset, "alternative")
        assert total.total == sum(score.total for score in scores) == len(receptors) - beside.total
        assert total.inside == sum(score.inside for score in scores)
        parts = [table.score(receptors, preset, "independent", added) for added in (False, True)]
        whole = table.score(receptors, preset, "independent")
        assert (whole.inside, whole.total) == tuple(map(sum, zip(*parts, strict=True)))


def test_a_preset_that_was_chosen_with_a_figure_does_not_predict_it(receptors):
    """Three hours of V28 chose `slow`; 23 figures of the first edition remain predictions."""
    chosen = {row.case.id for row in receptors if row.case.kind_of("slow") != row.case.kind}
    assert chosen == {"V28-24", "V28-48", "V28-72"}
    totals = {
        p: table.score(receptors, p, "independent", False).total for p in world.preset_names()
    }
    assert totals == {"pet": 23, "transient": 23, "plasma": 23, "retention": 23, "slow": 20}


def test_the_page_names_our_own_choices_in_words(maker):
    for page in (maker.PAGE, maker.PLASMA_PAGE):
        assert "opiodyn-design" not in page.read_text("utf-8")
    assert "| our choice |" in maker.PAGE.read_text("utf-8")
    assert "| worked out here |" in maker.PAGE.read_text("utf-8")


def test_no_preset_passes_everything(receptors):
    """The table would be at fault if a preset passed all, as the data contradict each other."""
    assert all(table.score(receptors, p).inside < len(receptors) for p in world.preset_names())


def test_a_held_level_is_what_it_says():
    """The steady state of hold(1, h) has half of mu occupied, if nothing responds.

    Under `slow` turnover is part of how the drug leaves the receptor.
    """
    for preset in world.preset_names():
        response = ("turnover",) if preset == "slow" else ()
        taken = world.Taken("hold(1, 900)", (("response", response),))
        run = world.World(preset).run(taken, [890.0])
        metabolite = run.occupancy("6-beta-naltrexol", "mu")[-1]
        alone = run.occupancy("naltrexone", "mu")[-1] / (1.0 - metabolite)
        # C50 has three digits; 890 h are 37 half-lives of the slowest effect site.
        assert alone == pytest.approx(0.5, abs=2e-3)


def test_the_closed_form_of_two_ligands_ends_at_the_law_of_gaddum():
    at_end = laws.motulsky_mahan(1e3, 2.0, 6.0)
    assert at_end == pytest.approx(2.0 / (1.0 + 2.0 + 6.0 / 2.0), rel=1e-12)


def test_the_page_of_presets_tells_how_many_are_met(maker, receptors):
    page = " ".join((ROOT / "docs/explain/which-preset.md").read_text(encoding="utf-8").split())
    order = ("pet", "slow", "transient", "plasma", "retention")
    assert " | ".join(f"`{preset}`" for preset in order) in page
    for title, added in (("known before", False), ("added", True)):
        scores = [table.score(receptors, preset, "independent", added) for preset in order]
        assert f"| {title} | {' | '.join(map(str, scores))} |" in page
    known = re.search(r"independent: (\d+ of \d+) pass", maker.PLASMA_PAGE.read_text("utf-8"))
    assert f"reproduces {known[1]} in pharmacokinetics" in page


@pytest.mark.parametrize(
    "path", ["docs/explain/which-preset.md", "examples/notebooks/3_why_a_low_dose.ipynb"]
)
def test_the_waking_tone_is_told_with_its_draws(maker, path):
    drawn = maker.stored(maker.UNCERTAINTY)["cases"]["waking-tone"]["transient"]
    text = (ROOT / path).read_text(encoding="utf-8").lower()
    above = round(drawn["inside"] * drawn["draws"])
    assert f"{above} of {drawn['draws']} draws" in text or (
        f"of {drawn['draws']} draws" in text and f"{above} have a waking tone above 1" in text
    )
    assert f"{drawn['median']:.3f}" in text


def test_units_follow_numbers_alone():
    published = {case.id: case.published_with_unit for case in CASES}
    assert published["V17"] == "94.9 (4.9) %"
    assert published["V22"] == "2.0 (1.6) h"
    assert published["V32"] == "no central effect"
    assert published["precipitated"] == "minutes to 1 h"
    assert published["block"] == "below 1"
    assert published["V1-Tmax"] == "<= 1 h"
    assert published["comer-192"] == "~21 d"
    assert published["V10"] == "2.6 to 2.7"


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ((1.0, math.inf), "above 1"),
        ((-math.inf, 0.0), "below 0"),
        ((0.999999, 1.000001), "1 within 1e-6"),
        ((0.0, 1e-12), "0 to 1e-12"),
        ((0.0, 1e-8), "0 to 1e-8"),
        ((31.0, 51.0), "31 to 51"),
    ],
)
def test_a_band_is_written_as_it_is_read(ends, text):
    assert words.band(*ends) == text


def test_the_pages_are_up_to_date(maker, found, tmp_path, monkeypatch):
    """A page that is not is written anew by python docs/make_validation.py."""
    pages = [getattr(maker, name).read_text("utf-8") for name in ("PAGE", "PLASMA_PAGE")]
    for name in ("PAGE", "PLASMA_PAGE"):
        monkeypatch.setattr(maker, name, tmp_path / name)
    monkeypatch.setattr(maker.table, "rows", lambda chosen: [found[case.id] for case in chosen])
    monkeypatch.setattr(maker.validation_pictures, "write", lambda *_: None)
    maker.main([])
    assert [(tmp_path / name).read_text("utf-8") for name in ("PAGE", "PLASMA_PAGE")] == pages
    for picture in re.findall(r"\]\((images/[\w-]+\.png)\)", "".join(pages)):
        assert (ROOT / "docs" / picture).is_file()


@pytest.mark.parametrize(
    ("page", "subject"), [("PAGE", "receptors"), ("PLASMA_PAGE", "pharmacokinetics")]
)
def test_a_page_shows_every_case_and_what_is_out_of_reach(maker, page, subject):
    text = getattr(maker, page).read_text("utf-8")
    for case in cases.read(subject):
        assert f"| {case.id} |" in text
        assert all(reason in text for reason in case.misses.values())
    assert all(f"- **{row}**: {reason}" in text for row, reason in cases.unreachable(subject))


def test_the_page_of_receptors_has_the_count_of_pharmacokinetics(maker, found):
    page = maker.PAGE.read_text("utf-8")
    plasma = [found[case.id] for case in cases.read("pharmacokinetics")]
    count = maker.published_pk_page.count(plasma)
    assert f"(published-pk.md) ({count})" in page.replace("\n", " ")
    totals = re.findall(r"(\w+): \d+ of (\d+) pass", count)
    assert {kind for kind, _ in totals} == KINDS["pharmacokinetics"]
    assert sum(int(total) for _, total in totals) == len(plasma)
    assert "not medical advice" in page
