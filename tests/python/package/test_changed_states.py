"""A pickle whose data were changed is refused, or makes another object; it never crashes."""

import copyreg
from contextlib import suppress

import numpy as np
import pytest

import opiodyn as od
from fixtures import refused
from opiodyn import _core
from opiodyn._checks import pickles
from opiodyn._result.inside import trajectory_of
from seen import seen

PEOPLE = od.population(3, seed=4, covariates={"weight": (70.0, 12.0)})
ORDERED = od.regimen("naltrexone 4.5 mg po q24h x2")
RUN = od.simulate(ORDERED, times=[0.0, 1.0, 24.0])
RUNS = od.simulate(ORDERED, times=[0.0, 1.0, 24.0], subjects=PEOPLE)
TABLE = od.read_events(od.to_events(ORDERED, times=[1.0, 2.0]))
KINDS = {
    "Run": RUN,
    "Runs": RUNS,
    "Listed": od.simulate(TABLE, times=[1.0]),
    "Cohort": RUNS.__reduce__()[1][2]["runs"],
    "SteadyState": od.steady_state(od.dose("naltrexone", amt=4.5), period=24.0),
    "Population": PEOPLE,
    "Model": RUNS[0].model,
    "EventTable": TABLE,
    "Rows": od.Rows({"dose": [1.5, 4.5]}),
    "Evaluator": od.evaluator(ORDERED, vary=["amt"]),
    "Optimum": od.optimum(ORDERED, over={"dose": (1, 2)}, minimize="tone.mu.mean", starts=1),
    "Metric": od.Metric("tone.mu.mean", window=(8, 24)),
    "Endpoint": od.endpoint("cough", receptor="mu", n=1.5),
}
WRONG = [
    None,
    -1,
    2**70,
    float("nan"),
    "x",
    "\0",
    b"x",
    [],
    {},
    (),
    [None],
    {"x": object()},
    object(),
    np.zeros(0),
    np.zeros((2, 2)),
    np.full(3, np.nan),
    np.array(["x"]),
]


def parts_of(one):
    """The function, kind, schema and fields that an object pickles as."""
    reduced = copyreg.dispatch_table.get(type(one), type(one).__reduce__)
    make, (kind, schema, fields) = reduced(one)
    assert make is pickles.again
    return kind, schema, fields


# The fields without a default, of the classes that have defaults.
NEEDED = {"Metric": {"name"}, "Endpoint": {"name", "receptor"}}


def attempt(kind, schema, fields):
    """What a changed pickle makes; None if it is refused with an error of ours."""
    return made_or_none(lambda: pickles.again(kind, schema, fields))


def made_or_none(make):
    try:
        return make()
    except od.InputError:
        return None


@pytest.mark.parametrize("name", KINDS)
def test_each_field_of_a_result_is_changed(name):
    kind, schema, fields = parts_of(KINDS[name])
    for field in fields:
        for wrong in WRONG:
            made = attempt(kind, schema, {**fields, field: wrong})
            if made is not None and name not in ("Model", "Evaluator", "EventTable"):
                with suppress(Exception):  # which is no crash
                    seen(made)


@pytest.mark.parametrize("name", KINDS)
def test_fields_are_missing_or_too_many(name):
    kind, schema, fields = parts_of(KINDS[name])
    for field in fields:
        less = {key: value for key, value in fields.items() if key != field}
        defaults = field not in NEEDED.get(kind, fields)
        assert attempt(kind, schema, less) is None or defaults
    assert attempt(kind, schema, {**fields, "more": 1.0}) is None
    assert attempt(kind, schema, list(fields)) is None


@pytest.mark.parametrize("name", KINDS)
def test_another_schema_is_refused_with_one_sentence(name):
    kind, schema, fields = parts_of(KINDS[name])
    for other in (schema - 1, schema + 1, None, str(schema)):
        error = refused(lambda other=other: pickles.again(kind, other, fields))
        assert error.field == "pickle.schema"
        assert error.rule == f"must be {schema}; another version of opiodyn wrote this {kind}"


@pytest.mark.parametrize("kind", ["Person", "", None, [], 3])
def test_a_kind_that_is_not_known_is_refused(kind):
    assert refused(lambda: pickles.again(kind, _core.pickle_schema, {})).field == "pickle"


# The numbers of a run, which the core checks

