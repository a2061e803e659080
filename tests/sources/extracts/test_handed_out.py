"""Tables as statistical offices hand them out: whatever stands round the figures, they are read right or refused.

The files in `cases` are small inputs in which a figure was read wrong or refused without need; all figures in them are
made up, and the right values are worked out by hand from what each cell shows in Excel.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.extracts import ExtractDefinition, ExtractRegister, Limits
from kobling.sources.extracts.proposal import look
from kobling.sources.registers import RegisterError, Selection
from tests.laws import examples

CASES = Path(__file__).parent / "cases"
COLUMNS = {"area": "kommune", "period": "år", "value": "værdi"}
NEET = {"area": "Kommunekode", "period": "År", "value": "Andel"}


def definition(file, **more):
    columns = {} if file.endswith(".json") else COLUMNS
    return ExtractDefinition(**{"file": file, "title": "t", **columns, **more})


def figures(folder, extract):
    select = {name: ["*"] for name in extract.columns} or {"OMR": ["*"], "Tid": ["*"]}
    rows = ExtractRegister(folder, {"T": extract}).fetch(Selection("T", select)).cube.frame.rows()
    return {tuple(row[:-2]): row[-2] for row in rows}


def refusal(folder, extract):
    with pytest.raises(RegisterError) as refused:
        figures(folder, extract)
    return refused.value


TWO = {("791", "2019"): 8.5, ("000", "2019"): 7.25}
FOUR = {("791", "2018"): 1.0, ("791", "2019"): 2.0, ("000", "2018"): 3.0, ("000", "2019"): 4.0}


@pytest.mark.parametrize(
    ("file", "more", "expected"),
    [
        ("x02percent.xlsx", {}, TWO),
        ("x08title.xlsx", {}, TWO),
        ("x08title.xlsx", {"heading_row": 4}, TWO),
        ("x04mixed.xlsx", {}, TWO),
        ("x04mixed.xlsx", {"decimal_comma": True}, TWO),
        ("x04mixed.xlsx", {"decimal_comma": False}, TWO),
        ("x05date.xlsx", {}, {("791", "2019-01-01"): 8.5, ("000", "2019-01-01"): 7.25}),
        (
            "x10wide.xlsx",
            {},
            {("791", "2018"): 8.5, ("791", "2019"): 8.4, ("000", "2018"): 7.25, ("000", "2019"): 7.2},
        ),
        ("c12title.csv", {}, {("791", "2019"): 1.0}),
        ("c13space.csv", {}, {("791", "2019"): 1.0}),
        ("j05status1.json", {}, FOUR),
        ("j30bundle.json", {}, FOUR),
    ],
)
def test_a_case_has_its_right_figures(file, more, expected):
    assert figures(CASES, definition(file, **more)) == expected


def test_a_percentage_among_numbers_is_the_percentage_that_its_cell_shows():
    found = figures(CASES, definition("neet_num.xlsx", **NEET))

    assert [found["791", year] for year in ("2017", "2018", "2019")] == [8.2, 8.1, 8.4]
    assert found["000", "2018"] == 8.8
    assert found["492", "2017"] is None


@pytest.mark.parametrize(
    ("file", "more", "code", "facts"),
    [
        ("c19gender.csv", {"unit": "percent"}, "two_rows_divided", {"first": 2, "second": 3, "columns": "køn"}),
        ("c20duprow.csv", {}, "two_rows", {"first": 2, "second": 3, "count": 2}),
        ("j41frac.json", {"unit": "persons"}, "no_count", {"found": "1.234"}),
        ("j40neg.json", {"unit": "persons"}, "no_count", {"found": "-1"}),
        ("x02percent.xlsx", {"unit": "persons"}, "percent_cell", {"row": 2}),
        ("x08title.xlsx", {"heading_row": 1}, "no_heading", {}),
        ("x08title.xlsx", {"heading_row": 40}, "no_such_row", {"last": 8}),
    ],
)
def test_a_case_that_cannot_be_right_is_refused(file, more, code, facts):
    refused = refusal(CASES, definition(file, **more))

    assert refused.code == code
    assert facts.items() <= refused.facts.items()


# A table that is right, and everything that an office puts round it.

AREAS = ("791", "000", "101", "081")
PARTS = ("Mænd", "Kvinder")
YEARS = ("2017", "2018", "2019")


@dataclass
class HandedOut:
    """A true table, and how it is written."""

    true: dict
    wide: bool
    parts: bool
    titles: int
    notes: int
    numbers: str
    periods: str
    lost_zeros: bool
    spaces: bool
    names: bool


@st.composite
def handed_out(draw):
    parts = draw(st.booleans())
    tenths = st.integers(0, 10**7).map(lambda number: number / 10)
    keys = [(area, part, year) for area in AREAS for part in (PARTS if parts else ("",)) for year in YEARS]
    wide = draw(st.booleans())
    return HandedOut(
        true={key: draw(st.none() | tenths) if key[0] != "791" else draw(tenths) for key in keys},
        wide=wide,
        parts=parts,
        titles=draw(st.integers(0, 3)),
        notes=draw(st.integers(0, 2)),
        numbers=draw(st.sampled_from(["number", "comma", "percent", "mixed", "note"])),
        periods=draw(st.sampled_from(["number", "text", "provisional"] + ([] if wide else ["date"]))),
        lost_zeros=draw(st.booleans()),
        spaces=draw(st.booleans()),
        names=draw(st.booleans()),
    )


def set_figure(cell, value, how, place):
    if value is None:
        cell.value = ".." if place % 2 else None
        return
    if how == "mixed":
        how = ("number", "comma", "percent")[place % 3]
    text = f"{value:,.1f}".replace(",", "_").replace(".", ",").replace("_", ".")
    if how == "number":
        cell.value = value
    elif how == "percent":
        cell.value, cell.number_format = float(f"{value / 100:.15g}"), "0.0%"
    else:
        cell.value = text + ("*" if how == "note" and place % 2 else "")


def set_period(cell, year, how):
    if how == "date":
        cell.value, cell.number_format = date(int(year), 1, 1), "yyyy"
    else:
        cell.value = int(year) if how == "number" else year + ("*" if how == "provisional" else "")


def set_area(cell, area, table):
    if table.names and area == "791":
        cell.value = "Viborg"
    else:
        cell.value = int(area) if table.lost_zeros else area


def write(table, file):
    """Write a table as a workbook; one with parts and years as columns has its years merged over them."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(1, table.titles + 1):
        sheet.cell(number, 1, f"Unge uden job, tabel {number}")
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=4)
    top = table.titles + 2 if table.titles else 1
    pad = " \n" if table.spaces else ""
    write_heading_and_rows = write_wide if table.wide else write_long
    last = write_heading_and_rows(table, sheet, top, pad)
    for number in range(table.notes):
        sheet.cell(last + 2 + number, 1, ("Kilde: Danmarks Statistik", "1) Foreløbige tal")[number])
    book.save(file)


