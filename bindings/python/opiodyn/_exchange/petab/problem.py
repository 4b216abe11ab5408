"""This module makes the files of a problem in PEtab from the objective of a fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from opiodyn import _core
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.petab import tables
from opiodyn._exchange.petab.folder import Form
from opiodyn._exchange.petab.study import refuse_censored, shared_model
from opiodyn._exchange.request import Request
from opiodyn._exchange.sbml.write import SBML_WORDS, texts
from opiodyn._fit.inside import setup_of
from opiodyn._fit.objective import Objective

if TYPE_CHECKING:
    import pandas as pd

_HEAD = "# Written by opiodyn"
_MODEL, PROBLEM = "model.xml", "problem.yaml"
_TABLES = {
    "conditions": "conditions.tsv",
    "observables": "observables.tsv",
    "measurements": "measurements.tsv",
    "parameters": "parameters.tsv",
}
FORM = Form({_MODEL, PROBLEM, *_TABLES.values()}, PROBLEM, _HEAD)
"""This tells a folder of ours from others."""


def problem_texts(goal: Objective, target: Path) -> dict[str, str]:
    """Returns the texts of the files of a problem, by their names in the target folder.

    Raises:
        InputError: PEtab cannot say something of the objective.
        ImportError: python-libsbml is not installed.
    """
    setup = setup_of(goal)
    refuse_censored(setup)
    shared = shared_model(setup)
    names = identifiers_of(shared.formulas, "SBML", SBML_WORDS)
    request = Request(
        regimen=setup.study.regimens[0],
        model=setup.model,
        formulas=shared.formulas,
        times=np.unique(setup.observed.time),
        path=target / _MODEL,
        events=shared.events,
        described=f"study of {len(setup.ids)} subjects, preset {setup.model.preset.name}",
    )
    (sbml,) = texts(request)
    frames = {
        "conditions": tables.conditions(setup.ids, shared.conditions, names.of),
        "observables": tables.observables(setup.observed.quantities, names.of),
        "measurements": tables.measurements(setup),
        "parameters": tables.parameters(setup, names.of),
    }
    written = {_TABLES[name]: _tsv(frame) for name, frame in frames.items()}
    return {_MODEL: sbml, PROBLEM: _problem(), **written}


def _tsv(frame: pd.DataFrame) -> str:
    return str(frame.to_csv(sep="\t", index=False, lineterminator="\n"))


def _problem() -> str:
    """Returns the file that names the others: YAML, of which JSON is a part."""
    named = {
        "sbml_files": [_MODEL],
        "condition_files": [_TABLES["conditions"]],
        "observable_files": [_TABLES["observables"]],
        "measurement_files": [_TABLES["measurements"]],
    }
    problem = {
        "format_version": 1,
        "parameter_file": _TABLES["parameters"],
        "problems": [named],
    }
    head = f"{_HEAD} {_core.__version__}: a model, not medical advice."
    return f"{head}\n{json.dumps(problem, indent=2)}\n"
