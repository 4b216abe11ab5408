"""Scripts beside the package import names that the package has."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDERS = ("benchmarks", "cmake", "docs", "examples", "scripts")
SCRIPTS = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yields the module and the name of each import from opiodyn; a whole module has no name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "opiodyn":
            yield from ((str(node.module), alias.name) for alias in node.names)
        if isinstance(node, ast.Import):
            names = (alias.name for alias in node.names)
            yield from ((name, "") for name in names if name.split(".")[0] == "opiodyn")


def missing(text: str) -> list[str]:
    """Returns the names that a script imports from opiodyn and that are not there."""
    absent = []
    for module, name in imported(ast.parse(text)):
        try:
            found = importlib.import_module(module)
            if name and not hasattr(found, name):
                importlib.import_module(f"{module}.{name}")
        except ImportError:
            absent.append(f"{module}.{name}".rstrip("."))
    return absent


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_script_imports_what_is_there(path: Path) -> None:
    assert missing(path.read_text(encoding="utf-8")) == []


def test_a_name_that_is_gone_is_seen() -> None:
    assert missing("from opiodyn._plot.style import STYLE, settings") == [
        "opiodyn._plot.style.STYLE"
    ]
    assert missing("import opiodyn.nowhere") == ["opiodyn.nowhere"]
