"""The best dose of a comparison, and the numbers of a program of its own."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._compare import report
from opiodyn._compare.optimum import best

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28")
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
WAKING = (8.0, 24.0)

# Scale of the effect site at which 5.59 mg occupy half of mu (theory, table of Kp).
SCALE = {"transient": 0.564, "pet": 0.108}


def literature(preset, phi):
    """One peptide per receptor, no metabolite at the receptors, binding at equilibrium."""
    return od.Model(
        biophase=preset,
        binding="equilibrium",
        phi=phi,
        parameters={
            "naltrexone.Kp": 1.2 * 0.56 / SCALE[preset],
            "6-beta-naltrexol.Kp": 0.0,
            "beta-endorphin.delta.e0": 0.0,
            "enkephalin.mu.e0": 0.0,
        },
    )


# From a program of its own, written from the equations before this library was: preset, phi, dose
# in mg, then the tone at mu of the 28th day: 24 h mean, mean of the waking hours, lowest, highest.
INDEPENDENT = [
    ("transient", 1, 0.5, 1.061, 1.078, 1.003, 1.084),
    ("transient", 1, 1.5, 1.089, 1.131, 0.943, 1.158),
    ("transient", 1, 4.5, 1.063, 1.154, 0.770, 1.249),
    ("transient", 1, 6.0, 1.048, 1.155, 0.710, 1.279),
    ("transient", 1, 12.5, 0.981, 1.127, 0.548, 1.354),
    ("transient", 1, 50.0, 0.658, 0.805, 0.256, 1.200),
    ("transient", 0, 4.5, 0.906, 0.986, 0.650, 1.068),
    ("pet", 1, 0.25, 1.099, 1.104, 1.083, 1.115),
    ("pet", 1, 0.5, 1.088, 1.097, 1.060, 1.117),
    ("pet", 1, 4.5, 0.807, 0.828, 0.736, 0.899),
    ("pet", 1, 50.0, 0.147, 0.153, 0.128, 0.174),
    ("pet", 0, 0.5, 0.940, 0.948, 0.914, 0.964),
]


@pytest.mark.parametrize(("preset", "phi"), sorted({row[:2] for row in INDEPENDENT}))
def test_the_table_of_an_independent_program(preset, phi):
    expected = np.array([row[2:] for row in INDEPENDENT if row[:2] == (preset, phi)])
    model, doses = literature(preset, phi), expected[:, 0]
    whole = od.compare(
        MONTH,
        doses=doses,
        metrics=["tone.mu.mean", "tone.mu.trough", "tone.mu.peak"],
        model=model,
    )
    waking = od.compare(MONTH, doses=doses, window=WAKING, model=model)
    # 2 % is what the issue asks for; the table itself is rounded to 0.001, which is 0.8 % of its
    # smallest number.
    np.testing.assert_allclose(whole["tone.mu.mean"], expected[:, 1], rtol=0.02)
    np.testing.assert_allclose(waking["tone.mu.mean"], expected[:, 2], rtol=0.02)
    np.testing.assert_allclose(whole["tone.mu.trough"], expected[:, 3], rtol=0.02)
    np.testing.assert_allclose(whole["tone.mu.peak"], expected[:, 4], rtol=0.02)


def optimum(model, window=WAKING, doses=(0.1, 0.25, 0.5, 1.5, 3, 4.5, 6, 12.5, 50)):
    table = od.compare(MONTH, doses=doses, window=window, model=model, optimum=True)
    (found,) = table.attrs["optima"]
    return found


def test_the_top_under_transient_lies_at_low_dose_naltrexone():
    found = optimum(literature("transient", 1))
    assert (found["place"], found["refined"]) == ("inside", True)
    assert 4.5 <= found["dose"] <= 6.0
    assert found["tried"] in (4.5, 6.0)


def test_the_top_under_pet_lies_below_one_milligram():
    found = optimum(literature("pet", 1))
    assert (found["place"], found["refined"]) == ("inside", True)
    assert found["dose"] < 1.0


@pytest.mark.parametrize("preset", ["pet", "transient"])
def test_lost_tone_alone_has_no_top_of_the_day(preset):
    # Every dose tried lies on the falling side: the lowest is the best, and no gain.
    found = optimum(literature(preset, 0), window=None)
    assert (found["place"], found["refined"], found["dose"]) == ("lowest", False, 0.1)
    assert found["value"] < 1.0


def test_lost_tone_alone_moves_waking_tone_little():
    # Under transient the block of the night is over by day, and a homeostat may gain by a pulse: a
    # top of less than a hundredth, where the block that is sensed gains more than fifteen.
    assert optimum(literature("pet", 0))["place"] == "lowest"
    gain = optimum(literature("transient", 0))["value"] - 1.0
    assert 0.0 < gain < 0.01 < 0.15 < optimum(literature("transient", 1))["value"] - 1.0


def test_the_searched_optimum_beats_its_neighbours():
    model = od.Model(biophase="transient")
    found = optimum(model)
    around = [found["dose"] * factor for factor in (0.9, 1.0, 1.1)]
    low, top, high = od.compare(MONTH, doses=around, window=WAKING, model=model)["tone.mu.mean"]
    # Same dose, same solver: equal to rounding; a tenth off changes more than the solver's 1e-6.
    assert top == pytest.approx(found["value"], rel=1e-9)
    assert max(low, high) < top - 1e-6


def test_a_best_dose_at_an_end_is_no_optimum():
    table = od.compare(
        WEEK,
        doses=[1, 2, 4],
        metrics=["occupancy.naltrexone.mu.mean", "free.mu.mean", "withdrawal.peak"],
        model=od.Model(response=["peptides", "adaptation"], phi=0.0),
        optimum=True,
    )
    places = {row["metric"]: row["place"] for row in table.attrs["optima"]}
    assert places["occupancy.naltrexone.mu.mean"] == "highest"
    assert places["free.mu.mean"] == "lowest"
    text = " ".join(report.comparison_report(table).split())
    assert "at 4 mg, the highest dose tried: no optimum found" in text
    assert "at 1 mg, the lowest dose tried: no optimum found" in text


@pytest.mark.parametrize(
    ("values", "sign", "position", "place"),
    [
        ([1.0, 3.0, 2.0], 1, 1, "inside"),
        ([3.0, 1.0, 2.0], -1, 1, "inside"),
        ([3.0, 2.0, 1.0], 1, 0, "lowest"),
        ([1.0, 2.0, 3.0], 1, 2, "highest"),
        ([1.0, 6.0, 6.0], 1, 1, "highest"),
        ([6.0, 6.0, 1.0], 1, 0, "lowest"),
        ([1.0, 1.0, 1.0], 1, 0, "flat"),
        ([0.0, 0.0, 0.0], 1, 0, "flat"),
    ],
)
def test_where_the_best_lies(values, sign, position, place):
    doses = [1.0, 2.0, 4.0]
    found = best(doses, np.array(values), sign)
    assert (found.tried, found.dose, found.place) == (doses[position], doses[position], place)
    assert found.value == values[position]


def test_of_values_that_do_not_differ_none_is_the_best():
    table = od.compare(
        WEEK, doses=[1, 2, 4], metrics="pain.mean", model=od.Model(response=["immune"])
    )
    (found,) = table.attrs["optima"]
    assert (found["place"], found["best"]) == ("flat", "lowest")  # no weights: pain does not move
    text = report.comparison_report(table)
    assert "the values do not differ: no optimum found" in text
    assert " *" not in text.split("* best")[0]