def write_wide(table, sheet, top, pad):
    parts = PARTS if table.parts else ("",)
    heading = top + 1 if table.parts else top
    sheet.cell(heading, 1, f"Kommune{pad}")
    for number, year in enumerate(YEARS):
        first = 2 + number * len(parts)
        set_period(sheet.cell(top, first), year, table.periods)
        if table.parts:
            sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=first + 1)
            for place, part in enumerate(parts):
                sheet.cell(heading, first + place, part)
    for number, area in enumerate(AREAS, heading + 1):
        set_area(sheet.cell(number, 1), area, table)
        for place, (year, part) in enumerate((year, part) for year in YEARS for part in parts):
            set_figure(sheet.cell(number, 2 + place), table.true[area, part, year], table.numbers, number + place)
    return heading + len(AREAS)


def write_long(table, sheet, top, pad):
    names = ["Kommune", *(["Køn"] if table.parts else []), "År", "Andel"]
    for place, name in enumerate(names, 1):
        sheet.cell(top, place, name + pad)
    for number, ((area, part, year), value) in enumerate(table.true.items(), top + 1):
        set_area(sheet.cell(number, 1), area, table)
        if table.parts:
            sheet.cell(number, 2, part)
        set_period(sheet.cell(number, len(names) - 1), year, table.periods)
        set_figure(sheet.cell(number, len(names)), value, table.numbers, number)
    return top + len(table.true)


