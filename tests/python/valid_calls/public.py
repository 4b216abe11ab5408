"""What is public, with the names of its parameters.

Python tells the parameters of its own functions. Those of compiled classes stand in the stub.
"""

import ast
import inspect
from pathlib import Path
from typing import Any

import opiodyn as od

_STUB = Path(od.__file__).parent / "_core.pyi"
# Other calls make these objects.
MADE_BY_CALLS = {
    "Evaluator",
    "EventSubject",
    "EventTable",
    "Fit",
    "Fits",
    "Objective",
    "Optimum",
    "Population",
    "PredictiveCheck",
    "Preset",
    "Rerun",
    "Run",
    "Runs",
    "SteadyState",
    "Style",
    "Substance",
    "Uncertainty",
}


def parameters() -> dict[str, list[str]]:
    """Returns the names of the parameters of everything public, by its name."""
    found: dict[str, list[str]] = {}
    for name in od.__all__:
        thing = getattr(od, name)
        if inspect.ismodule(thing):
            functions = [one for one in thing.__all__ if inspect.isfunction(getattr(thing, one))]
            found |= {f"{name}.{one}": _own(getattr(thing, one)) for one in functions}
        elif inspect.isclass(thing):
            if not issubclass(thing, BaseException):
                found |= _of_class(name, thing)
        elif callable(thing):
            found[name] = _own(thing)
    return {name: names for name, names in found.items() if names}


def _of_class(name: str, kind: type[Any]) -> dict[str, list[str]]:
    compiled = type(kind).__name__ == "pybind11_type"
    read = _of_stub(name) if compiled else _of_python(kind)
    made = {} if name in MADE_BY_CALLS else {name: read.pop("__init__", [])}
    return made | {f"{name}.{method}": names for method, names in read.items() if method[0] != "_"}


def _of_python(kind: type[Any]) -> dict[str, list[str]]:
    methods = {
        name: member
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if member.__module__.startswith("opiodyn")
    }
    return {name: _own(member) for name, member in methods.items()}


def _own(function: Any) -> list[str]:
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    found = inspect.signature(function).parameters.values()
    return [one.name for one in found if one.name != "self" and one.kind not in kinds]


def _of_stub(name: str) -> dict[str, list[str]]:
    tree = ast.parse(_STUB.read_text(encoding="utf-8"))
    (kind,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    return {
        node.name: [one.arg for one in [*node.args.args[1:], *node.args.kwonlyargs]]
        for node in kind.body
        if isinstance(node, ast.FunctionDef) and not node.decorator_list
    }
