"""A pickle says what it is a pickle of; one that does not fit is refused."""

import pickle

import pytest

import opiodyn as od
from fixtures import refused
from opiodyn import _core

REGIMEN = (
    od.dose("naltrexone", amt=5, ii=24, addl=2, lag=0.5)
    + od.stimulus("exercise", time=30)
    + od.change({"naltrexone.CL": 94}, time=48)
    + od.reset(time=60)
    + od.concentration("morphine", [0, 5], [1, 2], unit="ng/mL")
)
OBJECTS = [
    REGIMEN,
    od.Drug("d", molar_mass=300.0, CL=1.0, V=[1.0]),
    od.Binding("d", "mu", K=1.0, koff=60.0),
    od.FirstOrder(ka=1.0),
    od.ZeroOrder(duration=2.0),
    od.ZeroOrderIntoDepot(duration=2.0, ka=1.0),
    od.TransitChain(ktr=2.0, n=3),
    od.Metabolite("m"),
    od.population(1, seed=1)[0],
    _core.RunCounts(steps=3),
]


def named(one):
    return type(one).__name__


def with_state(one, state):
    """Makes an object of the same class from another state."""
    type(one).__new__(type(one)).__setstate__(state)


@pytest.mark.parametrize("one", OBJECTS, ids=named)
def test_a_state_begins_with_its_kind_and_schema(one):
    state = one.__getstate__()
    assert state[:2] == (named(one), _core.pickle_schema)
    assert pickle.loads(pickle.dumps(one)).__getstate__() == state


@pytest.mark.parametrize("one", OBJECTS, ids=named)
def test_a_state_that_does_not_fit_is_refused(one):
    kind, schema, *fields = one.__getstate__()
    rule = rf"must be the {len(fields) + 2} values of a {kind} of schema {schema}; another version"
    for state in (
        (),
        ("Other", schema, *fields),
        (kind, schema - 1, *fields),
        (kind, schema, *fields, 0.0),
        (kind, schema, *fields[1:]),
        (schema, *fields),
    ):
        error = refused(lambda state=state: with_state(one, state))
        assert error.field == "pickle"
        assert error.rule.startswith(rule)


@pytest.mark.parametrize("one", OBJECTS, ids=named)
def test_a_field_of_the_wrong_type_is_refused(one):
    kind, schema, *fields = one.__getstate__()
    state = (kind, schema, *(object() for _ in fields))
    error = refused(lambda: with_state(one, state))
    assert (error.value, error.rule) == (kind, "holds a value of the wrong type")


def test_records_of_a_regimen_say_what_they_are():
    kind, schema, records = REGIMEN.__getstate__()
    kinds = ["Dose", "Stimulus", "Change", "Reset", "Concentration"]
    assert [record[0] for record in records] == kinds
    for wrong in ((), ("Pause", schema, 1.0)):
        error = refused(lambda wrong=wrong: with_state(REGIMEN, (kind, schema, [wrong])))
        assert error.rule == "is no kind of record"
    # This state is as long as that of another record; its length alone would not tell.
    error = refused(lambda: with_state(REGIMEN, (kind, schema, [("Reset", *records[2][1:])])))
    assert "must be the 3 values of a Reset" in error.rule
