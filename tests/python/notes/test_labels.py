"""Labels: 50 mg of naltrexone a day by mouth, 32 mg as ER, 380 mg every 4 weeks into muscle."""

import pytest

import opiodyn as od
from fixtures import any_with, notes_of


@pytest.mark.parametrize(
    ("regimen", "amount"),
    [
        ("naltrexone 100 mg po q24h x3", "100 mg within 24 h is above the 50 mg"),
        ("naltrexone 50 mg po q12h x3", "100 mg within 24 h is above the 50 mg"),
        ("naltrexone 50 mg po at 8h + naltrexone 10 mg po at 20h", "60 mg within 24 h"),
        ("naltrexone 760 mg im", "760 mg within 4 weeks is above the 380 mg"),
        ("naltrexone 380 mg im q336h x2", "760 mg within 4 weeks is above the 380 mg"),
        ("naltrexone 24 mg er q12h x3", "48 mg within 24 h is above the 32 mg"),
        ("nalmefene 36 mg po", "36 mg within 24 h is above the 18.06 mg"),
        ("naloxone 12 mg iv", "12 mg within 1 h is above the 10 mg"),
    ],
)
def test_doses_above_the_label_are_named(regimen, amount):
    assert any_with(notes_of(regimen, receptors=[]), amount)


@pytest.mark.parametrize(
    "regimen",
    [
        "naltrexone 4.5 mg po q24h x28",
        "naltrexone 50 mg po q24h x28",
        "naltrexone 50 mg po at 8h + naltrexone 50 mg po at 30h",  # two hours early on day two
        "naltrexone 380 mg im q672h x3",
        "naltrexone 16 mg er q12h x8",
        "naltrexone 100 mg iv",  # no label
        "nalmefene 18 mg po q24h x3",
        "naloxone 2 mg iv",
        "morphine 500 mg po",  # no largest dose on its label
    ],
)
def test_doses_of_the_label_have_no_note(regimen):
    assert notes_of(regimen, receptors=[]) == ()


def test_what_was_studied_is_told_apart():
    below, above = (notes_of(f"naltrexone {amount} mg po", receptors=[]) for amount in (600, 601))
    assert any_with(below, "single doses up to 600 mg a day have been studied", "from memory")
    assert not any_with(below, "above the largest dose studied")
    assert any_with(above, "601 mg within 24 h is above the largest dose studied, 600 mg")
    assert not any_with(above, "have been studied")


def test_a_dose_that_never_arrives_is_none():
    nothing = od.Dose("morphine", amt=10.0, route="iv", F=0.0, time=1.0)
    regimen = od.regimen("naltrexone 50 mg po") + od.Regimen([nothing])
    assert od.simulate(regimen, times=[0.0, 2.0]).notes == ()
