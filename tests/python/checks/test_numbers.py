"""What looks like a number and is none is refused, wherever numbers come in."""

import datetime
import decimal
import fractions
import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import opiodyn as od

WEEK = od.regimen("naltrexone 4.5 mg po q24h x2")
MODEL = od.Model()
PERSON = {"weight": 70.0}


def masked(value):
    return np.ma.array(value, mask=True)


NO_NUMBERS = {
    "text": "3",
    "bytes": b"3",
    "None": None,
    "True": True,
    "True of NumPy": np.True_,
    "array of True": np.array(True),
    "array of text": np.array("3"),
    "object array of text": np.array("3", dtype=object),
    "complex": 3 + 0j,
    "complex of NumPy": np.complex128(3),
    "array of complex": np.array(3 + 0j),
    "masked": np.ma.masked,
    "masked array": masked(3.0),
    "NA": pd.NA,
    "NaT": pd.NaT,
    "NaT of NumPy": np.timedelta64("NaT"),
    "duration": datetime.timedelta(hours=3),
    "duration of NumPy": np.timedelta64(3, "h"),
    "duration of pandas": pd.Timedelta("3h"),
    "date": datetime.date(2026, 1, 3),
    "date of NumPy": np.datetime64("2026-01-03"),
    "array of one": np.array([3.0]),
    "masked array of one": np.ma.array([3.0], mask=[True]),
    "series of one": pd.Series([3.0]),
    "list of one": [3.0],
    "mapping": {"value": 3.0},
}
NUMBERS = {
    "whole": 3,
    "whole of NumPy": np.int8(3),
    "float of NumPy": np.float32(3),
    "array": np.array(3.0),
    "array of a whole": np.array(3),
    "object array": np.array(3, dtype=object),
    "unmasked array": np.ma.array(3.0, mask=False),
    "decimal": decimal.Decimal(3),
    "fraction": fractions.Fraction(3),
}


def same(one, other):
    """Tells whether two results are alike: by their text, or by what they pickle as."""
    if isinstance(one, xr.Dataset):
        return one.identical(other)
    return repr(one) == repr(other) or pickle.dumps(one) == pickle.dumps(other)


def axis(x):
    return od.sweep(WEEK, over={"dose": [x]}, model=MODEL, progress=False).status.item()


# Where single numbers come in.
ENTRIES = {
    "dose": lambda x: od.dose("naltrexone", amt=x),
    "time of a dose": lambda x: od.dose("naltrexone", amt=1.0, time=x),
    "repetitions": lambda x: od.dose("naltrexone", amt=1.0, ii=24.0, addl=x),
    "reset": lambda x: od.reset(time=x),
    "change": lambda x: od.change({"naltrexone.CL": x}, time=1.0),
    "stimulus": lambda x: od.stimulus("exercise", magnitude=x),
    "parameter": lambda x: od.Model(parameters={"naltrexone.CL": x}),
    "covariate": lambda x: od.Model(covariates={"weight": x}),
    "people": lambda x: od.population(x, seed=1),
    "seed": lambda x: od.population(1, seed=x),
    "mean of people": lambda x: od.population(1, seed=1, covariates={"weight": (x, 1.0)}),
    "axis": axis,
    "threads": lambda x: od.sweep(WEEK, over={"dose": [1.0]}, model=MODEL, threads=x),
    "rtol": lambda x: od.simulate(WEEK, model=MODEL, times=[1.0], rtol=x),
    "metric": lambda x: od.Metric("tone.mu.time_above", threshold=x),
    "threshold": lambda x: od.metrics.time_above([0.0, 1.0], [1.0, 1.0], x),
    "concentration": lambda x: od.bound_with_depletion({"a": x}, {"a": 1.0}, 1.0),
    "Dose": lambda x: od.Dose("naltrexone", amt=x),
    "Dose.addl": lambda x: od.Dose("naltrexone", amt=1.0, ii=24.0, addl=x),
    "Reset": lambda x: od.Reset(time=x),
    "Stimulus": lambda x: od.Stimulus("exercise", magnitude=x),
    "Change": lambda x: od.Change(time=1.0, parameters={"naltrexone.CL": x}),
    "Drug": lambda x: od.Drug("own", molar_mass=300.0, CL=x, V=[1.0]),
    "Drug.V": lambda x: od.Drug("own", molar_mass=300.0, CL=1.0, V=[x]),
    "FirstOrder": lambda x: od.FirstOrder(ka=x),
    "Person": lambda x: od.Person(seed=1, index=x, covariates=PERSON),
    "Person.covariates": lambda x: od.Person(seed=1, index=0, covariates={"weight": x}),
    "Binding": lambda x: od.Binding("naltrexone", "mu", K=x, koff=1.0),
}


