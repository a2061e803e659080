"""CSV: what is read back is what the document says, in both dialects."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.web.opendata.extract import extract_release
from kobling.web.opendata.files.csv_dialects import (
    DANISH_EXCEL,
    FORMULA_PREFIX,
    RFC_4180,
    format_cell,
    format_decimal,
    guard_formula,
    to_csv,
)
from kobling.web.opendata.tables import MEASUREMENTS, SOURCES, STATUS, ColumnType

TABLES = [STATUS, MEASUREMENTS, SOURCES]


def read_number(field, dialect):
    """As strictly as a program with this dialect's numbers would."""
    point = re.escape(dialect.decimal_point)
    assert re.fullmatch(rf"-?[0-9]+({point}[0-9]+)?", field), field
    return float(field.replace(dialect.decimal_point, "."))


def read(field, column, dialect):
    """A field as what its column holds; nothing for an empty one."""
    if not field:
        return None
    match column.type:
        case ColumnType.TEXT:
            return unguard_formula(field)
        case ColumnType.NUMBER:
            return read_number(field, dialect)
        case ColumnType.INTEGER:
            return int(field)
        case ColumnType.DATE:
            return date.fromisoformat(field)
        case ColumnType.BOOLEAN:
            return {"true": True, "false": False}[field]


def unguard_formula(text):
    """The text that guard_formula was given."""
    return text[1:] if text.startswith("'") and FORMULA_PREFIX.match(text) else text


def read_back(written, table, dialect):
    """Read a file as Python's own reader does, each column as what it holds."""
    text = written.decode()
    assert text.startswith(dialect.byte_order_mark)
    reader = csv.reader(
        io.StringIO(text.removeprefix(dialect.byte_order_mark), newline=""), delimiter=dialect.separator, strict=True
    )
    names, *rows = reader
    assert names == [column.name for column in table.columns]
    return [
        tuple(read(field, column, dialect) for column, field in zip(table.columns, row, strict=True)) for row in rows
    ]


@pytest.mark.parametrize("dialect", [RFC_4180, DANISH_EXCEL], ids=["plain", "danish_excel"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("which", ["document", "small"])
def test_what_is_read_back_is_what_the_document_says(which, table, dialect, request):
    rows = list(table.rows(extract_release(request.getfixturevalue(which), "")))

    assert rows
    assert read_back(to_csv(table, rows, dialect), table, dialect) == rows


@pytest.mark.parametrize("dialect", [RFC_4180, DANISH_EXCEL], ids=["plain", "danish_excel"])
def test_lines_end_as_rfc_4180_says_and_only_they(small, dialect):
    table = to_csv(MEASUREMENTS, MEASUREMENTS.rows(extract_release(small, "")), dialect).decode()

    assert table.endswith("\r\n")
    assert table.count("\r\n") == 6
    assert table.replace("\r\n", "").count("\n") == table.count("\r") - 6 == 0


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_is_written_out_and_read_back_the_same(number):
    for dialect in (RFC_4180, DANISH_EXCEL):
        assert read_number(format_cell(number, dialect), dialect) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (59.0, "59"),
        (0.0, "0"),
        (-0.0, "0"),
        (-0.198, "-0.198"),
        (1e-7, "0.0000001"),
        (1e15, "1000000000000000"),
        (0.1, "0.1"),
    ],
)
def test_a_number_is_written_without_an_exponent(number, written):
    assert format_decimal(number) == written


@given(st.text())
def test_a_text_is_read_back_the_same_and_never_begins_as_a_formula(text):
    for dialect in (RFC_4180, DANISH_EXCEL):
        (field,) = next(csv.reader([format_cell(text, dialect)], delimiter=dialect.separator, strict=True), [""])
        assert not field.startswith(tuple("=+-@\t\r\n＝＋－＠"))
        assert unguard_formula(field) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", "'=1", "''-"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "1-2", "−1", "æ", " =1"])
def test_any_other_text_is_left_as_it_is(text):
    assert guard_formula(text) == unguard_formula(text) == text


def test_a_negative_number_is_a_number_and_a_negative_text_is_a_text():
    assert format_cell(-2.5, DANISH_EXCEL) == "-2,5"
    assert format_cell("-2,5", DANISH_EXCEL) == '"\'-2,5"'


def test_what_nobody_knows_is_an_empty_field_and_never_a_number():
    assert format_cell(None, RFC_4180) == ""
