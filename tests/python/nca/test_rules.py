"""Rules for observed data: what is left out, where areas begin, and why a value is missing.

Expected numbers are worked out by hand, or follow from an exponential.
"""

import io
import math

import numpy as np
import pytest

import opiodyn as od

FALLING = [(1, 8.0), (2, 4.0), (3, 2.0), (4, 1.0)]
"""A level that halves each hour."""


def nca(observed, dose="0,10,.,.,.", route="po", more="", **options):
    """The values of one subject; a row has TIME, AMT, II, SS and DV."""
    rows = [f"{time},.,.,.,{level}" for time, level in observed]
    head = f"{dose},{route}" if dose else ""
    lines = ["TIME,AMT,II,SS,DV [mg/L],ROUTE", head, *(f"{row},." for row in rows), more]
    text = "\n".join(line for line in lines if line)
    frame = od.nca(od.read_events(io.StringIO(f"{text}\n")), **options)
    (row,) = frame.index
    return frame.loc[row], frame.attrs["notes"].get(row, {})


def test_an_exponential_by_logarithms_is_exact():
    found, _ = nca(FALLING, partial=[(1, 2.5), (1, 10)])
    rate = math.log(2.0)
    assert found["lambda_z"] == pytest.approx(rate)
    assert found["AUC_last"] == pytest.approx(4.0 + 7.0 / rate)  # a triangle, then the exponential
    assert found["AUC_1_2.5"] == pytest.approx(8.0 * (1.0 - 0.5**1.5) / rate)
    assert found["AUC_1_10"] == pytest.approx(8.0 * (1.0 - 0.5**9) / rate)
    assert found["AUC_inf"] == pytest.approx(4.0 + 8.0 / rate)
    moment = 8.0 / 2.0 + 8.0 * (1.0 / rate + 1.0 / rate**2)
    assert found["AUMC_inf"] == pytest.approx(moment)


def test_trapezoids_that_are_straight_throughout():
    found, _ = nca(FALLING, method="linear", partial=[(1, 2.5)])
    assert found["AUC_last"] == pytest.approx(4.0 + 6.0 + 3.0 + 1.5)
    assert found["AUC_1_2.5"] == pytest.approx(6.0 + 0.5 * (4.0 + 3.0) / 2.0)


def test_a_bolus_is_extrapolated_back_by_its_first_two_points():
    found, notes = nca(FALLING, route="iv")
    assert found["C0"] == pytest.approx(16.0)
    assert found["Cmax"] == 8.0  # what was observed
    assert found["lambda_z_points"] == 4  # with the peak
    assert found["MRT"] == pytest.approx(1.0 / math.log(2.0))
    assert found["CL_F"] == pytest.approx(10.0 * math.log(2.0) / 16.0)
    assert "back" in notes["C0"]
    rising, _ = nca([(1, 4.0), (2, 8.0), (3, 4.0), (4, 2.0), (5, 1.0)], route="iv")
    assert rising["C0"] == 4.0


def test_a_bolus_that_is_observed_at_its_time_begins_there():
    found, notes = nca([(0, 16.0), *FALLING], route="iv")
    assert (found["C0"], found["Cmax"], found["tmax"]) == (16.0, 16.0, 0.0)
    assert "C0" not in notes


def test_a_dose_without_a_route_is_read_as_by_mouth_and_says_so():
    found, notes = nca(FALLING, route=".")
    assert found["C0"] == 0.0
    assert "read as po" in notes["C0"]
    text = "TIME,AMT,DV [mg/L]\n0,10,.\n1,.,8\n2,.,4\n3,.,2\n4,.,1\n"
    frame = od.nca(od.read_events(io.StringIO(text)), route="iv")
    assert frame.loc[1, "C0"] == pytest.approx(16.0)
    assert "read as po" not in frame.attrs["notes"][1]["C0"]


