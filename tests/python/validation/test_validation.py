"""Published figures of receptors and response: each lies in its band, or misses it as declared."""

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


@pytest.fixture(scope="module")
def found():
    return {row.case.id: row for row in table.rows()}


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
    assert set(case.misses) <= set(world.preset_names())
    assert all(len(reason) > 20 for reason in case.misses.values())


@each_case
def test_a_case_names_a_measure_and_a_known_source(case):
    assert case.setup.measure in MEASURES
    assert case.source
    assert set(case.source) <= {*BIBLIOGRAPHY, *cases.described_sources()}
    assert case.tag in {"read", "secondary", "derived", "memory", "law"}
    assert case.kind in {"independent", "fitted", "input", "hypothesis", "law"}
    assert (case.kind, case.tag) != ("independent", "law")  # a law is no prediction


@each_case
def test_a_band_is_what_it_is_said_to_come_from(case):
    """Where the rule is arithmetic on a single published number."""
    low, high = case.band
    assert low < high
    number = re.match(r"([\d.]+)(?: \(|$)", case.published)
    if number and (points := re.search(r"([\d.]+) points", case.band_from)):
        middle, width = float(number[1]), float(points[1])
        assert (low, high) == pytest.approx((middle - width, middle + width))
    elif number and (percent := re.fullmatch(r"(?:.*[:,] )?([\d.]+) %", case.band_from)):
        middle, share = float(number[1]), float(percent[1]) / 100.0
        assert (low, high) == pytest.approx((middle * (1.0 - share), middle * (1.0 + share)))


def test_every_case_has_a_name_of_its_own():
    names = [case.id for case in CASES]
    assert len(names) == len(set(names))


def test_every_described_source_is_used():
    used = {key for case in CASES for key in case.source}
    assert set(cases.described_sources()) <= used


def test_every_row_of_the_plan_has_a_case_or_a_reason():
    """7b numbers V1 to V33; those of pharmacokinetics stand in published_pk.toml."""
    pharmacokinetics = {*range(1, 9), *range(10, 14), 27}
    said = " ".join([*(case.id for case in CASES), *(row for row, _ in cases.unreachable())])
    covered = {int(number) for number in re.findall(r"\bV(\d+)", said)}
    assert {14, 15, 16, 17, 19, 21, 22, 25, 26, 28, 29, 31, 32, 33} <= covered - pharmacokinetics


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


def test_the_score_counts_every_case_once(found):
    rows = list(found.values())
    for preset in world.preset_names():
        total = table.score(rows, preset)
        kinds = {row.case.kind for row in rows}
        assert total.total == len(CASES)
        assert total.inside == sum(table.score(rows, preset, kind).inside for kind in kinds)


def test_no_preset_passes_everything(found):
    """The data contradict each other: a preset that passed all would be a fault of the table."""
    rows = list(found.values())
    assert all(table.score(rows, p).inside < len(CASES) for p in world.preset_names())


def test_a_held_level_is_what_it_says():
    """At the steady state of hold(1, h), half of mu is occupied, if nothing responds."""
    for preset in world.preset_names():
        run = world.World(preset).run("hold(1, 900)", 890.0, 10.0, (("response", ()),))
        metabolite = run.occupancy("6-beta-naltrexol", "mu")[-1]
        alone = run.occupancy("naltrexone", "mu")[-1] / (1.0 - metabolite)
        # C50 has three digits; 890 h are 29 half-lives of the slowest effect site.
        assert alone == pytest.approx(0.5, abs=2e-3)


def test_the_closed_form_of_two_ligands_ends_at_the_law_of_gaddum():
    at_end = laws.motulsky_mahan(1e3, 2.0, 6.0)
    assert at_end == pytest.approx(2.0 / (1.0 + 2.0 + 6.0 / 2.0), rel=1e-12)


def test_the_readme_says_how_many_are_met(maker, found):
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    rows = list(found.values())
    scores = [table.score(rows, preset, "independent") for preset in world.preset_names()]
    met = [score.inside for score in scores]
    assert f"only {min(met)} to {max(met)} of {scores[0].total}, by preset" in readme
    page = (ROOT / "docs/published-pk.md").read_text(encoding="utf-8")
    known = re.search(r"independent: (\d+ of \d+) pass", page)
    assert f"meets {known[1]} in pharmacokinetics" in readme


@pytest.mark.parametrize("path", ["README.md", "examples/notebooks/3_why_a_low_dose.ipynb"])
def test_the_waking_tone_is_told_with_its_draws(maker, path):
    drawn = maker.stored(maker.UNCERTAINTY)["cases"]["waking-tone"]["transient"]
    said = (ROOT / path).read_text(encoding="utf-8")
    above = round(drawn["inside"] * drawn["draws"])
    assert f"{above} of {drawn['draws']} draws" in said or (
        f"of {drawn['draws']} draws" in said and f"{above} have a waking tone above 1" in said
    )
    assert f"{drawn['median']:.3f}" in said


def test_units_follow_numbers_alone():
    said = {case.id: case.said for case in CASES}
    assert said["V17"] == "94.9 (4.9) %"
    assert said["V15"] == "72 to 108 h"
    assert said["V32"] == "no central effect"
    assert said["precipitated"] == "minutes to 1 h"
    assert said["block"] == "below 1"


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
def test_a_band_is_said_as_it_is_read(ends, text):
    assert words.band(*ends) == text


def test_the_page_is_up_to_date(maker, found):
    """Else: python docs/make_validation.py"""
    rows = list(found.values())
    stored = maker.stored(maker.UNCERTAINTY), maker.stored(maker.SENSITIVITY)
    page = maker.validation_page.text(rows, *stored)
    assert maker.PAGE.read_text(encoding="utf-8") == page
    for picture in re.findall(r"\]\((images/[\w-]+\.png)\)", page):
        assert (ROOT / "docs" / picture).is_file()


def test_the_page_shows_every_case_and_links_pharmacokinetics(maker):
    page = maker.PAGE.read_text(encoding="utf-8")
    assert all(f"| {case.id} |" in page for case in CASES)
    assert re.search(r"\(published-pk\.md\)\s\(independent: \d+ of \d+ pass", page)
    assert "not medical advice" in page


def test_the_pictures_can_be_drawn(maker, found, tmp_path):
    maker.validation_pictures.write(tmp_path, list(found.values()), maker.stored(maker.SENSITIVITY))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in (ROOT / "docs/images").glob("validation-*.png")}
