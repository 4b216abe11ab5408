"""The rooms of the page look into each other through doors alone; each rule can fail."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rules import page_rooms

Rule = Callable[[Path], list[str]]
DOORS = '[web.doors]\ncore = []\nstate = ["core"]\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A page of two rooms, in which all is well."""
    files = {
        "tests/architecture/doors.toml": DOORS,
        "web/src/core/contract.ts": "export type Setting = string;\n",
        "web/src/state/setting.ts": 'import type { Setting } from "../core/contract";\n',
        "web/core/run.cpp": '#include <string>\n#include "opiodyn/batch.hpp"\n',
        "web/core/values.hpp": "#include <emscripten/val.h>\n",
        "include/opiodyn/batch.hpp": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("rule", page_rooms.RULES)
def test_the_rule_holds(root: Path, rule: Rule) -> None:
    assert rule(root) == []


@pytest.mark.parametrize("rule", page_rooms.RULES)
def test_a_sound_tree_passes(tree: Path, rule: Rule) -> None:
    assert rule(tree) == []


@pytest.mark.parametrize(
    ("rule", "file", "text"),
    [
        (page_rooms.rooms_keep_to_their_doors, "web/src/core/x.ts", 'import "../state/setting";\n'),
        (page_rooms.rooms_keep_to_their_doors, "web/src/new/x.ts", "\n"),
        (page_rooms.doors_are_used, "web/src/state/setting.ts", "\n"),
        (page_rooms.core_includes_public_headers, "web/core/x.cpp", '#include "lanes/plan.hpp"\n'),
        (page_rooms.core_includes_public_headers, "web/core/x.cpp", '#include "opiodyn/no.hpp"\n'),
    ],
)
def test_the_rule_can_fail(tree: Path, rule: Rule, file: str, text: str) -> None:
    (tree / file).parent.mkdir(exist_ok=True)
    (tree / file).write_text(text, encoding="utf-8")
    assert len(rule(tree)) == 1
