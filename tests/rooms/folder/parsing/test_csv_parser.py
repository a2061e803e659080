"""A table is read the same whoever wrote it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.characters import INVISIBLE_CHARACTER, normalize
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.csv_parser import parse_measurements
from tests.laws import examples

ROWS = (
    ("period", "part", "value", "uncertainty", "drawn", "note"),
    ("2019", "Hald Ege", "59.5", "full_count", "2020-01-31", ""),
    ("2020-Q1", 'Byen "ved åen", nord; syd', "-1000000", "unknown", "2020-04-30", "To\nlinjer"),
    ("2021-01-01/2021-12-31", "=1+1", "1.5e-07", "unknown", "2022-04-30", ""),
)
NAMES = ROWS[0]


def read(text):
    problems = ProblemCollector()
    rows = list(parse_measurements(text, file="x.csv", name="folketal", problems=problems))
    return rows, [(str(problem.location), problem.code) for problem in problems.found]


def written(rows, **dialect):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", **dialect).writerows(rows)
    return text.getvalue()


def with_commas(rows):
    return [rows[0], *((*row[:2], row[2].replace(".", ","), *row[3:]) for row in rows[1:])]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_both_dialects_say_the_same(quoting):
    commas, none_wrong = read(written(ROWS, quoting=quoting))
    semicolons, none_wrong_either = read(written(with_commas(ROWS), delimiter=";", quoting=quoting))

    assert none_wrong == none_wrong_either == []
    assert [one for one, _row in commas] == [one for one, _row in semicolons]
    assert [(one.period.code, one.part, one.value) for one, _row in commas] == [
        ("2019", "Hald Ege", 59.5),
        ("2020-Q1", 'Byen "ved åen", nord; syd', -1000000.0),
        ("2021-01-01/2021-12-31", "=1+1", 1.5e-7),
    ]
    assert commas[1][0].note.da == "To\nlinjer"


@pytest.mark.parametrize("blank", ["\n", "  \n", ";;;;;\n", ' ; ;"";;;\n'])
def test_rows_that_say_nothing_are_passed_over(blank):
    lines = written(with_commas(ROWS), delimiter=";").splitlines(keepends=True)

    rows, wrong = read(blank.join(["", *lines[:2], ""]) + blank)

    assert (len(rows), wrong) == (1, [])


def test_a_file_may_have_column_names_alone():
    assert read(written(ROWS[:1])) == ([], [])


@pytest.mark.parametrize(
    ("value", "number"), [("0", 0.0), ("-0,5", -0.5), ("+3", 3.0), ("007", 7.0), ("1e3", 1000.0), ("1,5E-3", 0.0015)]
)
def test_a_number_with_a_comma_is_read_where_semicolons_separate(value, number):
    rows, wrong = read(f"period;value;uncertainty;drawn\n2019;{value};unknown;2020-01-01\n")

    assert ([one.value for one, _row in rows], wrong) == ([number], [])


@pytest.mark.parametrize(
    "value", ["1.5", "1.000", "1.000,5", "1,5,5", "1 000", "1'000", ",5", "5,", "5 %", "ca. 5", "½", "--5"]
)
def test_anything_else_is_no_number_where_semicolons_separate(value):
    rows, wrong = read(f"period;value;uncertainty;drawn\n2019;{value};unknown;2020-01-01\n")

    assert (rows, wrong) == ([], [("x.csv:2:6", "not_a_number")])


@pytest.mark.parametrize("value", ['"1,5"', '"1,000"', '"1.000,5"', "1.5.5", "1 000", ".5", "5.", "5%"])
def test_anything_else_is_no_number_where_commas_separate(value):
    rows, wrong = read(f"period,value,uncertainty,drawn\n2019,{value},unknown,2020-01-01\n")

    assert (rows, wrong) == ([], [("x.csv:2:6", "not_a_number")])


def test_a_decimal_comma_where_commas_separate_is_seen_by_the_number_of_cells():
    rows, wrong = read("period,value,uncertainty,drawn\n2019,1,5,unknown,2020-01-01\n")

    assert (rows, wrong) == ([], [("x.csv:2:1", "cell_count")])


def test_a_wrong_row_takes_no_other_with_it():
    rows, wrong = read(
        "period,value,uncertainty,drawn\n2018,1,unknown,2020-01-01\n2019,..,unknown,2020-01-01\n2020\n2021,4,unknown,2022-01-01"
    )

    assert [one.period.code for one, _row in rows] == ["2018", "2021"]
    assert wrong == [("x.csv:3:6", "no_figure"), ("x.csv:4:1", "cell_count")]


def test_the_place_of_a_cell_counts_the_lines_of_the_cells_before_it():
    rows, wrong = read('period,part,value,uncertainty,drawn\n2019,"a\nb, ""c""",1,unknwon,2020-01-01\n')

    assert (rows, wrong) == ([], [("x.csv:2:6", "line_break"), ("x.csv:3:13", "not_one_of")])


