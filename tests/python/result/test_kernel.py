"""The provenance of a run says what computed its steps."""

import pytest

import opiodyn as od

CODE = "generated: naltrexone tablet"
NIGHTS = "naltrexone 4.5 mg po q24h x2"


@pytest.mark.parametrize(
    ("regimen", "options", "kernel"),
    [
        (NIGHTS, {}, CODE),
        (NIGHTS, {"drugs": ["naltrexone", "fentanyl"]}, CODE),  # Nobody takes fentanyl.
        (NIGHTS, {"response": []}, "generated: naltrexone tablet without response"),
        ("naltrexone 4.5 mg iv", {}, "generated: naltrexone iv"),
        (NIGHTS, {"biophase": "retention"}, "plan"),  # No code is generated for this shape.
        (NIGHTS, {"receptors": []}, None),  # A linear model has no steps of Rodas5P.
    ],
)
def test_a_run_names_its_kernel(regimen, options, kernel):
    run = od.simulate(od.regimen(regimen), model=od.Model(**options))
    assert run.provenance["kernel"] == kernel


def test_people_and_subjects_of_a_table_name_it_too():
    nights = od.regimen(NIGHTS)
    people = od.simulate(nights, subjects=od.population(2, seed=1), times=[24.0])
    assert [run.provenance["kernel"] for run in people] == [CODE, CODE]
    table = od.read_events(od.to_events(nights, times=[24.0]))
    assert od.simulate(table).provenance["kernel"] == CODE


def test_people_in_a_steady_state_do_not_name_it():
    steady = od.regimen(NIGHTS + " ss")
    people = od.simulate(steady, subjects=od.population(2, seed=1), times=[24.0])
    assert people[0].provenance["kernel"] is None
