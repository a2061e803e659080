"""Modelling a new council term: what goes on keeps its identity, and all is one draft until it is stored."""

import pytest

from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from tests.rooms import small
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = f"/arbejde/{HERE}/ny-periode/"


@pytest.fixture
def strategy():
    goals = [small.goal("a", small.target("a1")), small.goal("b", small.target("b1", deadline="2021-12-31"))]
    import_facts(facts=small.facts(goals=goals), by="office", at=NOON, replace=True)
    return signed_in_client()


def test_a_term_is_one_draft_that_says_what_is_missing_by_date_until_it_is_stored(strategy):
    form = strategy.get(PAGE).content.decode()
    assert 'name="start" value="2022-01-01"' in form
    assert 'value="goal a" class="form-checkbox" checked' in form
    before = municipality_facts(HERE)
    sent = {"start": "2022-01-01", "end": "2025-12-31", "on": ["theme liv", "goal a"], "ends_others": "1"}
    done = strategy.post(PAGE, sent | {"new_themes": "Natur", "new_goals": "natur: Flere træer"})

    assert municipality_facts(HERE) == before
    told = text_of(strategy.get(done.url))
    assert "1. januar 2022</time>: Flere træer: det har intet måltal" in told
    number = done.url.rpartition("=")[2]
    draft = f"/arbejde/{HERE}/kladder/{number}/"
    stored = strategy.post(draft, {"step": "apply", "answer": "Det er den nye periode.", "seen": ""})
    assert stored.status_code == 302, text_of(stored)

    after = {goal.key: goal for goal in municipality_facts(HERE).goals}
    assert after["a"].term == "2022-2025"
    assert after["a"].slug == before.goals[0].slug
    assert after["a"].wordings == before.goals[0].wordings
    assert after["b"].term == "2018-2021"
    assert after["b"].wordings[-1].valid_to.isoformat() == "2021-12-31"
    assert after["flere-traeer"].wordings[0].valid_from.isoformat() == "2022-01-01"
    assert {theme.key: theme.term for theme in municipality_facts(HERE).themes} == {
        "liv": "2022-2025",
        "natur": "2022-2025",
    }
    assert after["flere-traeer"].themes == ("natur",)


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"start": "i morgen"}, "start"), ({"end": "2021-01-01"}, "end"), ({"new_goals": "Flere træer"}, "new_goals")],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_kept(strategy, typed, field):
    refused = strategy.post(PAGE, {"start": "2022-01-01", "end": "2025-12-31", "new_goals": "Liv: Flere træer"} | typed)

    assert refused.status_code == 422
    assert f'<a href="#f-{field}">' in refused.content.decode()
    assert "Flere træer" in text_of(refused)


def test_a_term_that_is_there_already_is_refused_in_words(strategy):
    refused = strategy.post(PAGE, {"start": "2018-01-01", "end": "2021-12-31"})

    assert refused.status_code == 422
