"""This extension shows the descriptions of attributes to autodoc.

Public classes say that they are of `opiodyn` (`bindings/python/opiodyn/__init__.py`), so that
autodoc looks there for the strings under their attributes. Here it gets those of the modules in
which the classes are written.
"""

from __future__ import annotations

import pkgutil
from functools import cache

from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

import opiodyn as od


@cache
def attribute_docs() -> dict[tuple[str, str], list[str]]:
    """Returns the lines under each attribute of a class of the package, by class and name."""
    found: dict[tuple[str, str], list[str]] = {}
    for module in pkgutil.walk_packages(od.__path__, "opiodyn."):
        if not module.ispkg and not module.name.endswith(("_core", "__main__")):
            found |= ModuleAnalyzer.for_module(module.name).find_attr_docs()
    return found


def lend(_: Sphinx) -> None:
    """Gives them to the module that autodoc asks."""
    face = ModuleAnalyzer.for_module("opiodyn")
    face.find_attr_docs().update(attribute_docs())


def setup(app: Sphinx) -> dict[str, bool]:
    """Does so before pages are read."""
    app.connect("builder-inited", lend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
