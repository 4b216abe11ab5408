"""A regimen written as a table of events reads back as the same records."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import opiodyn as od
from opiodyn import _core

DRUGS = [
    od.Drug("one", molar_mass=300.0, CL=1.1, V=[20.0], absorption=[od.FirstOrder(ka=1.5)]),
    od.Drug("two", molar_mass=200.0, CL=2.0, V=[10.0, 5.0], Q=[1.0]),
]
MODEL = od.Model(drugs=DRUGS, receptors=[], endogenous=[])
COMPARTMENTS = {"one": ["1", "2", "depot", "central"], "two": ["1", "2", "central", "peripheral"]}

TIMES = st.sampled_from([0.0, 0.1 + 0.2, 1.0, 1.5, 24.0, 1e5])
AMOUNTS = st.floats(min_value=1e-9, max_value=1e9)
HOURS = st.floats(min_value=1e-2, max_value=1e4)


@st.composite
def doses(draw):
    drug = draw(st.sampled_from(["one", "two"]))
    arguments = {"amt": draw(AMOUNTS), "time": draw(TIMES)}
    arguments["route"] = draw(st.sampled_from(["po", "iv"] if drug == "one" else ["iv"]))
    arguments["cmt"] = draw(st.sampled_from(["", *COMPARTMENTS[drug]]))
    if arguments["cmt"] or arguments["route"] == "iv":
        infused = draw(st.sampled_from(["", "rate", "dur", "endless"]))
        if infused == "endless":
            return _core.Dose(drug, **{**arguments, "amt": 0.0}, rate=draw(AMOUNTS), ss=1)
        if infused:
            arguments[infused] = draw(st.floats(min_value=1e-2, max_value=1e2))
            arguments["amt"] = draw(st.floats(min_value=1e-2, max_value=1e2))
    arguments["addl"] = draw(st.integers(min_value=0, max_value=100))
    arguments["ss"] = draw(st.sampled_from([0, 1, 2]))
    if arguments["addl"] or arguments["ss"] or draw(st.booleans()):
        arguments["ii"] = draw(HOURS)
    arguments["F"] = draw(st.sampled_from([1.0, 0.0, 0.3]))
    arguments["lag"] = draw(st.sampled_from([0.0, 0.7]))
    return _core.Dose(drug, **arguments)


RECORDS = st.one_of(
    doses(),
    st.builds(lambda time: _core.Reset(time=time), TIMES),
    st.builds(
        lambda time, name, value: _core.Change(time=time, parameters={name: value}),
        TIMES,
        st.sampled_from(["one.CL", "two.V1", "one.oral.ka"]),
        st.floats(min_value=0.5, max_value=0.9),
    ),
)


def fields(record):
    if not isinstance(record, _core.Dose):
        return (type(record).__name__, record.time, getattr(record, "parameters", None))
    names = ("drug", "amt", "route", "time", "dur", "ii", "addl", "rate", "ss", "cmt", "F", "lag")
    return tuple(getattr(record, name) for name in names)


def expected(regimen):
    """By time, without changes to what is in force already."""
    in_force = {"one.CL": 1.1, "two.V1": 10.0, "one.oral.ka": 1.5}
    records = []
    for record in sorted(regimen.records, key=lambda r: r.time):
        if isinstance(record, _core.Change):
            if record.parameters.items() <= in_force.items():
                continue
            in_force |= record.parameters
        records.append(fields(record))
    return records


def changes(frame):
    """The times of the rows that change parameters, which are outputs as well."""
    return frame["TIME"][frame["EVID"] == 2].tolist()


def read_back(frame, carry):
    csv = io.StringIO(frame.to_csv(index=False, na_rep="."))
    first, second = od.read_events(frame, carry=carry), od.read_events(csv, carry=carry)
    (a,), (b,) = first.subjects(MODEL), second.subjects(MODEL)
    assert list(map(fields, a.regimen.records)) == list(map(fields, b.regimen.records))
    return a


@settings(deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=8), st.sampled_from(["next", "last"]))
def test_round_trip(records, carry):
    regimen = _core.Regimen(records)
    frame = od.to_events(regimen)
    subject = read_back(frame, carry)
    assert [fields(r) for r in subject.regimen.records] == expected(regimen)
    assert subject.times.tolist() == changes(frame)


@settings(deadline=None)
@given(
    st.lists(RECORDS, min_size=1, max_size=8),
    st.lists(TIMES, max_size=5),
    st.sampled_from(["next", "last"]),
)
def test_round_trip_with_observations(records, times, carry):
    regimen = _core.Regimen(records)
    frame = od.to_events(regimen, times=times, id="P1")
    subject = read_back(frame, carry)
    found = [fields(r) for r in subject.regimen.records]
    assert found == expected(regimen)
    assert subject.id == "P1"
    assert subject.times.tolist() == sorted([*times, *changes(frame)])
    observed = frame["EVID"][frame["EVID"].isin((0, 2))].to_numpy() == 0
    for t, seen in zip(subject.times[observed], subject.seen[observed], strict=True):
        assert seen == sum(r.time <= t for r in subject.regimen.records)


def test_columns():
    plain = od.to_events(od.regimen("naltrexone 4.5 mg po q24h x28 at 22h"), times=[30, 2.5], id=3)
    assert list(plain.columns) == [
        *("ID", "TIME", "EVID", "AMT", "RATE", "DUR", "II", "ADDL", "SS", "CMT", "DRUG", "ROUTE")
    ]
    assert plain["ID"].tolist() == [3, 3, 3]
    assert plain["TIME"].tolist() == [2.5, 22.0, 30.0]
    assert plain["EVID"].tolist() == [0, 1, 0]
    assert plain["AMT"].tolist() == [0.0, 4.5, 0.0]
    assert plain.loc[1, ["II", "ADDL", "DRUG", "ROUTE"]].tolist() == [24, 27, "naltrexone", "po"]
    changed = od.to_events(
        _core.Regimen(
            [
                _core.Dose("one", amt=1.0, F=0.5),
                _core.Dose("one", amt=1.0, lag=2.0),
                _core.Change(time=3, parameters={"one.CL": 2.0}),
            ]
        )
    )
    assert list(changed.columns[-3:]) == ["F", "ALAG", "one.CL"]
    assert changed["EVID"].tolist() == [1, 1, 2, 2]


def test_an_empty_regimen():
    frame = od.to_events(_core.Regimen([]))
    assert len(frame) == 0
    frame = od.to_events(_core.Regimen([]), times=[1.0])
    assert od.read_events(frame).subjects(MODEL)[0].times.tolist() == [1.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"regimen": "naltrexone 50 mg po"}, "regimen = 'naltrexone 50 mg po': must be a Regimen"),
        ({"times": [-1.0]}, "times = -1: must be a finite number, at least 0"),
        ({"times": [np.nan]}, "times = nan: must be a finite number, at least 0"),
        ({"times": "abc"}, "times = str: must be a list of numbers"),
        ({"id": 1.5}, "id = 1.5: must be a whole number"),
        ({"id": None}, "id = None: must be a whole number"),
        ({"id": ""}, "id = '': must be a whole number or a name"),
    ],
)
def test_arguments(arguments, message):
    given = {"regimen": od.regimen("naltrexone 50 mg po"), **arguments}
    with pytest.raises(od.InputError) as caught:
        od.to_events(given.pop("regimen"), **given)
    assert str(caught.value) == message
