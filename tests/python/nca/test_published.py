"""Theophylline by mouth and indomethacin into a vein, against results of Phoenix WinNonlin.

Data and results stand in tests/python/data/nca, with their sources.
"""

import pandas as pd
import pytest

import opiodyn as od
from fixtures import ROOT

FOLDER = ROOT / "tests/python/data/nca"
PUBLISHED = pd.read_csv(FOLDER / "winnonlin.csv")
CASES = [*PUBLISHED.groupby(["data", "method"])]


@pytest.mark.parametrize(("name", "rows"), CASES, ids=[" ".join(name) for name, _ in CASES])
def test_each_number_is_that_of_winnonlin(name, rows):
    data, method = name
    found = od.nca(od.read_events(FOLDER / f"{data}.csv"), method=method)
    ours = [found.loc[row.subject, row.parameter] for row in rows.itertuples()]
    # Numbers are printed with 7 decimals, and those above 1000 with 6.
    assert ours == pytest.approx(rows["value"].to_list(), rel=5e-10, abs=1.01e-7)


def test_there_are_numbers_of_all_subjects_and_both_methods():
    assert len(PUBLISHED) > 300
    assert len(CASES) == 6
    assert all(
        set(rows["subject"]) == set(range(1, 7 + 6 * ("theo" in name[0]))) for name, rows in CASES
    )


def test_a_number_that_is_not_published_is_seen():
    found = od.nca(od.read_events(FOLDER / "theophylline.csv"), method="linear")
    rows = PUBLISHED.query(
        "method != 'linear' and parameter == 'AUC_last' and data == 'theophylline'"
    )
    assert found["AUC_last"].to_list() != pytest.approx(rows["value"].to_list(), rel=1e-3)


def test_doubtful_results_have_notes():
    found = od.nca(od.read_events(FOLDER / "theophylline.csv"))
    notes = found.attrs["notes"]
    assert "31.5 % of it are extrapolated" in notes[1]["AUC_inf"]
    assert "span 1.1 half-lives" in notes[1]["half_life"]
    assert "half_life" not in notes[2]


def test_units_are_those_of_the_heading():
    found = od.nca(od.read_events(FOLDER / "theophylline.csv"), partial=[(0, 4)])
    assert found.index.name == "subject"
    units = found.attrs["units"]
    assert list(units) == list(found.columns)
    assert [units[name] for name in ("Cmax", "AUC_0_4", "AUMC_inf", "CL_F", "Vz_F", "dose")] == [
        *("mg/L", "mg/L h", "mg/L h^2", "L/h", "L", "mg"),
    ]
