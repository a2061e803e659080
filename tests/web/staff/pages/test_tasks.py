"""Tasks that begin at a fact or a finding: ending an initiative, taking a goal into an agreement, mending a finding."""

import re
from datetime import date

import pytest

from kobling.records.municipality import Term
from kobling.records.rights import Role
from kobling.rooms.change_drafts.queries import change_draft
from kobling.rooms.change_drafts.records import DraftState
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.queries import findings
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.records import Place
from tests.rooms import small
from tests.spaces import plain
from tests.web.staff.pages.test_facts import sent
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, signed_in_client

pytestmark = pytest.mark.django_db
ROOT = f"/arbejde/{HERE}"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    agreement = {"key": "ag", "term": "2018-2021", "name": "Aftale", "units": ["kultur"]}
    experiment = {
        "key": "i",
        "term": "2018-2021",
        "name": "Klar",
        "kind": "experiment",
        "what": "Gør klar",
        "goals": ["a"],
        "owner": "kultur",
        "end": "2020-06-30",
    }
    import_facts(
        facts=small.facts(agreements=[agreement], initiatives=[experiment]), by="office", at=NOON, replace=True
    )
    inspect(municipality=HERE, on=NOON.date(), by="office", at=NOON)


def initiative():
    return municipality_facts(HERE).initiatives[0]


def test_an_experiment_is_ended_in_at_most_four_steps_and_followed_up_later():
    page, strategy = f"{ROOT}/tiltag/i/afslut/", signed_in_client()
    typed = {"f.ending.how": "spread", "f.ending.reason.da": "Det virker."}
    seen = strategy.post(page, sent(strategy.get(page)) | typed | {"preview": "1"})
    done = strategy.post(page, sent(seen) | {"apply": "1"})

    assert len(typed) + 2 <= 4
    assert done.status_code == 302
    assert initiative().ending.how == "spread"
    assert initiative().end.isoformat() == "2020-06-30"
    assert 'name="f.ending.follow_up.date"' in strategy.get(page).content.decode()


def test_the_leader_of_its_unit_sends_the_ending_for_approval():
    page, leader = f"{ROOT}/tiltag/i/afslut/", signed_in_client(Role.LEADER, place=Place("unit", "kultur"))
    seen = leader.post(page, sent(leader.get(page)) | {"f.ending.how": "adjust", "preview": "1"})
    done = leader.post(page, sent(seen) | {"keep": "submit"})

    assert initiative().ending is None
    number = int(done.url.rstrip("/").rpartition("/")[2])
    assert change_draft(HERE, number).state is DraftState.WAITING
    assert signed_in_client(Role.OWNER, place=Place("goal", "other")).get(page).status_code == 403


def test_a_goal_is_taken_into_an_agreement_in_at_most_three_steps_once():
    page, leader = f"{ROOT}/aftaler/tag-maal-med/", signed_in_client(Role.LEADER, place=Place("unit", "kultur"))
    assert 'value="a" selected' in leader.get(f"{page}?goal=a").content.decode()
    done = leader.post(page, {"goal": "a", "agreement": "ag"})

    assert municipality_facts(HERE).agreements[0].goals == ("a",)
    assert "Det er gemt." in text_of(leader.get(done.url))
    again = leader.post(page, {"goal": "a", "agreement": "ag"})
    assert again.status_code == 422
    assert '<a href="#f-agreement">' in again.content.decode()
    leader.post(page, {"undo": done.url.rpartition("=")[2]})
    assert municipality_facts(HERE).agreements[0].goals == ()


def test_where_no_agreement_is_in_force_the_page_leads_to_a_new_one_or_to_the_term_that_it_needs():
    page, here = f"{ROOT}/aftaler/tag-maal-med/?goal=a", municipality_facts(HERE)
    ended = here.agreements[0].model_copy(update={"valid_to": date(2020, 1, 1)})
    without = here.model_copy(update={"agreements": (ended,)})
    next_term = Term(key="2022-2099", start=date(2022, 1, 1), end=date(2099, 12, 31))
    import_facts(facts=without, by="office", at=NOON, replace=True)

    leader, strategy = signed_in_client(Role.LEADER, place=Place("unit", "kultur")), signed_in_client()
    shown, office = leader.get(page), strategy.get(page)
    assert "slutter 31. december 2021, og en ny aftale hører til i den næste." in plain(text_of(shown))
    assert "Strategikontoret tegner den næste periode op." in text_of(shown)
    assert f'href="{ROOT}/ny-periode/"' in office.content.decode()
    assert f'href="{ROOT}/ny/agreement/?goals=a"' not in office.content.decode()

    import_facts(
        facts=without.model_copy(update={"terms": (*without.terms, next_term)}), by="office", at=NOON, replace=True
    )
    assert f'href="{ROOT}/ny/agreement/?goals=a"' in strategy.get(page).content.decode()
    assert 'value="a"' in strategy.get(f"{ROOT}/ny/agreement/?goals=a").content.decode()


def test_every_finding_leads_to_tasks_that_open_and_only_for_those_who_may_do_them():
    strategy, reader = signed_in_client(), signed_in_client(Role.READER)
    followed = set()
    for one in findings(HERE):
        links = mending_links_of(strategy, one.number)
        assert links, one.finding
        assert mending_links_of(reader, one.number) == []
        followed |= set(links)
    assert {strategy.get(link).status_code for link in followed} == {200}
    assert {f"{ROOT}/tiltag/i/afslut/", f"{ROOT}/tal/members/skriv/"} <= followed
    assert f"{ROOT}/ny/initiative/?goals=a" in followed


def mending_links_of(visitor, number):
    text = text_of(visitor.get(f"{ROOT}/fund/{number}/"))
    _before, _found, after = text.partition('id="mending"')
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*)"', after.partition("</ul>")[0])]
