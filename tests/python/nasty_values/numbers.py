"""Numbers that are too large, too small, negative or none at all."""

import decimal
import fractions

import numpy as np

from nasty_values.made import Level, Whole

HUGE = 10**400

NUMBERS = {
    "-1": lambda: -1,
    "-1.0": lambda: -1.0,
    "-0.0": lambda: -0.0,
    "0": lambda: 0,
    "0.5": lambda: 0.5,
    "subnormal": lambda: 5e-324,
    "1e-308": lambda: 1e-308,
    "1e-9": lambda: 1e-9,
    "1e9": lambda: 1e9,
    "1e15": lambda: 1e15,
    "1e160": lambda: 1e160,
    "1e308": lambda: 1e308,
    "inf": lambda: float("inf"),
    "-inf": lambda: float("-inf"),
    "nan": lambda: float("nan"),
    "2**31": lambda: 2**31,
    "2**53 + 1": lambda: 2**53 + 1,
    "2**63": lambda: 2**63,
    "2**64": lambda: 2**64,
    "-2**63": lambda: -(2**63),
    "10**400": lambda: HUGE,
    "-10**400": lambda: -HUGE,
    "True": lambda: True,
    "False": lambda: False,
    "complex": lambda: 1 + 2j,
    "Decimal": lambda: decimal.Decimal("0.5"),
    "Decimal NaN": lambda: decimal.Decimal("NaN"),
    "Decimal sNaN": lambda: decimal.Decimal("sNaN"),
    "Decimal inf": lambda: decimal.Decimal("Infinity"),
    "Decimal 1e999": lambda: decimal.Decimal("1e999"),
    "Fraction": lambda: fractions.Fraction(1, 3),
    "huge Fraction": lambda: fractions.Fraction(HUGE, 3),
    "subclass of int": lambda: Whole(3),
    "IntEnum": lambda: Level.LOW,
}

OF_NUMPY = {
    **{
        f"np.{kind.__name__}": lambda kind=kind: kind(1)
        for kind in (
            *(np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64),
            *(np.float16, np.float32, np.float64, np.longdouble),
        )
    },
    "np.bool_": lambda: np.bool_(True),
    "np.complex128": lambda: np.complex128(1),
    "np.str_": lambda: np.str_("mu"),
    "np.bytes_": lambda: np.bytes_(b"mu"),
    "np.datetime64": lambda: np.datetime64("2026-01-01"),
    "np.timedelta64": lambda: np.timedelta64(1, "h"),
    "np.datetime64 NaT": lambda: np.datetime64("NaT"),
    "np.void": lambda: np.void(b"abc"),
    "np.ma.masked": lambda: np.ma.masked,
    "0-d float": lambda: np.array(1.0),
    "0-d object": lambda: np.array(None, dtype=object),
    "0-d text": lambda: np.array("mu"),
    "0-d masked": lambda: np.ma.array(1.0, mask=True),
    "array of one": lambda: np.array([1.0]),
    "array of none": lambda: np.array([]),
    "masked array": lambda: np.ma.array([1.0, 2.0], mask=[True, False]),
    "2-D": lambda: np.ones((2, 2)),
    "2-D empty": lambda: np.ones((0, 3)),
    "3-D": lambda: np.ones((1, 1, 1)),
    "structured": lambda: np.zeros(2, dtype=[("a", float), ("b", int)]),
    "objects": lambda: np.array([1.0, None], dtype=object),
    "array of text": lambda: np.array(["mu", "delta"]),
    "array of bytes": lambda: np.array([b"mu"]),
    "array of dates": lambda: np.array(["2026-01-01"], dtype="datetime64[D]"),
    "array of bool": lambda: np.array([True, False]),
    "array of complex": lambda: np.array([1 + 2j]),
    "array of float16": lambda: np.array([1.0, 2.0], dtype=np.float16),
    "array of longdouble": lambda: np.array([1.0, 2.0], dtype=np.longdouble),
    "array of nan": lambda: np.array([1.0, np.nan]),
    "array of inf": lambda: np.array([1.0, np.inf]),
    "array of minus": lambda: np.array([-1.0, 1.0]),
    "array of 1e308": lambda: np.array([1e308, 1e308]),
    "long array": lambda: np.arange(1000.0),
    "strided": lambda: np.arange(6.0)[::-2],
    "big-endian": lambda: np.arange(3, dtype=">f8"),
    "read-only": lambda: np.frombuffer(b"\0" * 16),
    "matrix type": lambda: np.asarray([[1.0, 2.0]]).view(np.recarray),
}
