"""Workbooks, frames and compressed files made of small texts, each read with one call.

tests/python/data/tables/README.md says what each of them imitates. The numbers expected here come
from closed_forms.py and from datetime, as those of test_files_as_people_have_them.py.
"""

import gzip
from datetime import date, time

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from closed_forms import hours, one_compartment
from event_tables import DRUG, TABLES, close
from fixtures import refusal

ONE, KA = one_compartment(1.1, 20.0), 1.5


@pytest.fixture
def workbook(tmp_path):
    """A workbook with a sheet of remarks and one of data, whose dates and times are cells."""
    openpyxl = pytest.importorskip("openpyxl")
    book, path = openpyxl.Workbook(), tmp_path / "workbook.xlsx"
    book.active.title = "Read me"
    book.active.append(["all rows are made up"])
    sheet = book.create_sheet("PK")
    sheet.append(["ID", "DATE", "TIME", "AMT", "ROUTE", "DV"])
    for row in pd.read_csv(TABLES / "workbook.csv", keep_default_na=False).itertuples(index=False):
        moment = date.fromisoformat(row.DATE), time.fromisoformat(row.TIME)
        sheet.append([row.ID, *moment, *map(_cell, row[3:])])
    book.save(path)
    return path


def _cell(word):
    """A number, a word, an error of Excel such as #N/A, or nothing."""
    return float(word) if word[:1].isdigit() else word or None


def test_a_workbook(workbook):
    """Dates and times of day are cells, and a missing concentration is #N/A."""
    message = refusal(lambda: od.read_events(workbook))
    assert all(word in message for word in ("sheet", "'Read me'", "'PK'"))
    table = od.read_events(workbook, sheet="PK")
    morning, dose, later = hours(
        "2022-05-31 21:30", "2022-06-01 06:00", "2022-06-01 21:30", "2022-06-02 03:15"
    )
    second = 100 * (ONE.oral(later, KA) + ONE.oral(later - dose, KA))
    close(table, {1: [100 * ONE.oral(morning, KA), second], 2: [40 * ONE.bolus(4.75)]})


def test_an_export_of_a_database(tmp_path):
    path = tmp_path / "database.csv.gz"
    path.write_bytes(gzip.compress((TABLES / "database.csv").read_bytes()))
    table = od.read_events(path, columns={"day": "DAT2"})
    night, noted, dose, later = hours(
        *("2023-02-27 23:00", "2023-02-28 05:00", "2023-03-01 05:00"),
        *("2023-03-01 08:00", "2023-03-01 10:30"),
    )
    second = 100 * ONE.bolus(later) + 30 * ONE.oral(later - dose, KA)
    close(table, {1: [100 * ONE.bolus(night), 100 * ONE.bolus(noted), second]})


def amounts_of_pumas():
    t = np.array([2.5, 5.5, 16.0])
    return {1: 100 * ONE.oral(t, KA) + ONE.infusion(np.maximum(t - 4.0, 0.0), 20.0, 3.0)}


def test_feather(tmp_path):
    pytest.importorskip("pyarrow")
    path = tmp_path / "pumas.feather"
    pd.read_csv(TABLES / "pumas.csv").to_feather(path)
    close(od.read_events(path, columns={"conc": "DV"}), amounts_of_pumas())


def test_an_arrow_table():
    pyarrow_csv = pytest.importorskip("pyarrow.csv")
    table = pyarrow_csv.read_csv(TABLES / "pumas.csv")
    close(od.read_events(table, columns={"conc": "DV"}), amounts_of_pumas())


def test_a_polars_frame():
    """Headings tell the units; 1 nmol weighs 3e-4 mg, as the molar mass is 300 g/mol."""
    polars = pytest.importorskip("polars")
    table = od.read_events(polars.read_csv(TABLES / "days-nmol.csv"))
    t = np.array([6.0, 18.0, 36.0])
    close(table, {1: 120 * (ONE.oral(t, KA) + ONE.oral(t - 12.0, KA))})


def test_parquet(tmp_path):
    """II and DUR are in weeks too, as the unit of TIME is that of all times."""
    pytest.importorskip("pyarrow")
    path = tmp_path / "weeks-g.parquet"
    pd.read_csv(TABLES / "weeks-g.csv").to_parquet(path)
    slow = od.Drug("mydrug", molar_mass=300.0, CL=0.1, V=[20.0], absorption=[od.FirstOrder(ka=KA)])
    t = 168.0 * np.array([0.125, 0.5, 2.75, 3.0])
    rate, length = 300.0 / (0.25 * 168.0), 0.25 * 168.0
    body = one_compartment(0.1, 20.0)
    expected = sum(body.infusion(t - at, rate, length) for at in (0.0, 168.0, 336.0))
    close(od.read_events(path, units={"TIME": "weeks", "AMT": "g"}), {1: expected}, slow)


def test_two_days_do_not_become_one(tmp_path):
    """A sample 37 h after the dose stays there, 13.6 mg; it is not one of 13 h, 50.8 mg."""
    path = tmp_path / "two-days.csv"
    path.write_text("ID,DATE,TIME,AMT\n1,1/30/2020,8:00,100\n1,1/31/2020,21:00,\n")
    assert "DATE" in refusal(lambda: od.read_events(path, drop=["DATE"]))
    assert 100 * ONE.oral(np.array([13.0, 37.0]), KA) == pytest.approx([50.8, 13.6], abs=0.05)
    close(od.read_events(path), {1: [100 * ONE.oral(37.0, KA)]}, DRUG)
