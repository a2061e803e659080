"""CSV as StatBank writes it, and as nobody should."""

import csv
import re
from io import StringIO

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterRefused
from kobling.sources.registers.delimited import SIGNS, read_delimited

# POST /v1/data of StatBank, STRAF42 for 2023, lang=en, as recorded in September 2025: thoran/statbank_denmark,
# test/fixtures/vcr_cassettes/data_straf42_csv.yml. Source of the figure: Statistics Denmark, CC BY 4.0.
STRAF42 = b"\xef\xbb\xbfHERKOMST1;TID;INDHOLD\r\nTotal;2023;233454\r\n"
HEADING = b"\xef\xbb\xbfOMR\xc3\x85DE;TID;INDHOLD\r\n"


def read(body, *, time="Tid", decimal_comma=True):
    return read_delimited(body, register="statbank", table="X", time=time, decimal_comma=decimal_comma)


def rows(body, **options):
    return read(HEADING + body.encode(), **options).frame.rows()


def in_words(refused):
    assert str(refused).startswith(refused.place)


def refusal(body, **options):
    with pytest.raises(RegisterRefused) as refused:
        read(body if isinstance(body, bytes) else HEADING + body.encode(), **options)
    assert (refused.value.register, refused.value.table) == ("statbank", "X")
    assert str(refused.value)
    return refused.value.code, refused.value.cell, refused.value.facts.get("line")


def test_what_statbank_answers_is_read():
    cells = read(STRAF42)

    assert cells.frame.rows(named=True) == [{"HERKOMST1": "Total", "TID": "2023", "value": 233454.0, "why": None}]
    assert [(one.code, dict(one.labels), one.time) for one in cells.dimensions] == [
        ("HERKOMST1", {"Total": "Total"}, False),
        ("TID", {"2023": "2023"}, True),
    ]


def test_codes_are_categories_in_the_order_they_first_stand_in_and_stay_codes():
    frame = read(HEADING + b"791;2020;1\r\n000;2020;2\r\n000;2019;3\r\n").frame

    assert frame.dtypes == [pl.Enum(["791", "000"]), pl.Enum(["2020", "2019"]), pl.Float64, pl.String]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_lines_end_in_either_way_and_the_last_need_not(end, last):
    body = end.join(["791;2020;1,5", "101;2020;..", "101;2021;-2"]) + (end if last else "")

    assert rows(body) == [("791", "2020", 1.5, None), ("101", "2020", None, ".."), ("101", "2021", -2.0, None)]


def test_a_point_is_a_decimal_sign_where_the_answer_says_so_and_a_comma_is_then_none():
    assert rows("791;2020;1.5\r\n", decimal_comma=False) == [("791", "2020", 1.5, None)]
    assert refusal("791;2020;1,5\r\n", decimal_comma=False)[0] == "no_number_on_line"


def test_a_point_where_decimals_take_a_comma_is_never_taken_for_a_decimal_sign():
    assert refusal("791;2020;1\r\n791;2021;1.500\r\n") == ("no_number_on_line", "OMRÅDE=791 TID=2021", 3)


@pytest.mark.parametrize("sign", SIGNS)
def test_whatever_sign_stands_for_a_missing_figure_is_kept(sign):
    assert rows(f"791;2020;{sign}\r\n791;2021;0\r\n") == [("791", "2020", None, sign), ("791", "2021", 0.0, None)]


def test_points_in_codes_are_no_decimal_signs():
    assert rows("7.91;2020;1,5\r\n..;2020;..\r\n") == [("7.91", "2020", 1.5, None), ("..", "2020", None, "..")]


