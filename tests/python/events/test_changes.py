"""Values that change along a table of events: parameters and covariates."""

import pytest

import opiodyn as od
from event_tables import TWO_COMPARTMENTS as DRUG
from event_tables import aligned, dose, fields, records, table
from fixtures import plain, refusal
from opiodyn import _core
from opiodyn._model.inside import core_of

CHANGES = """TIME,AMT,CL,V1
                1,100, 2, .
                2,  ., ., 30
                4, 50, 3, 30
                4,  ., 4, ."""


def test_carried_back_from_the_next_record():
    found = [fields(r) for r in records(CHANGES)]
    assert found == [
        ("Change", 0.0, {"mydrug.CL": 2.0}),
        dose(time=1.0),
        ("Change", 1.0, {"mydrug.V1": 30.0}),
        ("Change", 2.0, {"mydrug.CL": 3.0}),
        dose(amt=50.0, time=4.0),
        ("Change", 4.0, {"mydrug.CL": 4.0}),
    ]


def test_carried_on_from_the_last_record():
    found = [fields(r) for r in records(CHANGES, carry="last")]
    assert found == [
        ("Change", 0.0, {"mydrug.CL": 2.0}),
        dose(time=1.0),
        ("Change", 2.0, {"mydrug.V1": 30.0}),
        ("Change", 4.0, {"mydrug.CL": 3.0}),
        dose(amt=50.0, time=4.0),
        ("Change", 4.0, {"mydrug.CL": 4.0}),
    ]


def test_an_observation_sees_its_own_values_and_not_the_next():
    t = aligned(CHANGES)
    assert t.subjects(plain(DRUG))[0].seen.tolist() == [3, 6]
    t = aligned(CHANGES, carry="last")
    assert t.subjects(plain(DRUG))[0].seen.tolist() == [3, 6]


def test_nothing_is_carried_to_the_next_subject():
    t = aligned("ID,TIME,AMT,CL\n1,0,100,2\n2,0,100,.\n3,0,100,2\n3,1,.,1.1")
    found = {k: [fields(x) for x in r.records] for k, r in t.regimens(plain(DRUG)).items()}
    assert found == {
        1: [("Change", 0.0, {"mydrug.CL": 2.0}), dose()],
        2: [dose()],
        3: [
            ("Change", 0.0, {"mydrug.CL": 2.0}),
            dose(),
            ("Change", 0.0, {"mydrug.CL": 1.1}),
        ],
    }


def test_the_models_own_value_is_no_change():
    assert [fields(r) for r in records("TIME,AMT,CL\n0,100,1.1")] == [dose()]


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("CL", "mydrug.CL"),
        ("cl", "mydrug.CL"),
        ("ka", "mydrug.oral.ka"),
        ("oral.ka", "mydrug.oral.ka"),
        ("mydrug.oral.KA", "mydrug.oral.ka"),
        ("mydrug.CL", "mydrug.CL"),
        ("V", "mydrug.V1"),
        ("Q", "mydrug.Q2"),
        ("mydrug.V2", "mydrug.V2"),
    ],
)
def test_names_of_parameters(column, name):
    change, _ = records(f"TIME,AMT,{column}\n0,100,0.25")
    assert fields(change) == ("Change", 0.0, {name: 0.25})


def test_v2_says_which_volume_it_is():
    """The central volume is V2 in NONMEM's ADVAN4, and V1 in ADVAN3 and here."""
    message = refusal(lambda: table("TIME,AMT,V2;0,5,40").regimens(plain(DRUG)))
    assert message.startswith("column = 'V2': is the central volume in NONMEM's ADVAN4")
    assert "name it mydrug.V1 or mydrug.V2" in message
    for central in ("V", "V1", "mydrug.V1"):
        change, _ = records(f"TIME,AMT,{central},V2\n0,100,0.25,0.75")
        assert fields(change) == ("Change", 0.0, {"mydrug.V1": 0.25, "mydrug.V2": 0.75})
    assert [fields(r) for r in records("TIME,AMT,V2\n0,100,.")] == [dose()]


def test_covariates_become_parameters():
    t = aligned("""TIME,AMT,DRUG,WT
                    0, 50,naltrexone,80
                    5,  .,.,80
                    6,  .,.,90""")
    (regimen,) = t.regimens().values()
    known = core_of(od.Model(drugs=["naltrexone"]))
    first, _, later = regimen.records
    assert first.time == 0.0
    assert later.time == 5.0
    assert first.parameters == _core.covariate_parameters(known, {"weight": 80.0})
    assert later.parameters == _core.covariate_parameters(known, {"weight": 90.0})


def test_all_columns_that_set_no_parameter_of_the_model_are_named_at_once():
    message = refusal(lambda: table("TIME,AMT,Q3,CL,V3;0,5,1,2,3").regimens(plain(DRUG)))
    assert message.startswith("columns = 'Q3', 'V3': Q3: is not a parameter of the model")
    assert message.endswith("to run with the model's own values: drop=['Q3', 'V3']")