def extract_of(table, **more):
    fields = {"file": "t.xlsx", "title": "t", "area": "kommune", "period": "år", "value": "andel", **more}
    parts = {"parts": ("køn",)} if table.parts else {}
    return ExtractDefinition(**fields, **parts, area_codes={"Viborg": "791"})


@given(table=handed_out())
@examples(60)
def test_a_table_is_read_right_whatever_stands_round_it(table, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    write(table, folder / "t.xlsx")

    found = figures(folder, extract_of(table))

    expected = {tuple(filter(None, key)): value for key, value in table.true.items()}
    assert {key: value for key, value in found.items() if value is not None} == {
        key: pytest.approx(value) for key, value in expected.items() if value is not None
    }


@given(
    table=handed_out().filter(lambda table: not table.wide),
    fault=st.sampled_from(["doubled", "total summed", "unit", "formula", "word", "negative"]),
    place=st.integers(0, 11),
)
@examples(40)
def test_a_planted_fault_is_refused(table, fault, place, tmp_path_factory):
    import openpyxl

    folder = tmp_path_factory.mktemp("office")
    table.numbers = "percent" if fault == "unit" else "number"
    table.true = {key: float(number + 1) for number, key in enumerate(table.true)}
    write(table, folder / "t.xlsx")
    book = openpyxl.load_workbook(folder / "t.xlsx")
    sheet = book.active
    heading = table.titles + 2 if table.titles else 1
    row, column = heading + 1 + place, 4 if table.parts else 3
    more = {}
    if fault == "doubled":
        for number in range(1, column + 1):
            sheet.cell(heading + len(table.true) + 1, number, sheet.cell(row, number).value).number_format = "General"
            if table.periods == "date" and number == column - 1:
                sheet.cell(heading + len(table.true) + 1, number).number_format = "yyyy"
    elif fault == "total summed":
        sheet.insert_cols(1)
        sheet.cell(heading, 1, "Alder")
        for number in range(heading + 1, heading + 1 + len(table.true)):
            sheet.cell(number, 1, "I alt" if number == row else "16-24 år")
        more = {"aggregate": "sum"}
    elif fault == "formula":
        sheet.cell(row, column, "=1+1")
    elif fault == "word":
        sheet.cell(row, column, "mange")
    elif fault == "negative":
        sheet.cell(row, column, -3)
    if fault in {"unit", "negative"}:
        more = {"unit": "personer"}
    book.save(folder / "t.xlsx")

    refused = refusal(folder, extract_of(table, **more))

    assert (
        refused.code
        in {
            "doubled": {"two_rows", "two_rows_divided"},
            "total summed": {"total_beside_parts"},
            "unit": {"percent_cell"},
            "formula": {"formula"},
            "word": {"no_figure_in_row"},
            "negative": {"no_count"},
        }[fault]
    )
    assert str(refused)


def test_a_file_in_the_encoding_of_excel_is_read(tmp_path):
    (tmp_path / "t.csv").write_bytes("Område;År;Andel\r\nViborg;2019;8,5\r\nÆrø;2019;7,25\r\n".encode("cp1252"))
    (tmp_path / "u.csv").write_bytes("Område\tÅr\tAndel\r\nViborg\t2019\t8,5\r\n".encode("utf-16"))
    extract = ExtractDefinition(file="t.csv", title="t", area="område", period="år", value="andel")

    assert figures(tmp_path, extract) == {("Viborg", "2019"): 8.5, ("Ærø", "2019"): 7.25}
    assert figures(tmp_path, extract.model_copy(update={"file": "u.csv"})) == {("Viborg", "2019"): 8.5}


def test_a_stub_that_stands_once_means_the_rows_below_where_the_definition_fills_down(tmp_path):
    (tmp_path / "t.csv").write_text("Tabel 1\n\nkommune;køn;2018;2019\n791;M;1;2\n;K;3;4\n000;M;5;6\n;K;7;8\n", "utf-8")
    extract = ExtractDefinition(
        file="t.csv", title="t", area="kommune", parts=("køn",), period="år", value="antal", fill_down=True
    )

    found = figures(tmp_path, extract)
    assert found["791", "K", "2019"] == 4
    assert found["000", "K", "2018"] == 7
    assert refusal(tmp_path, extract.model_copy(update={"fill_down": False})).code == "no_code_in_rows"


def test_units_below_their_headings_are_no_row(tmp_path):
    (tmp_path / "t.csv").write_text("kommune;år;antal\n;;personer\n791;2019;1\n", "utf-8")
    extract = ExtractDefinition(file="t.csv", title="t", area="kommune", period="år", value="antal")

    assert figures(tmp_path, extract) == {("791", "2019"): 1.0}


def test_rows_to_skip_are_left_out(tmp_path):
    (tmp_path / "t.csv").write_text("kommune;år;antal\n791;2019;1\n791;2019;2\n", "utf-8")
    extract = ExtractDefinition(file="t.csv", title="t", area="kommune", period="år", value="antal", skip_rows=(3,))

    assert figures(tmp_path, extract) == {("791", "2019"): 1.0}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1. kvartal 2019", "2019K1"),
        ("2019 K1", "2019K1"),
        ("2. halvår 2019", "2019H2"),
        ("januar 2019", "2019M01"),
        ("2019 dec.", "2019M12"),
        ("31-12-2019", "2019-12-31"),
        ("1.2.2019", "2019-02-01"),
        ("2019*", "2019"),
        ("2018-2019", "2018/2019"),
        ("2019-01-01 00:00:00", "2019-01-01"),
    ],
)
def test_periods_in_words_have_the_codes_of_statistics(tmp_path, text, code):
    (tmp_path / "t.csv").write_text(f"kommune;år;antal\n791;{text};1\n", "utf-8")
    extract = ExtractDefinition(file="t.csv", title="t", area="kommune", period="år", value="antal")

    assert figures(tmp_path, extract) == {("791", code): 1.0}


