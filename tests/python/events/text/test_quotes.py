"""Tables of events as text: cells in quotes, and rows that are counted as the lines of the file."""

import csv
import io

import pytest

from text_tables import content, read, refused


@pytest.mark.parametrize("row", ['ID\t"TIME"x\tAMT\n1\t0\t5\n', 'ID\tTIME\tAMT\n1\t"0"x\t5\n'])
def test_a_message_names_tabs_and_holds_none(row):
    message = refused(row)
    assert message.endswith(": tabs expected after '\"'")
    assert "\t" not in message


@pytest.mark.parametrize(
    "cell", ["a,b", 'say ""5""', "a\nb", "a\n\n#b", "TABLE NO. 2", "x\nID,TIME"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_cell_in_quotes_may_hold_anything(cell, end):
    """The rows below the quoted cell keep the numbers of their lines."""
    text = f'ID,TIME,AMT,NOTE\n1,0,5,"{cell}"\n\n# mine\n1,1,.,"x"\n1,late,.,x\n'
    below = 2 + cell.count("\n")
    good = text.replace("late", "2").replace("\n", end)
    rows = [[2, 1, 0, 5], [below + 3, 1, 1, 0], [below + 4, 1, 2, 0]]
    assert content(read(good, drop=["NOTE"])) == rows
    message = refused(text.replace("\n", end), drop=["NOTE"])
    assert message.startswith(f"row {below + 4}, column TIME = 'late': ")


def test_what_a_writer_of_csv_writes_is_read():
    """Python's own writer makes the file, quoting what it must."""
    file = io.StringIO(newline="")
    rows = [["ID", "TIME", "AMT", 'NOTE "1"'], ["P 1", 0, 5, 'a"b, c\n'], ["P,2", 1.5, 0, ""]]
    csv.writer(file).writerows(rows)
    table = read(file.getvalue(), drop=['NOTE "1"'])
    assert content(table) == [[2, "P 1", 0, 5], [4, "P,2", 1.5, 0]]


def test_quotes_around_every_cell_say_the_same():
    text = '"ID","TIME","AMT"\n"1","0","5"\n"1"," 1.5 ","NA"\n'
    expected = content(read(text.replace('"', "")))
    assert content(read(text)) == expected
    assert content(read(text.replace(",", " ").replace(" 1.5 ", "1.5"))) == expected


def test_a_quote_inside_a_cell_is_a_letter():
    assert content(read('ID,TIME,AMT\n5",0,5\n6",0,5\n')) == [[2, '5"', 0, 5], [3, '6"', 0, 5]]
    comment = 'ID,TIME,AMT\n# 5" or "6\n1,0,5\n'
    assert content(read(comment)) == [[3, 1, 0, 5]]


@pytest.mark.parametrize(
    ("row", "why"), [('"1,0,5', "unexpected end of data"), ('"1"2,0,5', "',' expected after '\"'")]
)
def test_a_quote_at_fault(row, why):
    message = refused(f"ID,TIME,AMT\n1,0,5\n\n{row}\n")
    assert message == f"events = 'StringIO': is not a CSV: row 4: {why}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("skipped", ["", ",,", "# a", "ID,TIME,AMT", "C;comment", "TABLE NO. 1"])
def test_rows_keep_the_numbers_of_their_lines(end, skipped):
    lines = ["ID,TIME,AMT", "1,0,5", skipped, skipped, "1,1,0", skipped, "1,late,0", "1,2,x"]
    message = refused(end.join(lines), ignore="C")
    assert message.startswith("row 7, column TIME = 'late': ")
    assert content(read(end.join(lines[:6]), ignore="C")) == [[2, 1, 0, 5], [5, 1, 1, 0]]
