"""This package simulates how drugs and peptides compete for opioid receptors.

You give doses. It computes concentrations, receptor occupancy and opioid tone over time.

    >>> import opiodyn as od
    >>> run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x28 at 22h"))
    >>> run.summary()  # doctest: +SKIP
    >>> run.plot()  # doctest: +SKIP

Doses are in mg, times in h, and concentrations in nM unless a unit is named. Tone, receptor density
and peptide levels are relative to the drug-free body, where they are 1. The response of the body
rests on assumptions that every report names; ``Model(response=())`` leaves it out. This is a model,
not medical advice.
"""

from types import FunctionType, ModuleType
from typing import Any

from opiodyn import metrics, parameters
from opiodyn._catalogue.lists import drugs, receptors, routes
from opiodyn._charts.calls import plot_sensitivity, plot_sweep
from opiodyn._checks.calls import tell_methods, told
from opiodyn._checks.core_classes import complete_classes
from opiodyn._compare.compare import compare
from opiodyn._core import (
    Binding,
    Change,
    Concentration,
    Dose,
    Drug,
    Endpoint,
    FirstOrder,
    InputError,
    Interrupted,
    Metabolite,
    NotConvergedError,
    ParseError,
    Person,
    Regimen,
    Reset,
    SolverError,
    Stimulus,
    Substance,
    TransitChain,
    UnknownNameError,
    ZeroOrder,
    ZeroOrderIntoDepot,
    __version__,
)
from opiodyn._dosing.concentration import concentration
from opiodyn._dosing.regimen import change, dose, flare, regimen, reset, stimulus, taken
from opiodyn._evaluator.evaluator import evaluator
from opiodyn._evaluator.function import Evaluator
from opiodyn._events.events import EventTable, read_events, to_events
from opiodyn._events.subject import EventSubject
from opiodyn._exchange.export import export
from opiodyn._exchange.petab.write import to_petab
from opiodyn._explore.explore import explore
from opiodyn._fit.each import Fits
from opiodyn._fit.fit import fit
from opiodyn._fit.make import objective
from opiodyn._fit.objective import Objective
from opiodyn._fit.predictive.vpc import PredictiveCheck, vpc
from opiodyn._fit.result import Fit
from opiodyn._model.depletion import bound_with_depletion
from opiodyn._model.drug_file import read_drug
from opiodyn._model.endpoint import endpoint
from opiodyn._model.model import Model
from opiodyn._model.options import Preset
from opiodyn._model.people import Population, population
from opiodyn._nca.nca import nca
from opiodyn._optimum.optimum import optimum
from opiodyn._optimum.result import Optimum
from opiodyn._plot.style import Style, style
from opiodyn._posterior.posterior import posterior
from opiodyn._result.metric import Metric
from opiodyn._runs.overlay import plot
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved.rerun import Rerun, rerun
from opiodyn._saved.save import load, save
from opiodyn._sensitivity.sensitivity import sensitivity
from opiodyn._simulate.simulate import simulate
from opiodyn._simulate.steady import SteadyState, steady_state
from opiodyn._sweep.error import SweepError
from opiodyn._sweep.rows import Rows
from opiodyn._sweep.sweep import sweep
from opiodyn._uncertainty.result import Uncertainty
from opiodyn._uncertainty.screen import screen
from opiodyn._uncertainty.uncertainty import uncertainty

__all__ = [
    "Binding",
    "Change",
    "Concentration",
    "Dose",
    "Drug",
    "Endpoint",
    "Evaluator",
    "EventSubject",
    "EventTable",
    "FirstOrder",
    "Fit",
    "Fits",
    "InputError",
    "Interrupted",
    "Metabolite",
    "Metric",
    "Model",
    "NotConvergedError",
    "Objective",
    "Optimum",
    "ParseError",
    "Person",
    "Population",
    "PredictiveCheck",
    "Preset",
    "Regimen",
    "Rerun",
    "Reset",
    "Rows",
    "Run",
    "Runs",
    "SolverError",
    "SteadyState",
    "Stimulus",
    "Style",
    "Substance",
    "SweepError",
    "TransitChain",
    "Uncertainty",
    "UnknownNameError",
    "ZeroOrder",
    "ZeroOrderIntoDepot",
    "__version__",
    "bound_with_depletion",
    "change",
    "compare",
    "concentration",
    "dose",
    "drugs",
    "endpoint",
    "evaluator",
    "explore",
    "export",
    "fit",
    "flare",
    "load",
    "metrics",
    "nca",
    "objective",
    "optimum",
    "parameters",
    "plot",
    "plot_sensitivity",
    "plot_sweep",
    "population",
    "posterior",
    "read_drug",
    "read_events",
    "receptors",
    "regimen",
    "rerun",
    "reset",
    "routes",
    "save",
    "screen",
    "sensitivity",
    "simulate",
    "steady_state",
    "stimulus",
    "style",
    "sweep",
    "taken",
    "to_events",
    "to_petab",
    "uncertainty",
    "vpc",
]

complete_classes()
del complete_classes

# Messages, help() and pickles name these as users know them, and not by their files. The price:
# `inspect.getsource` of these classes does not work, because it looks for them in this file.
_public: Any
for _name in __all__:
    _public = globals()[_name]
    if isinstance(_public, FunctionType):
        _public = globals()[_name] = told(_public)
    elif isinstance(_public, type):
        tell_methods(_public)
    if not isinstance(_public, str | ModuleType):
        _public.__module__ = __name__
del _name, _public, tell_methods, told
