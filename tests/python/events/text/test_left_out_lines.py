"""Tables of events as text: comments, NONMEM's heads of tables, and rows that a mark leaves out."""

import pandas as pd
import pytest

import opiodyn as od
from fixtures import refusal
from opiodyn._events.source.marks import is_marked, mark_of
from text_tables import content, read, refused

# Comments


def test_comments_are_left_out_and_counted():
    text = '# ours\nID,TIME,AMT\n  # "a, b\n1,0,5\n#\n#1,7,5\n1,1,.\n'
    table = read(text)
    assert content(table) == [[4, 1, 0, 5], [7, 1, 1, 0]]
    assert table._checked.notes == (
        "4 rows begin with # and are comments; they are left out: rows 1, 3, 5, ...",
    )
    one = read("ID,TIME,AMT\n1,0,5\n#1,7,5\n")
    assert one._checked.notes == ("row 3 begins with # and is a comment; it is left out",)


def test_an_error_of_excel_is_no_comment():
    assert refused("ID,TIME\n#N/A,0\n") == "row 2, column ID = missing: must be given"
    assert refused("TIME,AMT\n#REF!,5\n") == (
        "row 2, column TIME = '#REF!': is an error of a spreadsheet: correct it there, or clear "
        "the cell"
    )


def test_a_mark_in_quotes_is_no_comment():
    assert content(read('ID,TIME,AMT\n"#1",0,5\n')) == [[2, "#1", 0, 5]]


# Heads of NONMEM's tables


@pytest.mark.parametrize(
    "head", ["TABLE NO.  1", "TABLE NO. 1: First Order Conditional Estimation: Goal=MIN"]
)
@pytest.mark.parametrize("separator", [" ", ","])
def test_heads_of_tables_are_repeated(head, separator):
    names, rows = separator.join(["ID", "TIME", "AMT"]), ["1 0 5", "1 1 0", "1 2 0"]
    lines = [line.replace(" ", separator) for line in rows]
    text = "\n".join(f"{head}\n {names}\n  {line}" for line in lines)
    table = read(text)
    assert content(table) == [[3, 1, 0, 5], [6, 1, 1, 0], [9, 1, 2, 0]]
    assert table._checked.notes == ("2 rows repeat the column names; they are left out: rows 5, 8",)


def test_a_table_of_nonmem_in_its_format():
    """Rows as `$TABLE` writes them by default, in s1PE11.4 (NONMEM's guide VIII, $TABLE)."""
    head = "TABLE NO.  1\n ID          TIME        AMT         EVID        CMT         DV\n"
    rows = [(1, 0, 100, 1, 2, 0), (1, 0.5, 0, 0, 2, -0.25), (2, 0, 50, 1, 2, 0)]
    text = head + "".join(" " + " ".join(f"{x: .4E}" for x in row) + "\n" for row in rows)
    frame = read(text).frame
    assert frame["dv"].tolist() == [0.0, -0.25, 0.0]
    assert frame["cmt"].tolist() == ["2", "2", "2"]
    assert frame["id"].tolist() == [1, 1, 2]


def test_two_tables_in_one_file():
    head = "TABLE NO.  {}\n ID TIME AMT\n"
    message = refused(head.format(1) + " 1 0 5\n" + head.format(2) + " 1 0 5\n")
    assert message.startswith("row 4 = TABLE NO. 2: is the head of another table than 1: keep")


# Marks of IGNORE


@pytest.mark.parametrize(
    ("entry", "mark"),
    [("C", "C"), (" 'C' ", "C"), ('"C"', "C"), ("@", "@"), ("#", "#"), ("I", "I")]
    + [(entry, "") for entry in ("", " ", "CC", "(DV.GT.100)", "ID==1", "'CC'", "''")],
)
def test_which_entries_are_marks(entry, mark):
    assert mark_of(entry) == mark


@pytest.mark.parametrize("row", ["C,1", "  C", '"C1",2', ' " C",2'])
def test_a_row_begins_with_a_mark(row):
    assert is_marked(row, {"C"})
    assert is_marked(row, {"@"})
    assert not is_marked(row, {"c"})
    assert not is_marked("1,C", {"@", "C"})
    assert not is_marked("", {"@"})
    assert is_marked("@", {"@"})


@pytest.mark.parametrize("ignore", ["C", "'C'", '"C"', "@", ["C"], ["@", "X"]])
def test_marked_rows_are_left_out(ignore):
    text = "ID,TIME,AMT\nC1,0,5\n  C, a comment, of more, cells\n1,0,5\n"
    table = read(text, ignore=ignore)
    assert content(table) == [[4, 1, 0, 5]]
    assert table._checked.notes == (
        "2 rows begin with a mark of ignore; they are left out: rows 2, 3",
    )
    assert "row 3 = 4 fields" in refused(text)


def test_marks_do_not_act_on_the_column_names_and_on_other_rows():
    text = 'ID,TIME,AMT\n"unit","h","mg"\nécrit\n"P1",0,5\n1,0,5\n'
    assert content(read(text, ignore="@")) == [[5, 1, 0, 5]]
    text = "ID,TIME,AMT\nunits:,min,ug\n1,60,500\n"
    assert content(read(text, ignore="@")) == content(read(text)) == [[3, 1, 1, 0.5]]
    assert content(read("ID,TIME,AMT\nP1,0,5\nQ1,0,5\n", ignore="P")) == [[3, "Q1", 0, 5]]
    assert content(read("ID,TIME,AMT\nI,0,5\n2,0,5\n", ignore="I")) == [[3, 2, 0, 5]]


def test_nothing_is_left():
    message = "events = 'StringIO': has no rows below the column names"
    assert refused("ID,TIME\nC,0\n", ignore="@") == message
    assert refused("ID,TIME\n#1,0\n") == message
    assert refused("# a\n#b\n") == "events = 'StringIO': has no row of column names"


def test_a_mark_of_comments_in_a_frame_is_a_word():
    frame = pd.DataFrame({"ID": ["#1"], "TIME": [0]})
    assert od.read_events(frame).ids == ("#1",)
    assert "has no rows" in refusal(lambda: od.read_events(frame[:0]))


@pytest.mark.parametrize("units", ["min,ug", '"min","ug"', "[min],[ug]"])
@pytest.mark.parametrize("ignore", ["@", "m", ["[", "(TIME.EQ.60)"]])
def test_no_mark_leaves_out_the_row_of_units(units, ignore):
    found = read(f"TIME,AMT\n{units}\nx,7\n0,4500\n60,.\n", ignore=["x", *ignore])
    frame = found.frame
    assert frame["amt"].iloc[0] == 4.5
    assert "row 2 is a row of units" in found._checked.notes


@pytest.mark.parametrize("row", ["x,ug", "min", "1,ug", '"a'])
def test_marks_leave_out_other_rows_below_the_names(row):
    found = read(f"TIME,AMT\n{row}\n0,4500\n", ignore=["@", "1"])
    assert content(found) == [[3, 1, 0, 4500]]


@pytest.mark.parametrize("comment", ["#h,mg", "# h , mg", "#min,ug"])
def test_units_in_a_comment_are_not_lost(comment):
    message = refused(f"TIME,AMT\n{comment}\n0,5\n1,.\n")
    assert message == (
        f"row 2 = {comment!r}: holds units behind a mark of comments: take off the mark, or say "
        "units={...}"
    )
