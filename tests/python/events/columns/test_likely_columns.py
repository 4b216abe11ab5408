"""Columns that may be the ID or TIME which a table lacks, and tables that begin with a record."""

import pytest

from event_tables import refused_table, table

DOSES = "1,0,100;2,1,100"


@pytest.mark.parametrize("name", ["CID", "NID", "IDD", "ANIMAL", "Patient No", "PTNO", "rat"])
def test_a_column_that_may_name_the_subjects_is_not_left_out_unasked(name):
    message = refused_table(f"{name},TIME,AMT,SEX;1,0,100,1;2,1,100,1")
    assert f"{name!r} may name the subjects: columns={{{name!r}: 'ID'}} makes it ID" in message
    assert f"To leave out the rest: columns={{{name!r}: 'ID'}}, drop=['SEX']" in message
    assert table(f"{name},TIME,AMT;{DOSES}", columns={name: "ID"}).ids == (1, 2)
    alone = table(f"{name},TIME,AMT;{DOSES}", drop=[name])
    assert alone.ids == (1,)
    assert "subjects  1: all rows, as there is no column ID" in alone.explain()


def test_beside_an_id_it_is_an_unknown_column_like_others():
    message = refused_table(f"ID,CID,TIME,AMT;1,{DOSES.split(';')[0]}")
    assert "may name" not in message
    assert "drop=['CID']" in message


@pytest.mark.parametrize(
    "name", ["HOUR", "Hours", "T", "TAD", "Time after dose", "DAY", "DATETIME"]
)
def test_a_column_that_may_be_the_time(name):
    message = refused_table(f"ID,{name},AMT,SEX;1,0,100,1")
    assert f"{name!r} may be the time: columns={{{name!r}: 'TIME'}} makes it TIME" in message
    assert "'SEX' unknown" in message
    read = table(f"ID,{name},AMT,SEX;1,0,100,1", columns={name: "TIME"}, drop=["SEX"])
    assert read.frame["time"].tolist() == [0.0]


def test_without_a_time_all_else_that_is_wrong_is_said_too():
    message = refused_table("ID,WHEN,DOSE;1,0,100")
    assert "needs a column TIME: columns={'NAME': 'TIME'} reads the column NAME as TIME" in message
    assert message.endswith(
        "'DOSE' is not read: columns={'DOSE': 'AMT'} makes it AMT; else take it out of the table; "
        "'WHEN' unknown"
    )


@pytest.mark.parametrize("text", ["1,0,100;1,2,.", "1 0 .;1 2 3.1"])
def test_a_table_that_begins_with_a_record(text):
    rule = (
        "holds numbers and not the names of columns, which $INPUT of NONMEM has: put a row of names"
    )
    assert rule in refused_table(text)


def test_codes_of_a_drug_may_be_left_out():
    text = "TIME,AMT,DRUG;0,5,{};1,5,1"
    assert table(text.format(2), drop=["DRUG"]).drugs == []
    assert "is a column with a meaning" in refused_table(text.format("heroin"), drop=["DRUG"])


def test_a_table_without_doses_says_so():
    assert "records   2: no dose, 2 observations" in table("TIME,DV;0,1;1,2").explain()


def test_rows_before_the_start_have_a_way_out():
    text = "TIME,AMT;-0.5,.;0,5;1,."
    message = refused_table(text)
    call = message.partition("ignore='")[2].partition("'")[0]
    assert table(text, ignore=call).frame["row"].tolist() == [3, 4]


@pytest.mark.parametrize("name", ["AMT_mg", "dose_mg", "Amount (ug)", "DOSE mcg"])
def test_a_column_that_may_be_the_amount_is_not_left_out_unasked(name):
    message = refused_table(f"ID,TIME_h,{name},SEX;1,0,5,1")
    assert f"{name!r} may be the amount: columns={{{name!r}: 'AMT'}} makes it AMT" in message
    assert f"columns={{'TIME_h': 'TIME', {name!r}: 'AMT'}}, drop=['SEX']" in message


def test_columns_of_zeros_may_be_left_out():
    text = "ID,TIME,AMT,RATE,II,ADDL,SS,EVID,MDV;1,0,5,0,0,0,0,1,1;1,1,0,0,0,0,0,0,0"
    assert len(table(text, keep=["ID", "TIME", "AMT", "EVID"])) == 2
    assert "RATE" in refused_table(text.replace("5,0,0", "5,2,0"), drop=["RATE"])
    assert "MDV" in refused_table(text, keep=["ID", "TIME", "AMT"])
