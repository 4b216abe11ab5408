"""Rows that IGNORE and ACCEPT leave out, by marks and by conditions in NONMEM's words."""

import operator
import random

import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal

# Rows 2 to 7; the last column has numbers, text and a missing cell.
TEXT = "ID,TIME,AMT,GRP,NOTE;1,0,5,1,ok;1,1,5,2,1.0;1,2,5,2,;1,3,5,3,late;1,4,5,.,7;1,5,5,10,-1e1"
ALL = [2, 3, 4, 5, 6, 7]


def rows(text=TEXT, drop=(), **options):
    read = table(text, drop=["GRP", "NOTE", *drop], **options)
    return read.frame["row"].tolist()


def left_out(condition, text=TEXT):
    """The rows that a condition of `ignore` leaves out; `accept` must leave just these."""
    kept = rows(text, ignore=condition)
    met = [row for row in ALL if row not in kept]
    assert rows(text, accept=condition) == met
    return met


@pytest.mark.parametrize(
    ("written", "met"),
    [
        *((f"GRP{op}2", [3, 4]) for op in (".EQ.", "==", "=", ".EQN.", ".eq.", " == ", " .Eq. ")),
        *((f"GRP{op}2", [2, 5, 6, 7]) for op in (".NE.", "/=", ".NEN.", "!=", ".ne.")),
        *((f"GRP{op}2", [5, 7]) for op in (".GT.", ">", ".gt.", " > ")),
        *((f"GRP{op}2", [3, 4, 5, 7]) for op in (".GE.", ">=", " >= ")),
        *((f"GRP{op}2", [2]) for op in (".LT.", "<", ".Lt.")),
        *((f"GRP{op}2", [2, 3, 4]) for op in (".LE.", "<=")),
        ("GRP.EQ.2.0", [3, 4]),
        ("GRP.GT..5", [2, 3, 4, 5, 7]),
        ("grp.EQ.10", [7]),
        ("GRP.EQ.1E1", [7]),
        ("(GRP.EQ.2)", [3, 4]),
        ("((GRP.EQ.2))", [3, 4]),
        ("(GRP.EQ.1, GRP==3)", [2, 5]),
        ("(GRP.EQ.1),(GRP==3)", [2, 5]),
        ("GRP.EQ.1,(GRP==3,GRP>9)", [2, 5, 7]),
        (["GRP.EQ.1", "(GRP==3)"], [2, 5]),
    ],
)
def test_operators_and_lists(written, met):
    assert left_out(written) == met


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ("NOTE.EQ.late", [5]),
        ("NOTE.EQ.'late'", [5]),
        ('NOTE == "late"', [5]),
        ("NOTE.NE.late", [2, 3, 4, 6, 7]),
        ("NOTE.EQ.LATE", []),
        ("NOTE.EQ.1", [3]),
        ("NOTE.EQ.7.00", [6]),
        ("NOTE.NE.7", [2, 3, 4, 5, 7]),
        ("NOTE.EQ..", [4]),
        ("NOTE.EQ.''", [4]),
        ("NOTE.NE..", [2, 3, 5, 6, 7]),
        ("'NOTE'.EQ.late", [5]),
    ],
)
def test_numbers_text_and_missing_cells(written, met):
    """1 and 1.0 are one number; a missing cell equals nothing but ``.``."""
    if met:
        assert left_out(written) == met
    else:
        assert rows(ignore=written) == ALL


PYTHON = {
    "==": operator.eq,
    ".ne.": operator.ne,
    ".GT.": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    ".LE.": operator.le,
}
FORMS = [
    lambda written: written,
    ", ".join,
    lambda written: f"({','.join(written)})",
    lambda written: [f"({one})" for one in written],
]


