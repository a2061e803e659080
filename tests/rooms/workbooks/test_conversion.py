"""What people type in cells is read as they mean it, kept as text, or refused; never as something else."""

from datetime import date

import pytest

from kobling.core.characters import INVISIBLE_CHARACTER
from kobling.records.base import Text, Words
from kobling.records.chain import Goal
from kobling.records.initiatives import Initiative
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.workbooks.cells import CUT_MARK, MAX_CELL_UNITS, fitted
from kobling.rooms.workbooks.columns import CellType, sheets, visible_part
from kobling.rooms.workbooks.conversion import CellReader, parse_day
from kobling.rooms.workbooks.names import Names
from kobling.rooms.workbooks.problems import CellLocation, CellProblem, WorkbookError
from kobling.rooms.workbooks.reader import RECORDS
from kobling.rooms.workbooks.writer import rows_of
from kobling.rooms.workbooks.xlsx_sheet import Cell
from tests.rooms import small
from tests.rooms.workbooks.filling_in import columns, fill, opened, read, saved, written

HERE = CellLocation("Ark", 2, 1)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.dk")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE facts; --",
    "%(found)s {value}",
    "_x0041_",
)


def reader(facts=None):
    return CellReader(Names.of(facts or small.facts(), "da"), ProblemCollector(problem_type=CellProblem))


def column(of_type):
    return next(one for one in sheets(Goal, "da")[2].columns if one.type is of_type)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (59.0, "59"),
        (0.1, "0.1"),
        ("59", "59"),
        ("-2", "-2"),
        ("−2", "-2"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("1.234.567", "1234567"),
        ("1.234", None),
        ("1,234", None),
        ("12 %", None),
        ("1e3", None),
        ("tolv", None),
        (True, None),
        (date(2020, 11, 30), None),
    ],
)
def test_numbers(typed, number):
    cells = reader()
    node = cells.node(Cell(2, 1, typed), column(CellType.NUMBER), HERE)

    assert (node and node.text) == number
    assert len(cells.problems.found) == (number is None)


@pytest.mark.parametrize(
    "typed", ["2020-11-30", "30-11-2020", "30.11.2020", "30. november 2020", "30 November 2020", " 30.  nov. 2020 "]
)
def test_days(typed):
    assert parse_day(typed) == date(2020, 11, 30)


@pytest.mark.parametrize("typed", ["11/30/2020", "30-11-20", "31-11-2020", "30. måned 2020", "2020", ""])
def test_no_days(typed):
    assert parse_day(typed) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_or_is_refused_in_every_column(text):
    facts = small.facts()
    for record in RECORDS:
        for sheet in sheets(record, "da"):
            for one in sheet.columns:
                cells = reader(facts)
                node = cells.node(Cell(2, 1, text), one, HERE)
                if node is None:
                    assert {problem.location for problem in cells.problems.found} == {HERE}
                    assert cells.problems.found[0].message()
                elif one.type in {CellType.PROSE, CellType.LINE} and not one.is_list:
                    assert node.text == text


def test_hostile_texts_come_out_as_they_went_in():
    facts = small.facts()
    book = opened(facts, (Initiative,))
    page = book["Tiltag"]
    headings = {one.label: one.path for one in sheets(Initiative, "da")[0].columns if one.type is CellType.PROSE}
    written_texts = dict(zip(headings, HOSTILE * 2, strict=False))
    for heading, text in written_texts.items():
        cell = page.cell(2, columns(page)[heading])
        cell.value, cell.data_type = text.replace("_x", "_x005F_x"), "s"
    ending = "Hvad der blev besluttet, da det var prøvet af"
    fill(page, 2, **{f"{ending}: Hvordan": "det skal stoppes", f"{ending}: Dato": "30-11-2020"})
    fill(page, 2, **{f"{ending}: Opfølgning: Dato": "30-11-2020"})

    (edit,) = read(saved(book), facts).edits.facts

    again = opened(facts.model_copy(update={"initiatives": (edit.after,)}), (Initiative,))["Tiltag"]
    for heading, text in written_texts.items():
        cell = again.cell(2, columns(again)[heading])
        assert (cell.data_type, cell.value.replace("_x005F_x", "_x")) == ("s", text)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u200b", "\ufeff", "\ud800"])
def test_what_cannot_be_seen_is_refused_where_it_stands(sign):
    facts = small.facts()
    assert INVISIBLE_CHARACTER.search(sign)
    book = opened(facts, (Initiative,))
    page = book["Tiltag"]
    page.cell(2, columns(page)["Navn (dansk)"]).value = f"Navn_x{ord(sign):04X}_er"

    with pytest.raises(WorkbookError) as caught:
        read(saved(book), facts)
    assert [str(problem.location) for problem in caught.value.problems] == ["Tiltag!C2"]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_not_lost():
    long = "å" * (MAX_CELL_UNITS + 1)
    assert fitted("å" * MAX_CELL_UNITS) == "å" * MAX_CELL_UNITS
    for text in (long, "👩" * 20_000, "a" + "👩" * 20_000):
        assert fitted(text).endswith(CUT_MARK)
        assert len(fitted(text).encode("utf-16-le")) // 2 in {MAX_CELL_UNITS, MAX_CELL_UNITS - 1}
    facts = small.facts(goals=[small.goal("a", missing={"da": long})])
    assert not read(written(facts), facts).edits

    book = opened(facts, (Goal,))
    page = book["Mål"]
    cell = page.cell(2, columns(page)["Det, der mangler (dansk)"])
    cell.value = "B" + cell.value[1:]
    with pytest.raises(WorkbookError, match="Mål!"):
        read(saved(book), facts)


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_two_sheets_and_no_two_columns_are_called_the_same(language):
    every = [sheet for record in RECORDS for sheet in sheets(record, language)]
    names = [sheet.name.casefold() for sheet in every]

    assert len({*names}) == len(names)
    for sheet in every:
        headings = [*sheet.place_labels, *(one.label for one in sheet.columns)]
        assert len({heading.casefold() for heading in headings}) == len(headings)


class Pilot(Initiative):
    """A kind of fact that is declared here alone."""

    KIND = "pilot"
    note: tuple[Words, ...] = ()


def test_a_new_kind_has_its_sheets_without_another_line():
    main, notes = sheets(Pilot, "da")
    pilot = Pilot(
        key="p", term="2018-2021", name="Prøve", kind="lab", what="Noget", note=(Text(da="en"), Text(da="to", en="two"))
    )

    assert (main.name, notes.name) == ("Tiltag", "Tiltag - Bemærkning")
    assert list(rows_of(notes, [pilot], Names("da"))) == [("p", 1, "en", None), ("p", 2, "to", "two")]
    shown = visible_part(main, lambda record: record.model_fields.keys() - {"contributors"})
    assert {one.label for one in main.columns} - {one.label for one in shown.columns} == {"Deltagere"}
