"""Entering a figure: the next period is proposed, what is unlikely is asked about in place, and effects are shown."""

import re

import pytest
from django.utils import timezone

from kobling.core.periods import Period
from kobling.records.rights import Role
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import measurements
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.records import Place
from kobling.rooms.publishing.actions import approve_release, create_release
from tests.rooms import small
from tests.web.staff.pages.test_facts import sent
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = f"/arbejde/{HERE}/tal/members/skriv/"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture
def owner():
    return signed_in_client(Role.OWNER, place=Place("goal", "a"))


def figures():
    return [(one.period.code, one.value) for one in measurements(pk_of(HERE), "members")]


def version(answer):
    return re.search(r'name="version" value="([^"]*)"', answer.content.decode())[1]


def store(visitor, page, **typed):
    """Type into the page, and store it: one step for each input, and one for the button."""
    form = visitor.get(page)
    fields = {f"f.{name}": text for name, text in typed.items() if name != "answer"}
    answer = {"answer": typed["answer"]} if "answer" in typed else {}
    done = visitor.post(page, sent(form) | {"version": version(form), "save": "1"} | fields | answer)
    return done, len(typed) + 1


def test_the_owner_of_a_goal_enters_its_next_figure_in_at_most_four_steps(owner):
    done, steps = store(owner, PAGE, value="61,5", n="1.200")

    assert steps <= 4
    assert figures() == [("2019", 59.0), ("2020", 61.5)]
    told = text_of(owner.get(done.url))
    assert "2020: tallet er 61,5" in told
    assert "fortsat <strong>For gammelt tal</strong>" in told


def test_what_is_unlikely_is_asked_about_in_place_and_what_was_typed_stays(owner):
    asked, _steps = store(owner, PAGE, value="0,64", n="1.200")
    assert asked.status_code == 422
    assert "Er det rigtigt?" in text_of(asked)
    assert 'value="0,64"' in asked.content.decode()

    done, _steps = store(owner, PAGE, value="0,64", n="1.200", answer="Det er det.")
    assert done.status_code == 302
    assert figures()[-1] == ("2020", 0.64)
    assert change_sets(HERE)[0].accepted[0]["reason"] == "Det er det."


def test_the_first_figure_is_proposed_as_the_indicator_says(owner):
    indicator = small.indicator("members", cadence="monthly", collected_by="register")
    import_facts(facts=small.facts(indicators=[indicator], measurements=[]), by="office", at=NOON, replace=True)

    form = sent(owner.get(PAGE))

    proposed = Period.parse(form["f.period"])
    assert proposed.end < timezone.localdate() <= proposed.following().end
    assert form["f.uncertainty"] == "full_count"
    refused = owner.post(PAGE, form | {"version": "", "save": "1"})
    assert '<a href="#f-value">Tal: Her skal stå noget.</a>' in refused.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "61.5"}, "61.5"),
        ({"value": "61", "n": ""}, "Svarede"),
        ({"value": "61", "n": "100", "period": "2019"}, "Der er allerede et tal for 2019: 59 %."),
        ({"value": "101", "n": "100"}, "100"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(owner, typed, words):
    refused, _steps = store(owner, PAGE, **typed)

    assert refused.status_code == 422
    (name, problem), *_others = re.findall(r'<a href="#f-(\w+)">([^<]*)</a>', refused.content.decode())
    assert f'id="f-{name}"' in refused.content.decode()
    assert words in problem.replace("\N{NO-BREAK SPACE}", " ")
    assert figures() == [("2019", 59.0)]


def test_a_figure_is_replaced_before_a_release_and_superseded_after(owner):
    old = f"{PAGE}?correct=2019&part="
    done, _steps = store(owner, old, value="60")
    assert figures() == [("2019", 60.0)]
    owner.post(done.url, {"undo": done.url.rpartition("=")[2]})
    assert figures() == [("2019", 59.0)]

    number = create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON).number
    approve_release(municipality=HERE, number=number, embargo_until=None, by="chief", at=NOON)
    store(owner, old, value="60")
    assert figures() == [("2019", 59.0), ("2019", 60.0)]


def test_others_who_have_corrected_the_figure_meanwhile_are_not_overwritten(owner):
    old = f"{PAGE}?correct=2019&part="
    form = owner.get(old)
    store(owner, old, value="60")

    late = owner.post(old, sent(form) | {"version": version(form), "f.value": "61"})

    assert late.status_code == 422
    assert "Andre har rettet det samme" in text_of(late)
    assert figures() == [("2019", 60.0)]


def test_the_page_of_figures_leads_to_those_that_one_writes(owner):
    page = f"/arbejde/{HERE}/tal/"

    assert f'href="{PAGE}"' in owner.get(page).content.decode()
    seen = signed_in_client(Role.READER).get(page).content.decode()
    assert f'href="/arbejde/{HERE}/tal/members/"' in seen
    assert PAGE not in seen


def test_the_owner_of_another_goal_has_no_page():
    stranger = signed_in_client(Role.OWNER, place=Place("goal", "other"))
    assert stranger.get(PAGE).status_code == 403


def test_the_number_of_questions_to_the_database_is_the_same_at_500_goals(django_assert_max_num_queries):
    goals = [small.goal(f"g{number}", small.target(f"t{number}")) for number in range(500)]
    years = [small.measurement("members", str(year), 50.0 + year % 7) for year in range(2005, 2020)]
    import_facts(
        facts=small.facts(goals=goals, stories=[], initiatives=[], measurements=years),
        by="office",
        at=NOON,
        replace=True,
    )
    strategy = signed_in_client()
    strategy.get(PAGE)

    with django_assert_max_num_queries(30) as page:
        strategy.get(PAGE)
    with django_assert_max_num_queries(75) as saving:
        done, _steps = store(strategy, PAGE, value="55", n="1.200")
    assert done.status_code == 302
    print(f"entering a figure at 500 goals: {len(page)} questions for the page, {len(saving)} with saving")
