"""PxWeb with version 2 of its API: what is asked for comes, all of it and nothing else."""

import json
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.pxweb import NORWAY_2, SWEDEN_2, PxWeb2
from kobling.sources.registers import Register, RegisterError, Selection
from kobling.sources.registers.http.client import HttpClient, Limits
from tests.laws import examples
from tests.sources.pxweb.fake import figure
from tests.sources.pxweb.fake2 import TABLE, FakePxWeb2
from tests.sources.pxweb.test_pxweb import JUNK, refusal

CHOSEN = {"SECTOR": ["0.1", "1.0"], "GREENHOUSEGAS": ["CH4"], "ContentsCode": ["Emission"], "TIME": ["2016", "2017"]}


def client_of(fake) -> Register:
    limits = Limits(pause_seconds=0, max_attempts=1)
    return PxWeb2(HttpClient(fake.address, register="scb2", limits=limits), SWEDEN_2)


@pytest.fixture
def fake():
    with FakePxWeb2() as running:
        yield running


@pytest.fixture
def register(fake):
    return client_of(fake)


def test_a_selection_is_drawn_with_the_answer_behind_it(register):
    drawn = register.fetch(Selection(TABLE, CHOSEN))

    assert drawn.cube.frame.rows() == [
        (*codes, figure(codes), None) for codes in product(["0.1", "1.0"], ["CH4"], ["Emission"], ["2016", "2017"])
    ]
    assert [one.code for one in drawn.cube.dimensions if one.is_time] == ["TIME"]
    assert drawn.cube.updated_at == datetime(2023, 5, 25, 13, 42, tzinfo=UTC)
    assert json.loads(drawn.responses[0].body)["source"] == "Statistics Sweden"


def test_a_selection_over_the_limit_comes_in_several_answers_and_the_same_order(register, fake):
    everything = {code: ["*"] for code in CHOSEN}
    whole = register.fetch(Selection(TABLE, everything))
    fake.limit = 500
    parts = register.fetch(Selection(TABLE, everything))

    assert len(parts.responses) > len(whole.responses) == 1
    assert parts.cube.frame.rows() == whole.cube.frame.rows()
    assert parts.cube.frame.height == 14 * 11 * 28


def test_a_table_is_described_and_found_on_every_page(register):
    table = register.describe(TABLE, language="en")
    assert [(one.code, len(one.values), one.is_time, one.is_optional) for one in table.variables] == [
        ("SECTOR", 14, False, False),
        ("GREENHOUSEGAS", 11, False, False),
        ("ContentsCode", 1, False, False),
        ("TIME", 28, True, False),
    ]
    assert table.note.startswith("Footnote text")

    everything = register.search("", language="en")
    assert len(everything) > 2
    [found] = register.search("air emissions", language="en")
    assert (found.code, found.first_period, found.latest_period) == (TABLE, "1990", "2017")
    assert register.search("no-such:word*", language="en") == ()


@given(status=st.sampled_from([200, 400, 404, 500]), body=JUNK)
@examples(20)
def test_a_site_that_says_its_limits_badly_or_not_at_all_gives_its_figures(status, body):
    with FakePxWeb2() as fake:
        fake.config = (status, body)
        assert client_of(fake).fetch(Selection(TABLE, CHOSEN)).cube.frame.height == 4


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Alder": ["1"]}, "no_such_variable"),
        ({"TIME": ["2019"]}, "no_such_value"),
        ({"TIME": None}, "time_left_out"),
        ({"SECTOR": None}, "variable_left_out"),
    ],
)
def test_a_question_that_the_table_cannot_answer_is_not_asked(register, fake, changes, expected):
    values = {code: some for code, some in {**CHOSEN, **changes}.items() if some is not None}

    assert refusal(lambda: register.fetch(Selection(TABLE, values))) == expected
    assert all(question is None for _, _, question in fake.requests)


@pytest.mark.parametrize("code", ["TAB999", "", ".", "..", "../config", "a/b", "x?y", "x%2e"])
def test_a_table_that_is_not_there_is_refused(register, fake, code):
    assert refusal(lambda: register.describe(code, language="en")) == "no_such_table"
    assert len(fake.requests) == (code == "TAB999")


def test_what_the_site_says_no_to_is_told_in_its_words(register, fake):
    fake.limit = 1
    fake.config = (200, {"maxDataCells": 1000})
    with pytest.raises(RegisterError, match="Too many cells selected") as refused:
        register.fetch(Selection(TABLE, CHOSEN))
    assert refused.value.code == "source_too_large"

    fake.change = lambda answer: {**answer, "value": answer["value"][:-1]}
    fake.limit = None
    assert refusal(lambda: register.fetch(Selection(TABLE, CHOSEN))) == "wrong_count"


@pytest.mark.parametrize("site", [SWEDEN_2, NORWAY_2])
def test_a_place_has_an_encrypted_address_below_which_paths_are_joined(site):
    assert site.address.startswith("https://")
    assert site.address.endswith("/v2/")
