"""Severe disease of liver or kidneys: the exposure it means with the numbers of the data."""

import pytest

from fixtures import any_with, notes_of

LDN = "naltrexone 4.5 mg po q24h x3"


def test_decompensated_cirrhosis_multiplies_the_area():
    # F 0.7 over 0.088, and CL times 0.7: 0.7 / 0.088 / 0.7 = 11.4; published is 8.05.
    notes = notes_of(LDN, covariates={"hepatic": "decompensated"})
    assert any_with(notes, "exposure to naltrexone by mouth by 11", "bertolotti1997", "assumed")
    assert any_with(notes, "severe hepatic impairment was not studied")
    assert not any_with(notes, "outside its documented range")


def test_the_route_decides():
    # The depot has no first pass: 1 / 0.7 = 1.43.
    notes = notes_of("naltrexone 380 mg im", covariates={"hepatic": "decompensated"})
    assert any_with(notes, "exposure to naltrexone into muscle by 1.4 ")
    assert not any_with(notes, "by mouth")


def test_low_creatinine_clearance_concerns_the_metabolite():
    # CL times 1 + 0.00352 (20 - 100) = 0.718, and 1 / 0.718 = 1.39.
    notes = notes_of(LDN, covariates={"creatinine_clearance": 20.0})
    assert any_with(notes, "below 50 mL/min", "exposure to 6-beta-naltrexol by 1.4 ", "dunbar2007")


@pytest.mark.parametrize(
    "covariates",
    [
        {},
        {"hepatic": "normal"},
        {"creatinine_clearance": 50.0},
        {"creatinine_clearance": 100.0, "weight": 70.0, "age": 40.0, "smoker": "yes"},
    ],
)
def test_other_classes_have_no_note(covariates):
    assert notes_of(LDN, covariates=covariates) == ()


def test_an_unknown_effect_is_said_to_be_unknown():
    notes = notes_of("fentanyl 0.1 mg iv", covariates={"creatinine_clearance": 20.0})
    assert any_with(notes, "no effect on fentanyl is known here")
    assert not any_with(notes, "labels of naltrexone")
    notes = notes_of("fentanyl 0.1 mg iv", covariates={"hepatic": "decompensated"})
    assert any_with(notes, "no effect on fentanyl is known here")
