"""This module makes a page for each public name of Python, and a list by what they are for."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import opiodyn as od

FOLDER = "reference/python"
GROUPS = {
    "Regimens": (
        "regimen", "dose", "stimulus", "flare", "reset", "change", "concentration", "taken",
        "Regimen", "Dose", "Stimulus", "Reset", "Change", "Concentration",
    ),
    "Models": (
        "Model", "Drug", "Binding", "Substance", "Metabolite", "FirstOrder", "ZeroOrder",
        "ZeroOrderIntoDepot", "TransitChain", "endpoint", "Endpoint", "read_drug", "parameters",
        "Preset", "bound_with_depletion",
    ),
    "Runs": (
        "simulate", "steady_state", "Run", "Runs", "SteadyState", "plot", "style", "Style",
        "explore",
    ),
    "People and tables": (
        "population", "Population", "Person", "read_events", "to_events", "EventTable",
        "EventSubject",
    ),
    "Lists": ("drugs", "receptors", "routes"),
    "Statistics": ("metrics", "Metric", "nca", "compare"),
    "Many runs": (
        "sweep", "Rows", "sensitivity", "evaluator", "Evaluator", "optimum", "Optimum",
        "plot_sweep", "plot_sensitivity",
    ),
    "Fits and uncertainty": (
        "fit", "Fit", "Fits", "objective", "Objective", "vpc", "PredictiveCheck", "uncertainty",
        "Uncertainty", "screen", "posterior",
    ),
    "Files and other programs": ("save", "load", "rerun", "Rerun", "export", "to_petab"),
    "Errors": (
        "InputError", "ParseError", "UnknownNameError", "NotConvergedError", "SolverError",
        "SweepError", "Interrupted",
    ),
}  # fmt: skip
HEAD = """\
# Python

Every public name has a page. `import opiodyn as od` gives them all; arguments behind the regimen
go by name.
"""


def pages() -> Iterator[tuple[str, str]]:
    """Yields the name and the text of each page."""
    yield f"{FOLDER}/index.md", _list()
    for name in (name for names in GROUPS.values() for name in names):
        yield f"{FOLDER}/{file_of(name)}.md", _page(name)


def first_sentence(text: str) -> str:
    """Returns the first sentence of a docstring, in Markdown."""
    paragraph = " ".join(text.split("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s", paragraph)[0].replace("``", "`").replace("|", "\\|")


def file_of(name: str) -> str:
    """Returns the file of a name. Run and run may not share one where capitals do not count."""
    return f"{name}-class" if name[0].isupper() else name


def _list() -> str:
    lines = [HEAD]
    for title, names in GROUPS.items():
        lines += [f"## {title}", "", "| name | what it is |", "|---|---|"]
        for name in names:
            text = first_sentence(inspect.getdoc(getattr(od, name)) or "")
            lines.append(f"| [`od.{name}`]({file_of(name)}.md) | {text} |")
        lines.append("")
    listed = [file_of(name) for names in GROUPS.values() for name in names]
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", *listed, "```", ""])


def _page(name: str) -> str:
    value = getattr(od, name)
    if isinstance(value, ModuleType):
        kind, options = "automodule", [":members:"]
    elif isinstance(value, type):
        kind, options = (
            "autoclass",
            [":members:", ":inherited-members: Exception, ValueError, tuple, Sequence"],
        )
    else:
        kind, options = "autofunction", []
    directive = [f".. {kind}:: opiodyn.{name}", *(f"   {option}" for option in options)]
    body = [".. currentmodule:: opiodyn", "", *directive]
    return "\n".join([f"# od.{name}", "", "```{eval-rst}", *body, "```", ""])