def test_levels_below_the_limit():
    early, late = [(0.25, 0.0), (0.5, 0.2)], [(5, 0.2), (6, 0.0)]
    found, notes = nca([*early, *FALLING, *late], lloq=0.5)
    assert (found["tlast"], found["Clast"], found["lambda_z_points"]) == (4.0, 1.0, 3)
    assert found["AUC_last"] == pytest.approx(0.5 * 8.0 / 2.0 + 7.0 / math.log(2.0))
    assert "AUC_last" not in notes
    gap, notes = nca([(1, 8.0), (2, 0.2), (3, 2.0), (4, 1.0), (5, 0.5)], lloq=0.5)
    assert gap["AUC_last"] == pytest.approx(4.0 + 7.5 / math.log(2.0))
    assert notes["AUC_last"] == "1 observations between others are below lloq and left out"


@pytest.mark.parametrize(
    ("head", "below", "other"),
    [
        ("CENS", "0.5,1", "0"),
        ("BLQ", ".,1", "0"),
        ("LLOQ", "0.4,0.5", "0.5"),
        ("DVID", "BLQ,1", "1"),
        ("DVID", "<0.5,1", "1"),
        ("DVID", "< LLOQ,1", "1"),
    ],
)
def test_a_table_says_in_many_ways_that_a_level_is_below_the_limit(head, below, other):
    rows = [f"{time},.,{level},{other}" for time, level in FALLING]
    lines = [f"TIME,AMT,DV [mg/L],{head}", f"0,10,.,{other}", *rows, f"5,.,{below}"]
    frame = od.nca(od.read_events(io.StringIO("\n".join(lines) + "\n")), tau=5.0)
    assert (frame.loc[1, "tlast"], frame.loc[1, "Cmin"]) == (4.0, 0.0)
    assert frame.loc[1, "AUC_inf"] == pytest.approx(nca(FALLING)[0]["AUC_inf"])


def test_missing_levels_are_left_out():
    assert nca([(0.5, "."), *FALLING, (9, ".")])[0].equals(nca(FALLING)[0])


@pytest.mark.parametrize(
    ("observed", "says"),
    [
        ([(1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0)], "needs 3 points"),
        ([(1, 4.0), (2, 2.0), (3, 1.0)], "needs 3 points"),
        ([(1, 9.0), (2, 2.0), (3, 3.0), (4, 4.0)], "does not fall"),
        ([(1, 9.0), (2, 3.0), (3, 3.0), (4, 3.0)], "does not fall"),
    ],
    ids=["rising", "two after the peak", "rising after the peak", "level"],
)
def test_without_a_decline_there_is_no_terminal_phase(observed, says):
    found, notes = nca(observed)
    assert np.isfinite(found[["Cmax", "tmax", "AUC_last", "AUMC_last"]]).all()
    for name in ("lambda_z", "half_life", "AUC_inf", "MRT", "CL_F", "Vz_F"):
        assert np.isnan(found[name])
        assert says in notes[name]


@pytest.mark.parametrize(
    "options",
    [
        {"observed": FALLING},
        {"observed": FALLING[:2]},
        {"observed": [(1, 0.0), (2, 0.0)]},
        {"observed": FALLING, "tau": 4.0},
        {"observed": FALLING, "tau": 24.0},
        {"observed": FALLING[:2], "tau": 24.0, "partial": [(0, 1), (0, 9)]},
        {"observed": FALLING, "dose": ""},
        {"observed": FALLING, "dose": "", "span": (0, 4)},
        {"observed": FALLING, "dose": "0,0,.,.,."},
        {"observed": [(1, 8.0), (2, 0.0)], "tau": 2.0},
        {"observed": FALLING, "dose": "0,10,4,1,."},
    ],
)
def test_a_value_is_missing_only_with_a_reason(options):
    found, notes = nca(**options)
    missing = set(found.index[found.isna()])
    assert missing <= set(notes)
    assert all(reason for reason in notes.values())


