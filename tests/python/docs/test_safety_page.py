"""docs/safety.md says what data/safety.toml says."""

import os

from fixtures import load


def test_page_is_up_to_date():
    maker = load("docs/make_safety.py")
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), (
        f"run python {os.path.join('docs', 'make_safety.py')}"
    )