@pytest.mark.parametrize("seed", range(40))
def test_random_conditions_as_python_compares(seed):
    chance = random.Random(seed)
    numbers = [None, 0, 1, 2, 3, -1.5, 10]
    cells = [[chance.choice(numbers) for _ in "XYZ"] for _ in range(9)]
    lines = [
        f"{i},5,{','.join('.' if x is None else str(x) for x in row)}"
        for i, row in enumerate(cells)
    ]
    asked = [
        (chance.randrange(3), chance.choice([*PYTHON]), chance.choice(numbers[1:]))
        for _ in range(chance.randint(1, 4))
    ]

    def meets(row):
        return any(
            sign == ".ne." if row[i] is None else PYTHON[sign](row[i], value)
            for i, sign, value in asked
        )

    entry = FORMS[seed % 4]([f"{'XyZ'[i]}{sign}{value}" for i, sign, value in asked])
    text = ";".join(["TIME,AMT,X,Y,Z", *lines])
    for field, left in (("ignore", False), ("accept", True)):
        expected = [i + 2 for i, row in enumerate(cells) if meets(row) == left]
        options = {field: entry, "keep": ["TIME", "AMT"]}
        if expected:
            assert table(text, **options).frame["row"].tolist() == expected
        else:
            assert "no row is left" in refused_table(text, **options)


def test_values_with_commas_and_operators_stand_in_quotes():
    text = 'TIME,AMT,W;0,5,"a,b";1,5,<0.05;2,5,x.EQ.y'
    for value, row in (("a,b", 2), ("<0.05", 3), ("x.EQ.y", 4)):
        assert table(text, accept=f"W.EQ.'{value}'").frame["row"].tolist() == [row]


def test_names_of_all_kinds():
    text = 'TIME,AMT,ETA(1),ETC(1,1),my drug,"a=b";0,5,1,1,1,1;1,5,2,2,2,2'
    text = text.replace("ETC(1,1)", '"ETC(1,1)"')
    for label in ("ETA(1)", "ETC(1,1)", "my drug", "'a=b'"):
        read = table(text, drop=["my drug", "a=b"], ignore=f"({label}.EQ.2)")
        assert read.frame["row"].tolist() == [2]


def test_a_condition_on_a_renamed_column_takes_either_name():
    text = "TIME,DOSE;0,5;1,7"
    for label in ("DOSE", "AMT"):
        read = table(text, columns={"DOSE": "AMT"}, ignore=f"{label}.EQ.7")
        assert read.frame["row"].tolist() == [2]


def test_a_column_that_only_chooses_rows_needs_no_drop():
    read = table("TIME,AMT,STUDY;0,5,1;1,5,2", accept="STUDY.EQ.1")
    assert read.frame["row"].tolist() == [2]
    assert "study" not in read.frame.columns
    assert any(note.startswith("STUDY: chooses rows") for note in read._checked.notes)
    assert refused_table("TIME,AMT,ADM;0,5,1;1,5,2", accept="TIME.GE.0").startswith(
        "column = 'ADM'"
    )


def test_what_is_wrong_in_a_row_left_out_is_no_error():
    text = "ID,TIME,AMT,BAD;1,0,5,0;1,1,many,1;1,0.5,5,0;1,0.25,5,1"
    assert table(text, ignore="BAD.EQ.1").frame["row"].tolist() == [2, 4]
    assert refused_table(text, ignore="BAD.EQ.2").startswith("row 3, column AMT = 'many'")


def test_notes_tell_what_is_left_out():
    read = table(TEXT, drop=["NOTE"], ignore=["(GRP.EQ.2, GRP.GT.9)"])
    assert read._checked.notes == (
        "GRP.EQ.2 is not met in 1 row where the cell is missing",
        "GRP.GT.9 is not met in 1 row where the cell is missing",
        "ignore=GRP.EQ.2 or GRP.GT.9 leaves out 3 rows (3, 4, 7)",
        "GRP: chooses rows and is not used otherwise",
    )


