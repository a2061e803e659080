"""Kolada: what is missing stays missing, and no page and no figure is left behind."""

import json

import pytest

from kobling.sources.kolada import Kolada
from kobling.sources.registers import Register, RegisterError, Selection
from kobling.sources.registers.http.client import HttpClient, Limits
from tests.sources.kolada.fake import MUNICIPALITIES, FakeKolada, figure


@pytest.fixture
def fake():
    with FakeKolada() as running:
        yield running


@pytest.fixture
def register(fake) -> Register:
    return Kolada(HttpClient(fake.address, register="kolada", limits=Limits(pause_seconds=0, max_attempts=1)))


def rows(register, **values):
    return register.fetch(Selection("N00945", values)).cube.frame.rows()


def refusal(do):
    with pytest.raises(RegisterError) as refused:
        do()
    assert str(refused.value).startswith("kolada")
    return refused.value.code


def test_figures_are_for_all_unless_a_gender_is_chosen(register):
    assert rows(register, municipality=["0002"], year=["2019"]) == [
        ("0002", "T", "2019", figure("0002", "T", 2019), None)
    ]
    assert [row[1] for row in rows(register, municipality=["0002"], year=["2019"], gender=["K", "M"])] == ["K", "M"]


def test_what_is_missing_stays_missing_and_what_did_not_come_too(register):
    found = rows(register, municipality=["0003", "0004", "0005"], year=["2019"])

    assert [row[3:] for row in found] == [(None, "Missing"), (None, ".."), (figure("0005", "T", 2019), None)]


@pytest.mark.parametrize("page_size", [7, 5000])
def test_all_municipalities_and_years_come_whatever_the_pages_and_the_limits(register, fake, page_size):
    fake.page_size = page_size
    expected = [
        (one["id"], "T", str(year), *(
            {"0003": (None, "Missing"), "0004": (None, "..")}.get(one["id"] if year == 2019 else "")
            or (figure(one["id"], "T", year), None)
        ))
        for one in MUNICIPALITIES
        for year in (2019, 2020)
    ]  # fmt: skip

    assert rows(register, municipality=["*"], year=["*"]) == expected
    assert rows(register, municipality=["*"], year=["2019", "2020"]) == expected
    assert rows(register, municipality=[one["id"] for one in MUNICIPALITIES], year=["2019", "2020"]) == expected


def test_more_years_than_kolada_takes_are_asked_for_in_several_questions(register):
    years = [str(year) for year in range(1990, 2030)]

    assert [row[2] for row in rows(register, municipality=["0001"], year=years)] == years


def test_the_answers_are_kept_and_named(register):
    drawn = register.fetch(Selection("N00945", {"municipality": ["0001"], "year": ["2020"]}))

    assert [json.loads(raw.body)["count"] for raw in drawn.responses] == [1]
    assert [(one.code, one.is_time) for one in drawn.cube.dimensions] == [
        ("municipality", False),
        ("gender", False),
        ("year", True),
    ]
    assert drawn.cube.dimensions[0].labels == {"0001": "Kommun 1"}
    assert drawn.cube.source.startswith("Kolada")


def test_search_finds_every_word_and_table_tells_what_it_is(register):
    assert [entry.code for entry in register.search("grundskola", language="sv")] == ["N00945", "N15006"]
    assert [entry.code for entry in register.search("kostnad grundskola", language="sv")] == ["N15006"]

    table = register.describe("N15006", language="sv")
    assert [len(one.values) for one in table.variables] == [40, 1, 0]
    assert table.note == "Made up too."


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"municipality": ["0001"]}, "variable_left_out"),
        ({"year": ["2019"]}, "variable_left_out"),
        ({"municipality": [], "year": ["2019"]}, "nothing_chosen"),
        ({"municipality": ["9999"], "year": ["2019"]}, "no_such_value"),
        ({"municipality": ["0001"], "year": ["2019/../x"]}, "no_such_value"),
        ({"municipality": ["0001"], "year": ["2019"], "gender": ["X"]}, "no_such_value"),
        ({"municipality": ["0001"], "year": ["2019"], "ou": ["V"]}, "no_such_variable"),
        ({"municipality": ["0004"], "year": ["2019"]}, "no_cells"),
    ],
)
def test_a_question_that_kolada_cannot_answer_is_refused(register, values, expected):
    assert refusal(lambda: register.fetch(Selection("N00945", values))) == expected


@pytest.mark.parametrize("code", ["", "N1", "N00945/../x", "N99999", "//evil.example"])
def test_a_key_figure_that_is_not_there_is_refused(register, code):
    assert refusal(lambda: register.describe(code, language="sv")) == "no_such_table"


def changed(**facts):
    """An answer whose first figure has other facts."""

    def change(answer):
        for value in answer["values"][:1]:
            if "values" in value:
                value["values"][0] |= facts
        return answer

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changed(value="12"), "no_number"),
        (changed(value=True), "no_number"),
        (changed(value=1e300), "too_large"),
        (changed(gender="K"), "cell_twice"),
        (changed(gender="X"), "not_as_described"),
        (
            lambda answer: json.loads(json.dumps(answer).replace('"period": 2019', '"period": "2019"')),
            "not_as_described",
        ),
        (
            lambda answer: json.loads(json.dumps(answer).replace('"kpi": "N00945"', '"kpi": "N00001"')),
            "answer_has_code",
        ),
        (lambda _: {"detail": "no"}, "missing_part"),
    ],
)
def test_an_answer_in_another_form_is_refused(register, fake, change, expected):
    fake.change = change

    assert refusal(lambda: rows(register, municipality=["0001"], year=["2019"])) == expected


def test_a_figure_that_is_deleted_is_left_out(register, fake):
    fake.change = changed(isdeleted=True)

    assert rows(register, municipality=["0001"], year=["2019"], gender=["T", "K"])[0][3:] == (None, "..")
