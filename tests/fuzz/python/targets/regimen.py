"""Reads bytes as the text of a regimen, and prints what it understood."""

import math

import opiodyn as od

SEEDS = (
    b"naltrexone 4.5 mg po q24h x28 at 22h",
    b"naltrexone 50 mg po on mon,wed,fri for 4 weeks then 25 mg daily x7",
    b"morphine 10 mg iv over 30min q4h x6 + naloxone 0.4 mg iv at 22:00",
    b"methadone 40 mg po q24h x28 reduce 10 % every 7d",
    b"naltrexone 380 mg depotrex q4w x6",
    b"fentanyl 100 ug in ss q6h at 1d",
)
WORDS = (
    "naltrexone", "morphine", "methadone", "naloxone", "fentanyl", "mg", "ug", "g", "po",
    "er", "iv", "im", "sc", "in", "sl", "depotrex", "over", "q24h", "daily", "x28", "for", "days",
    "weeks", "at", "22:00", "then", "on", "mon", "fri", "reduce", "%", "every", "ss", "+",
    "exercise", "reset",
    "concentration", "nM", "1e308", "1e-320", "nan", "inf", "-1", "0x1", "\u00b5g", "\u00a0",
)  # fmt: skip
LONGEST = 512
ROOMS = ("opiodyn._dosing",)


def target(data: bytes) -> str:
    text = data.decode("utf-8", "surrogateescape")  # bytes that are no UTF-8 become surrogates
    read = od.regimen(text)
    printed = str(read)
    assert od.regimen(printed) == read, printed
    assert 0.0 <= read.first_time <= read.last_time < math.inf, printed
    assert all(0.0 <= one.amt < math.inf for one in read.doses), printed
    return printed