def test_marks_in_the_first_column_of_a_frame():
    frame = pd.DataFrame({"ID": ["1", "C1", "#1", "1"], "TIME": [0, 1, 2, 3], "AMT": 5})
    assert od.read_events(frame, ignore=["C", "#"]).frame["row"].tolist() == [0, 3]
    assert od.read_events(frame, ignore=["@", "#"]).frame["row"].tolist() == [0, 3]
    assert od.read_events(frame, ignore=["@", "#", "TIME>2"]).frame["row"].tolist() == [0]
    assert od.read_events(frame, ignore="@", accept="TIME.EQ.0").frame["row"].tolist() == [0]
    message = refusal(lambda: od.read_events(frame[1:2], ignore="@"))
    assert message == "ignore = '@': no row is left of 1"


LOGIC = "holds .AND., .OR. or .NOT., which NONMEM does not know here: a comma means .OR., and "


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("(GRP.EQ.1.AND.ID.EQ.1)", LOGIC),
        ("GRP.EQ.1 .or. ID.EQ.1", LOGIC),
        (".NOT.GRP.EQ.1", LOGIC),
        ("GRP==1 && ID==1", LOGIC),
        ("(GRP.EQ.1", "has a parenthesis without its other half"),
        ("GRP.EQ.", "must have one value"),
        ("GRP==", "must have one value"),
        ("GRP.EQ.1==2", "must have one value"),
        ("GRP=>2", "must have one value"),
        (".EQ.1", "must be a mark of one character, or conditions such as"),
        ("GRP.EQ.1,,", "must be a mark of one character, or conditions such as"),
        ("", "must be a mark of one character, or conditions such as"),
        ("abc", "must be a mark of one character, or conditions such as"),
        ("GRP.EQ.'a'b", "must be a mark of one character, or conditions such as"),
        ("@ IGNORE=(GRP.EQ.1)", "names the option again: ignore=['@', '(GRP.EQ.1)']"),
        ("IGNORE=@", "names the option again: ignore=['@']"),
        ("ignore=(GRP.EQ.1)", "names the option again: ignore=['(GRP.EQ.1)']"),
        ("ACCEPT(GRP.EQ.1)", "names the option again: ignore=['(GRP.EQ.1)']"),
        ("NOTE.GT.late", "must compare with a number, as .GT. compares numbers"),
        ("NOTE.EQN.late", "must compare with a number, as .EQN. compares numbers"),
        ("GRP.LT..", "must compare with a number, as .LT. compares numbers"),
    ],
)
def test_what_is_no_condition(entry, rule):
    message = refused_table(TEXT, ignore=[entry])
    assert message.startswith(f"ignore = {entry!r}: ")
    assert rule in message


def test_unknown_labels_are_all_named():
    message = refused_table(TEXT, ignore=["(SITE.EQ.1, XX==2)"])
    assert message == ("ignore = 'SITE', 'XX': no such columns; there are ID, TIME, AMT, GRP, NOTE")


def test_an_entry_that_names_a_column():
    message = refused_table(TEXT, ignore=["GRP"])
    assert message == "ignore = 'GRP': leaves out rows; drop=['GRP'] leaves out columns"


def test_ignore_and_accept_exclude_each_other():
    message = refused_table(TEXT, ignore="GRP.EQ.1", accept="GRP.EQ.2")
    assert message.startswith("accept = 'GRP.EQ.2': cannot stand beside conditions in ignore=")
    assert "accept = '@': takes conditions alone" in refused_table(TEXT, accept="@")


def test_an_order_of_text_is_refused():
    message = refused_table(TEXT, ignore="NOTE.GT.5")
    assert message.startswith("row 2, column NOTE = 'ok': is text, and NOTE.GT.5 compares numbers")
    assert rows(ignore=["NOTE.GT.5", "NOTE.EQ.ok", "NOTE.EQ.late"]) == [3, 4, 7]


def test_no_row_is_left():
    assert refused_table(TEXT, ignore="ID.EQ.1") == "ignore = 'ID.EQ.1': no row is left of 6"
