"""Workbooks as files: sheets, formulas that other programs store, and what is refused at once."""

import re
import sys
import time
import warnings
import zipfile
from types import SimpleNamespace

import numpy as np
import pytest

import opiodyn as od
from fixtures import refusal
from opiodyn._events.source import sizes

openpyxl = pytest.importorskip("openpyxl")
BarChart = pytest.importorskip("openpyxl.chart").BarChart

SHEET = "xl/worksheets/sheet1.xml"
FORMULA = "is a formula without a value: open and save the file in a spreadsheet"


@pytest.fixture
def path(tmp_path):
    """A workbook whose sheet PK is a table."""
    book = openpyxl.Workbook()
    book.active.title = "PK"
    for row in (["TIME", "AMT", "DV"], [0, 100, None], [1.5, None, 3.25]):
        book.active.append(row)
    book.save(tmp_path / "study.xlsx")
    return tmp_path / "study.xlsx"


def rewritten(path, changes):
    """Changes parts of a workbook: a function of the bytes of each, or what to add."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name]) if callable(change) else change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if part is not None:
                archive.writestr(name, part)
    return path


def cells(xml):
    """A sheet of these rows, as XML."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"<worksheet {space}><sheetData>{xml}</sheetData></worksheet>".encode()


NAMES = '<row r="1"><c r="A1" t="str"><v>TIME</v></c><c r="B1" t="str"><v>AMT</v></c></row>'


def sheet(path, rows, computed=b""):
    """Gives the workbook a sheet of these rows, and takes from it what openpyxl says of values."""

    def change(xml):
        return re.sub(rb"<calcPr[^>]*>", computed, xml)

    return rewritten(path, {SHEET: cells(NAMES + rows), "xl/workbook.xml": change})


def read(path, **options):
    return od.read_events(path, **options).frame


def fault(path, **options):
    return refusal(lambda: od.read_events(path, **options)).replace(str(path), "study.xlsx")


def with_sheets(path, **sheets):
    book = openpyxl.load_workbook(path)
    for title, value in sheets.items():
        book.create_sheet(title)["B7"] = value
    book.save(path)
    return path


# Sheets


def test_empty_sheets_do_not_count(path):
    book = openpyxl.load_workbook(path)
    book.create_sheet("Sheet2", 0)["C3"].number_format = "0.00"
    book.create_sheet("Sheet3")["A1"] = "  "
    book.create_chartsheet("Figure").add_chart(BarChart())
    book.save(path)
    assert len(read(path)) == 2


def test_several_sheets_are_named(path):
    with_sheets(path, Notes="made up", Codes=1)
    rule = "has the sheets 'PK', 'Notes', 'Codes': name the one to read, such as sheet='PK'"
    assert fault(path) == f"events = 'study.xlsx': {rule}"
    assert len(read(path, sheet="PK")) == 2
    assert len(read(path, sheet=" pk")) == 2  # names of sheets differ by more than case
    rule = "'study.xlsx' has no such sheet; it has 'PK', 'Notes', 'Codes'"
    assert fault(path, sheet="PD") == f"sheet = 'PD': {rule}"
    message = fault(path, sheet="Codes")
    assert message == "events = sheet 'Codes' of 'study.xlsx': has no rows below the column names"


def test_a_hidden_sheet_counts(path):
    with_sheets(path, Codes=1)
    book = openpyxl.load_workbook(path)
    book["Codes"].sheet_state = "veryHidden"
    book.save(path)
    assert "has the sheets 'PK', 'Codes'" in fault(path)


def test_sheets_without_a_table(path, tmp_path):
    empty = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(empty)
    assert refusal(lambda: od.read_events(empty)) == f"events = {str(empty)!r}: is empty"
    assert fault(with_sheets(path, Notes=None), sheet="Notes").endswith("'study.xlsx': is empty")


def test_only_workbooks_have_sheets(tmp_path):
    text = tmp_path / "t.csv"
    text.write_text("TIME,AMT\n0,1\n")
    message = "sheet = 'PK': only workbooks (.xlsx) have sheets, and this is none"
    assert refusal(lambda: od.read_events(text, sheet="PK")) == message
    with text.open() as file:
        assert refusal(lambda: od.read_events(file, sheet="PK")) == message


# Formulas as other programs store them


def test_a_formula_with_its_value(path):
    value = '<row r="2"><c r="A2"><f>1-1</f><v>0</v></c><c r="B2"><f>A2+5</f><v>5</v></c></row>'
    assert read(sheet(path, value))["amt"].tolist() == [5.0]


def test_a_formula_whose_value_is_an_empty_text(path):
    """IF(A2>0, 1, "") is stored so: a value that is nothing, and not a value that is not there."""
    rows = '<row r="2"><c r="A2"><v>0</v></c><c r="B2" t="str"><f>IF(A2,1,"")</f><v></v></c></row>'
    assert read(sheet(path, rows))["amt"].tolist() == [0.0]
    rows = '<row r="2"><c r="A2"><v>0</v></c><c r="B2"><f>A2+1</f><v></v></c></row>'
    assert fault(sheet(path, rows)) == f"sheet 'PK', row 2, column AMT = '=A2+1': {FORMULA}"
    rows = '<row r="2"><c><v>0</v></c><c t="str"><f t="shared" si="0"/></c></row>'
    assert fault(sheet(path, rows)) == f"sheet 'PK', row 2, column AMT = '=...': {FORMULA}"


