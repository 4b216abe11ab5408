"""Tables and people in the lanes: what each has alone, to the last bit."""

import io

import numpy as np
import pytest

import opiodyn as od
from opiodyn._core import StatusCode
from opiodyn._runs.inside import kept_of

ALONE = {"max_seconds": 1000.0}  # below the default: one run at a time, through no lanes
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
PEOPLE = od.population(11, seed=5, covariates={"weight": (70, 12)})

# Observations before, between and after records of one instant; a lag that ends at an observation;
# a steady state, an infusion, additional doses, a change, a reset, and a dose after everything.
TABLE = """ID,TIME,EVID,AMT,II,ADDL,SS,RATE,ALAG,CMT,ROUTE,CL
1,0,0,.,.,.,.,.,.,.,.,200
1,0,1,4.5,24,6,1,.,.,.,po,200
1,0,0,.,.,.,.,.,.,.,.,200
1,24,0,.,.,.,.,.,.,.,.,200
1,24,2,.,.,.,.,.,.,.,.,90
1,30,0,.,.,.,.,.,.,.,.,90
2,0,1,50,.,.,.,.,6,.,po,150
2,6,0,.,.,.,.,.,.,.,.,150
2,12,0,.,.,.,.,.,.,.,.,150
2,12,3,.,.,.,.,.,.,.,.,150
2,12,0,.,.,.,.,.,.,.,.,150
2,12,1,10,.,.,.,5,.,.,iv,150
2,12,0,.,.,.,.,.,.,.,.,150
2,14,0,.,.,.,.,.,.,.,.,150
2,40,0,.,.,.,.,.,.,.,.,150
3,5,0,.,.,.,.,.,.,.,.,300
4,0,4,20,12,3,.,.,.,.,po,120
4,12.1,0,.,.,.,.,.,.,.,.,130
4,36,0,.,.,.,.,.,.,.,.,140
4,36,1,2,.,.,.,.,.,.,iv,140
4,36,0,.,.,.,.,.,.,.,.,140
"""


def table_of(text=TABLE):
    return od.read_events(io.StringIO(text), drug="naltrexone")


def same(one, other):
    """Asserts that runs hold the same numbers, status and provenance, to the last bit."""
    assert one.ids == other.ids
    assert list(one.status) == list(other.status)
    assert kept_of(one).codes == kept_of(other).codes
    for here, there in zip(one, other, strict=True):
        assert here.times.tobytes() == there.times.tobytes()
        assert here.to_pandas().to_numpy().tobytes() == there.to_pandas().to_numpy().tobytes()
        assert here.provenance == there.provenance  # counts of steps and steady states too


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("asked", [{}, {"times": [0.0, 6.0, 24.0, 36.0], "side": "before"}])
def test_a_table_has_the_bits_of_runs_alone(threads, asked):
    lanes = od.simulate(table_of(), threads=threads, **asked)
    assert lanes.complete
    assert lanes[0].provenance["solver"]["steady_states"] == 1
    same(lanes, od.simulate(table_of(), **asked, **ALONE))


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize(
    ("regimen", "side"),
    [
        (WEEK, "before"),
        (WEEK, ["before", "after", "before", "after", "before"]),
        (od.regimen("naltrexone 4.5 mg po q24h x2 ss"), "after"),
    ],
)
def test_people_have_the_bits_of_runs_alone(regimen, side, threads):
    times = [0.0, 1.0, 22.0, 46.0, 46.0] if isinstance(side, str) else [0.0, 1.0, 22.0, 22.0, 46.0]
    asked = {"subjects": PEOPLE, "times": times, "side": side}
    lanes = od.simulate(regimen, threads=threads, **asked)
    assert lanes.complete
    same(lanes, od.simulate(regimen, **asked, **ALONE))


def test_a_subject_that_cannot_go_on_keeps_what_it_reached():
    whole = od.simulate(table_of(), model=od.Model())
    most = int(np.median(whole.steps))
    lanes = od.simulate(table_of(), model=od.Model(), max_steps=most)
    codes = kept_of(lanes).codes
    assert StatusCode.failed in codes
    assert StatusCode.complete in codes
    same(lanes, od.simulate(table_of(), model=od.Model(), max_steps=most, **ALONE))


def test_a_subject_whose_input_breaks_a_rule_is_named():
    # Subject 2 loses the drug-free tone at mu, which no change may take away.
    text = "ID,TIME,EVID,AMT,enkephalin.mu.e0,beta-endorphin.mu.e0\n"
    for who, level in (1, 0.2), (2, 0.0):
        text += f"{who},0,1,5,0.2,0.3\n{who},6,0,.,{level},{level}\n{who},9,0,.,{level},{level}\n"
    for engine in ({}, ALONE):
        with pytest.raises(od.InputError, match=r"^subject 2: change = 2: takes away") as found:
            od.simulate(table_of(text), **engine)
        assert found.value.field == "change"


def test_times_and_tolerances_that_break_a_rule_have_the_names_of_the_arguments():
    for engine in ({}, ALONE):
        with pytest.raises(od.InputError, match=r"^subject 1: times\[1\] = 1: must not be before"):
            od.simulate(table_of(), times=[2.0, 1.0], **engine)
        with pytest.raises(od.InputError, match=r"rtol = 1e-20: must lie between"):
            od.simulate(table_of(), rtol=1e-20, **engine)


def test_many_subjects_run_part_by_part(monkeypatch):
    from opiodyn._simulate import subjects

    whole = od.simulate(table_of())
    monkeypatch.setattr(subjects, "rows_at_a_time", lambda threads, per_row: 3)
    same(od.simulate(table_of()), whole)


@pytest.mark.parametrize("method", ["dopri5", "exact"])
def test_other_methods_run_alone(method):
    model = od.Model(receptors=[], endogenous=[])
    runs = od.simulate(table_of(), model=model, method=method)
    assert runs.complete
    assert [run.provenance["solver"]["method"] for run in runs] == [method] * 4
