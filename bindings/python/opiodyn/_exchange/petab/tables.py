"""This module makes the tables of a problem in PEtab 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from opiodyn._exchange.identifiers import identifier
from opiodyn._exchange.petab.doses import Values
from opiodyn._fit.data.quantities import Quantity
from opiodyn._fit.errors import ADDITIVE, COMBINED, LOG, PARAMETERS, PROPORTIONAL
from opiodyn._fit.objective import Setup
from opiodyn._fit.parameters import error_name
from opiodyn._fit.priors import LOGNORMAL, NORMAL, Prior

if TYPE_CHECKING:
    import pandas as pd

_NOISE: Mapping[str, Callable[..., str]] = {
    ADDITIVE: lambda f, sd: sd,
    PROPORTIONAL: lambda f, cv: f"{cv} * {f}",
    COMBINED: lambda f, sd, cv: f"sqrt({sd}^2 + ({cv} * {f})^2)",
    LOG: lambda f, log_sd: log_sd,
}
"""These are the standard deviations of the error models, as formulas of the prediction."""
_PRIORS = {NORMAL: "normal", LOGNORMAL: "logNormal"}


def condition_names(ids: Sequence[object]) -> list[str]:
    """Returns the identifier of the condition of each subject; no two are the same."""
    names = [f"subject_{identifier(f'n{one}')[1:]}" for one in ids]
    if len(set(names)) == len(names):
        return names
    return [f"subject_{i}" for i in range(1, len(ids) + 1)]


def observable(quantity: Quantity) -> str:
    """Returns the identifier of an observable."""
    return f"observable_{identifier(quantity.name)}"


def conditions(
    ids: Sequence[object], values: Mapping[str, Values], names: Mapping[str, str]
) -> pd.DataFrame:
    """Returns the table of conditions, one for each subject."""
    import pandas as pd

    own = {"conditionId": condition_names(ids), "conditionName": [str(one) for one in ids]}
    return pd.DataFrame({**own, **{names[name]: list(one) for name, one in values.items()}})


def observables(quantities: Sequence[Quantity], names: Mapping[str, str]) -> pd.DataFrame:
    """Returns the table of observables.

    Args:
        quantities: The observed quantities.
        names: The names in the SBML.
    """
    import pandas as pd

    rows = []
    for quantity in quantities:
        formula = names[quantity.name]
        noise = [identifier(error_name(one, quantity)) for one in PARAMETERS[quantity.error]]
        rows.append(
            {
                "observableId": observable(quantity),
                "observableName": f"{quantity.name} [{quantity.unit}]",
                "observableFormula": formula,
                "observableTransformation": "log" if quantity.error == LOG else "lin",
                "noiseFormula": _NOISE[quantity.error](formula, *noise),
                "noiseDistribution": "normal",
            }
        )
    return pd.DataFrame(rows)


def measurements(setup: Setup) -> pd.DataFrame:
    """Returns the table of measurements."""
    import pandas as pd

    observed, named = setup.observed, condition_names(setup.ids)
    quantities = [observable(one) for one in observed.quantities]
    return pd.DataFrame(
        {
            "observableId": [quantities[k] for k in observed.quantity],
            "simulationConditionId": [named[i] for i in observed.subject],
            "measurement": observed.value,
            "time": observed.time,
        }
    )


def parameters(setup: Setup, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns the table of parameters: those of the model, then those of the error models."""
    import pandas as pd

    estimated = [*setup.vary, *setup.scatter]
    priors = {prior.place: prior for prior in setup.priors}
    rows = [
        {
            "parameterId": names.get(one.name, identifier(one.name)),
            "parameterName": f"{one.name} [{one.unit}]",
            "parameterScale": "log10" if one.logarithmic else "lin",
            "lowerBound": one.low,
            "upperBound": one.high,
            "nominalValue": one.start,
            "estimate": 1,
            **(_prior(priors.get(place)) if priors else {}),
        }
        for place, one in enumerate(estimated)
    ]
    return pd.DataFrame([*rows, *(_known(name, value) for name, value in setup.fixed.items())])


def _prior(prior: Prior | None) -> dict[str, str]:
    if prior is None:
        return {"objectivePriorType": "", "objectivePriorParameters": ""}
    centre = math.log(prior.centre) if prior.kind == LOGNORMAL else prior.centre
    return {
        "objectivePriorType": _PRIORS[prior.kind],
        "objectivePriorParameters": f"{centre!r};{prior.spread!r}",
    }


def _known(name: str, value: float) -> dict[str, object]:
    """Returns the row of a parameter of an error model that is not estimated."""
    return {
        "parameterId": identifier(name),
        "parameterName": name,
        "parameterScale": "lin",
        "nominalValue": value,
        "estimate": 0,
    }
