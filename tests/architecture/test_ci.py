"""The parts of CI are scripts that run alone, and CONTRIBUTING.md names them all."""

import os
import re
from pathlib import Path

PARTS = {"benchmark", "check", "clang", "core", "docs", "exchange", "fuzz", "package", "web"}


def test_every_part_is_a_script_that_begins_as_the_others_do(root: Path) -> None:
    found = {path.name: path for path in (root / ".ci/parts").iterdir()}
    assert set(found) == PARTS
    for path in found.values():
        assert os.access(path, os.X_OK)
        assert 'source "$(dirname "${BASH_SOURCE[0]}")/../part.sh"' in path.read_text("utf-8")


def test_the_contributing_page_names_every_part(root: Path) -> None:
    page = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- `(\w+)` ", page, re.MULTILINE)
    assert set(listed) >= PARTS
