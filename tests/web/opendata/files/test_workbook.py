"""The workbook: what Excel opens has real numbers and real dates, and nothing in it runs."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from kobling.web.opendata.extract import extract_release
from kobling.web.opendata.files.workbook import (
    MAX_CELL_LENGTH,
    danish_heading,
    english_heading,
    fit_cell,
    render_workbook,
)
from kobling.web.opendata.tables import MEASUREMENTS, SOURCES, STATUS
from tests.web.opendata.documents import HOSTILE

SHEETS = {"Status": STATUS, "Målinger – Measurements": MEASUREMENTS, "Kilder – Sources": SOURCES}


def opened(document):
    """Read a workbook back, formulas and all."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(render_workbook(extract_release(document, "0" * 64))))


def as_excel(value):
    """A date is a moment in Excel, and a number has 16 digits at most."""
    if isinstance(value, date):
        return datetime.combine(value, time())
    return float(f"{value:.16g}") if isinstance(value, float) else value


@pytest.mark.parametrize("which", ["document", "small"])
@pytest.mark.parametrize("name", SHEETS)
def test_what_is_read_back_is_what_the_document_says(which, name, request):
    document, table = request.getfixturevalue(which), SHEETS[name]
    danish, english, *rows = opened(document)[name].iter_rows(values_only=True)

    assert danish == tuple(map(danish_heading, table.columns))
    assert english == tuple(map(english_heading, table.columns))
    assert rows == [tuple(map(as_excel, row)) for row in table.rows(extract_release(document, ""))]


def test_numbers_are_numbers_and_dates_are_dates(small):
    sheet = opened(small)["Målinger – Measurements"]
    kinds = {
        column.name: {cell.data_type for cell in cells[2:] if cell.value is not None}
        for column, cells in zip(MEASUREMENTS.columns, sheet.iter_cols(), strict=True)
    }

    assert kinds["value"] == kinds["low"] == kinds["n"] == {"n"}
    assert kinds["period_start"] == kinds["drawn"] == {"d"}
    assert kinds["superseded"] == {"b"}
    assert kinds["indicator_da"] == kinds["note_en"] == kinds["period"] == {"s"}


def test_nothing_runs_and_nothing_leads_out(small):
    book = opened(small)

    assert all(
        cell.data_type != "f" and cell.hyperlink is None
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
    )
    assert [row[1] for row in book["Kilder – Sources"].iter_rows(min_row=3, values_only=True)] == list(HOSTILE)


def test_the_headings_stay_in_sight_and_can_filter(small):
    for name, table in SHEETS.items():
        sheet = opened(small)[name]
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert all(sheet.column_dimensions[cells[0].column_letter].width >= 12 for cells in sheet.iter_cols())
        assert sheet.max_column == len(table.columns)


def test_the_first_sheet_says_whose_figures_these_are_and_on_what_terms(document):
    sheet = opened(document).worksheets[0]
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]

    assert sheet.title == "Læs mig – Read me"
    assert "Eksempelby Kommune" in words
    assert "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/" in words
    assert "0" * 64 in words
    assert "Kommunen er opdigtet, og alle tal er fundet på." in words
    assert {column.name for table in SHEETS.values() for column in table.columns} <= set(words)
    assert {"cannot_tell", "relative_to_area", "simple_random_sample", "ahead_of_path"} <= set(words)
    assert "hvor mange ud af et kendt antal dele" in words


def test_no_clock_is_in_it(document):
    with zipfile.ZipFile(io.BytesIO(render_workbook(extract_release(document, "")))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"2021-02-01T00:00:00Z") == 2


def test_days_before_excels_calendar_are_texts(small):
    old = small.model_copy(update={"as_of": date(1850, 5, 1)})

    assert opened(old)["Status"]["C3"].value == "1850-05-01"


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(small):
    long = small.sources[0].title.model_copy(update={"da": "å" * (MAX_CELL_LENGTH + 1)})
    source = small.sources[0].model_copy(update={"title": long})
    kept = opened(small.model_copy(update={"sources": (source,)}))["Kilder – Sources"]["B3"].value

    assert len(kept) == MAX_CELL_LENGTH
    assert kept.endswith("release.json")
    assert fit_cell("å" * MAX_CELL_LENGTH) == "å" * MAX_CELL_LENGTH