def test_every_field_knows_its_place():
    ((_one, row),), wrong = read("value,period,uncertainty,drawn,note,note_en\n1,2019,unknown,2020-01-01,æ,b\n")

    places = {
        path: str(row.locate(*path)) for path in [(), ("period",), ("n",), ("note",), ("note", "da"), ("note", "en")]
    }
    assert wrong == []
    assert places == {
        (): "x.csv:2:1",
        ("period",): "x.csv:2:3",
        ("n",): "x.csv:2:1",
        ("note",): "x.csv:2:27",
        ("note", "da"): "x.csv:2:27",
        ("note", "en"): "x.csv:2:29",
    }


CELL = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=12)
    .map(normalize)
    .filter(lambda text: not INVISIBLE_CHARACTER.search(text))
)


@given(parts=st.lists(CELL.map(str.strip), max_size=6), delimiter=st.sampled_from(",;"), data=st.data())
def test_cells_are_read_as_they_were_written(parts, delimiter, data):
    quoting = data.draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)))
    rows = [NAMES, *(("2019", "", "1", "unknown", "2020-01-01", part) for part in parts)]

    read_rows, wrong = read(written(rows, delimiter=delimiter, quoting=quoting))

    assert wrong == []
    assert [one.note.da if one.note else "" for one, _row in read_rows] == parts


def as_danish_excel_saves(text, *, empty_columns, separator_line):
    """Return semicolon-separated text as it comes back from Danish Excel."""
    rows = [row + ";" * empty_columns for row in text.splitlines()]
    blank = [";" * (rows[0].count(";"))] * 2
    return "\r\n".join([*separator_line, *rows, *blank]).replace("\r\n", "\n") + "\n"


@given(
    days=st.lists(st.dates(), min_size=1, max_size=5, unique=True).filter(lambda days: min(days).year >= 1000),
    empty_columns=st.integers(0, 5),
    separator_line=st.sampled_from([[], ["sep=;"], ["SEP=;;;;"], ['"sep=;"']]),
)
@examples(60)
def test_a_file_that_went_through_danish_excel_is_the_same(days, empty_columns, separator_line):
    header, later = "period;value;uncertainty;drawn", max(days)
    iso = [f"{day};1,5;unknown;{later}" for day in days]
    danish = [f"{day:%d-%m-}{day.year:04};1,5;unknown;{later:%d-%m-}{later.year:04}" for day in days]

    as_it_was, no_problems = read("\n".join([header, *iso]))
    text = "\n".join([header, *danish])
    through_excel, problems = read(
        as_danish_excel_saves(text, empty_columns=empty_columns, separator_line=separator_line)
    )

    assert problems == no_problems == []
    assert [measurement for measurement, _ in through_excel] == [measurement for measurement, _ in as_it_was]


def test_danish_days_in_a_span_are_read_where_semicolons_separate():
    rows, problems = read("period;value;uncertainty;drawn\n01-08-2019/31-7-2020;1;unknown;1-9-2020\n")

    assert problems == []
    assert rows[0][0].period.code == "2019-08-01/2020-07-31"


@pytest.mark.parametrize("day", ["31-02-2020", "2020-31-01", "01-13-2020", "1-1-20", "01.02.2020"])
def test_a_day_that_is_none_stays_an_error(day):
    _, problems = read(f"period;value;uncertainty;drawn\n2019;1;unknown;{day}\n")

    assert problems == [("x.csv:2:16", "not_a_day")]


def test_where_commas_separate_a_danish_day_is_an_error():
    """A file with commas may be English, where 02-03-2020 is another day."""
    _, problems = read("period,value,uncertainty,drawn\n2019,1,unknown,02-03-2020\n")

    assert problems == [("x.csv:2:16", "not_a_day")]


def test_locations_count_the_separator_line():
    _, problems = read("sep=;\nperiod;value;uncertainty;drawn;\n2019;1;unknown;2020-01-31;\n2019;x;unknown;2020;\n")

    assert problems == [("x.csv:4:6", "no_figure")]


def test_empty_cells_beyond_the_headings_are_skipped_where_semicolons_separate():
    """Excel ends every block of 16 rows at its last cell in use, so that the header may be shorter than later rows."""
    header, row = "period;value;uncertainty;drawn\n", "2019;1,5;unknown;2020-01-31"

    rows, problems = read(f"{header}{row};;\n")

    assert (len(rows), problems) == (1, [])


def test_where_commas_separate_a_longer_row_is_an_error_even_if_it_ends_in_nothing():
    """Otherwise 1,5 would be read as the value 1 and the number asked 5."""
    _, problems = read("period,uncertainty,drawn,value,asked,note\n2019,unknown,2020-01-31,1,5,700,\n")

    assert problems == [("x.csv:2:1", "cell_count")]


def test_a_cell_under_no_heading_is_an_error():
    _, problems = read("period;value;uncertainty;drawn;\n2019;1;unknown;2020-01-31;rettet\n")

    assert problems == [("x.csv:2:1", "cell_count")]
