"""Under the illustrative weight one dose does not hurt, and day 84 of 4.5 mg has 13 % less pain.

The 13 % are set (Younger 2013), not predicted; three larger later trials found no difference. What
the hypothesis then says of other doses is printed here, not tested against anybody.
"""

import pytest

import opiodyn as od

RESPONSE = ("turnover", "peptides", "adaptation", "effects", "immune")
PRESETS = [row.name for row in od._core.presets()]


def pain(text, span, biophase="pet", weights="illustrative"):
    model = od.Model(biophase=biophase, response=RESPONSE, weights=weights)
    run = od.simulate(od.regimen(text), model=model, end=span[1])
    return run.metrics(od.Metric("pain.mean", span=span)).item()


@pytest.mark.parametrize("biophase", PRESETS)
@pytest.mark.parametrize("mg", [4.5, 50])
def test_one_dose_changes_nothing(mg, biophase, figure):
    found = pain(f"naltrexone {mg} mg po", (1.0, 4.0), biophase)
    figure(f"pain index 1 to 4 h after {mg} mg, {biophase}, %", found, "100 within 1")
    assert found == pytest.approx(100.0, abs=1.0)


@pytest.mark.parametrize("biophase", PRESETS)
def test_day_84_has_13_percent_less(biophase, figure):
    found = pain("naltrexone 4.5 mg po q24h x84", (1944.0, 2016.0), biophase)
    figure(f"pain index, days 82 to 84 of 4.5 mg, {biophase}, %", found, "87 within 1")
    assert found == pytest.approx(87.0, abs=1.0)


def test_without_weights_pain_never_moves(figure):
    found = pain("naltrexone 4.5 mg po q24h x84", (1944.0, 2016.0), weights="mechanism")
    figure("pain index of the mechanism alone, %", found, "100")
    assert found == pytest.approx(100.0, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("naltrexone 50 mg po q24h x84", 105.0), ("naltrexone 4.5 mg po q6h x336", 103.0)],
)
def test_what_the_hypothesis_says_of_a_lasting_block(text, expected, figure):
    # An independent run of equations (17) to (21) with the same weight has these figures.
    found = pain(text, (1944.0, 2016.0))
    figure(f"pain index, days 82 to 84 of {text}, %", found, f"{expected:g} within 1")
    assert found > 100.0
    assert found == pytest.approx(expected, abs=1.0)
