"""What a user can see of an object, and what it holds, to compare: numbers by their bits.

To see it, every public attribute is read and every public method called, with the arguments listed
here. A method that is not listed fails the test that asks. What an object holds is what it pickles.
"""

import copyreg
import re
import struct
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.figure import Figure

import opiodyn as od

_DRUG, _PEPTIDE, _RECEPTOR = ("naltrexone",), ("enkephalin",), ("mu",)
_READ = {
    **dict.fromkeys(("summary", "report", "to_pandas", "to_xarray", "contested", "plot"), ()),
    "citations": (),
    **dict.fromkeys(("concentration", "effect_site"), _DRUG),
    **dict.fromkeys(("precursor", "peptide", "stimulus"), _PEPTIDE),
    **dict.fromkeys(("free_receptors", "tone", "sigma", "receptor_density"), _RECEPTOR),
    "metrics": (["tone.mu.mean", "occupancy.naltrexone.mu.t_peak"],),
    "occupancy": _DRUG + _RECEPTOR,
    "amount": (*_DRUG, "central"),
    "effect": ("breathing",),
    "adaptation": _RECEPTOR,
    "readout": ("density", "mu"),
}
_OF_SEQUENCES = dict.fromkeys(("count", "index"), (object(),))
_CALLS = {
    od.Run: lambda one: _READ,
    od.Runs: lambda one: {**_READ, **_OF_SEQUENCES, "of": (one.ids[0],) if one.ids else (0,)},
    od.Model: lambda one: {
        **dict.fromkeys(("derivative", "jacobian"), (0.0, one.baseline())),
        **dict.fromkeys(("baseline", "options", "used_parameters"), ()),
        "observe": (one.baseline(),),
        "concentration_state": _DRUG,
    },
    od.Regimen: lambda one: {"given": (), "stimulated": (), "next_time": _DRUG},
    od.Population: lambda one: {**_OF_SEQUENCES, "parameters": (od.Model(drugs=_DRUG),)},
    od.EventTable: lambda one: dict.fromkeys(("regimens", "subjects", "explain"), ()),
    od.Evaluator: lambda one: {"derivatives": ([4.5] * len(one.vary),)},
    od.Objective: lambda one: dict.fromkeys(
        ("derivatives", "log_likelihoods", "predictions", "information"), (one.start,)
    ),
    od.Fit: lambda one: {
        **dict.fromkeys(("report", "plot"), ()),
        "draws": (3,),
        "objective": (one.objective.start,),
        "profile": (one.objective.names[0],),
    },
    od.PredictiveCheck: lambda one: {"plot": ()},
    od.Fits: lambda one: {**_OF_SEQUENCES, "of": (one.ids[0],), "report": ()},
    od.Metric: lambda one: {
        "unit": ("nM",),
        "window_of": (od.regimen("naltrexone 1 mg po"), None, 24.0),
    },
    od.Optimum: lambda one: {"report": ()},
    od.Rows: lambda one: {"column": (one.names[0],)},
    od.Uncertainty: lambda one: {"to_xarray": ()},
}


def seen(one):
    """Returns what can be seen, as nested lists, texts and bytes."""
    return _look(one, _visible)


def held(one):
    """Returns what an object is made of, likewise; this takes less time."""
    return _look(one, _reduced)


def _look(one, of_object):
    def look(part):
        return _look(part, of_object)

    if one is None or isinstance(one, str | bytes | bool | int | type):
        return one
    if isinstance(one, float):
        return struct.pack("<d", one)
    if isinstance(one, np.ndarray | np.generic):
        return _of_array(np.asarray(one), look)
    if isinstance(one, pd.DataFrame | pd.Series | pd.Index):
        return _of_frame(one, look)
    if isinstance(one, xr.Dataset | xr.DataArray):
        named = one.variables if isinstance(one, xr.Dataset) else {"": one.variable}
        parts = {name: [v.dims, look(v.values), look(v.attrs)] for name, v in named.items()}
        return [look(one.attrs), parts]
    if isinstance(one, Figure):
        lines = [look(line.get_xydata()) for axes in one.axes for line in axes.lines]
        plt.close(one)
        return lines
    if isinstance(one, BaseException):
        return [type(one), one.args, held(vars(one))]
    if isinstance(one, Mapping):
        return [[look(key), look(value)] for key, value in one.items()]
    if type(one) in (list, tuple):
        return [look(item) for item in one]
    assert type(one).__module__.startswith("opiodyn"), type(one)
    return [type(one), *of_object(one)]


def _of_array(array, look):
    values = array.tolist() if array.dtype == object else array.tobytes()
    return [array.dtype.str, array.shape, look(values)]


def _of_frame(frame, look):
    """The parts of an object of pandas; values that are no numbers one by one."""
    if isinstance(frame, pd.Index):
        return [list(frame.names), look(frame.to_list())]
    single = isinstance(frame, pd.Series)
    values = [frame] if single else [frame[name] for name in frame]
    return [
        look(frame.index),
        None if single else look(frame.columns),
        look(frame.attrs),
        [[str(column.dtype), look(column.to_list())] for column in values],
    ]


def _reduced(one):
    reduce = copyreg.dispatch_table.get(type(one), lambda one: one.__reduce_ex__(4))
    return [held(part) for part in reduce(one)[1:]]


def _visible(one):
    calls = _CALLS.get(type(one), lambda one: _OF_SEQUENCES if isinstance(one, tuple) else {})(one)
    names = [name for name in dir(one) if not name.startswith("_")]
    found = {name: _attempt(lambda name=name: _read(one, name, calls)) for name in names}
    items = list(one[:1]) if isinstance(one, Sequence) else []
    return [re.sub(" at 0x[0-9a-f]+", "", repr(one)), found, seen(items)]


def _read(one, name, calls):
    value = getattr(one, name)
    return value(*calls[name]) if callable(value) else value


def _attempt(read):
    """What is read, or the error that says why there is nothing."""
    try:
        return seen(read())
    except (od.InputError, od.SolverError, ValueError, ImportError) as error:
        return [type(error), str(error)]
