"""Recording a decision or a joint meeting, and what it meant for which goals."""

import re

import pytest
from django.utils import timezone

from kobling.records.rights import Role
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.people.records import Place
from tests.web.staff.pages.test_priorities import municipality
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = f"/arbejde/{HERE}/beslutninger/ny/"


@pytest.fixture
def secretary():
    municipality()
    return signed_in_client(Role.SECRETARY, place=Place("body", "b"))


def test_a_decision_that_gives_priority_is_one_change_in_at_most_four_steps(secretary):
    opened = secretary.get(PAGE)
    assert 'value="b" class="form-checkbox" checked' in opened.content.decode()
    typed = {"what": "Målet tages op", "goal.0": "Mål g1", "meaning.0": "priority"}
    steps = len(typed) + 1
    done = secretary.post(PAGE, {"body": "b", "day": "2020-01-15", "save": "1"} | typed)

    assert steps <= 4
    (decision,) = municipality_facts(HERE).decisions
    assert (decision.body, decision.goals, decision.what.da) == ("b", ("g1",), "Målet tages op")
    priority = next(one for one in municipality_facts(HERE).priorities if one.goal == "g1")
    assert (priority.year, priority.rank, priority.decision.date) == (2020, None, decision.date)
    assert change_sets(HERE)[0].number == 2
    assert "Det er gemt." in text_of(secretary.get(done.url))
    print(f"a decision with a priority: {steps} steps")


def test_a_joint_meeting_leads_to_the_new_wording_with_the_decision_filled_in(secretary):
    sent = {"body": ["b", "c"], "day": "2020-01-15", "goal.0": "Mål g1", "meaning.0": "wording", "save": "1"}
    done = secretary.post(PAGE, sent)

    (meeting,) = municipality_facts(HERE).joint_meetings
    assert (meeting.bodies, meeting.goals) == (("b", "c"), ("g1",))
    office = signed_in_client()
    page = office.get(done.url)
    link = page.content.decode().partition("afloes/wordings/1/")[2].partition('"')[0].replace("&amp;", "&")
    form = office.get(f"/arbejde/{HERE}/oplysninger/goal/g1/afloes/wordings/1/{link}").content.decode()
    assert 'name="f.wordings.1.valid_from" value="2020-01-15"' in form
    assert 'name="f.wordings.1.decision.date" value="2020-01-15"' in form


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"what": ""}, "what"),
        ({"body": []}, "body"),
        ({"day": "2099-01-01"}, "day"),
        ({"goal.0": "Mål"}, "goal.0"),
        ({"goal.0": "Mål g1", "rank.0": "nul"}, "rank.0"),
        ({"body": ["b", "c"], "goal.0": "Mål g1", "item": "4"}, "item"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_what_was_typed_stays(secretary, typed, field):
    sent = {"body": "b", "day": "2020-01-15", "what": "Noget", "goal.1": "Mål g2"} | typed
    refused = secretary.post(PAGE, sent)

    assert refused.status_code == 422
    text = refused.content.decode()
    assert f'<a href="#f-{field}">' in text
    assert f'id="f-{field}"' in text
    assert "Mål g2" in text_of(refused)
    assert municipality_facts(HERE).decisions == ()


def test_priorities_can_be_of_the_year_before_and_of_the_day_that_was_typed(secretary):
    def years(answer):
        return re.findall(r'<option value="(\d{4})"( selected)?>', answer.content.decode())

    this = timezone.localdate().year
    assert years(secretary.get(PAGE)) == [(str(this - 1), ""), (str(this), " selected"), (str(this + 1), "")]
    assert ("2020", " selected") in years(secretary.post(PAGE, {"day": "2020-01-15", "year": "2020", "save": "1"}))


def test_the_year_of_the_priorities_follows_the_day_until_another_is_chosen(secretary):
    def chosen(sent):
        answer = secretary.post(PAGE, sent).content.decode()
        [year] = re.findall(r'<option value="(\d{4})" selected>', answer)
        [proposed] = re.findall(r'name="proposed_year" value="(\d{4})"', answer)
        return {"year": year, "proposed_year": proposed}

    this = str(timezone.localdate().year)
    first = {"year": this, "proposed_year": this}
    for button in ({"more": "1"}, {"save": "1"}):
        moved = chosen(first | {"day": "2020-01-15"} | button)
        assert moved == {"year": "2020", "proposed_year": "2020"}
        assert chosen(moved | {"day": "2021-12-15", "year": "2022"} | button)["year"] == "2022"


def test_a_joint_meeting_whose_goal_is_not_known_is_not_told_to_name_one(secretary):
    sent = {"body": ["b", "c"], "day": "2020-01-15", "goal.0": "Fravær"}

    assert "mindst ét mål" not in text_of(secretary.post(PAGE, sent))
    assert "mindst ét mål" in text_of(secretary.post(PAGE, sent | {"goal.0": ""}))


@pytest.mark.parametrize("typed", [{"what": "Noget\u202eandet"}, {"item": "4" * 501}])
def test_a_text_that_no_record_takes_is_refused_in_words(secretary, typed):
    refused = secretary.post(PAGE, {"body": "b", "day": "2020-01-15", "what": "Noget"} | typed)

    assert refused.status_code == 422
    assert municipality_facts(HERE).decisions == ()


def test_a_row_with_an_endless_number_is_no_row(secretary):
    endless = f"body=b&day=2020-01-15&what=&goal.{'9' * 5000}=x"

    assert secretary.post(PAGE, endless, content_type="application/x-www-form-urlencoded").status_code == 422


def test_where_no_term_covers_today_the_page_says_so_and_leads_the_office_to_the_next_one(secretary):
    shown, to_the_office = text_of(secretary.get(PAGE)), signed_in_client().get(PAGE).content.decode()

    assert "Den nyeste byrådsperiode, der er skrevet ind, slutter 31. december" in shown.replace("\xa0", " ")
    assert "Strategikontoret tegner den næste periode op." in shown
    assert f'href="/arbejde/{HERE}/ny-periode/"' in to_the_office


def test_a_priority_is_of_the_term_of_its_year_and_of_none_where_there_is_none(secretary):
    sent = {"body": "b", "day": "2021-12-15", "what": "Målet tages op", "goal.0": "Mål g1", "meaning.0": "priority"}

    late = secretary.post(PAGE, sent | {"year": "2022", "save": "1"})

    assert late.status_code == 422
    assert "Vælg et år i en byrådsperiode." in text_of(late)
    assert municipality_facts(HERE).decisions == ()
    assert secretary.post(PAGE, sent | {"year": "2021", "save": "1"}).status_code == 302
