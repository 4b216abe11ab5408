"""docs/parameters.md says what the library says."""

import os

import pytest

from fixtures import load


@pytest.fixture(scope="module")
def maker():
    return load("docs/make_parameters.py")


def test_page_is_up_to_date(maker):
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), (
        f"run python {os.path.join('docs', 'make_parameters.py')}"
    )


def test_page_names_every_substance_and_gap(maker):
    page = maker.page()
    for name in ("naltrexone", "naloxone/fda", "hydrocodone", "biophase"):
        assert f"# {name}\n" in page
    assert "- `hydrocodone.CL`: " in page
