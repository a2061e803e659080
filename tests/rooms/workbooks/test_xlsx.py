"""The cells of a workbook are read as they are, and a file that would do harm is refused in words."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.rooms.workbooks import xlsx
from kobling.rooms.workbooks.xlsx import Book
from kobling.rooms.workbooks.xlsx_sheet import Cell, UnreadableWorkbook, address, column_number
from tests.laws import examples
from tests.rooms import small
from tests.rooms.workbooks.filling_in import written

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = '<sheet name="Ark" r:id="r1"/>'
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-406]d. mmmm yyyy;@"/><numFmt numFmtId="165" '
    'formatCode="0.00 &quot;dage&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
)


def made(cells, *, pr="", shared="", head="", target="worksheets/sheet1.xml"):
    """Return the bytes of a workbook whose only sheet has these cells, as XML."""
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATED}">{pr}<sheets>{SHEET}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Target="{target}"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {MAIN}>{STYLES}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"{head}<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def read(data):
    return Book(io.BytesIO(data)).sheet("Ark")


def values(cells, **more):
    return [(cell.value, cell.problem) for row in read(made(cells, **more)).rows.values() for cell in row.values()]


def test_every_type_of_cell():
    shared = "<si><t xml:space='preserve'> hej </t></si><si><r><t>to </t></r><r><t>dele</t></r><rPh><t>x</t></rPh></si>"
    cells = (
        '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c>'
        '<c t="inlineStr"><is><t>a_x000D_b</t></is></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c><c><v>0.1</v></c><c t="str"><v></v></c>'
        '<c s="1"/><c t="d"><v>2020-11-30</v></c></row>'
    )

    row = read(made(cells, shared=shared)).rows[3]

    assert row == {
        2: Cell(3, 2, " hej "),
        4: Cell(3, 4, "to dele"),
        5: Cell(3, 5, "a\rb"),
        6: Cell(3, 6, value=True),
        7: Cell(3, 7, "#N/A", "error_cell"),
        8: Cell(3, 8, 2.0, "formula"),
        9: Cell(3, 9, 0.1),
        12: Cell(3, 12, date(2020, 11, 30)),
    }


@pytest.mark.parametrize(
    ("serial", "pr", "day"),
    [
        ("44165", "", date(2020, 11, 30)),
        ("42703", '<workbookPr date1904="1"/>', date(2020, 11, 30)),
        ("1", "", date(1900, 1, 1)),
        ("59", "", date(1900, 2, 28)),
        ("61", "", date(1900, 3, 1)),
        ("44165.5", "", datetime.combine(date(2020, 11, 30), time(12))),
    ],
)
def test_days_are_counted_from_1900_or_1904(serial, pr, day):
    assert values(f'<row><c s="1"><v>{serial}</v></c><c s="2"><v>{serial}</v></c></row>', pr=pr) == [(day, "")] * 2
    assert values(f'<row><c s="3"><v>{serial}</v></c></row>', pr=pr) == [(float(serial), "")]


@pytest.mark.parametrize("serial", ["60", "0", "-1", "1e300"])
def test_a_number_that_is_no_day_is_reported(serial):
    assert values(f'<row><c s="1"><v>{serial}</v></c></row>') == [(serial, "no_day")]


def test_merged_cells_and_hidden_rows_are_seen():
    cells = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
    sheet = read(made(cells))
    assert sheet.rows[2][1].value == 1

    merged = made('<row/></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>')
    assert read(merged).merged == ["A1:B2"]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "styles.xml">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xlsx"),
        (b"nogle;tal\n1;2\n", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_format"),
        (made("")[:-40], "not_xlsx"),
        (made("<row><c>"), "damaged"),
        (made("", target="../../styles.xml"), "not_xlsx"),
        (made("<row><c t='s'><v>7</v></c></row>"), "damaged"),
        (made("<row><c><v>tal</v></c></row>"), "damaged"),
        (made("<row><c r='XFE1'><v>1</v></c></row>"), "damaged"),
        (made("<row><c r='A1048577'><v>1</v></c></row>"), "damaged"),
        (made("<row><c t='inlineStr'><is><t>&b;</t></is></c></row>", head=ENTITIES), "document_type"),
        (made("<row><c t='inlineStr'><is><t>&a;</t></is></c></row>", head=FILE), "document_type"),
    ],
)
def test_what_cannot_be_read_is_refused(data, code):
    with pytest.raises(UnreadableWorkbook) as caught:
        read(data)
    assert caught.value.code == code


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_UNPACKED_BYTES", 200_000)
    monkeypatch.setattr(xlsx, "MAX_CELLS", 1_000)
    with pytest.raises(UnreadableWorkbook) as caught:
        read(made(" " * 10_000_000))
    assert caught.value.code == "too_large_unpacked"
    with pytest.raises(UnreadableWorkbook) as caught:
        read(made("<row>" + "<c><v>1</v></c>" * 1_001 + "</row>"))
    assert caught.value.code == "too_many_cells"
    assert len(read(made("<row>" + "<c s='1'/>" * 4_000 + "</row>")).rows) == 0
    monkeypatch.setattr(xlsx, "MAX_ELEMENTS", 3_000)
    with pytest.raises(UnreadableWorkbook) as caught:
        read(made("<row/>" * 4_000))
    assert caught.value.code == "too_many_cells"


@given(st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), min_size=1, max_size=40), st.booleans())
@examples(40)
def test_a_damaged_file_is_read_or_refused(changes, is_inside):
    """Bytes of the file, or of its biggest part, are replaced."""
    data = bytearray(written(small.facts()))
    if is_inside:
        archive = zipfile.ZipFile(io.BytesIO(bytes(data)))
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        for place, byte in changes:
            for name in ("xl/worksheets/sheet12.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"):
                parts[name][place % len(parts[name])] = byte
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as changed:
            for name, part in parts.items():
                changed.writestr(name, bytes(part))
        data = bytearray(content.getvalue())
    else:
        for place, byte in changes:
            data[place % len(data)] = byte
    try:
        book = Book(io.BytesIO(bytes(data)))
        sheets = [book.sheet(name) for name in book.sheet_names]
    except UnreadableWorkbook:
        return
    assert all(sheet.name in book.sheet_names for sheet in sheets)


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
@examples(40)
def test_addresses_are_excels(column, row):
    letters = address(row, column).rstrip("0123456789")
    assert address(row, column) == f"{letters}{row}"
    assert column_number(letters) == column
