"""The notes of a preset stand only under drugs that follow it."""

import pytest

import opiodyn as od
from opiodyn._compare.report import comparison_report


def invented(**options):
    drug = od.Drug("invented", molar_mass=300.0, CL=10.0, V=[20.0], **options)
    binding = od.Binding("invented", "mu", K=1.0, koff=100.0, tau=3.0)
    model = od.Model(drugs=[drug, "naltrexone"], bindings=[binding])
    return od.simulate(od.dose("invented", amt=1, route="iv"), model=model)


def simulated(text, **options):
    return od.simulate(od.regimen(text), model=od.Model(**options))


def faces(run):
    drawn = run.plot().findobj(lambda artist: hasattr(artist, "get_text"))
    caption = " ".join(artist.get_text() for artist in drawn)
    return run.report(), caption, run._repr_html_()


@pytest.mark.parametrize("biophase", ["pet", "transient", "plasma"])
def test_nothing_stands_under_a_drug_with_a_rate_of_its_own(biophase):
    for face in faces(simulated("morphine 10 mg iv", biophase=biophase)):
        words = (f"{biophase} (effect-site", "  passes", "Passes", "Preset")
        assert not any(word in face for word in words)


def test_an_invented_drug_follows_if_it_has_no_rate():
    report, caption, html = faces(invented())
    assert "Preset pet\n" in report
    assert "Passes:" in caption
    assert "pet (effect-site half-life 24 h)" in html
    for face in faces(invented(ke0=1.0)):
        assert not any(word in face for word in ("pet (", "Passes", "Preset"))


def test_a_rate_that_the_caller_gives_is_the_drugs_own():
    run = simulated("naltrexone 50 mg po", parameters={"naltrexone.ke0": 0.05})
    assert "Preset" not in run.report()


def test_it_says_which_drugs_follow():
    report, caption, html = faces(simulated("naltrexone 50 mg po + morphine 10 mg iv"))
    assert "biophase pet (effect-site half-life 24 h) for naltrexone;" in report
    assert "Preset pet for naltrexone\n" in report
    assert "Passes for naltrexone: after a single" in caption  # the name stands once
    assert "half-life 24 h) for naltrexone" in html
    assert "Preset pet\n" in simulated("naltrexone 50 mg po").report()


def test_retention_holds_every_drug_back():
    assert "Preset retention\n" in simulated("morphine 10 mg iv", biophase="retention").report()


def test_people_and_comparisons_follow_the_same_rule():
    people = od.population(3, seed=1)
    for text, shown in (("morphine 10 mg iv q24h x2", False), ("naltrexone 5 mg po q24h x2", True)):
        runs = od.simulate(od.regimen(text), subjects=people)
        frame = od.compare(od.regimen(text), doses=[5.0, 10.0])
        assert ("Preset pet" in runs.report()) is shown
        assert ("Preset pet" in comparison_report(frame)) is shown
        assert ("biophase pet" in comparison_report(frame)) is shown
