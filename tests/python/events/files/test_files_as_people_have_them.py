"""Small files in the form that programs write, each read with one call, against closed forms.

tests/python/data/tables/README.md says what each of them imitates. The numbers expected here come
from closed_forms.py and from datetime, and 1e-9 is the rounding of times and sums of exponentials.
"""

import io
import re

import numpy as np
import pytest

import opiodyn as od
from closed_forms import hours, one_compartment, two_compartments
from event_tables import DRUG, TABLES, TWO_COMPARTMENTS, close
from fixtures import ROOT, plain, refusal

# The bodies of DRUG and TWO_COMPARTMENTS, and the rate at which their depot empties.
ONE, TWO, KA = one_compartment(1.1, 20.0), two_compartments(1.1, 20.0, 5.0, 2.0), 1.5
BY_VEIN = od.Drug("mydrug", molar_mass=300.0, CL=1.1, V=[20.0])


def test_nonmem_ignore_at():
    table = od.read_events(TABLES / "nonmem-at.csv", ignore=["@", "(AMT.GT.4000)"])
    assert "AMT.GT.4000 is not met in 4 rows where the cell is missing" in table.explain()
    morning, dose, later = hours(
        "2021-03-30 22:15", "2021-03-31 07:45", "2021-03-31 08:00", "2021-04-01 08:30"
    )
    night, day = hours("2020-12-31 23:30", "2021-01-01 01:00", "2021-01-01 09:00")
    first = [100 * ONE.bolus(morning), 100 * ONE.bolus(later) + 50 * ONE.bolus(later - dose)]
    close(table, {1: first, 2: [80 * ONE.bolus(night), 80 * ONE.bolus(day)]})


def test_nonmem_ignore_hash():
    table = od.read_events(TABLES / "nonmem-hash.csv", accept="(STUDY.EQ.1)")
    t = np.array([3.0, 20.0, 40.0])
    doses = [(0.0, 60.0), (12.0, 40.0), (24.0, 40.0), (36.0, 40.0)]
    first = sum(amount * TWO.oral(t - at, KA) for at, amount in doses)
    close(table, {1: first, 3: [30 * TWO.oral(8.0, KA)]}, TWO_COMPARTMENTS)


def test_nonmem_table_file():
    """Columns that NONMEM writes itself need no word; CL, V and KA are those of each subject."""
    table = od.read_events(TABLES / "nonmem-table.tab")
    t = np.array([1.5, 6.0, 13.5, 30.0])
    first, second = one_compartment(2.2, 11.0), one_compartment(1.6, 8.0)
    oral = sum(100 * first.oral(t - at, 1.2) for at in (0.0, 12.0, 24.0))
    close(table, {1: oral, 2: second.infusion(np.array([3.0, 12.25]), 20.0, 4.0)})


def test_thirty_columns_take_one_call():
    """All columns that are not known are named at once; the call of the message then works."""
    path = TABLES / "nonmem-30-columns.csv"
    message = refusal(lambda: od.read_events(path))
    call = re.search(r"drop=\[[^]]*\]", message)[0]
    table = eval(f"od.read_events(path, {call})")
    first = [100 * ONE.oral(2.1, KA), 100 * ONE.oral(8.0, KA)]
    third = 100 * (ONE.oral(26.5, KA) + ONE.oral(2.5, KA))
    close(table, {1: [*first, third], 2: [60 * ONE.bolus(4.0), 60 * ONE.bolus(30.0)]})
    np.testing.assert_array_equal(table.subjects(plain(DRUG))[1].dv, [2.6, np.nan])
    kept = ["ID", "TIME", "EVID", "MDV", "AMT", "CMT"]
    close(od.read_events(path, keep=kept), {1: [*first, third], 2: 60 * ONE.bolus([4.0, 30.0])})


def test_covariates_that_change_nothing_take_one_call_more():
    """The model knows them, and not the reader; it names all of them with the argument to copy."""
    text = (TABLES / "nonmem-30-columns.csv").read_text().replace("HT,BMI,ALB", "WT,AGE,CRCL")

    def read(drop=()):
        return od.read_events(io.StringIO(text), drop=drop)

    def advised(call):
        return eval(re.search(r"drop=(\[[^]]*\])", refusal(call))[1])

    unknown = advised(read)
    idle = advised(lambda: read(unknown).regimens(plain(DRUG)))
    assert idle == [*unknown, "WT", "AGE", "CRCL"]
    assert list(read(idle).regimens(plain(DRUG))) == [1, 2]


def test_european_dates():
    table = od.read_events(TABLES / "dat1.tab")
    *samples, dose, last = hours(
        *("2020-02-28 22:00", "2020-02-29 01:00", "2020-03-01 06:30"),
        *("2020-03-01 08:00", "2020-03-01 20:00"),
    )
    infused = TWO.infusion(np.array([*samples, last]), 25.0, 4.0)
    second = np.array([0.0, 0.0, 50 * TWO.bolus(last - dose)])
    close(table, {1: infused + second}, TWO_COMPARTMENTS)
    np.testing.assert_array_equal(table.subjects(plain(DRUG))[0].dv, [np.nan, np.nan, 1.8])


