"""The tables of wrong inputs (tests/python/data/messages), and what a message must be.

A row is a call of Python, the words of a command, or the text of a scenario. It says which error
comes, and words that its message has. The words of a cell have a semicolon between them. A rule
that corrects a slip says so in its row; no other may suggest a name.

Run this file to see how many rows each door has.
"""

import ast
import collections
import decimal
import fractions
import io
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

import opiodyn as od
from fit_data import MODEL
from fixtures import BARE, ROOT
from nasty_values import NASTY

FOLDER = ROOT / "tests/python/data/messages"
MEANT = "did you mean"
LONGEST = 2500  # characters of a message
NO_BASAL = {"beta-endorphin.mu.e0": 0.0, "enkephalin.mu.e0": 0.0}

# What only those who wrote the library understand.
INTERNAL = [
    "_core", "opiodyn._", "incompatible", "Invoked with", "argument types are supported", "self:",
    "std::", "Traceback", "lambda", "object at 0x", "<class", "NoneType", "positional argument",
    "numpy.ndarray", "arg0",
]  # fmt: skip


class Row(NamedTuple):
    """A row is a wrong input with what is said of it."""

    wrong: str
    kind: str  # of the error
    field: str
    value: str  # what its value begins with
    says: list[str]
    never: list[str]


def _words(cell):
    return [word for word in cell.split("; ") if word]


def _lines(table):
    text = (FOLDER / table).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("# "):
            yield [cell.strip() for cell in line.split(" | ")]


def calls():
    """Returns the rows of calls of Python."""
    shells = {"commands.txt", "scenarios.txt"}
    tables = sorted({path.name for path in FOLDER.glob("*.txt")} - shells)
    rows = []
    for cells in (cells for table in tables for cells in _lines(table)):
        wrong, kind, field, value, says, never = [*cells, "", "", ""][:6]
        rows.append(Row(wrong, kind, field, value, _words(says), _words(never)))
    return rows


def texts(table):
    """Returns the rows of commands or of scenarios."""
    rows = []
    for cells in _lines(table):
        wrong, says, never = [*cells, ""][:3]
        rows.append(Row(wrong, "", "", "", _words(says), _words(never)))
    return rows


def faults(text, says, never):
    """Returns what is wrong with a message that must have all of some words and none of others."""
    found = [f"does not say {word}" for word in says if word not in text]
    found += [f"says {word}" for word in [*never, *INTERNAL] if word in text]
    if (MEANT in text) != (MEANT in says):
        found.append(f"{MEANT} is {'missing' if MEANT in says else 'there'}")
    return [*found, *unreadable(text)]


def unreadable(text):
    """Returns why a text is none to read."""
    found = [] if text.isprintable() else ["has characters that no terminal shows"]
    return found if len(text) <= LONGEST else [*found, f"has {len(text)} characters"]


def names(folder: Path):
    """Returns what the calls of the tables name; their files lie in this folder."""

    drug = folder / "mydrug.toml"
    drug.write_text(BARE, encoding="utf-8")
    once, people = od.regimen("naltrexone 4.5 mg po"), od.population(2, seed=1)
    return {
        **{"od": od, "np": np, "pd": pd, "nan": math.nan, "inf": math.inf},
        **{"Decimal": decimal.Decimal, "Fraction": fractions.Fraction},
        "WEEK": od.regimen("naltrexone 4.5 mg po q24h x7"),
        "ONCE": once,
        "DOSES": {"dose": [1.0]},
        "DRUG": drug,
        "MODEL": od.Model(drugs=["naltrexone"], receptors=["mu"], response=["turnover", "effects"]),
        "PEOPLE": people,
        "RUN": od.simulate(once, end=1.0),
        "RUNS": od.simulate(once, end=1.0, subjects=people),
        "NOBODY": od.simulate(once, end=1.0, subjects=people)[:0],
        "UNTONED": od.simulate(once, end=1.0, model=od.Model(parameters=NO_BASAL)),
        "METRIC": od.Metric("tone.mu.mean"),
        "ROWS": od.Rows({"dose": [1.0]}),
        "TABLE": _csv("TIME,AMT\n0,4.5\n", drug="naltrexone"),
        "AXES": Figure().subplots(2),
        "SWEPT": od.sweep(once, over={"dose": [1.0, 4.5], "naltrexone.CL": [90.0, 110.0]}),
        "SLOPES": od.sensitivity(once, to=["amt"], times=[1.0, 2.0], columns=["tone.mu"]),
        "EVALUATE": od.evaluator(once, vary=["amt"]),
        **_fits(),
        "frame": lambda **columns: pd.DataFrame(columns),
        "always": _always,
        "fails": _fails,
        "nasty": lambda name: NASTY[name](),
        "csv": _csv,
        "file": _file,
    }