@given(table=handed_out())
@examples(40)
def test_what_is_proposed_of_a_table_reads_it_right_or_leaves_a_choice_to_a_person(table, tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    write(table, folder / "t.xlsx")
    looked = look(folder / "t.xlsx", sheet=None, own="791", own_name="Viborg Kommune", title="t", limits=Limits())

    proposed = looked.proposed.model_copy(update={"only": dict.fromkeys(looked.dividing, (PARTS[0],))})
    columns = [proposed.area, proposed.period]
    register = ExtractRegister(folder, {"T": proposed})
    rows = register.fetch(Selection("T", {name: ["*"] for name in columns})).cube.frame.rows()

    assert bool(looked.dividing) == table.parts
    assert {row[:2]: row[2] for row in rows if row[2] is not None} == {
        (area, year): pytest.approx(value)
        for (area, part, year), value in table.true.items()
        if value is not None and part in {"", PARTS[0]}
    }


def test_an_export_of_statbank_has_no_heading_over_its_stub_and_each_code_once(tmp_path):
    """As StatBank writes Excel files: a title, periods as headings, and areas in their first row alone."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in [
        ["Unge efter område, køn og tid"],
        ["Enhed: Procent"],
        [],
        [None, None, "2018", "2019"],
        ["Hele landet", "I alt", 8.8, 8.9],
        [None, "Mænd", 9.2, ".."],
        ["Viborg", "I alt", 8.1, 8.4],
        [None, "Mænd", 8.5, 8.8],
    ]:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")

    looked = look(tmp_path / "t.xlsx", sheet=None, own="791", own_name="Viborg Kommune", title="t", limits=Limits())

    assert (looked.heading, looked.dividing, looked.has_percentages) == (4, ("#2",), True)
    register = ExtractRegister(tmp_path, {"T": looked.proposed})
    rows = register.fetch(Selection("T", {"#1": ["791", "000"], "periode": ["*"]})).cube.frame.rows()
    assert [row[:3] for row in rows] == [
        ("791", "2018", 8.1),
        ("791", "2019", 8.4),
        ("000", "2018", 8.8),
        ("000", "2019", 8.9),
    ]