@pytest.mark.parametrize("value", NO_NUMBERS.values(), ids=NO_NUMBERS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_what_is_no_number_is_refused(entry, value):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of NumPy, which warns where it drops a part
        with pytest.raises(od.InputError):
            ENTRIES[entry](value)


@pytest.mark.parametrize("value", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("entry", [name for name in ENTRIES if name != "rtol"])
def test_numbers_of_any_type_are_read(entry, value):
    assert same(ENTRIES[entry](value), ENTRIES[entry](3.0))


def volumes(x):
    drug = od.Drug("own", molar_mass=300.0, CL=1.0, V=x, Q=[1.0])
    od.Model(drugs=[drug])
    return drug.V


LISTS = {
    "times": lambda x: od.simulate(WEEK, model=MODEL, times=x).times,
    "doses": lambda x: od.compare(WEEK, doses=x, model=MODEL).index,
    "axis": lambda x: od.sweep(WEEK, over={"dose": x}, model=MODEL)["dose"],
    "values": lambda x: od.metrics.area([1.0, 2.0], x),
    "times of metrics": lambda x: od.metrics.area(x, [1.0, 2.0]),
    "output times": lambda x: od.sweep(
        WEEK, over={"dose": [1.0]}, model=MODEL, times=x, columns=["tone.mu"]
    )["time"],
    "volumes": volumes,
}
NO_LISTS = {
    "masked entry": np.ma.array([1.0, 2.0], mask=[False, True]),
    "all masked": np.ma.masked_all(2),
    "masked in a list": [1.0, np.ma.masked],
    "nullable with NA": pd.array([1.0, None], dtype="Float64"),
    "nullable series": pd.Series([1, None], dtype="Int64"),
    "NA": [1.0, pd.NA],
    "NaT": [1.0, pd.NaT],
    "NaN": [1.0, float("nan")],
    "None": [1.0, None],
    "True": [True, 2.0],
    "truth values": np.array([True, False]),
    "nullable truth values": pd.Series([True, False], dtype="boolean"),
    "complex": [1.0, 2 + 0j],
    "array of complex": np.array([1.0, 2 + 0j]),
    "text": ["1", "2"],
    "array of text": np.array(["1", "2"]),
    "object array of text": np.array(["1", "2"], dtype=object),
    "text among numbers": [1.0, "2"],
    "durations": pd.to_timedelta(["1h", "2h"]),
    "dates": pd.to_datetime(["2026-01-01", "2026-01-02"]),
    "ragged": [1.0, [2.0]],
    "ragged lists": [[1.0], [2.0, 3.0]],
    "two dimensions": [[1.0, 2.0]],
    "bytes": b"12",
}
GOOD_LISTS = {
    "tuple": (1, 2),
    "range": range(1, 3),
    "unmasked": np.ma.array([1.0, 2.0]),
    "nullable": pd.array([1.0, 2.0], dtype="Float64"),
    "nullable series": pd.Series([1, 2], dtype="Int64"),
    "index": pd.Index([1, 2]),
    "object array": np.array([1, 2.0], dtype=object),
    "decimals": [decimal.Decimal(1), decimal.Decimal(2)],
    "of NumPy": [np.float32(1), np.int16(2)],
    "small": np.array([1, 2], dtype=np.uint8),
    "not contiguous": np.array([1.0, 9.0, 2.0])[::2],
    "other byte order": np.array([1.0, 2.0], dtype=">f8"),
}


@pytest.mark.parametrize("values", NO_LISTS.values(), ids=NO_LISTS)
@pytest.mark.parametrize("entry", LISTS)
def test_what_is_no_list_of_numbers_is_refused(entry, values):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(od.InputError):
            LISTS[entry](values)


@pytest.mark.parametrize("values", GOOD_LISTS.values(), ids=GOOD_LISTS)
@pytest.mark.parametrize("entry", LISTS)
def test_lists_of_numbers_of_any_type_are_read(entry, values):
    assert np.array_equal(LISTS[entry](values), LISTS[entry]([1.0, 2.0]))