def test_year_day_month():
    table = od.read_events(TABLES / "dat3.txt")
    trough, dose, later = hours(
        "2021-02-28 07:30", "2021-03-01 07:30", "2021-03-01 09:00", "2021-03-01 18:15"
    )
    (night,) = hours("2021-12-05 20:00", "2021-12-06 02:00")
    both = 100 * ONE.bolus(later) + 20 * ONE.bolus(later - dose)
    close(table, {1: [100 * ONE.bolus(trough), both], 2: [60 * ONE.oral(night, KA)]})


def test_times_that_start_again_at_a_reset():
    table = od.read_events(TABLES / "restart.csv")
    first = [100 * ONE.bolus(6.0), 50 * ONE.oral(2.0, KA), 50 * ONE.oral(10.0, KA)]
    close(table, {1: first, 2: [80 * ONE.bolus(5.0), 0.0, 20 * ONE.bolus(3.0)]})


def test_nlmixr2_from_r():
    """A first column without a name only numbers the rows, as write.csv of R does."""
    table = od.read_events(TABLES / "nlmixr2.csv")
    assert "the first column has no name" in table.explain()
    t = np.array([4.0, 12.0, 30.0])
    oral = sum(100 * ONE.oral(t - at, KA) for at in (0.0, 12.0, 24.0))
    close(table, {1: oral, 2: ONE.infusion(np.array([2.0, 9.0]), 20.0, 3.0)})


def test_mrgsolve_in_lower_case():
    table = od.read_events(TABLES / "mrgsolve.csv", columns={"LAGT": "ALAG2"})
    t = np.array([1.0, 6.0, 8.25, 10.0])
    steady = 100 * ONE.bolus(t, every=12.0) + 50 * ONE.bolus(t - 8.5)
    close(table, {1: steady, 2: ONE.infusion(np.array([3.0, 11.0]), 25.0, 4.0, every=24.0)})


def test_monolix_with_occasions():
    """Monolix washes the body out between occasions whose times start again."""
    table = od.read_events(TABLES / "monolix.txt", columns={"Y": "DV"})
    first = [*ONE.infusion(np.array([1.0, 9.0]), 50.0, 2.0), 40 * ONE.bolus(3.0)]
    close(table, {"A1": first, "B2": [60 * ONE.bolus(5.0, every=8.0)]}, BY_VEIN)


def test_phoenix_with_a_row_of_units():
    names = {"Subject": "ID", "Dose": "AMT", "Length": "DUR", "Conc": "DV"}
    table = od.read_events(TABLES / "phoenix.csv", columns=names)
    vein = ONE.infusion(np.array([15.0, 90.0]) / 60.0, 10.0, 0.5)
    close(table, {"P01": vein, "P02": 8 * ONE.oral(np.array([45.0, 600.0]) / 60.0, KA)})


def test_sas_with_names_of_months():
    table = od.read_events(TABLES / "sas.csv")
    trough, dose, midnight = hours(
        "2019-12-30 09:00", "2019-12-31 09:00", "2019-12-31 09:30", "2020-01-01 00:00"
    )
    second = 100 * ONE.oral(midnight, KA) + 50 * ONE.oral(midnight - dose, KA)
    close(table, {1: [100 * ONE.oral(trough, KA), second]})


def test_excel_in_europe(tmp_path):
    """Excel begins the file with a mark of UTF-8, and ends lines as Windows does."""
    path = tmp_path / "excel-europe.csv"
    text = (TABLES / path.name).read_text(encoding="utf-8") + "\n"
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert "decimal=','" in refusal(lambda: od.read_events(path))
    t = np.array([0.75, 1.5, 6.5])
    expected = 12.5 * ONE.oral(t, KA) + 7.5 * ONE.bolus(t - 2.25)
    close(od.read_events(path, decimal=","), {1: expected})
    kept = od.read_events(path, decimal=",", ignore="(DV.LT.0.5, AMT.EQ.7.5)")
    close(kept, {1: 12.5 * ONE.oral(t[:2], KA)})


ISSUE = """comma; semicolon; tab; blank; TABLE NO.; comment rows; IGNORE; ACCEPT; C column; #ID;
units row; DATE; DAT1; DAT2; DAT3; clock times; restart at EVID 3; restart at EVID 4;
restart at an occasion; min; h; d; weeks; ug; mg; g; nmol; BLQ; text in DV; NaN; NULL; #N/A;
trailing commas; blank lines; Excel; parquet; feather; gzip; polars; arrow; renames"""


def listed():
    """The features of each file of the README, by its name."""
    text = (TABLES / "README.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")][2:]
    return {row[0].split(",")[0].strip(): frozenset(row[3].strip().split(", ")) for row in rows}


def test_the_files_cover_what_the_reader_promises():
    """At least 15 files, each with a set of features of its own, have every feature."""
    files = listed()
    assert {path.name for path in TABLES.iterdir()} == {*files, "README.md"}
    assert len(files) >= 15
    assert len(set(files.values())) == len(files)
    wanted = {word.strip() for word in ISSUE.replace("\n", " ").split(";")}
    assert wanted <= frozenset().union(*files.values())


@pytest.mark.parametrize("name", listed())
def test_every_file_is_small_and_is_read(name):
    assert len((TABLES / name).read_bytes().splitlines()) <= 40
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests/python/events/files").glob("test_*.py")
    )
    assert f'"{name}"' in tests
