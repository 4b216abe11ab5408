"""Objects of the caller that fail when they are asked, and objects of ours in the wrong place."""

import datetime
import pathlib
import threading
import uuid

import numpy as np

import opiodyn as od
from nasty_values.made import Colour, TouchedError, touchy

TOUCHY = {
    f"{name} raises": lambda name=name: touchy(name)
    for name in (
        *("__float__", "__index__", "__int__", "__bool__", "__iter__", "__len__", "__repr__"),
        *("__str__", "__hash__", "__eq__", "__getattr__", "__getitem__", "__array__", "__call__"),
        *("__fspath__", "__contains__", "keys", "__length_hint__", "__array_interface__"),
        *("__getattribute__", "__index__", "__class__"),
    )
} | {
    "__float__ and __repr__ raise": lambda: touchy("__float__", "__repr__"),
    "__iter__ and __repr__ raise": lambda: touchy("__iter__", "__repr__"),
    "text whose __repr__ raises": lambda: touchy("__repr__", base=str),
    "text whose __eq__ raises": lambda: touchy("__eq__", "__hash__", base=str),
    "float whose __float__ raises": lambda: touchy("__float__", base=float),
    "int whose __index__ raises": lambda: touchy("__index__", "__int__", base=int),
    "list whose __iter__ raises": lambda: touchy("__iter__", base=list),
    "dict whose items raise": lambda: touchy("items", "keys", "__iter__", base=dict),
    "__float__ gives text": lambda: type("T", (), {"__float__": lambda self: "1"})(),
    "__repr__ gives a number": lambda: type("T", (), {"__repr__": lambda self: 1})(),
    "__repr__ is long": lambda: type("T", (), {"__repr__": lambda self: "a" * 10**6})(),
    "__repr__ has a surrogate": lambda: type("T", (), {"__repr__": lambda self: "\ud800"})(),
    "__len__ is negative": lambda: type("T", (), {"__len__": lambda self: -1})(),
    "__len__ is huge": lambda: type("T", (), {"__len__": lambda self: 10**18})(),
    "__getitem__ for ever": lambda: type("T", (), {"__getitem__": lambda self, i: 1.0})(),
}

OBJECTS = {
    "None": lambda: None,
    "...": lambda: ...,
    "NotImplemented": lambda: NotImplemented,
    "object": object,
    "a class": lambda: float,
    "a function": lambda: len,
    "a function of nothing": lambda: lambda: 1.0,
    "a function of nan": lambda: lambda t: float("nan"),
    "a module": lambda: np,
    "Enum": lambda: Colour.RED,
    "datetime": lambda: datetime.datetime(2026, 1, 1),
    "timedelta": lambda: datetime.timedelta(hours=1),
    "slice": lambda: slice(None),
    "uuid": lambda: uuid.UUID(int=0),
    "Path": lambda: pathlib.Path("nowhere"),
    "a lock": threading.Lock,
    "an exception": lambda: TouchedError("x"),
    "coroutine function": lambda: touchy,
    "Dose": lambda: od.Dose("naltrexone", amt=1.0),
    "Reset": lambda: od.Reset(time=0.0),
    "Regimen": lambda: od.regimen("naltrexone 4.5 mg po"),
    "empty Regimen": lambda: od.Regimen([]),
    "Drug": lambda: od.Drug("own", molar_mass=300.0, CL=1.0, V=[1.0]),
    "Binding": lambda: od.Binding("naltrexone", "mu", K=1.0, koff=1.0),
    "Endpoint": lambda: od.Endpoint(name="x", receptor="mu", n=1.0),
    "Person": lambda: od.Person(seed=1, index=0, covariates={}),
    "Population": lambda: od.population(1, seed=1),
    "Metric": lambda: od.Metric("tone.mu.mean"),
    "Rows": lambda: od.Rows({"dose": [1.0]}),
    "FirstOrder": lambda: od.FirstOrder(ka=1.0),
    "[Dose]": lambda: [od.Dose("naltrexone", amt=1.0)],
    "[Regimen]": lambda: [od.regimen("naltrexone 4.5 mg po")],
    "class Model": lambda: od.Model,
}
