"""Units of tables: numbers become h and mg, or an error says what is not clear."""

import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal

# Conversion: the numbers by hand, equal to the last bit


@pytest.mark.parametrize(
    ("unit", "written", "hours"),
    [
        ("min", "90", 1.5),
        ("minutes", "1", 1 / 60),
        ("min", "10", 10 / 60),
        ("h", "0.1", 0.1),
        ("d", "0.5", 12.0),
        ("Days", "7", 168.0),
        ("wk", "0.25", 42.0),
        ("weeks", "1", 168.0),
    ],
)
def test_times(unit, written, hours):
    text = f"TIME,AMT,II,ADDL,ALAG,F1,D1;{written},5,{written},2,{written},0.5,{written}"
    frame = table(text, units={"time": unit}).frame
    for key in ("time", "ii", "alag", "d1"):
        assert frame[key].tolist() == [hours]
    assert frame["addl"].tolist() == [2]
    assert frame["f1"].tolist() == [0.5]


@pytest.mark.parametrize(
    ("unit", "written", "milligrams"),
    [
        ("ng", "1500000", 1.5),
        ("ug", "4500", 4.5),
        ("mcg", "0.3", 0.3 / 1000),
        ("\u00b5g", "1", 1 / 1000),
        ("\u03bcg", "1", 1 / 1000),
        ("MG", "0.3", 0.3),
        ("g", "0.3", 300.0),
    ],
)
def test_amounts(unit, written, milligrams):
    text = f"TIME,AMT,RATE,CMT,R1;0,{written},-1,1,{written};1,{written},{written},1,."
    frame = table(text, units={"AMT": unit}).frame
    assert frame["amt"].tolist() == [milligrams] * 2
    assert frame["rate"].tolist() == [-1.0, milligrams]
    assert frame["r1"].tolist()[0] == milligrams


def test_rates_are_amounts_per_time():
    text = "TIME,AMT,RATE;0,4500,50;1,1,-2"
    read = table(text, units={"TIME": "min", "AMT": "ug", "RATE": "ug/min"})
    assert read.frame["rate"].tolist() == [3.0, -2.0]  # 50 ug/min x 60 min = 3 mg
    assert table(text, units={"TIME": "min", "AMT": "ug"}).frame.equals(read.frame)
    assert table(text, units={"TIME": "d"}).frame["rate"].tolist() == [50 / 24, -2.0]


def test_a_week_in_days_and_micrograms_is_the_same_regimen():
    read = table("TIME,AMT,II,ADDL;0,4500,1,6", drug="naltrexone", units={"TIME": "d", "AMT": "ug"})
    assert read.regimens()[1] == od.regimen("naltrexone 4.5 mg po q24h x7")


def test_what_the_frame_says_of_units():
    text = "TIME,AMT,DV,WT,AGE,CL;0,4500,1,70,40,2"
    read = table(text, units={"AMT": "ug", "DV": "ng/mL", "WT": "kg", "age": "yr", "CL": "L / hr"})
    assert read.frame.attrs["units"] == {
        **{"time": "h", "amt": "mg", "rate": "mg/h", "dur": "h", "ii": "h"},
        **{"dv": "ng/mL", "weight": "kg", "age": "years", "CL": "L/h"},
    }


def test_notes():
    assert table("TIME,AMT,II,RATE;0,5,0,0")._checked.notes == ()
    read = table("TIME,AMT,II,LAG,RATE;0,5,0,0,0", units={"TIME": "min", "AMT": "ug", "II": "min"})
    assert read._checked.notes == (
        "TIME is in min: 60 min count as 1 h",
        "AMT is in ug: 1000 ug count as 1 mg",
        "LAG is in min too, as no other unit is stated",
        "RATE is in ug/min too, as no other unit is stated",
    )
    assert table("TIME;0", units={"TIME": "d"})._checked.notes == (
        "TIME is in d: 1 d counts as 24 h",
    )


def test_a_cell_is_shown_as_it_is_written():
    text = "TIME,AMT,II,ADDL,EVID,CMT;60,4500,30,1,1,.;30,.,.,.,.,."
    options = {"units": {"TIME": "min", "AMT": "ug"}, "drug": "naltrexone"}
    message = refused_table(text, **options)
    rule = "must not be before the time of the previous record, which is 60; "
    assert message.startswith(f"row 3, column TIME = 30: {rule}")
    message = refused_table("TIME,AMT,EVID;0,4500,0", **options)
    assert message.startswith("row 2, column AMT = 4500: must be 0 here")
    read = table("TIME,AMT,RATE,CMT;60,4500,9000,9", **options)
    message = refusal(lambda: read.regimens())
    assert message.startswith("row 2, column CMT = 9: no such compartment")


def test_the_model_too_shows_a_cell_as_it_is_written():
    read = table("TIME,AMT,II,SS,CMT,ALAG;0,5,6e-8,1,2,1", drug="naltrexone", units={"TIME": "min"})
    message = refusal(read.regimens)
    assert message.startswith("row 2, column II = 6e-08: too short beside the lag")


def test_a_number_too_large_for_hours():
    message = refused_table("TIME,AMT;1e308,1", units={"TIME": "d"})
    assert message == "row 2, column TIME = 1e308: must be finite in h and mg"


# Mixed units