def test_quotation_marks_keep_separators_and_line_breaks_out_of_the_way():
    assert rows('"7;""91""";"2020";"1,5"\r\n101;2020;2\r\n') == [
        ('7;"91"', "2020", 1.5, None),
        ("101", "2020", 2.0, None),
    ]
    assert refusal('"7\r\n91";2020;1\r\n101;2020;2\r\n') == ("no_code", "", 3)
    assert refusal('"791";2020;1\r\n101;2020;x\r\n') == ("no_number_on_line", "OMRÅDE=101 TID=2020", 3)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", ("wrong_heading", "", None)),
        (b"\r\n", ("wrong_heading", "", None)),
        (b"OMR;TID\r\n791;2020\r\n", ("wrong_heading", "", None)),
        (b"INDHOLD\r\n1\r\n", ("wrong_heading", "", None)),
        (b"OMR;;INDHOLD\r\n791;2020;1\r\n", ("wrong_heading", "", None)),
        (b"<html><body>Fejl</body></html>", ("wrong_heading", "", None)),
        (b"TID;TID;INDHOLD\r\n1;2;3\r\n", ("repeated_name", "", None)),
        (b"value;TID;INDHOLD\r\n1;2;3\r\n", ("reserved_name", "", None)),
        (b"OMR;KOEN;INDHOLD\r\n1;2;3\r\n", ("missing_part", "", None)),
        (HEADING, ("no_cells", "", None)),
        (HEADING + b"791;2020;1\r\n7\xff1;2020;2\r\n", ("not_utf8", "", 3)),
        ("791;2020;1\r\n791;2021\r\n", ("wrong_row", "", 3)),
        ("791;2020;1\r\n791;..\r\n", ("wrong_row", "", 3)),
        ("791;2020;1\r\n791;2021;1;1\r\n", ("wrong_row", "", 3)),
        ("791;2020;1\r\n\r\n791;2021;1\r\n", ("wrong_row", "", 3)),
        ("791;2020;1\r\n791;2021;\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2021", 3)),
        ("791;2020;1\r\n;2021;2\r\n", ("no_code", "", 3)),
        ("791;2020;1\r\n7\x001;2021;2\r\n", ("no_code", "", 3)),
        ("791;2020;1\r\n791;2021;2\r\n791;2020;1\r\n", ("repeated_row", "OMRÅDE=791 TID=2020", 4)),
        ("791;2020;inf\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;nan\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;1e300\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;9007199254740994\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;1 000\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020; 1\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;\t1\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;1\r\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;1_000\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ("791;2020;٣\r\n", ("no_number_on_line", "OMRÅDE=791 TID=2020", 2)),
        ('"791;2020;1\r\n', ("not_csv", "", 2)),
        ('"791"x;2020;1\r\n', ("not_csv", "", 2)),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_trusted_is_refused_on_its_line(body, expected):
    assert refusal(body) == expected


def test_many_dimensions_are_still_looked_through_for_cells_that_stand_twice():
    """More combinations of codes than are looked up in a table."""
    names = ";".join(f"D{number}" for number in range(6))
    lines = [";".join([str(number)] * 6) + ";1" for number in range(60)]
    body = "\r\n".join([f"{names};INDHOLD", *lines, lines[7], ""]).encode()

    assert refusal(body, time=None) == ("repeated_row", " ".join(f"D{number}=7" for number in range(6)), 62)
    assert read(body.replace(b"7;7;7;7;7;7;1\r\n", b"", 1), time=None).frame.height == 60


# The slow, obvious reader: one row at a time.

CODE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=4)
FIGURE = st.one_of(
    st.sampled_from(SIGNS),
    st.integers(-(2**53), 2**53).map(str),
    st.decimals(-(10**9), 10**9, places=3).map(str),
    st.sampled_from(
        ["", "x", "1.5", "1,5", "1.500,5", "1,5,5", "--1", "1e3", " 1", "NaN", "-inf", "0x10", "1_0", "+7"]
    ),
)
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


def slowly(body, *, decimal_comma):
    """The rows, or nothing where one of them cannot be trusted."""
    lines = list(csv.reader(StringIO(body, newline=""), delimiter=";"))[1:]
    found = []
    for codes, figure in [(line[:-1], line[-1]) for line in lines]:
        plain = figure
        if decimal_comma:
            plain = "x" if "." in figure else figure.replace(",", ".")
        if figure in SIGNS:
            found.append((*codes, None, figure))
        elif NUMBER.fullmatch(plain) and abs(float(plain)) <= 2**53:
            found.append((*codes, float(plain), None))
        else:
            return None
    codes = [row[:-2] for row in found]
    return found if found and len(set(codes)) == len(codes) else None


@given(
    answer=st.lists(st.tuples(CODE, CODE, FIGURE), max_size=8),
    decimal_comma=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_no_figure_differs_from_the_slow_and_obvious_reading(answer, decimal_comma, quoting):
    written = StringIO()
    csv.writer(written, delimiter=";", quoting=quoting).writerows([("A", "TID", "INDHOLD"), *answer])
    expected = slowly(written.getvalue(), decimal_comma=decimal_comma)
    try:
        found = read(written.getvalue().encode(), decimal_comma=decimal_comma).frame.rows()
    except RegisterRefused as refused:
        in_words(refused)
        found = None

    assert found == expected


@given(body=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body):
    for whole in (body, HEADING + body):
        try:
            read(whole)
        except RegisterRefused as refused:
            in_words(refused)


@given(data=st.data())
def test_a_good_answer_with_bytes_changed_is_read_or_refused(data):
    body = bytearray(HEADING + b'791;2020;1,5\r\n101;2020;..\r\n"000";2020;3\r\n')
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=4)):
        body[place] = data.draw(st.integers(0, 255) | st.sampled_from(b';",.\r\n'))
    try:
        read(bytes(body))
    except RegisterRefused as refused:
        in_words(refused)
