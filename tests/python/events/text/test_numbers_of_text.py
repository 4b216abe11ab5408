"""Numbers of text are those of Python's float(), and faults show the cells as they are written."""

import struct

import numpy as np
import pytest

from text_tables import read, refused

HARD = [
    *("0.1", "1e23", "8.5", "9007199254740993", "9007199254740992.5", "100000000000000000000001"),
    *("2.2250738585072014e-308", "2.2250738585072011e-308", "5e-324", "3e-324"),
    *(
        "1.7976931348623157e308",
        "179769313486231570000",
        "123456789012345678",
        "0.30000000000000004",
    ),
    *("+5", "-0", "5.", ".5", "+.5e+1", "1E05", "00012", "18446744073709551616", "1.0E+00"),
    *("-9223372036854775809", "3.141592653589793238462643383279", "0." + "0" * 300 + "17"),
]


def doubles(count):
    """Doubles with random bits, each as text with 17 digits and as its shortest text."""
    bits = np.random.default_rng(1).bytes(8 * count)
    found = [x for (x,) in struct.iter_unpack("<d", bits) if np.isfinite(x)]
    return [f"{x:.17g}" for x in found] + [repr(x) for x in found]


@pytest.mark.parametrize("separator", [",", " "])
@pytest.mark.parametrize("more", ["", "NA", "99999999999999999999", '"1"'])
def test_numbers_are_those_of_float(separator, more):
    """A word beside the numbers decides how the column is read, and must change none of them."""
    words = HARD + doubles(5000)
    lines = ["TIME,DV", *(f"0,{word}" for word in words), *([f"0,{more}"] if more else [])]
    found = read("\n".join(lines).replace(",", separator)).frame["dv"].to_numpy()[: len(words)]
    expected = np.array([float(word) for word in words])
    assert np.array_equal(found, expected)
    assert np.array_equal(np.signbit(found), np.signbit(expected))


@pytest.mark.parametrize(
    "word",
    [
        *(
            "0x10",
            "1_000",
            "True",
            "false",
            "inf",
            "-Infinity",
            "1d5",
            "١",
            "1 2",
            "--1",
            "1e",
            "½",
        ),
        *("e5", "+nan", "-nan", "1.#IND", "1f", "5\u20095", "1e5.5", "1e999"),
    ],
)
@pytest.mark.parametrize("rest", ["", "0,7\n", '0,"7"\n', "0,.\n"])
def test_what_is_no_number_in_any_company(word, rest):
    """A word that is refused alone is refused among numbers, missing values and quotes too."""
    shown = word if word == "1e999" else repr(word)
    for text, row in ((f"{rest}0,{word}\n", 3 if rest else 2), (f"0,{word}\n{rest}", 2)):
        message = refused(f"TIME,AMT\n{text}")
        assert message.startswith(f"row {row}, column AMT = {shown}: must be ")


@pytest.mark.parametrize("cell", ["-100.00", "-1.0000E+02", "-1e2", " -100 ", "-0100"])
def test_a_number_at_fault_is_shown_as_written(cell):
    text = f"# a\nID,TIME,AMT\nX,0,5\n\n1,0,5\n1,1,{cell}\n"
    for options in ({}, {"ignore": "X"}, {"accept": "ID.EQ.1"}):
        message = refused(text, **options)
        assert message == f"row 6, column AMT = {cell.strip()}: must be at least 0"


def test_whole_numbers_in_id_and_names_keep_their_meaning():
    message = refused("ID,TIME\n9007199254740993,0\n")
    assert message.startswith("row 2, column ID = 9007199254740993: must be a whole number")
    assert read("ID,TIME\n007,0\n7,1\n8,0\n").ids == (7, 8)
    assert read("ID,TIME\n007,0\n7,0\nP,0\n").ids == ("007", "7", "P")
    assert "column DRUG = 007: " in refused("TIME,AMT,DRUG\n0,5,007\n")
    assert read("TIME,AMT,CMT\n0,5,1.0E+00\n").frame["cmt"].tolist() == ["1"]


@pytest.mark.parametrize(
    "word", ["", ".", "NA", "nan", "NaN", "NAN", "nAn", "NULL", "#N/A", "<NA>"]
)
def test_missing_words_beside_numbers_and_text(word):
    for other in ("7", '"7"', "7e0"):
        frame = read(f"TIME,EVID,DV\n0,0,{other}\n0,0,{word}\n").frame
        assert frame["dv"].isna().tolist() == [False, True]


def test_columns_that_are_left_out_are_not_read():
    text = "TIME,AMT,SEX,CL,HT\n0,5,a,b,c\n1,.,d,e,f\n"
    for options in ({"drop": ["sex", "CL", "HT"]}, {"keep": ["TIME", "AMT"]}):
        assert read(text, **options).frame["amt"].tolist() == [5.0, 0.0]
    kept = read(text.replace("b", "2").replace("e", "3"), drop=["SEX", "HT"])
    assert kept.frame["CL"].tolist() == [2.0, 3.0]
    assert "drop" in refused("TIME,AMT,SEX\n0,5,a\n1,5,b\n", drop=["AMT", "SEX"])
    met = read(text, drop=["SEX", "CL", "HT"], accept="SEX.EQ.a")
    assert met.frame["amt"].tolist() == [5.0]


def test_no_number_is_inferred_with_a_comma_for_decimals():
    frame = read("TIME;AMT;DV\n0;2,5;7\n1;.;,5\n", decimal=",").frame
    assert frame["amt"].tolist() == [2.5, 0.0]
    assert frame["dv"].tolist() == [7.0, 0.5]
    assert "column AMT = '2,5'" in refused("TIME;AMT\n0;2,5\n")
