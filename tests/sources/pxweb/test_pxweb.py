"""PxWeb: what is asked for comes, all of it and nothing else, in as many answers as it takes."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.pxweb import FINLAND, GREENLAND, NORWAY, SWEDEN, PxWeb
from kobling.sources.registers import Register, RegisterError, Selection
from kobling.sources.registers.formats.jsonstat_parser import parse_jsonstat
from kobling.sources.registers.http.client import HttpClient, Limits
from tests.laws import examples
from tests.sources.pxweb.fake import RECORDED, TABLE, FakePxWeb, figure

CHOSEN = {"Parti": ["M", "C"], "ContentsCode": ["ME0104AV"], "Tid": ["2018", "2022"]}


@pytest.fixture
def fake():
    with FakePxWeb() as running:
        yield running


@pytest.fixture
def register(fake) -> Register:
    return PxWeb(HttpClient(fake.address, register="scb", limits=Limits(pause_seconds=0, max_attempts=1)), SWEDEN)


def refusal(do):
    with pytest.raises(RegisterError) as refused:
        do()
    assert str(refused.value).startswith("scb")
    return refused.value.code


def test_what_statistics_sweden_answered_is_read():
    """Men in Sweden on 31 December 2017: 5,082,662 (SCB)."""
    cells = parse_jsonstat((RECORDED / "data_BefolkningNy_sv.json").read_bytes(), register="scb", table="BefolkningNy")

    assert cells.frame.rows() == [("1", "BE0101N1", "2017", 5082662.0, None)]
    assert (cells.unit, cells.source) == ("antal personer", "SCB")


def test_a_selection_is_drawn_with_the_answer_behind_it(register, fake):
    drawn = register.fetch(Selection(TABLE, CHOSEN))

    assert drawn.cube.frame.rows() == [
        (*codes, figure(codes), None) for codes in product(["M", "C"], ["ME0104AV"], ["2018", "2022"])
    ]
    assert [(one.code, one.text, one.is_time) for one in drawn.cube.dimensions] == [
        ("Parti", "parti", False),
        ("ContentsCode", "tabellinnehåll", False),
        ("Tid", "valår", True),
    ]
    assert drawn.cube.dimensions[0].labels == {"M": "Moderaterna", "C": "Centerpartiet"}
    [raw] = drawn.responses
    assert '"filter":"item"' in raw.request_text
    assert json.loads(raw.body)["source"] == "SCB"


def test_a_selection_over_the_limit_comes_in_several_answers_and_the_same_order(register, fake):
    whole = register.fetch(Selection(TABLE, {code: ["*"] for code in ("Parti", "Kon", "ContentsCode", "Tid")}))
    fake.limit = 25
    parts = register.fetch(whole.selection)

    assert len(parts.responses) > len(whole.responses) == 1
    assert parts.cube.frame.rows() == whole.cube.frame.rows()
    assert parts.cube.frame.height == 10 * 3 * 2 * 6


def test_periods_are_chosen_by_pattern_and_the_newest_by_number(register):
    def periods(*signs):
        drawn = register.fetch(Selection(TABLE, {**CHOSEN, "Tid": list(signs)}))
        return list(drawn.cube.dimensions[-1].labels)

    assert periods("top(2)") == ["2018", "2022"]
    assert periods("201*", "2022", "2022") == ["2010", "2014", "2018", "2022"]


def test_the_sites_limit_is_asked_for_by_a_bare_key(register, fake):
    fake.limit = 2
    register.fetch(Selection(TABLE, CHOSEN))

    assert [query for _, query, _ in fake.requests if "config" in query] == ["config"]
    assert [len(question["query"]) for _, _, question in fake.requests if question] == [3, 3]


JUNK = st.sampled_from(
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b'{"maxCells":"many"}',
        b'{"maxCells":-1}',
        b'{"maxCells":null}',
        b"<html>",
        b"\xff",
    ]
)


@given(status=st.sampled_from([200, 400, 403, 404, 418, 500]), body=JUNK)
@examples(20)
def test_a_site_that_says_its_limits_badly_or_not_at_all_gives_its_figures(status, body):
    with FakePxWeb() as fake:
        fake.config = (status, body)
        limits = Limits(pause_seconds=0, max_attempts=1)
        drawn = PxWeb(HttpClient(fake.address, register="scb", limits=limits), SWEDEN).fetch(Selection(TABLE, CHOSEN))

        assert drawn.cube.frame.height == 4


def test_a_variable_with_more_values_than_are_listed_is_asked_for_by_its_codes(register, fake):
    fake.max_values = 9

    drawn = register.fetch(Selection(TABLE, CHOSEN))
    assert drawn.cube.frame.height == 4
    assert refusal(lambda: register.fetch(Selection(TABLE, {**CHOSEN, "Parti": ["*"]}))) == "values_not_listed"
    assert refusal(lambda: register.fetch(Selection(TABLE, {**CHOSEN, "Parti": ["none"]}))) == "source_not_allowed"


def test_no_more_calls_are_made_than_the_site_allows_whichever_client_makes_them(fake):
    """One second stands for the ten that Statistics Sweden counts."""
    fake.calls = (4, 1)
    limits = Limits(pause_seconds=0, max_attempts=1)
    for _ in range(3):
        PxWeb(HttpClient(fake.address, register="scb", limits=limits), SWEDEN).fetch(Selection(TABLE, CHOSEN))

    assert len(fake.requests) == 9


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Alder": ["1"]}, "no_such_variable"),
        ({"Tid": ["2019"]}, "no_such_value"),
        ({"Parti": ["top(1)"]}, "no_such_value"),
        ({"Parti": []}, "nothing_chosen"),
        ({"Tid": None}, "time_left_out"),
        ({"ContentsCode": None}, "variable_left_out"),
    ],
)
def test_a_question_that_the_table_cannot_answer_is_not_asked(register, fake, changes, expected):
    values = {code: some for code, some in {**CHOSEN, **changes}.items() if some is not None}

    assert refusal(lambda: register.fetch(Selection(TABLE, values))) == expected
    assert all(question is None for _, _, question in fake.requests)


def without(answer, name):
    place = answer["id"].index(name)
    kept = [one for one in answer["id"] if one != name]
    size = [one for number, one in enumerate(answer["size"]) if number != place]
    return {
        **answer,
        "id": kept,
        "size": size,
        "value": answer["value"][: len(answer["value"]) // answer["size"][place]],
    }


def renamed(answer, old, new):
    return json.loads(json.dumps(answer).replace(f'"{old}"', f'"{new}"'))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda answer: without(answer, "Tid"), "answer_lacks_variable"),
        (lambda answer: renamed(answer, "2018", "2017"), "answer_lacks_code"),
        (lambda answer: renamed(answer, "Parti", "Party"), "answer_lacks_variable"),
        (lambda answer: {**answer, "value": answer["value"][:-1]}, "wrong_count"),
        (lambda _: ["no", "such", "thing"], "not_as_described"),
    ],
)
def test_an_answer_with_another_shape_than_was_asked_for_is_refused(register, fake, change, expected):
    fake.change = change

    assert refusal(lambda: register.fetch(Selection(TABLE, CHOSEN))) == expected


def test_an_update_between_two_answers_is_refused(register, fake):
    fake.limit, days = 2, iter(range(1, 29))
    fake.change = lambda answer: {**answer, "updated": f"2023-02-{next(days):02d}T07:00:00Z"}

    assert refusal(lambda: register.fetch(Selection(TABLE, CHOSEN))) == "updated_between"


def test_codes_in_another_order_are_still_their_own(register, fake):
    fake.change = lambda answer: {
        **answer,
        "dimension": {
            **answer["dimension"],
            "Tid": {"category": {"index": {"2022": 0, "2018": 1}}},
        },
        "value": [answer["value"][place] for place in (1, 0, 3, 2)],
    }

    frame = register.fetch(Selection(TABLE, CHOSEN)).cube.frame
    assert frame.rows()[0] == ("M", "ME0104AV", "2018", figure(("M", "ME0104AV", "2018")), None)


def test_search_asks_the_source_where_it_has_a_search(register, fake):
    """In Statistics Finland's form, by rOpenGov/pxweb tests/testthat/test-pxweb_search.R."""
    fake.searches = [
        {
            "id": "139e.px",
            "path": "/vaenn",
            "title": "139e -- Vital statistics by sex",
            "score": 1.17,
            "published": "2026-06-06T21:04:00",
        },
        {"id": "13.px", "path": "/", "title": "Something else", "score": 0.1, "published": "2026-06-06T21:04:00"},
    ]

    [found] = register.search("vital sex", language="en")
    assert (found.code, found.text) == ("vaenn/139e.px", "139e -- Vital statistics by sex")


