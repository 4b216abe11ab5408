"""The examples in the docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import opiodyn as od

MODULES = ["opiodyn"] + [
    f"opiodyn.{module.name}"
    for module in pkgutil.iter_modules(od.__path__)
    if module.name not in ("_core", "__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    tests = [test for name in MODULES for test in finder.find(importlib.import_module(name), name)]
    assert sum(len(test.examples) for test in tests) > 5