def _fits():
    """What the tables say of fits: a study, and what was fitted to it."""
    text = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n2,.,7.9\n4,.,4.2\n8,.,1.9\n"
    study = _csv(text, drug="naltrexone")
    asked = {
        "vary": {"naltrexone.CL": (20, 600)},
        "observe": {"DV": "mass_concentration.naltrexone"},
    }
    return {
        "STUDY": study,
        "NUMBERED": _csv("TIME,AMT,DV,DVID\n0,50,.,.\n1,.,9,2\n2,.,8,1\n", drug="naltrexone"),
        "CLEARANCE": asked["vary"],
        "PLASMA": asked["observe"],
        "OWN": MODEL,
        "GOAL": od.objective(study, **asked),
        "FIT": od.fit(study, **asked),
        "FITS": od.fit(study, pooled=False, **asked),
        "SCATTER": {"cv.mass_concentration.naltrexone": 0.1},
        "VPC": od.vpc(
            study, observe=asked["observe"], scatter={"cv.mass_concentration.naltrexone": 0.1}, n=2
        ),
    }


def _always():
    """A concentration that forgets that it depends on time."""
    return 1.0


def _fails(t):
    """A concentration with a mistake."""
    return 1.0 / 0.0


def _file(name, content):
    """Writes a file where the test runs, and returns its name."""
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return name


def _csv(text, **options):
    """Reads a table whose lines are separated by newlines."""
    return od.read_events(io.StringIO(text), **options)


_CLASSES = {
    **{"WEEK": "Regimen", "ONCE": "Regimen", "MODEL": "Model", "PEOPLE": "Population"},
    **{
        "RUN": "Run",
        "RUNS": "Runs",
        "UNTONED": "Run",
        "NOBODY": "Runs",
        "METRIC": "Metric",
        "ROWS": "Rows",
    },
    **{"TABLE": "EventTable", "EVALUATE": "Evaluator"},
    **{"GOAL": "Objective", "FIT": "Fit", "FITS": "Fits", "VPC": "PredictiveCheck"},
}


def door(wrong):
    """Returns the public name that a call of the tables is of, such as "Run.tone"."""
    tree = ast.parse(wrong, mode="eval").body
    if isinstance(tree, ast.BinOp):
        return "Regimen + ..."
    if isinstance(tree, ast.Subscript):
        return f"{_CLASSES[ast.unparse(tree.value)]}[...]"
    asked = tree.func if isinstance(tree, ast.Call) else tree
    if isinstance(asked, ast.Attribute) and isinstance(asked.value, ast.Call):
        return f"EventTable.{asked.attr}"
    name, _, rest = ast.unparse(asked).partition(".")
    if name == "csv":
        return "read_events"
    if name == "od":
        return rest
    return f"{_CLASSES[name]}.{rest}" if rest else f"{_CLASSES[name]}(...)"


def rows_by_door():
    """Returns how many rows there are of each door."""
    found = collections.Counter(door(row.wrong) for row in calls())
    found.update(f"opiodyn {row.wrong.split(' ')[0]}".strip() for row in texts("commands.txt"))
    found["scenario file"] = len(texts("scenarios.txt"))
    return found


if __name__ == "__main__":
    counts = rows_by_door()
    for name, count in sorted(counts.items()):
        print(f"{count:5}  {name}")
    print(f"{sum(counts.values()):5}  rows of {len(counts)} doors")
