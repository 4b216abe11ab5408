"""Published pharmacokinetic figures: each lies in its band, or misses it as declared."""

import re

import pytest

import published_pk
from fixtures import ROOT, bibliography

TABLE = published_pk.read()
BIBLIOGRAPHY = bibliography()
each_case = pytest.mark.parametrize("case", TABLE.cases, ids=lambda case: case.id)


@each_case
def test_a_figure_lies_in_its_band_or_misses_it_as_declared(case):
    row = published_pk.Row(case, published_pk.measure(case.setup))
    low, high = case.band
    said = f"{row.simulated:.4g}, published {case.published:g}, band {low:g} to {high:g}"
    assert ("pass" if row.inside else "miss") == case.expected, said


@each_case
def test_a_figure_does_not_hang_on_the_output_grid(case):
    tolerance = 5e-3 if case.setup.quantity == "Tmax" else 1e-3
    figure = published_pk.measure(case.setup)
    assert published_pk.measure(case.setup, finer=2) == pytest.approx(figure, rel=tolerance)


@each_case
def test_a_band_is_what_it_is_said_to_come_from(case):
    """Those of the validation plan and published ranges stand as they are."""
    rule, published = case.band_from, case.published
    if "SD" in rule:
        band = (published - case.sd, published + case.sd)
    elif percent := re.search(r"(\d+) %", rule):
        share = float(percent[1]) / 100.0
        band = (published * (1.0 - share), published * (1.0 + share))
    elif factor := re.search(r"factor ([\d.]+)", rule):
        band = (published / float(factor[1]), published * float(factor[1]))
    else:
        assert rule in {"7b", "published range"}
        band = case.band
    assert case.band == pytest.approx(band, rel=1e-4)
    assert case.band[0] < case.band[1]


@each_case
def test_a_case_names_its_source_and_a_miss_its_reason(case):
    assert case.source
    assert set(case.source) <= {*BIBLIOGRAPHY, *TABLE.sources}
    assert case.tag in {"read", "secondary", "derived", "memory"}
    assert case.expected in {"pass", "miss"}
    assert bool(case.reason) == (case.expected == "miss")


@each_case
def test_a_case_says_what_the_library_has_from_it(case):
    assert case.kind in published_pk.KINDS


def test_the_closing_line_counts_every_case_under_its_kind():
    found = [published_pk.Row(case, case.published) for case in TABLE.cases]
    counts = re.findall(r"(\w+): (\d+) of (\d+) pass", published_pk._count(found))
    assert [kind for kind, *_ in counts] == list(published_pk.KINDS)
    assert sum(int(total) for *_, total in counts) == len(TABLE.cases)


def test_every_case_has_a_name_of_its_own():
    names = [case.id for case in TABLE.cases]
    assert len(names) == len(set(names))


def test_every_source_is_used():
    used = {key for case in TABLE.cases for key in case.source}
    assert set(TABLE.sources) <= used


def test_the_page_is_up_to_date():
    """Else: python tests/reference/published_pk.py --markdown docs/published-pk.md"""
    page = (ROOT / "docs/published-pk.md").read_text(encoding="utf-8")
    assert page == published_pk.as_markdown(TABLE, published_pk.rows(TABLE))


def test_the_command_prints_the_table_and_writes_the_page(tmp_path, capsys):
    published_pk.main(["--markdown", str(tmp_path / "page.md")])
    printed = capsys.readouterr().out
    assert all(case.id in printed for case in TABLE.cases)
    assert all(reason.split()[0] in printed for _, reason in TABLE.unreachable)
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page.startswith("<!-- Generated")
