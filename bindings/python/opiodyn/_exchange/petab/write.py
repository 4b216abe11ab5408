"""This module holds `to_petab`, which writes a problem of parameter estimation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from opiodyn._events.events import EventTable
from opiodyn._fit.make import objective
from opiodyn._model.model import Model


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
            limit, a parameter that changes during a run or that others follow, a reset of some
            subjects, or an estimated lag. Nothing is written then.
        UnknownNameError: A name is not known.
        ImportError: The model needs python-libsbml (``pip install 'opiodyn[sbml]'``).

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
    from opiodyn._exchange.petab.folder import check_folder, write_folder  # few come here
    from opiodyn._exchange.petab.problem import FORM, PROBLEM, problem_texts

    target = check_folder("folder", folder, FORM)
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
    write_folder(target, problem_texts(goal, target), PROBLEM)
