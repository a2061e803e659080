"""The pages of facts: seen, added, changed, ended, moved and taken back, without a script."""

import html
import re

import pytest

from kobling.records.rights import Role
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.records import Place
from kobling.rooms.releases.actions import approve
from tests.rooms import small
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
ROOT = f"/arbejde/{HERE}/oplysninger"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture
def strategy():
    return signed_in_client()


def sent(answer):
    """What a browser sends of the form of a page, without a button."""
    text = answer.content.decode()
    inputs = dict(re.findall(r'<input[^>]*name="(f\.[^"]*|revision)"[^>]*?value="([^"]*)"', text))
    inputs |= dict(re.findall(r'<textarea[^>]*name="(f\.[^"]*)"[^>]*>\n(.*?)</textarea>', text, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*name="(f\.[^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        inputs[name] = chosen[0] if chosen else ""
    return inputs


def goal():
    return municipality_facts(HERE).goals[0]


def test_one_field_is_changed_in_two_steps(strategy):
    page = f"{ROOT}/goal/a/ret/?field=responsible"
    form = strategy.get(page)
    assert "Ansvarlig" in text_of(form)
    assert 'name="f.short.da"' not in form.content.decode()

    seen = strategy.post(page, sent(form) | {"f.responsible": "council", "preview": "1"})
    assert "Ansvarlig: nu »Byrådet«" in text_of(seen)
    assert goal().responsible is None

    done = strategy.post(page, sent(seen) | {"apply": "1", "reason": "Aftalt."})
    assert done.status_code == 302
    assert goal().responsible == "council"
    assert change_sets(HERE)[0].reason == "Aftalt."
    assert "Det er gemt." in text_of(strategy.get(done.url))


def test_a_preview_leads_to_the_public_pages_as_they_would_be(strategy):
    page = f"{ROOT}/goal/a/ret/?field=short"
    seen = strategy.post(page, sent(strategy.get(page)) | {"f.short.da": "Et andet kort navn", "preview": "1"})
    kept = strategy.post(page, sent(seen) | {"keep": "pages"})

    assert 'name="keep" value="pages"' in seen.content.decode()
    assert "Et andet kort navn" in text_of(strategy.get(kept.url))
    assert "Et andet kort navn" not in text_of(strategy.get(f"/arbejde/{HERE}/udkast/2020-11-30/"))


def test_a_preview_tells_what_comes_of_the_change_where_that_is_asked_for(strategy):
    page = f"{ROOT}/goal/a/ret/?field=targets.0"
    typed = sent(strategy.get(page)) | {"f.targets.0.indicator": "", "reason": "Aftalt."}
    plain = strategy.post(page, typed | {"preview": "1"}).content.decode()
    assert 'name="effects" value="1" formaction="#effects"' in plain
    assert 'id="effects"' not in plain

    asked = text_of(strategy.post(page, typed | {"effects": "1"}))

    assert "var »For gammelt tal«, bliver »Mangler tal«" in asked
    assert "Aftalt." in asked
    assert goal().targets[0].indicator == "members"


def test_a_fact_is_added_with_a_key_and_addresses_from_its_name(strategy):
    page = f"/arbejde/{HERE}/ny/goal/"
    form = sent(strategy.get(page))
    assert form["f.term"] == "2018-2021"
    assert form["f.themes.0"] == ""
    text = strategy.get(page).content.decode()
    assert text.index('name="f.key"') > text.index('name="f.wordings.0.text.da"'), "few write a key themselves"
    wanted = form | {"f.short.da": "Flere æbler på Åsen", "f.wordings.0.text.da": "Der er æbler.", "f.themes.0": "liv"}

    done = strategy.post(page, wanted | {"apply": "1"})

    assert done.url.startswith(f"{ROOT}/goal/flere-aebler-paa-aasen/")
    new = municipality_facts(HERE).goals[-1]
    assert (new.key, new.slug.da, new.slug.en) == ("flere-aebler-paa-aasen",) * 3


def test_what_lacks_stands_at_the_top_and_at_its_input(strategy):
    page = f"/arbejde/{HERE}/ny/initiative/"
    answer = strategy.post(page, sent(strategy.get(page)) | {"f.name.da": '"><script>', "preview": "1"})

    text = text_of(answer)
    assert answer.status_code == 422
    assert '<a href="#f-what.da">Hvad det er, på dansk: Her skal stå noget.</a>' in text
    assert 'href="#f-key"' not in text
    assert 'id="f-what.da"' in text
    assert "<script>" not in answer.content.decode()


def test_a_button_adds_moves_and_takes_away_without_storing(strategy):
    page = f"{ROOT}/goal/a/ret/"
    form = sent(strategy.get(page)) | {"f.short.da": "Halvt skrevet"}

    more = sent(strategy.post(page, form | {"add": "targets"}))
    assert {"f.targets.0.key", "f.targets.1.key"} <= more.keys()
    assert more["f.short.da"] == "Halvt skrevet"
    turned = sent(strategy.post(page, more | {"up": "targets.1"}))
    assert (turned["f.targets.0.key"], turned["f.targets.1.key"]) == ("", "a1")
    assert "f.targets.1.key" not in sent(strategy.post(page, more | {"remove": "targets.1"}))
    decided = sent(strategy.post(page, form | {"add": "ended_by"}))
    assert "f.ended_by.date" in decided
    assert goal().short.da == "Mål a"


def test_a_new_target_is_open_and_gets_a_key_that_is_free(strategy):
    page = f"{ROOT}/goal/a/ret/"
    longer = strategy.post(page, sent(strategy.get(page)) | {"add": "targets"})
    text = longer.content.decode()
    assert 'name="add" value="targets" formaction="#f-targets"' in text
    assert re.search(r'<details class="item" id="f-targets.1" open><summary>Måltal 2</summary>', text)
    target = {"f.targets.1.kind": "threshold", "f.targets.1.direction": "up", "f.targets.1.value": "70"}
    typed = sent(longer) | target | {"f.targets.1.text.da": "Til sidst", "f.targets.1.indicator": "members"}

    done = strategy.post(page, typed | {"f.targets.1.deadline": "2021-12-31", "apply": "1", "answer": "Ja."})

    assert done.status_code == 302, text_of(done)
    assert [target.key for target in goal().targets] == ["a1", "a-2"]


def test_a_problem_of_the_whole_stands_at_its_field(strategy):
    page = f"{ROOT}/goal/a/ret/?field=targets.0"
    answer = strategy.post(page, sent(strategy.get(page)) | {"f.targets.0.value": "", "preview": "1"})

    assert answer.status_code == 422
    assert '<a href="#f-targets.0.value">' in text_of(answer)
    assert "»et niveau, der skal nås« skal have feltet »Det, der skal nås«" in text_of(answer)


def test_what_is_unlikely_is_asked_about_once(strategy):
    page = f"{ROOT}/goal/a/ret/?field=targets.0"
    form = sent(strategy.get(page)) | {"f.targets.0.value": "0,8"}
    seen = strategy.post(page, form | {"preview": "1"})
    assert "Er det rigtigt?" in text_of(seen)

    refused = strategy.post(page, sent(seen) | {"apply": "1"})
    assert refused.status_code == 422
    assert goal().targets[0].value == 80

    assert strategy.post(page, sent(seen) | {"apply": "1", "answer": "Det er promille."}).status_code == 302
    assert goal().targets[0].value == 0.8
    assert change_sets(HERE)[0].accepted[0]["reason"] == "Det er promille."


def test_a_new_wording_follows_and_the_old_one_is_kept(strategy):
    page = f"{ROOT}/goal/a/afloes/wordings/1/"
    form = sent(strategy.get(page)) | {"f.wordings.1.text.da": "Målet er et andet."}
    assert strategy.post(page, form | {"preview": "1"}).status_code == 422

    decided = {
        "f.wordings.1.valid_from": "2020-06-01",
        "f.wordings.1.decision.body": "council",
        "f.wordings.1.decision.date": "2020-05-20",
    }
    seen = strategy.post(page, form | decided | {"preview": "1"})
    assert seen.status_code == 200
    assert strategy.post(page, sent(seen) | {"apply": "1"}).status_code == 302
    first, second = goal().wordings
    assert (first.valid_to.isoformat(), second.valid_from.isoformat()) == ("2020-05-31", "2020-06-01")
    assert (first.text.da, second.text.da) == ("Målet a nås", "Målet er et andet.")


def test_a_new_target_follows_under_a_key_of_its_own(strategy):
    page = f"{ROOT}/goal/a/afloes/targets/1/"
    form = sent(strategy.get(page))
    assert form["f.targets.1.key"] == "a1-2"
    decided = {
        "f.targets.1.value": "90",
        "f.targets.1.valid_from": "2020-06-01",
        "f.targets.1.decision.body": "council",
        "f.targets.1.decision.date": "2020-05-20",
    }

    assert strategy.post(page, form | decided | {"apply": "1"}).status_code == 302
    old, new = goal().targets
    assert (old.value, old.valid_to.isoformat(), new.value) == (80, "2020-05-31", 90)


def test_a_fact_is_ended_with_its_day_and_decision(strategy):
    page = f"{ROOT}/theme/liv/afslut/"
    form = sent(strategy.post(page, sent(strategy.get(page)) | {"add": "ended_by"}))
    assert form.keys() - {"revision"} == {
        "f.valid_to",
        "f.ended_by.body",
        "f.ended_by.date",
        "f.ended_by.item",
        "f.ended_by.case",
        "f.ended_by.url",
    }
    wanted = {"f.valid_to": "2020-12-31", "f.ended_by.body": "council", "f.ended_by.date": "2020-11-01"}

    assert strategy.post(page, form | wanted | {"apply": "1"}).status_code == 302
    assert municipality_facts(HERE).themes[0].valid_to.isoformat() == "2020-12-31"


def test_what_something_refers_to_is_not_removed_and_the_rest_is(strategy):
    refused = strategy.post(f"{ROOT}/theme/liv/afslut/", {"delete": "1"})
    assert refused.status_code == 422
    assert "Mål Mål a:" in text_of(refused)

    page = f"{ROOT}/source/s1/afslut/"
    seen = strategy.post(page, {"delete": "1"})
    assert "Den bliver fjernet." in text_of(seen)
    assert strategy.post(page, sent(seen) | {"delete-apply": "1"}).status_code == 302
    assert municipality_facts(HERE).sources == ()


def test_the_second_of_two_sees_what_the_first_has_changed(strategy):
    page = f"{ROOT}/goal/a/ret/?field=short"
    form = sent(strategy.get(page))
    strategy.post(page, form | {"f.short.da": "Annas", "apply": "1"})

    late = strategy.post(page, form | {"f.short.da": "Bos", "apply": "1"})

    text = text_of(late)
    assert late.status_code == 422
    assert "har rettet det samme" in text
    assert all(words in text for words in ("»Mål a«", "»Annas«", "»Bos«"))
    assert goal().short.da == "Annas"
    assert strategy.post(page, sent(late) | {"apply": "1"}).status_code == 302
    assert goal().short.da == "Bos"


def test_two_who_change_different_fields_both_have_their_way(strategy):
    page = f"{ROOT}/goal/a/ret/"
    form = sent(strategy.get(page))
    strategy.post(page, form | {"f.short.da": "Annas", "apply": "1"})
    strategy.post(page, form | {"f.responsible": "council", "apply": "1"})

    assert (goal().short.da, goal().responsible) == ("Annas", "council")


def test_a_change_is_taken_back_from_the_page_of_the_fact(strategy):
    form = sent(strategy.get(f"{ROOT}/goal/a/ret/?field=short"))
    strategy.post(f"{ROOT}/goal/a/ret/?field=short", form | {"f.short.da": "Forkert", "apply": "1"})
    page = f"{ROOT}/goal/a/fortryd/"
    seen = strategy.get(page)
    assert "Kort navn: før »Forkert«, nu »Mål a«" in text_of(seen)

    number = str(change_sets(HERE)[0].number)
    assert strategy.post(page, {"number": "1"}).status_code == 200
    assert strategy.post(page, {"number": number}).status_code == 302
    assert goal().short.da == "Mål a"
    assert "Kort navn: før »Mål a«, nu »Forkert«" in text_of(strategy.get(f"{ROOT}/goal/a/"))


def test_a_fact_is_moved_up_down_and_to_a_place(strategy):
    goals = [small.goal(key, short=f"Mål {key}") for key in "abcd"]
    import_facts(facts=small.facts(goals=goals), by="office", at=NOON, replace=True)

    def moved(key, place):
        strategy.post(f"{ROOT}/goal/{key}/flyt/", {"place": place})
        return "".join(one.key for one in municipality_facts(HERE).goals)

    assert [moved("a", "up"), moved("a", "down"), moved("d", "1"), moved("d", "4"), moved("c", "99")] == [
        "abcd",
        "bacd",
        "dbac",
        "bacd",
        "badc",
    ]
    assert [moved("c", "x"), moved("c", "-1"), moved("c", "")] == ["badc"] * 3


def test_a_fact_is_moved_from_its_list_by_those_who_may_and_they_stay_there(strategy):
    import_facts(facts=small.facts(goals=[small.goal(key) for key in "ab"]), by="office", at=NOON, replace=True)
    page = f"{ROOT}/goal/"
    text = strategy.get(page).content.decode()
    assert f'action="{page}b/flyt/"' in text
    [back, _other] = re.findall(r'name="list" value="([^"]*)"', text)

    done = strategy.post(f"{page}b/flyt/", {"place": "up", "list": html.unescape(back) + "&q=\r\nx"})

    assert done.url == f"{page}?state=all&order=place&page=1&q=%0D%0Ax#row-b"
    assert [one.key for one in municipality_facts(HERE).goals] == ["b", "a"]
    assert "/flyt/" not in strategy.get(f"{page}?order=name").content.decode()
    owner = signed_in_client(Role.OWNER, place=Place("goal", "a")).get(page).content.decode()
    assert (f"{page}a/flyt/" in owner, f"{page}b/flyt/" in owner) == (True, False)


def test_one_sees_both_ways_and_the_findings_with_where_to_mend_them(strategy):
    text = text_of(strategy.get(f"{ROOT}/goal/a/"))

    assert f"{ROOT}/theme/liv/" in text
    assert f"{ROOT}/story/st/" in text
    assert f"{ROOT}/goal/a/ret/" in text.partition('id="found-1"')[2]


def test_a_goal_owner_edits_the_goal_and_nothing_else():
    goals = [small.goal("a", small.target("a1")), small.goal("b")]
    import_facts(facts=small.facts(goals=goals), by="office", at=NOON, replace=True)
    owner = signed_in_client(Role.OWNER, place=Place("goal", "a"))

    assert owner.get(f"{ROOT}/goal/a/ret/").status_code == 200
    assert "/ret/" in text_of(owner.get(f"{ROOT}/goal/a/"))
    assert "/ret/" not in text_of(owner.get(f"{ROOT}/goal/b/"))
    for page in ("goal/b/ret/", "goal/b/afslut/", "body/council/ret/", "goal/zz/ret/", "nothing/a/ret/"):
        assert owner.get(f"{ROOT}/{page}").status_code == 403


def test_a_list_is_searched_sorted_and_read_with_few_queries(strategy, django_assert_max_num_queries):
    goals = [small.goal(f"g{number:03}", short=f"Mål {500 - number}") for number in range(500)]
    import_facts(facts=small.facts(goals=goals, stories=[], initiatives=[]), by="office", at=NOON, replace=True)

    with django_assert_max_num_queries(9):
        first = text_of(strategy.get(f"{ROOT}/goal/"))
    with django_assert_max_num_queries(8):
        named = text_of(strategy.get(f"{ROOT}/goal/?order=name&page=5"))

    keys = r'<a href="[^"]*/oplysninger/goal/(g\d+)/"'
    assert re.findall(keys, first) == [f"g{number:03}" for number in range(100)]
    assert len(re.findall(keys, named)) == 100
    assert re.findall(keys, text_of(strategy.get(f"{ROOT}/goal/?q=Mål+499"))) == ["g001"]
    assert strategy.get(f"{ROOT}/goal/?order=%00&state=<script>&page=²&term=x").status_code == 200


def test_a_fact_of_any_kind_is_found_by_a_part_of_its_name(strategy):
    found = text_of(strategy.get(f"{ROOT}/?q=byr")).partition('id="found-facts"')[2].partition("</section>")[0]

    assert re.findall(rf'href="({ROOT}/[^"]*)"', found) == [f"{ROOT}/body/council/"]
    assert "Der er ingen her." in text_of(strategy.get(f"{ROOT}/?q=<script>alert(1)"))


def test_far_too_many_fields_are_refused_in_words(strategy):
    answer = strategy.post(f"{ROOT}/goal/a/ret/", {f"f.targets.{number}.key": "x" for number in range(10_001)})

    assert answer.status_code == 400
    assert "Det er for meget på én gang" in text_of(answer)


def test_what_has_been_public_is_not_removed_and_can_be_ended(strategy):
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    approve(municipality=HERE, number=1, embargo_until=None, by="council", at=NOON)

    fact = strategy.post(f"{ROOT}/source/s1/afslut/", {"delete": "1"})
    part = strategy.post(f"{ROOT}/goal/a/ret/?field=targets", {"preview": "1"})

    for refused, name in ((fact, "Referat"), (part, "Mål a")):
        assert refused.status_code == 422
        assert f"{name}: Det, der har været offentligt, bliver ikke fjernet." in text_of(refused)
    ended = sent(strategy.get(f"{ROOT}/goal/a/afslut/")) | {"f.wordings.0.valid_to": "2020-11-30", "apply": "1"}
    assert strategy.post(f"{ROOT}/goal/a/afslut/", ended).status_code == 302
    assert goal().wordings[0].valid_to.isoformat() == "2020-11-30"


def import_two_goals(**of_a):
    facts = small.facts(goals=[small.goal("a", small.target("a1"), **of_a), small.goal("b", small.target("b1"))])
    import_facts(facts=facts, by="office", at=NOON, replace=True)


def test_only_who_may_make_a_change_alone_takes_it_back():
    """A change set that was of more than one's own goal, or of what waits for another person, is left to the office."""
    import_two_goals(short="Begge")
    owner, office = signed_in_client(Role.OWNER, place=Place("goal", "a")), signed_in_client()
    page = f"{ROOT}/goal/a/fortryd/"

    def taken_back(visitor):
        return visitor.post(page, {"number": str(change_sets(HERE)[0].number)})

    seen = owner.get(page)
    assert "af mere end du må rette" in text_of(seen)
    assert '<form method="post" class="narrow"' not in seen.content.decode()
    assert taken_back(owner).status_code == 422
    import_two_goals(short="Begge", ended_by=small.COUNCIL_DECIDED)
    kept = municipality_facts(HERE)
    refused = taken_back(owner)
    assert (refused.status_code, municipality_facts(HERE)) == (422, kept)
    assert "En anden skal godkende det" in text_of(refused)
    import_two_goals(short="Rettet", ended_by=small.COUNCIL_DECIDED)
    assert taken_back(owner).status_code == 302
    assert goal().short.da == "Begge"
    assert office.get(page).status_code == 200