def test_a_value_that_stands_for_one_to_be_computed(path):
    """XlsxWriter stores 0 as the value of each formula, and asks Excel to compute all of them."""
    rows = '<row r="2"><c r="A2"><v>0</v></c><c r="B2"><f>7*2</f><v>0</v></c></row>'
    sheet(path, rows, b'<calcPr fullCalcOnLoad="1"/>')
    assert fault(path) == f"sheet 'PK', row 2, column AMT = '=7*2': {FORMULA}"
    assert read(sheet(path, rows))["amt"].tolist() == [0.0]


# What is refused at once


def test_a_protected_workbook(path):
    """Excel puts a protected workbook into a container of OLE, whose parts have such names."""
    head, name = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(head + bytes(2000) + name + bytes(2000))
    message = "events = 'study.xlsx': is protected by a password: save it without one"
    assert fault(path) == message
    path.write_bytes(head + bytes(4000))
    rule = "is a workbook of old Excel, whatever its name says: save it as .xlsx"
    assert fault(path) == f"events = 'study.xlsx': {rule}"


def test_parts_that_are_encrypted(path):
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1  # a flag of the first part
    path.write_bytes(bytes(content))
    assert fault(path).endswith("is protected by a password: save it without one")


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "XL/VBAPROJECT.BIN"]
)
def test_macros_under_the_ending_of_a_workbook(path, part):
    rewritten(path, {part: b"x"})
    rule = "holds macros, which are not opened: save it as .xlsx without macros, or as CSV"
    assert fault(path) == f"events = 'study.xlsx': {rule}"


def test_a_text_under_the_ending_of_a_workbook(path):
    path.write_text("TIME,AMT\n0,1\n")
    rule = "is no workbook of Excel: give a file of text another ending, such as .csv"
    assert fault(path) == f"events = 'study.xlsx': {rule}"
    path.write_bytes(b"")
    assert fault(path) == f"events = 'study.xlsx': {rule}"


def test_damaged_workbooks(path):
    whole = path.read_bytes()
    damaged = "events = 'study.xlsx': is damaged, or no workbook of Excel"
    for content in (whole[:-40], whole[: len(whole) // 2], whole[:6]):
        path.write_bytes(content)
        assert fault(path) == damaged
    for part in ("xl/workbook.xml", SHEET, "xl/_rels/workbook.xml.rels"):
        path.write_bytes(whole)
        assert fault(rewritten(path, {part: lambda xml: xml[:-20]})) == damaged
        path.write_bytes(whole)
        assert fault(rewritten(path, {part: None})) == damaged
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("report.docx", b"x")
    assert fault(path) == damaged


def test_rows_and_cells_out_of_order(path):
    """openpyxl passes over those that come too late, as if they were not there."""
    late = '<row r="4"><c r="A4"><v>2</v></c></row><row r="2"><c r="A2"><v>0</v></c></row>'
    assert fault(sheet(path, late)).endswith("is damaged, or no workbook of Excel")
    late = '<row r="2"><c r="B2"><v>5</v></c><c r="A2"><v>0</v></c></row>'
    assert fault(sheet(path, late)).endswith("is damaged, or no workbook of Excel")


def test_a_bomb(path, monkeypatch):
    """The sizes are on file, so that nothing is unpacked."""
    rewritten(path, {SHEET: cells(" " * 30_000_000)})
    assert path.stat().st_size < 100_000
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=9, table_length=10_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("is unpacked"))
    assert fault(path) == "events = 'study.xlsx': unpacks to more than 10000000 bytes"


def test_entities_do_not_grow(path):
    """Nine levels of ten references each would be 10^9 letters."""
    levels = [f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)]
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha">{"".join(levels)}]>'.encode()
    rows = '<row r="2"><c r="A2" t="str"><v>&l9;</v></c></row>'
    rewritten(path, {SHEET: head + cells(NAMES + rows)})
    start = time.perf_counter()
    assert fault(path).endswith("is damaged, or no workbook of Excel")
    assert time.perf_counter() - start < 20.0


def test_cells_that_lie_far_apart(path):
    """All cells between them would take 512 GB."""
    last = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    message = fault(sheet(path, f'<row r="2"><c r="A2"><v>0</v></c></row>{last}'))
    assert message.startswith("sheet 'PK', row 1048576 = 16384 columns: a table has at most")


def test_too_many_records(path, monkeypatch):
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(2, 8))
    sheet(path, rows)
    assert len(read(path)) == 6
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=5, table_length=10**6))
    assert fault(path) == "events = 'study.xlsx': has more than 5 records"


def test_a_workbook_gives_no_warning(path):
    """openpyxl warns of parts that it does not know, such as rules for cells that are filled in."""
    rule = b'</sheetData><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
    rewritten(path, {SHEET: lambda xml: xml.replace(b"</sheetData>", rule)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(read(path)) == 2
    assert np.isnan(read(path)["dv"][0])


def test_an_open_workbook_is_refused(path):
    with path.open("rb") as file:
        message = refusal(lambda: od.read_events(file))
    assert message.endswith("an open file must hold text, so give its path instead")


def test_without_openpyxl_the_error_says_what_to_install(path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError) as caught:
        od.read_events(path)
    assert str(caught.value) == (
        "reading a workbook of Excel needs openpyxl: pip install 'opiodyn[excel]'"
    )


def test_a_title_is_no_row_of_names(path):
    book = openpyxl.load_workbook(path)
    book.active.insert_rows(1)
    book.active["A1"], book.active["C1"] = "Study 7", "made up"
    book.save(path)
    message = refusal(lambda: od.read_events(path))
    rule = (
        "the first row names the columns, but TIME stands in row 2: take out what stands above it"
    )
    assert message.startswith(f"sheet 'PK', row 1 = 'Study 7, made up': {rule}")
