"""Drugs competing for opioid receptors: doses in, concentrations and receptor occupancy out.

    >>> import opiodyn as od
    >>> run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x28 at 22h"))
    >>> run.summary()  # doctest: +SKIP
    >>> run.plot()  # doctest: +SKIP

Doses are in mg, times in h, concentrations in nM unless a unit is named. A model, not medical
advice.
"""

from opiodyn import metrics, parameters
from opiodyn._core import (
    Binding,
    Dose,
    Drug,
    FirstOrder,
    InputError,
    Interrupted,
    Metabolite,
    ParseError,
    Regimen,
    SolverError,
    UnknownNameError,
    ZeroOrder,
    ZeroOrderIntoDepot,
    __version__,
)
from opiodyn._events import EventTable, read_events
from opiodyn._events_write import to_events
from opiodyn._model import Model
from opiodyn._regimen import dose, regimen
from opiodyn._run import Run
from opiodyn._simulate import simulate

__all__ = [
    "Binding",
    "Dose",
    "Drug",
    "EventTable",
    "FirstOrder",
    "InputError",
    "Interrupted",
    "Metabolite",
    "Model",
    "ParseError",
    "Regimen",
    "Run",
    "SolverError",
    "UnknownNameError",
    "ZeroOrder",
    "ZeroOrderIntoDepot",
    "__version__",
    "dose",
    "metrics",
    "parameters",
    "read_events",
    "regimen",
    "simulate",
    "to_events",
]
