"""What is in a file: compressed text is read, and other kinds are refused by ending and content."""

import bz2
import gzip
import lzma
from types import SimpleNamespace

import pytest

import opiodyn as od
from event_tables import table
from fixtures import refusal
from opiodyn._events.source import sizes

TEXT = "ID,TIME,AMT,DRUG\n1,0,100,naïve\n1,1.5,,\n"
SAME = table(TEXT.replace("\n", ";")).frame


def same(source):
    """Reads a source, which must say what TEXT says."""
    assert od.read_events(source).frame.equals(SAME)
    return True


@pytest.fixture
def fault(tmp_path):
    """The message for a file of this name and content, without the name of the file."""

    def message_of(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        message = refusal(lambda: od.read_events(path))
        assert message.startswith(f"events = {str(path)!r}: ")
        return message.removeprefix(f"events = {str(path)!r}: ")

    return message_of


# Compressed text


@pytest.mark.parametrize("name", ["t.csv.gz", "t.CSV.GZ", "t.gz", "sdtab1.gz"])
def test_gzip(tmp_path, name):
    path = tmp_path / name
    half = len(TEXT) // 2
    path.write_bytes(gzip.compress(TEXT[:half].encode()) + gzip.compress(TEXT[half:].encode()))
    assert same(path)


def test_other_compressions(tmp_path):
    for ending, module in ((".bz2", bz2), (".xz", lzma)):
        path = tmp_path / f"t.csv{ending}"
        path.write_bytes(module.compress(TEXT.encode("utf-16")))
        assert same(path)


# Endings and contents that are refused

ENDINGS = {
    ".xls": "is a workbook of old Excel: save it as .xlsx or as CSV",
    ".xlsb": "is a binary workbook of Excel: save it as .xlsx or as CSV",
    ".ods": "is a workbook of LibreOffice: save it as .xlsx or as CSV",
    ".xlsm": "is a workbook with macros, which are not opened: save it as .xlsx or as CSV",
    ".xltm": "is a workbook with macros, which are not opened: save it as .xlsx or as CSV",
    ".sas7bdat": "is a data set of SAS: pandas.read_sas(path) makes a frame of it",
    ".xpt": "is a data set of SAS: pandas.read_sas(path) makes a frame of it",
    ".rds": "holds objects of R: write a CSV in R with write.csv(data, 'study.csv', "
    "row.names = FALSE)",
    ".RData": "holds objects of R: write a CSV in R with write.csv(data, 'study.csv', "
    "row.names = FALSE)",
    ".sav": "is a data set of SPSS: pandas.read_spss(path) makes a frame of it",
    ".json": "is JSON: pandas.read_json(path) makes a frame of it",
    ".mod": "is a control stream of NONMEM and no table: give the file that its $DATA names",
    ".ctl": "is a control stream of NONMEM and no table: give the file that its $DATA names",
    ".toml": "is a scenario or a drug and no table: give the file of the table",
    ".zip": "is a zip archive: unpack it, and give the file of the table",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_endings_that_are_no_table(fault, ending):
    assert fault(f"study{ending}", TEXT.encode()) == ENDINGS[ending]
    assert fault(f"study{ending.upper()}", TEXT.encode()) == ENDINGS[ending]
    assert fault(f"study{ending}.gz", b"") == ENDINGS[ending]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
CONTENTS = {
    "zip": (
        b"PK\x03\x04\x14\x00",
        "a zip archive, as workbooks of Excel are",
        ".xlsx if it is one",
    ),
    "parquet": (b"PAR1\x15\x04\x15", "a Parquet file", ".parquet"),
    "feather": (b"ARROW1\0\0", "a Feather file", ".feather"),
    "gzip": (gzip.compress(b"x"), "compressed by gzip", ".gz"),
    "bzip2": (bz2.compress(b"x"), "compressed by bzip2", ".bz2"),
    "xz": (lzma.compress(b"x"), "compressed by xz", ".xz"),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_content_under_the_ending_of_a_text(fault, kind, tmp_path):
    content, what, ending = CONTENTS[kind]
    assert fault("t.csv", content) == f"is {what}: name it {ending}"
    rule = "unpack the file, and give the path of what is in it"
    assert fault("t.csv.gz", gzip.compress(content)) == f"is {what}: {rule}"
    rule = "an open file must hold text, so give its path instead"
    with (tmp_path / "t.csv").open("rb") as file:
        assert refusal(lambda: od.read_events(file)).endswith(f"is {what}: {rule}")
    (tmp_path / "t.csv").write_bytes(content + b"\xff")
    with (tmp_path / "t.csv").open(encoding="utf-8") as file:
        assert refusal(lambda: od.read_events(file)).endswith(f"is {what}: {rule}")


def test_other_contents(fault):
    rule = "is an old or protected document of Office: save it as .xlsx or as CSV"
    assert fault("t.csv", OLE) == rule
    assert fault("t.csv.gz", gzip.compress(OLE)) == rule
    rule = "is a PDF document: a table must be text, a workbook, Parquet or Feather"
    assert fault("t.txt", b"%PDF-1.7\n%\xe2\xe3") == rule
    for page in (b"<!DOCTYPE html>\n<p>", b"\n <HTML>\n"):
        assert fault("t.csv", page) == "is a page of the web: download the table itself"
    assert fault("t.csv", b"TIME,AMT\n0,\0\n") == "is not a text file: it holds zero bytes"
    rule = "is not a text file: it holds zero bytes"
    assert fault("t.csv", TEXT.encode("utf-16-le")) == rule  # it has no mark


@pytest.mark.parametrize("begin", [b"<stata_dta><header>", b"\x72\x02\x01\0", b"\x71\x01\x01\0"])
def test_a_data_set_of_stata_and_a_text_of_its_ending(fault, begin, tmp_path):
    """PsN and Pharmpy give the ending of Stata to text."""
    rule = "is a data set of Stata: pandas.read_stata(path) makes a frame of it"
    assert fault("t.dta", begin + b"\0\1") == rule
    path = tmp_path / "pheno.dta"
    path.write_text(TEXT)
    assert same(path)


def test_a_bracket_begins_no_json_by_itself(fault):
    rule = "is JSON, not a table: give a row per event"
    for text in (b'[{"TIME": 0}]', b"[[0, 1]]", b"[\n 0, 1]", b'{"TIME": [0]}'):
        assert fault("t.csv", text) == rule
    assert "JSON" not in refusal(lambda: table("[ result ],x;0,1"))


def test_a_heading_may_look_like_a_mark(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("PAR1,TIME,AMT\n7,0,1\n")
    assert len(od.read_events(path, drop=["PAR1"])) == 1


def test_text_of_another_encoding_names_the_row(fault):
    rule = "must be text in UTF-8, and row {} is not: save it as UTF-8"
    assert fault("t.csv", TEXT.encode("latin-1")) == rule.format(2)
    assert fault("t.csv", b"TIME,AMT\r\n0,1\r\n\r\n0,\xb5\r\n") == rule.format(4)
    assert fault("t.csv", b"TIME,AMT\r0,1\r\r0,\xb5\r") == rule.format(4)
    assert fault("t.csv", b"TIME,\xb5\n") == rule.format(1)
    rule = "is damaged: it has the mark of UTF-16 and is not in UTF-16"
    assert fault("t.csv", TEXT.encode("utf-16")[:-1]) == rule


# Compressed files that are at fault


@pytest.mark.parametrize("module", [gzip, bz2, lzma])
def test_damaged_compressed_files(fault, module):
    ending = {gzip: ".gz", bz2: ".bz2", lzma: ".xz"}[module]
    packed = module.compress(TEXT.encode() * 50)
    assert fault(f"t{ending}", packed[:-12]) == "is damaged: it ends too early"
    rule = f"is damaged, or not compressed as its ending {ending} says"
    assert fault(f"t{ending}", TEXT.encode()) == rule
    broken = bytearray(packed)
    broken[-20] ^= 0xFF
    broken[-6] ^= 0xFF
    assert fault(f"t{ending}", bytes(broken)).startswith("is damaged")
    assert fault(f"t{ending}", b"").startswith("is")


BOMBS = {
    b"TIME,AMT\n": "has more than 1000000 characters",
    b"\0\0\0\0": "is not a text file: it holds zero bytes",
    b"    ": "has 16777216 bytes without a line break; a line has 100000 at most",
    b"\n\n\n\n": "has more than 2000000 lines",
}


@pytest.mark.parametrize("module", [gzip, bz2, lzma])
@pytest.mark.parametrize("unit", BOMBS)
def test_a_bomb_is_not_unpacked(fault, module, unit, monkeypatch):
    """Of 64 MB no more is unpacked than shows that it is no table, or is above the limit."""
    most = 1_000_000 if len(unit) > 4 else 1 << 30
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=1_000_000, table_length=most))
    ending = {gzip: ".gz", bz2: ".bz2", lzma: ".xz"}[module]
    packed = module.compress(unit * (64_000_000 // len(unit)))
    assert fault(f"t{ending}", packed) == BOMBS[unit]


def test_a_workbook_is_not_packed_again(fault):
    rule = "is packed twice: unpack it, and give the .xlsx file"
    assert fault("t.xlsx.gz", gzip.compress(b"")) == rule