def test_search_looks_through_the_folders_where_the_source_has_none(register):
    assert [entry.code for entry in register.search("population month", language="en")] == [
        "BE/BE0101/BE0101A/BefolkManadCKM",
        "BE/BE0101/BE0101A/BefolkManad",
    ]


def test_what_only_explains_a_table_may_be_malformed(register, fake):
    table = json.loads((RECORDED / "table_ME0104T24_sv.json").read_bytes())
    fake.described = lambda: {
        "title": 7,
        "variables": [{**one, "text": None, "valueTexts": ["x"]} for one in table["variables"]],
    }
    assert register.fetch(Selection(TABLE, CHOSEN)).cube.frame.height == 4

    fake.searches = [{"id": "a.px", "path": "/", "title": "A", "published": "yesterday"}]
    assert [(entry.code, entry.updated_at) for entry in register.search("a", language="sv")] == [("a.px", None)]


def test_a_table_that_is_not_there_is_refused_with_those_beside_it(register):
    with pytest.raises(RegisterError, match="ME0104T24"):
        register.describe("ME/ME0104/ME0104C/ME0104T25", language="sv")


@pytest.mark.parametrize(
    "code", ["", "/", "../x", "a/../b", "//evil.example/x", "http://evil.example/", "x?query=1", "x%2e"]
)
def test_a_code_leads_nowhere_but_below_the_database(register, fake, code):
    assert refusal(lambda: register.describe(code, language="sv")) == "no_such_table"
    assert fake.requests == []


@pytest.mark.parametrize("place", [SWEDEN, NORWAY, FINLAND, GREENLAND])
def test_a_place_speaks_its_own_language_where_another_is_wished_for(place):
    assert place.path("xx", "T").startswith(f"{place.languages[0]}/")
    assert place.path("en", "T") == f"en/{place.database}/T"
    assert place.address.startswith("https://")
