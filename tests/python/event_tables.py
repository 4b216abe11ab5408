"""Drugs and helpers that several test files of tables of events use."""

import io

import numpy as np

import opiodyn as od
from fixtures import ROOT, plain, refusal
from opiodyn import _core

# Files as programs write them; the README there says what each of them imitates.
TABLES = ROOT / "tests/python/data/tables"

DRUG = od.Drug("mydrug", molar_mass=300.0, CL=1.1, V=[20.0], absorption=[od.FirstOrder(ka=1.5)])
TWO_COMPARTMENTS = od.Drug(
    "mydrug",
    molar_mass=300.0,
    CL=1.1,
    V=[20.0, 5.0],
    Q=[2.0],
    absorption=[od.FirstOrder(ka=1.5)],
)
ZERO = od.Drug("zero", molar_mass=300.0, CL=1.0, V=[10.0], absorption=[od.ZeroOrder(duration=2.0)])


def table(text, **options):
    """Reads a table whose lines are separated by semicolons."""
    return od.read_events(io.StringIO(text.replace(";", "\n")), **options)


def aligned(text, **options):
    """Reads a table whose columns are aligned with spaces, which are taken out first."""
    lines = [line.replace(" ", "") for line in text.strip().splitlines()]
    return od.read_events(io.StringIO("\n".join(lines) + "\n"), **options)


def refused_table(text, **options):
    """The message of the error that reading such a table ends in."""
    return refusal(lambda: table(text, **options))


def records(text, *drugs, **options):
    """The records that an aligned table of one subject gives under a model of these drugs."""
    model = plain(*(drugs or [TWO_COMPARTMENTS]))
    (regimen,) = aligned(text, **options).regimens(model).values()
    return regimen.records


def fields(record):
    """The values of a record, to be compared with those that are expected."""
    if isinstance(record, _core.Dose):
        names = ("drug", "amt", "route", "time", "dur", "ii", "addl", "rate", "ss", "cmt")
        return tuple(getattr(record, name) for name in (*names, "F", "lag"))
    return (type(record).__name__, record.time, getattr(record, "parameters", None))


def dose(**changed):
    """The values of a dose of 100 mg of mydrug with these values changed."""
    return fields(_core.Dose(changed.pop("drug", "mydrug"), **{"amt": 100.0, **changed}))


def close(table, expected, drug=DRUG):
    """Simulates a table; each subject must have these amounts in the central compartment."""
    runs = od.simulate(table, model=plain(drug))
    assert table.ids == tuple(expected)
    for subject, amounts in expected.items():
        run = runs.of(subject) if len(expected) > 1 else runs
        found = run.amount("mydrug", "central")
        np.testing.assert_allclose(found, amounts, rtol=1e-9, atol=1e-12, err_msg=str(subject))