FIELDS = ("times", "columns", "ligands", "values", "code", "text", "counts", "provenance")
STATE = trajectory_of(RUN).__getstate__()


def trajectory(**changed):
    """Makes the trajectory of the state with other fields."""
    state = list(STATE)
    for name, value in changed.items():
        state[2 + FIELDS.index(name)] = value
    made = _core.Trajectory.__new__(_core.Trajectory)
    made.__setstate__(tuple(state))
    return made


def test_a_trajectory_is_made_again():
    made = trajectory()
    assert seen(list(made.__getstate__())) == seen(list(STATE))


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_of_a_trajectory_is_changed(field):
    for wrong in WRONG:
        made = made_or_none(lambda wrong=wrong: trajectory(**{field: wrong}))
        # What is made has other data of the right kind, which the run keeps.
        assert made is None or field in ("text", "provenance", "ligands")


VALUES = np.asarray(STATE[2 + FIELDS.index("values")])
LIGANDS = STATE[2 + FIELDS.index("ligands")]
COUNTS = STATE[2 + FIELDS.index("counts")]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"times": [0.0, np.nan, 24.0]}, "must be finite"),
        ({"times": [0.0, 24.0, 1.0]}, "not before the time in front of it"),
        ({"times": [0.0, 1.0]}, "must have a row for each of 2 times"),
        ({"values": VALUES[:2]}, "must have a row for each of 3 times"),
        ({"values": VALUES[:, :-1]}, f"a column for each of {VALUES.shape[1]} names"),
        ({"columns": STATE[3][:-1]}, f"a column for each of {VALUES.shape[1] - 1} names"),
        ({"code": 5}, "is no code of a status"),
        ({"code": -1}, "is no code of a status"),
        ({"ligands": [(LIGANDS[0][0], "drag", 1.0)]}, "unknown"),
        ({"ligands": [(LIGANDS[0][0], "drug", np.inf)]}, "must have a finite molar mass"),
        ({"counts": (*COUNTS[:2], -1, *COUNTS[3:])}, "must be at least 0"),
        ({"counts": (*COUNTS[:5], np.nan, *COUNTS[6:])}, "must be at least 0"),
        ({"counts": ("Person", *COUNTS[1:])}, "must be the 7 values of a RunCounts"),
        ({"provenance": [("a", 1.0)]}, "holds a value of the wrong type"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_rule(changed, rule):
    assert rule in refused(lambda: trajectory(**changed)).rule


def test_a_run_of_another_model_is_refused():
    kind, schema, fields = parts_of(RUN)
    other = od.Model(drugs=["naltrexone"], receptors=["mu"])
    error = refused(lambda: pickles.again(kind, schema, {**fields, "model": other}))
    assert (error.field, error.rule) == ("pickle.columns", "must be those of the model")


@pytest.mark.parametrize(
    "changed",
    [
        {"written": 4},
        {"written": -1},
        {"code": 9},
        {"code": "complete"},
        {"counts": (1, 2)},
        {"status": None},
    ],
)
def test_each_part_of_the_end_of_a_person_is_checked(changed):
    kind, schema, fields = parts_of(KINDS["Cohort"])
    names = ("code", "status", "counts", "written")
    end = tuple(
        changed.get(name, value) for name, value in zip(names, fields["ended"][0], strict=True)
    )
    assert attempt(kind, schema, {**fields, "ended": [end, *fields["ended"][1:]]}) is None


def test_records_that_break_a_rule_are_refused():
    dose = od.Dose("naltrexone", amt=4.5)
    state = list(dose.__getstate__())
    state[3] = -4.5
    made = od.Dose.__new__(od.Dose)
    assert refused(lambda: made.__setstate__(tuple(state))).value == "-4.5"
    error = refused(lambda: made.__setstate__(od.Reset(time=1.0).__getstate__()))
    assert "another kind of record" in error.rule


@pytest.mark.parametrize("field", ["absorption", "metabolites"])
def test_a_drug_whose_parts_are_none_is_refused(field):
    drug = od.Drug("x", molar_mass=341.0, CL=1.0, V=[1.0])
    state = list(drug.__getstate__())
    state[{"absorption": 7, "metabolites": 8}[field]] = [None]
    made = od.Drug.__new__(od.Drug)
    error = refused(lambda: made.__setstate__(tuple(state)))
    assert error.rule == "holds a value of the wrong type"