@pytest.mark.parametrize(
    ("units", "column", "rule"),
    [
        (
            {"TIME": "d", "II": "h"},
            "II",
            "its unit 'h' must be d, because TIME is in d: convert it, or state the others",
        ),
        (
            {"II": "d"},
            "II",
            "its unit 'd' must be h, because TIME is in h where nothing is stated: convert it, or "
            "state the others",
        ),
        (
            {"AMT": "mg", "RATE": "ug/h"},
            "RATE",
            "its unit 'ug/h' must be mg/h, because AMT is in mg and TIME is in h where nothing is "
            "stated: convert it, or state the others",
        ),
        (
            {"AMT": "mg", "RATE": "mg"},
            "RATE",
            "its unit 'mg' is no amount per time; here it must be mg/h",
        ),
        ({"TIME": "s"}, "TIME", "its unit 's' is no unit of time; known are min, h, d, wk"),
        (
            {"AMT": "mL"},
            "AMT",
            "its unit 'mL' is no unit of amount; known are ng, ug, mg, g, nmol, umol, mmol",
        ),
        (
            {"EVID": "mg"},
            "EVID",
            "its unit 'mg' cannot be, because the column has no unit",
        ),
    ],
)
def test_units_that_do_not_fit(units, column, rule):
    message = refused_table("TIME,EVID,AMT,RATE,II;0,1,5,0,0", units=units)
    assert message == f"column = {column!r}: {rule}"


def test_all_units_that_do_not_fit_are_said_at_once():
    message = refused_table("TIME,AMT,CL,V;0,5,1,1", units={"TIME": "s", "CL": "mL/min", "V": "mL"})
    assert message == (
        "columns = 'TIME', 'CL', 'V': TIME: its unit 's' is no unit of time; known are min, h, d, "
        "wk; CL: its unit 'mL/min' must be L/h: convert it; V: its unit 'mL' must be L: convert it"
    )


@pytest.mark.parametrize(
    ("column", "cell", "unit"),
    [
        ("AMT", "4.5 mg", "mg"),
        ("AMT", "4500UG", "ug"),
        ("TIME", "2 h", "h"),
        ("CL", "3 L/hr", "L/h"),
    ],
)
def test_a_unit_inside_a_cell(column, cell, unit):
    names = dict.fromkeys(["TIME", "AMT", column])
    row = [cell if name == column else "1" for name in names]
    rule = f"a cell holds a number; state the unit once: units={{{column!r}: {unit!r}}}"
    message = refused_table(f"{','.join(names)};{','.join(row)}")
    assert message == f"row 2, column {column} = {cell!r}: {rule}"


def test_two_units_inside_cells():
    message = refused_table("TIME,AMT;0,4.5 mg;1,4500 ug;2,4.5 mg")
    assert message.startswith("row 2, column AMT = '4.5 mg': a cell holds a number; ")
    assert message.endswith("(and in 1 more row)")


# Columns that are neither times nor amounts


@pytest.mark.parametrize(
    ("column", "spellings", "other"),
    [
        ("WT", ["kg", "KG"], "g"),
        ("AGE", ["years", "a", "y", "Yr"], "d"),
        ("CRCL", ["mL/min", "ml / min"], "L/h"),
        ("CL", ["L/h", "l/hr", "L/hours"], "L/min"),
        ("Q", ["L/h"], "L/d"),
        ("V", ["L", "l", "liters"], "mL"),
        ("ka", ["1/h", "/h", "h-1", "1/hr", "h^-1", "hr-1"], "1/min"),
        ("mydrug.oral.ka", ["1/h"], "1/d"),
        ("duration", ["h"], "min"),
        ("molar_mass", ["g/mol"], "kg/mol"),
    ],
)
def test_own_units(column, spellings, other):
    text = f"TIME,AMT,{column};0,5,1"
    for unit in spellings:
        assert len(table(text, units={column: unit})) == 1
    own = {"AGE": "years", "CRCL": "mL/min", "WT": "kg", "V": "L"}.get(column)
    message = refused_table(text, units={column: other})
    assert message.startswith(f"column = {column!r}: its unit {other!r} must be {own or ''}")
    assert message.endswith(": convert it")


@pytest.mark.parametrize("column", ["F", "F1", "fu", "fraction"])
def test_plain_numbers(column):
    text = f"TIME,AMT,{column};0,5,1"
    for unit in ("-", "1", "none"):
        assert len(table(text, units={column: unit})) == 1
    assert "has no unit" in refused_table(text, units={column: "%"})


@pytest.mark.parametrize(
    ("column", "own"), [("CL", "L/h"), ("ka", "1/h"), ("duration", "h"), ("mydrug.oral.lag", "h")]
)
def test_a_unit_that_is_not_clear_beside_other_times(column, own):
    text = f"TIME,AMT,{column},V,WT,F;0,5,1,1,70,1"
    message = refused_table(text, units={"TIME": "min"})
    assert message == (
        f"column = {column!r}: its unit is not clear beside TIME in min: state "
        f"units={{{column!r}: {own!r}}} if that is so, and convert it otherwise"
    )
    assert table(text, units={"TIME": "min", column: own}).frame[column].tolist() == [1.0]
    assert "convert it" in refused_table(text, units={"TIME": "min", column: "L/min"})
