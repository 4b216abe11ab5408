"""This module holds `to_petab`, which writes a problem of parameter estimation."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import _core
from opiodyn._events.events import EventTable
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.petab import tables
from opiodyn._exchange.petab.folder import Form, check_folder, write_folder
from opiodyn._exchange.petab.study import refuse_censored, shared_model
from opiodyn._exchange.request import Request
from opiodyn._fit.inside import setup_of
from opiodyn._fit.make import objective
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_HEAD = "# Written by opiodyn"
_MODEL, _PROBLEM = "model.xml", "problem.yaml"
_TABLES = {
    "conditions": "conditions.tsv",
    "observables": "observables.tsv",
    "measurements": "measurements.tsv",
    "parameters": "parameters.tsv",
}
_FORM = Form({_MODEL, _PROBLEM, *_TABLES.values()}, _PROBLEM, _HEAD)


def to_petab(
    table: EventTable,
    *,
    vary: Mapping[str, tuple[float, float]],
    observe: Mapping[str, Any],
    folder: str | os.PathLike[str],
    model: Model | None = None,
    error: str | Mapping[str, str] = "proportional",
    start: Mapping[str, float] | None = None,
    fixed: Mapping[str, float] | None = None,
    priors: Mapping[str, tuple[str, float, float]] | None = None,
    lloq: float | Mapping[str, float] | None = None,
) -> None:
    """Writes a study as a problem in PEtab 1, which other programs can fit.

    The folder has the model as SBML, tables of parameters, conditions, observables and
    measurements, and ``problem.yaml``, which names them. Each subject is a condition. The SBML has
    the doses of all subjects, and where these differ, the table of conditions has the amounts. The
    objective of the problem is that of `objective` for the same arguments.

    Args:
        table: The table of the study, from `read_events`, with a column DV.
        vary: The parameters of the model to estimate, with their bounds.
        observe: The column of `Run.to_pandas` that DV has, or one for each number of DVID.
        folder: The folder. It appears whole or not at all. A folder that is there is replaced if it
            is a problem that opiodyn wrote, and left alone if not.
        model: The model. None stands for ``Model()`` with the drugs of the table.
        error: The error model, or one for each observed column.
        start: The values at which a search starts: the nominal values.
        fixed: Values of parameters of the error models that are not estimated.
        priors: The priors by the name of a parameter.
        lloq: The limit of quantification, or one for each observed column.

    Raises:
        InputError: A value breaks a rule, or PEtab cannot say something: an observation below a
            limit, a parameter that changes during a run, a reset of some subjects, or an estimated
            lag. Nothing is written then.
        UnknownNameError: A name is not known.
        ImportError: The model needs python-libsbml (``pip install opiodyn[sbml]``).

    Example:
        >>> import io
        >>> from opiodyn import read_events
        >>> table = read_events(
        ...     io.StringIO("TIME,AMT,DV\\n0,50,.\\n1,.,9.1\\n4,.,4.2\\n"), drug="naltrexone"
        ... )
        >>> to_petab(
        ...     table,
        ...     vary={"naltrexone.CL": (20, 600)},
        ...     observe={"DV": "mass_concentration.naltrexone"},
        ...     folder="problem",
        ... )  # doctest: +SKIP
    """
    # Other programs need no SBML.
    from opiodyn._exchange.sbml.write import SBML_WORDS, texts

    target = check_folder("folder", folder, _FORM)
    goal = objective(
        table,
        vary=vary,
        observe=observe,
        model=model,
        error=error,
        start=start,
        fixed=fixed,
        priors=priors,
        lloq=lloq,
    )
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
    write_folder(target, {_MODEL: sbml, _PROBLEM: _problem(), **written}, _PROBLEM)


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
