"""The priorities of a year as a table: written, saved as one change set, and taken back."""

import re

import pytest

from kobling.records.rights import Role
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.records import Place
from kobling.rooms.workbooks.priorities import goals_of_year
from tests.rooms import small
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = f"/arbejde/{HERE}/prioriteringer/?year=2020"
BODIES = [
    {"key": "council", "name": "Byrådet", "kind": "council"},
    *({"key": key, "name": f"Udvalget {key}", "kind": "standing_committee"} for key in ("b", "c")),
]


def municipality(goals=3):
    priority = {"key": "p", "term": "2018-2021", "committee": "b", "goal": "g0", "year": 2020, "rank": 1}
    made = [small.goal(f"g{number}", small.target(f"t{number}")) for number in range(goals)]
    facts = small.facts(goals=made, bodies=BODIES, priorities=[priority], stories=[], initiatives=[])
    import_facts(facts=facts, by="office", at=NOON, replace=True)


@pytest.fixture
def secretary():
    municipality()
    return signed_in_client(Role.SECRETARY, place=Place("body", "b"))


def cells(answer):
    text = answer.content.decode()
    named = re.findall(r'name="(r\.[^"]*|revision)" value="([^"]*)"', text)
    assert 'name="csrfmiddlewaretoken"' in text
    return dict(named)


def ranks():
    return {(one.committee, one.goal): one.rank for one in municipality_facts(HERE).priorities}


def test_a_committees_ranks_are_written_and_stored_as_one_change(secretary):
    form = cells(secretary.get(PAGE))
    assert set(form) == {"revision", "r.b.g0", "r.b.g1", "r.b.g2"}
    typed = {"r.b.g0": "2", "r.b.g1": "1", "r.b.g2": "x", "r.c.g0": "1"}
    done = secretary.post(PAGE, form | typed | {"decided": "2020-01-15", "item": "4"})

    assert ranks() == {("b", "g0"): 2, ("b", "g1"): 1, ("b", "g2"): None}
    assert {one.decision.item for one in municipality_facts(HERE).priorities} == {"4"}
    assert change_sets(HERE)[0].number == 2
    assert "Det er gemt." in text_of(secretary.get(done.url))
    secretary.post(PAGE, {"undo": "2"})
    assert ranks() == {("b", "g0"): 1}


def test_what_is_no_rank_is_named_at_its_cell_and_the_rest_stays(secretary):
    refused = secretary.post(PAGE, cells(secretary.get(PAGE)) | {"r.b.g1": "først", "r.b.g2": "3"})

    assert refused.status_code == 422
    assert '<a href="#f-r.b.g1">' in refused.content.decode()
    assert cells(refused)["r.b.g1"] == "først"
    assert cells(refused)["r.b.g2"] == "3"
    assert ranks() == {("b", "g0"): 1}


def test_what_others_have_written_meanwhile_is_shown_and_kept_until_it_is_decided(secretary):
    late = cells(secretary.get(PAGE))
    secretary.post(PAGE, late | {"r.b.g0": "3", "r.b.g1": "1"})
    asked = secretary.post(PAGE, late | {"r.b.g0": "2"})

    assert asked.status_code == 422
    assert "Andre har skrevet: 3" in text_of(asked)
    assert ranks() == {("b", "g0"): 3, ("b", "g1"): 1}
    secretary.post(PAGE, cells(asked))
    assert ranks() == {("b", "g0"): 2, ("b", "g1"): 1}


def test_the_number_of_questions_to_the_database_is_the_same_at_500_goals(django_assert_max_num_queries):
    municipality(500)
    strategy = signed_in_client()
    strategy.get(PAGE)

    with django_assert_max_num_queries(30) as page:
        form = cells(strategy.get(PAGE))
    with django_assert_max_num_queries(70) as saving:
        strategy.post(PAGE, form | {"r.b.g1": "2", "r.c.g1": "1"})
    assert len(ranks()) == 3
    print(f"priorities at 500 goals: {len(page)} questions for the page, {len(saving)} for saving")


def test_every_year_of_every_term_has_the_goals_that_were_in_force_in_it():
    """Those too that have gone on in a later term, and in a term to which nothing has gone on yet."""
    terms = [
        {"key": f"{year}-{year + 3}", "start": f"{year}-01-01", "end": f"{year + 3}-12-31"} for year in (2018, 2022)
    ]
    ended = small.goal("ended", wordings=[{"text": "Før", "valid_from": "2018-12-19", "valid_to": "2021-12-31"}])
    went_on, stays = small.goal("went-on", term="2022-2025"), small.goal("stays")
    new = small.goal("new", term="2022-2025", wordings=[{"text": "Ny", "valid_from": "2022-06-01"}])
    facts = small.facts(terms=terms, goals=[ended, stays, went_on, new], bodies=BODIES, stories=[], initiatives=[])

    for year in range(2019, 2022):
        assert set(goals_of_year(facts, year, {})) == {"ended", "went-on", "stays"}
    for year in range(2022, 2026):
        assert set(goals_of_year(facts, year, {})) == {"went-on", "stays", "new"}
    import_facts(facts=facts, by="office", at=NOON, replace=True)
    visitor = signed_in_client()
    for year in (2020, 2024):
        assert "Mål went-on" in text_of(visitor.get(f"/arbejde/{HERE}/prioriteringer/?year={year}"))
        assert visitor.get(f"/arbejde/{HERE}/excel/prioriteringer/?year={year}").status_code == 200
