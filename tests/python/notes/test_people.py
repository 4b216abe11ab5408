"""A note tells of people who do not differ, because their spread of 0 would look like a finding."""

import opiodyn as od

DOSE = od.regimen("mydrug 5 mg iv")
PEOPLE = od.population(4, seed=1)
MYDRUG = od.Drug("mydrug", molar_mass=300.0, CL=10.0, V=[20.0])
ALIKE = od.Model(drugs=[MYDRUG], receptors=[], endogenous=[])
SENTENCE = "The 4 people do not differ"


def test_runs_of_people_without_variability_say_so():
    runs = od.simulate(DOSE, model=ALIKE, subjects=PEOPLE, delta=12.0)
    assert len({run.concentration("mydrug")[-1] for run in runs}) == 1
    assert [SENTENCE in note for note in runs.notes] == [True]
    assert SENTENCE in " ".join(runs.report().split())
    assert not runs[:1].notes


def test_people_who_differ_call_for_no_note():
    ldn = od.regimen("naltrexone 4.5 mg po")
    runs = od.simulate(ldn, model=od.Model(receptors=[], endogenous=[]), subjects=PEOPLE, delta=12)
    assert not runs.notes


def test_a_sweep_says_so_too():
    metric = od.Metric("mass_concentration.mydrug.peak")
    swept = od.sweep(DOSE, over={"subject": PEOPLE, "dose": [1, 5]}, model=ALIKE, metrics=metric)
    assert SENTENCE in swept.attrs["notes"]
