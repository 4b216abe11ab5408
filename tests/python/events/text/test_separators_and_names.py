"""Tables of events as text: what separates cells, and where the row of column names stands."""

import pytest

from text_tables import content, read, refused

ROWS = [["ID", "TIME", "AMT"], ["1", "0", "5"], ["1", "1.5", "."]]


# Separators


@pytest.mark.parametrize("separator", [",", ";", "\t", " ", "   ", ", ", " ;  ", "\t ", " ,"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_separated_as_the_column_names_are(separator, end):
    text = end.join(separator.join(row) for row in ROWS)
    for whole in (text, text + end, end + text):
        first = 3 if whole.startswith(end) else 2
        assert content(read(whole)) == [[first, 1, 0, 5], [first + 1, 1, 1.5, 0]]


def test_blanks_before_and_behind_a_row_do_not_count():
    assert content(read("  ID TIME   AMT  \n   1  0 5\n 1 1.5 .   \n")) == [
        [2, 1, 0, 5],
        [3, 1, 1.5, 0],
    ]
    assert content(read(" ID, TIME, AMT \n  1.0E+00,  0.0, 5 \n")) == [[2, 1, 0, 5]]


def test_the_first_separator_in_the_names_counts():
    """Tabs go before semicolons, semicolons before commas, commas before blanks."""
    assert list(read("ID\tTIME\tmy;,drug\n1\t0\t.\n", drop=["my;,drug"]).ids) == [1]
    assert list(read("ID;TIME;a,b\n1;0;1,5\n", drop=["a,b"]).ids) == [1]
    assert list(read("ID,TIME,HEART RATE\n1,0,60 bpm\n", drop=["HEART RATE"]).ids) == [1]
    assert content(read('"ID","TIME","AMT","a;b"\n1,0,5,x\n', drop=["a;b"])) == [[2, 1, 0, 5]]


@pytest.mark.parametrize(
    ("names", "row", "here", "there"),
    [
        ("ID,TIME,AMT", "2;0;5", "';'", "','"),
        ("ID;TIME;AMT", "2,0,5", "','", "';'"),
        ("ID\tTIME\tAMT", "2 0 5", "blanks", "tabs"),
        ("ID TIME AMT", "2\t0\t5", "tabs", "blanks"),
        ("ID,TIME,AMT", "2 0 5", "blanks", "','"),
        ("ID TIME AMT", '2\t0\t"5"', "tabs", "blanks"),
        ("ID,TIME,AMT", '"2";0;5', "';'", "','"),
    ],
)
def test_a_file_that_changes_its_separator(names, row, here, there):
    good = names.replace("ID", "1").replace("TIME", "0").replace("AMT", "5")
    message = refused(f"\n{names}\n{good}\n\n{row}\n{row}\n")
    assert message == (
        f"row 5 = {row!r}: separated by {here} where row 2 has {there}; "
        "write all rows with one separator"
    )


@pytest.mark.parametrize("names", ["ID,TIME,AMT", "ID;TIME;AMT", "ID\tTIME\tAMT", "ID TIME AMT"])
@pytest.mark.parametrize(("cells", "count"), [("1 1", 2), ("1 1 5 6", 4), ("1", 1)])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_row_with_too_few_or_too_many_cells(names, cells, count, quote):
    separator = names.strip("IDTMEA")[0]
    row = separator.join(f"{quote}{cell}{quote}" for cell in cells.split())
    message = refused(f"# study\n{names}\n\n{row}\n")
    assert message.startswith(f"row 4 = {count} fields: must have 3, as many as row 2")


def test_a_row_that_mixes_tabs_and_blanks_is_not_guessed():
    assert "row 3 = 2 fields: must have 3" in refused("ID\tTIME\tAMT\n1\t0\t5\n1 1\t5\n")
    message = refused("ID TIME AMT\n1\t0 5\n")
    assert message.startswith("row 2 = '1\\t0 5': separated by tabs where row 1 has blanks; ")


# Separators behind the last column


def test_separators_behind_the_last_column_do_not_count():
    text = "ID,TIME,AMT,,\n1,0,5,,\n1,1,.\n1,2,., ,,,,\n"
    rows = [[2, 1, 0, 5], [3, 1, 1, 0], [4, 1, 2, 0]]
    assert content(read(text)) == rows
    assert content(read(text.replace("5", '"5"'))) == rows
    assert content(read(text.replace(",", "\t"))) == rows
    assert content(read("ID;TIME;AMT\n1;0;5;;\n")) == [[2, 1, 0, 5]]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_column_without_a_name_that_holds_something(quote):
    row = f"1,0,5,,{quote}7{quote}"
    assert refused(f"ID,TIME,AMT,,\n{row}\n") == "column = number 5: has no name"
    assert refused(f"ID,TIME,AMT,\n{row}\n").startswith("row 2 = 5 fields: must have 3")
    assert refused(f"ID,TIME,,AMT\n1,0,{quote}7{quote},5\n") == "column = number 3: has no name"


# The row of column names


def test_blank_lines_are_passed_over_anywhere():
    text = "\n  \n,,,\nID,TIME,AMT\n\n1,0,5\n , ,\t\n,,,,,\n1,1.5,.\n\n"
    assert content(read(text)) == [[6, 1, 0, 5], [9, 1, 1.5, 0]]
    assert content(read(text.replace(",", "\t"))) == [[6, 1, 0, 5], [9, 1, 1.5, 0]]


@pytest.mark.parametrize(
    ("names", "renamed"),
    [
        ("#ID,TIME,AMT", {}),
        ("# ID , TIME , AMT", {}),
        ("  #\tID,TIME,AMT", {}),
        ("#ID,Time [h],AMT", {}),
        ("#ID,t,AMT", {"T": "TIME"}),
        ("#ID,Tad (h),AMT", {"Tad": "Time"}),
        ("#s,TIME,AMT", {"#s": "ID"}),
    ],
)
def test_column_names_behind_a_mark_of_comments(names, renamed):
    table = read(f"# by us\n{names}\n1,0,5\n", columns=renamed)
    assert content(table) == [[3, 1, 0, 5]]


def test_a_comment_that_speaks_of_time():
    """The row below has TIME itself, so the comment is one."""
    text = "# TIME, AMT in h, mg\nID,TIME,AMT\n1,0,5\n"
    assert content(read(text)) == [[3, 1, 0, 5]]
    without = (
        "# ID,TIMES,AMT\n1,0,5\n1,1,0\n"  # no cell is TIME, so that row 2 has to name the columns
    )
    assert refused(without).startswith("first row = '1, 0, 5': holds numbers and not the names")


def test_a_file_without_names():
    """The data of NONMEM's $DATA may begin without names, as $INPUT has them."""
    message = refused("1 4.02 0. . 79.6\n1 . .25 2.84 .\n")
    assert message == (
        "first row = '1, 4.02, 0., ., 79.6': holds numbers and not the names of columns, which "
        "$INPUT of NONMEM has: put a row of names above it, such as ID,TIME,AMT,DV"
    )


def test_names_with_quotes_and_line_breaks():
    text = '"ID","TIME","AMT","HEART\n RATE, BPM"\n1,0,5,60\n'
    assert content(read(text, drop=["HEART RATE, BPM"])) == [[3, 1, 0, 5]]
    assert "row 1: " in refused('"ID","TIME,AMT\n1,0,5\n')


@pytest.mark.parametrize("title", ["Study 12", "sep=;", "a study, of the company", '"Study, 12"'])
def test_a_title_above_the_column_names(title):
    message = refused(f"{title}\n\nID,TIME,AMT\n1,0,5\n")
    assert message.startswith(f"row 1 = {title!r}: the first row names the columns, but TIME ")
    assert "TIME stands in row 3: take out what stands above it" in message
    assert content(read(f"# {title}\n\nID,TIME,AMT\n1,0,5\n")) == [[4, 1, 0, 5]]


@pytest.mark.parametrize("separator", [" ", "\t", ","])
def test_names_of_rows_that_r_writes(separator):
    """`write.table` gives the column of row names no name (R's help page of write.table)."""
    text = '"ID" "TIME" "AMT"\n"1" 1 0 5\n"2" 1 1 NA\n'.replace(" ", separator)
    message = "row 2 = 4 fields: must have 3, as many as row 1; if R wrote names of rows"
    assert refused(text).startswith(message)
    assert refused(text.replace('"', "")).startswith(message)
