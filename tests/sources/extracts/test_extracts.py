"""Extracts in files of every kind: the same figures from each, and a sentence where there are none. Made-up data."""

import itertools
import zipfile
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kobling.sources.extracts import Aggregate, ExtractDefinition, ExtractRegister, Limits
from kobling.sources.registers import RegisterError, Selection

ROWS = [
    ("791", "2019", "K", "1.25"),
    ("791", "2019", "M", "2"),
    ("791", "2020", "K", "0.1"),
    ("791", "2020", "K", "0.2"),
    ("0101", "2019", "M", "-3"),
    ("0101", "2020", "M", ".."),
]
NAMES = ("municipality", "year", "sex", "hours")
HOURS = ExtractDefinition(
    file="help.csv",
    title="Hours of help",
    area="municipality",
    parts=("sex",),
    period="year",
    value="hours",
    aggregate=Aggregate.SUM,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def write_csv(file, rows=ROWS, names=NAMES, separator=";"):
    file.write_text("\n".join(separator.join(row) for row in [names, *rows]) + "\n", encoding="utf-8-sig")


def write_workbook(file, rows=ROWS, names=NAMES, sheet="Data"):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Read me"
    page = book.create_sheet(sheet)
    for row in [names, *rows]:
        page.append(row)
    book.save(file)


def draw(folder, extract=HOURS, **values):
    found = ExtractRegister(folder, {"HELP": extract}).fetch(Selection("HELP", values or {"year": ["*"]}))
    return found.cube.frame.rows()


def refusal(folder, extract=HOURS, **values):
    with pytest.raises(RegisterError) as refused:
        draw(folder, extract, **values)
    assert str(refused.value).startswith("extracts HELP")
    return refused.value.code, refused.value.facts


@pytest.fixture(params=["help.csv", "help.tsv", "help.parquet", "help.xlsx"])
def extract(request, folder):
    """The same rows in each kind of file."""
    file = folder / request.param
    if file.suffix == ".parquet":
        figures = [None if row[3] == ".." else float(row[3]) for row in ROWS]
        columns = [[row[place] for row in ROWS] for place in range(3)]
        years = [int(year) for year in columns[1]]
        pl.DataFrame(dict(zip(NAMES, [columns[0], years, columns[2], figures], strict=True))).write_parquet(file)
    elif file.suffix == ".xlsx":
        write_workbook(file)
    else:
        write_csv(file, separator="\t" if file.suffix == ".tsv" else ";")
    return HOURS.model_copy(update={"file": file.name, "sheet": "Data" if file.suffix == ".xlsx" else None})


def test_rows_of_any_file_are_added_up_over_the_columns_left_out(folder, extract):
    assert draw(folder, extract, municipality=["*"], year=["*"]) == [
        ("0101", "2019", -3.0, None),
        ("0101", "2020", None, ".."),
        ("791", "2019", 3.25, None),
        ("791", "2020", 0.3, None),
    ]
    assert draw(folder, extract, year=["2020", "2019"], municipality=["791"]) == [
        ("791", "2020", 0.3, None),
        ("791", "2019", 3.25, None),
    ]


def test_a_combination_without_rows_has_no_figure_and_a_count_of_none_is_0(folder):
    write_csv(folder / "help.csv")
    counted = HOURS.model_copy(update={"aggregate": Aggregate.COUNT, "value": None})

    assert draw(folder, HOURS, municipality=["0101"], sex=["K", "M"], year=["2019"]) == [
        ("0101", "K", "2019", None, ".."),
        ("0101", "M", "2019", -3.0, None),
    ]
    assert draw(folder, counted, municipality=["*"], sex=["*"], year=["2019"]) == [
        ("0101", "K", "2019", 0.0, None),
        ("0101", "M", "2019", 1.0, None),
        ("791", "K", "2019", 1.0, None),
        ("791", "M", "2019", 1.0, None),
    ]


def test_a_mean_is_over_the_figures_there_are_only_where_the_definition_says_so(folder):
    write_csv(folder / "help.csv")
    mean = HOURS.model_copy(update={"aggregate": Aggregate.MEAN})

    assert draw(folder, mean) == [("2019", pytest.approx(0.25 / 3), None), ("2020", None, "..")]
    assert draw(folder, mean.model_copy(update={"without_missing": True}), year=["2020"]) == [("2020", 0.15, None)]


def test_only_rows_with_the_texts_wanted_are_taken(folder):
    write_csv(folder / "help.csv")

    assert draw(folder, HOURS.model_copy(update={"only": {"sex": ("K",)}})) == [
        ("2019", 1.25, None),
        ("2020", 0.3, None),
    ]


@pytest.mark.parametrize(
    ("texts", "settings", "expected"),
    [
        (["1,5", "2"], {}, 3.5),
        (["1,5", "1.500"], {}, 1501.5),
        (["1.5", "1,500"], {}, 1501.5),
        (["1.500"], {"decimal_comma": True}, 1500.0),
        (["1.500"], {"decimal_comma": False}, 1.5),
        (["1.500"], {}, "two_numbers"),
        (["1,5", "2.5", "1.500"], {}, "two_numbers"),
        (["1.234.567,5", "1 000", "1\u202f000", "−1"], {}, 1236566.5),
        (["8,2*", "8,2 1)", "8,2¹"], {}, 24.6),
        (["-"], {"zero": ("-",)}, 0.0),
        (["-"], {}, "no_figure_in_row"),
        (["8,2 %"], {}, "percent_cell"),
    ],
)
def test_a_number_is_read_the_one_way_it_can_be_and_else_as_its_column_shows(folder, texts, settings, expected):
    write_csv(folder / "help.csv", [("791", "2019", "K", text) for text in texts])
    extract = HOURS.model_copy(update=settings)

    found = refusal(folder, extract)[0] if isinstance(expected, str) else draw(folder, extract)[0][1]
    assert found == (expected if isinstance(expected, str) else pytest.approx(expected))


def test_decimal_and_dates_in_parquet_are_figures_and_codes(folder):
    frame = pl.DataFrame({"day": [date(2020, 1, 31)] * 2, "kroner": [Decimal("0.10"), Decimal("0.20")]})
    frame.write_parquet(folder / "d.parquet")
    extract = ExtractDefinition(file="d.parquet", title="d", period="day", value="kroner", aggregate=Aggregate.SUM)

    assert draw(folder, extract, day=["*"]) == [("2020-01-31", 0.3, None)]


def test_the_raw_answer_is_the_figures_with_the_files_checksum_in_the_question(folder):
    write_csv(folder / "help.csv")
    register = ExtractRegister(folder, {"HELP": HOURS})
    drawn = register.fetch(Selection("HELP", {"year": ["2019"]}))

    [raw] = drawn.responses
    assert raw.body == b"year,value,why\n2019,0.25,\n"
    assert raw.request_text.startswith("FILE help.csv sha256=")
    write_csv(folder / "help.csv", ROWS[:1])
    assert register.fetch(Selection("HELP", {"year": ["2019"]})).responses[0].request_text != raw.request_text


def test_a_definition_says_what_there_is_and_search_finds_it(folder):
    write_csv(folder / "help.csv")
    register = ExtractRegister(folder, {"HELP": HOURS})

    [found] = register.search("hours HELP", language="en")
    assert (found.code, found.variables) == ("HELP", ("municipality", "sex", "year"))
    assert register.search("hours nothing", language="en") == ()
    table = register.describe("HELP", language="en")
    assert [(one.code, [value.code for value in one.values], one.is_time) for one in table.variables] == [
        ("municipality", ["0101", "791"], False),
        ("sex", ["K", "M"], False),
        ("year", ["2019", "2020"], True),
    ]


def test_a_jsonstat_file_is_drawn_as_it_is(folder):
    (folder / "x.json").write_text(
        '{"class":"dataset","id":["area","Tid"],"size":[2,1],"dimension":{"area":{"category":{"index":["a","b"]}},'
        '"Tid":{"category":{"index":["2020"]}}},"value":[1,null]}'
    )
    extract = ExtractDefinition(file="x.json", title="x")

    assert draw(folder, extract, area=["b", "a"]) == [("b", "2020", None, ".."), ("a", "2020", 1.0, None)]
    assert refusal(folder, extract, Tid=["2020"])[0] == "variable_left_out"
    assert refusal(folder, extract, area=["c"])[0] == "no_such_value"


@pytest.mark.parametrize(
    ("changes", "values", "expected"),
    [
        ({"file": "other.csv"}, {}, "no_file"),
        ({"value": "hour"}, {}, "no_column"),
        ({"only": {"sexx": ("K",)}}, {}, "no_column"),
        ({}, {"municipality": ["791"]}, "time_left_out"),
        ({}, {"year": []}, "nothing_chosen"),
        ({}, {"year": ["*"], "region": ["*"]}, "no_such_variable"),
        ({}, {"year": ["2018"]}, "no_cells"),
        ({}, {"year": ["2019", "2018"]}, "no_such_value"),
        ({"value": "sex", "parts": ()}, {}, "no_figure_in_row"),
    ],
)
def test_what_does_not_fit_the_file_is_refused(folder, changes, values, expected):
    write_csv(folder / "help.csv")

    assert refusal(folder, HOURS.model_copy(update=changes), **values)[0] == expected


def test_the_nearest_columns_are_named(folder):
    write_csv(folder / "help.csv")

    assert refusal(folder, HOURS.model_copy(update={"value": "hour"}))[1]["known"].startswith("hours")


def test_a_code_that_no_table_has_is_refused(folder):
    with pytest.raises(RegisterError, match="HELP"):
        ExtractRegister(folder, {"HELP": HOURS}).fetch(Selection("HALP", {"year": ["*"]}))


@pytest.mark.parametrize("cell", ["x", "10 00", "inf", "NaN", "1e300", "1.5.2", "1,50,0"])
def test_a_figure_that_is_none_is_refused_with_its_row(folder, cell):
    write_csv(folder / "help.csv", [*ROWS, ("791", "2019", "K", cell)])

    assert refusal(folder) == ("no_figure_in_row", {"row": 8, "column": "hours", "found": cell})


def test_a_row_without_a_code_is_refused_unless_others_are_chosen(folder):
    write_csv(folder / "help.csv", [*ROWS, ("791", "", "K", "1")])

    assert refusal(folder)[0] == "no_code_in_rows"
    assert draw(folder, year=["2019"]) == [("2019", 0.25, None)]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("help.csv", b"", "no_rows"),
        ("help.csv", b"municipality;year;sex;hours\n791;2019;K;\xe6\n", "no_figure_in_row"),
        ("help.csv", b"\xff\xfem\x00", "no_heading"),
        ("help.csv", b"m\x00u", "not_utf8"),
        ("help.csv", b"PK\x03\x04", "not_utf8"),
        ("help.csv", b"municipality;year;sex;hours\n791;2019;K;1;2\n", "damaged"),
        ("help.csv", b"municipality;year;sex;hours;hours\n", "repeated_name"),
        ("help.parquet", b"PAR1 nothing PAR1", "damaged"),
        ("help.parquet", b"", "damaged"),
        ("help.xlsx", b"PK\x03\x04 nothing", "damaged"),
        ("help.xlsx", b"", "damaged"),
        ("help.ods", b"", "unknown_kind"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_refused(folder, name, body, expected):
    (folder / name).write_bytes(body)

    assert refusal(folder, HOURS.model_copy(update={"file": name}))[0] == expected


def test_a_column_of_truths_holds_no_figures(folder):
    pl.DataFrame({"year": ["2020"], "hours": [True]}).write_parquet(folder / "t.parquet")

    assert (
        refusal(folder, ExtractDefinition(file="t.parquet", title="t", period="year", value="hours"))[0]
        == "not_numbers"
    )


WORKBOOK = HOURS.model_copy(update={"file": "help.xlsx", "sheet": "Data"})


def test_a_formula_or_an_error_in_a_workbook_is_refused_with_its_cell(folder):
    write_workbook(folder / "help.xlsx", [("791", "2019", "K", "=1+1")])
    assert refusal(folder, WORKBOOK) == ("formula", {"at": "Data!D2"})

    write_workbook(folder / "help.xlsx", [("791", "2019", "K", "#DIV/0!")])
    assert refusal(folder, WORKBOOK) == ("error_cell", {"at": "Data!D2"})


def test_two_columns_of_one_name_are_refused_in_a_workbook_too(folder):
    write_workbook(folder / "help.xlsx", [("791", "2019", "K", "1")], ("municipality", "year", "hours", "hours"))

    assert refusal(folder, WORKBOOK.model_copy(update={"parts": ()}))[0] == "repeated_name"


@pytest.mark.parametrize("name", ["help.csv", "help.xlsx"])
def test_rows_in_which_nothing_stands_are_none(folder, name):
    rows = [*ROWS[:1], ("", "", "", ""), *ROWS[1:2], ("", "", "", "")]
    (write_csv if name == "help.csv" else write_workbook)(folder / name, rows)
    counted = {
        "file": name,
        "aggregate": Aggregate.COUNT,
        "value": None,
        "sheet": None if name == "help.csv" else "Data",
    }

    assert draw(folder, HOURS.model_copy(update={"file": name, "sheet": counted["sheet"]})) == [("2019", 3.25, None)]
    assert draw(folder, HOURS.model_copy(update=counted)) == [("2019", 2.0, None)]


def test_a_sheet_that_is_not_there_is_refused(folder):
    write_workbook(folder / "help.xlsx")

    code, facts = refusal(folder, WORKBOOK.model_copy(update={"sheet": "Tal"}))
    assert (code, facts["known"]) == ("no_sheet", "Read me, Data")


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(folder):
    write_workbook(folder / "help.xlsx")
    with zipfile.ZipFile(folder / "help.xlsx", "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/nothing.bin", bytes(6_000_000))
    assert (folder / "help.xlsx").stat().st_size < 50_000

    for limits, code in (
        (Limits(decompressed_bytes=5_000_000), "too_many_unpacked"),
        (Limits(cells=20), "too_many_cells"),
    ):
        with pytest.raises(RegisterError) as refused:
            ExtractRegister(folder, {"HELP": WORKBOOK}, limits=limits).describe("HELP", language="da")
        assert refused.value.code == code


def test_a_workbook_that_lies_about_its_size_is_refused(folder):
    write_workbook(folder / "help.xlsx")
    with zipfile.ZipFile(folder / "help.xlsx", "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/nothing.bin", bytes(1_000_000))
    body = (folder / "help.xlsx").read_bytes()
    (folder / "help.xlsx").write_bytes(body.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))

    assert refusal(folder, WORKBOOK)[0] == "damaged"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"period": "year"},
        {"period": "year", "value": "hours", "aggregate": "count"},
        {"period": "year", "value": "year"},
        {"period": "year", "value": "hours", "area": "year"},
        {"period": "why", "value": "hours"},
        {"period": "year", "value": "hours", "file": "../x.csv"},
        {"period": "year", "value": "hours", "colour": "red"},
        *(
            {"period": "year", "value": "hours", "aggregate": how, "unit": unit}
            for how in ("sum", "mean")
            for unit in ("percent", "pct.", "Pr. 1.000 indbyggere", "indeks", "%")
        ),
    ],
)
def test_a_definition_that_does_not_agree_with_itself_is_refused(facts):
    with pytest.raises(ValidationError):
        ExtractDefinition(**{"file": "x.csv", "title": "x", **facts})


