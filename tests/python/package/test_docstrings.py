"""The examples in the docstrings run.

They are found in the sources, not in the loaded modules: `doctest` overlooks a class whose
`__module__` names another module than its own.
"""

import ast
import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import opiodyn as od

PACKAGE = Path(od.__file__).parent
PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)

MODULES = ["opiodyn"] + [
    module.name
    for module in pkgutil.walk_packages(od.__path__, "opiodyn.")
    if module.name not in ("opiodyn._core", "opiodyn.__main__")
]


def source_of(name):
    return Path(importlib.import_module(name).__file__)


def examples_in(name):
    """The examples of a module, by docstring."""
    source = source_of(name)
    tree = ast.parse(source.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for node in ast.walk(tree):
        text = ast.get_docstring(node) if isinstance(node, documented) else None
        if text:
            own = getattr(node, "name", name)
            globs = dict(vars(importlib.import_module(name)))
            yield doctest.DocTestParser().get_doctest(text, globs, own, str(source), 0)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    runner = doctest.DocTestRunner()
    for test in examples_in(name):
        runner.run(test)
    assert runner.failures == 0


def test_every_example_that_is_written_is_run():
    written = sum(
        len(PROMPT.findall(source.read_text(encoding="utf-8"))) for source in PACKAGE.rglob("*.py")
    )
    run = sum(len(test.examples) for name in MODULES for test in examples_in(name))
    assert run == written > 40


def test_every_source_is_a_module_that_is_walked():
    walked = {source_of(name) for name in MODULES}
    assert walked == set(PACKAGE.rglob("*.py")) - {PACKAGE / "__main__.py"}