def test_a_steady_state_of_a_table():
    trough = [(0, 1.0), *FALLING]
    found, notes = nca(trough, dose="0,10,4,1,.")
    area = 4.5 + 7.0 / math.log(2.0)
    assert found["tau"] == 4.0
    assert found["AUC_tau"] == pytest.approx(area)
    assert found["CL_F"] == pytest.approx(10.0 / area)
    assert (found["Cmin"], found["Cavg"]) == pytest.approx((1.0, area / 4.0))
    assert found["fluctuation"] == pytest.approx(100.0 * 7.0 / (area / 4.0))
    assert found["swing"] == pytest.approx(700.0)
    assert found["accumulation"] == pytest.approx(1.0 / (1.0 - 0.5**4))
    moment = 4.0 + (8.0 - 4.0) / math.log(2.0) + 7.0 / math.log(2.0) ** 2
    beyond = 4.0 * 1.0 / math.log(2.0)
    assert found["MRT"] == pytest.approx((moment + beyond) / area)
    assert "CL_F" not in notes


def test_without_a_level_at_the_dose_the_lowest_of_the_interval_stands():
    found, notes = nca(FALLING, dose="0,10,4,1,.")
    assert found["C0"] == 1.0
    assert "lowest" in notes["C0"]


def test_the_last_dose_that_has_observations_counts():
    more = "24,10,.,.,.,po\n25,.,.,.,16,.\n26,.,.,.,8,.\n27,.,.,.,4,.\n28,.,.,.,2,.\n48,10,.,.,.,po"
    found, notes = nca([*FALLING, (24, 0.5)], more=more)
    assert (found["Cmax"], found["tmax"], found["tau"]) == (16.0, 1.0, 24.0)
    assert found["dose"] == 10.0
    assert "steady state" in notes["CL_F"]
    first, _ = nca([*FALLING, (24, 0.5)], more=more, span=(0, 24))
    assert (first["Cmax"], first["tlast"], first["tau"]) == (8.0, 24.0, 24.0)
    assert first["CL_F"] == pytest.approx(10.0 / first["AUC_inf"])


def test_a_level_before_a_second_bolus_belongs_to_the_first():
    more = "4,10,.,.,.,iv\n4,.,.,.,17,.\n5,.,.,.,8.5,.\n6,.,.,.,4.25,.\n7,.,.,.,2.125,."
    second, _ = nca(FALLING, route="iv", more=more)
    first, _ = nca(FALLING, route="iv", more=more, span=(0, 4))
    assert (first["tlast"], first["Clast"]) == (4.0, 1.0)
    assert (second["C0"], second["tmax"]) == (17.0, 0.0)


def test_a_reset_begins_anew():
    rows = "0,10,1,.\n1,.,0,5\n24,10,4,.\n25,.,0,8\n26,.,0,4\n27,.,0,2\n28,.,0,1\n"
    text = f"TIME,AMT,EVID,DV [mg/L]\n{rows}"
    frame = od.nca(od.read_events(io.StringIO(text)))
    assert frame.loc[1, "CL_F"] == pytest.approx(10.0 / frame.loc[1, "AUC_inf"])
    assert frame.loc[1, "C0"] == 0.0


def test_amounts_of_substance():
    text = "TIME,AMT [nmol],DV [nM]\n0,10,.\n1,.,8\n2,.,4\n3,.,2\n4,.,1\n"
    frame = od.nca(od.read_events(io.StringIO(text)))
    assert frame.attrs["units"]["dose"] == "nmol"
    assert frame.loc[1, "CL_F"] == pytest.approx(10.0 / frame.loc[1, "AUC_inf"])
    mixed = od.nca(od.read_events(io.StringIO(text.replace("[nmol]", "[mg]"))))
    assert np.isnan(mixed.loc[1, "CL_F"])
    assert "doses are in mg and concentrations in nmol/L" in mixed.attrs["notes"][1]["CL_F"]


@pytest.mark.parametrize(("unit", "size"), [("mg/L", 1.0), ("ug/mL", 1.0), ("ng/mL", 1e-3)])
def test_the_unit_of_levels_makes_the_clearance(unit, size):
    text = "TIME,AMT,DV\n0,10,.\n1,.,8\n2,.,4\n3,.,2\n4,.,1\n"
    frame = od.nca(od.read_events(io.StringIO(text)), unit=unit)
    assert frame.loc[1, "CL_F"] == pytest.approx(10.0 / (frame.loc[1, "AUC_inf"] * size))