def test_a_definition_is_kept_as_json():
    assert ExtractDefinition.model_validate_json(HOURS.model_dump_json()) == HOURS


CODES = st.sampled_from(["791", "0101", "æ", "x y"])
YEARS = st.sampled_from(["2018", "2019", "2020K1"])
FIGURES = st.decimals(-(10**6), 10**6, places=3).map(str) | st.sampled_from(["..", "", " 5 "])


@given(rows=st.lists(st.tuples(CODES, YEARS, FIGURES), min_size=1, max_size=30))
def test_no_figure_differs_from_the_slow_and_obvious_sum_whatever_the_order(rows, tmp_path_factory):
    """One row at a time, in decimals."""
    folder = tmp_path_factory.mktemp("extract")
    expected = {}
    for area, year, figure in rows:
        number = None if figure in {"..", ""} else Decimal(figure.strip())
        before = expected.get((area, year), Decimal(0))
        expected[area, year] = None if number is None or before is None else before + number
    extract = ExtractDefinition(
        file="x.csv", title="x", area="area", period="year", value="figure", aggregate="sum", decimal_comma=False
    )
    for order in (rows, rows[::-1]):
        write_csv(folder / "x.csv", order, ("area", "year", "figure"))
        found = {row[:2]: row[2] for row in draw(folder, extract, area=["*"], year=["*"])}
        keys = itertools.product({row[0] for row in rows}, {row[1] for row in rows})
        assert found == {key: None if expected.get(key) is None else float(expected[key]) for key in keys}
