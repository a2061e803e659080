"""What waits for whom: from facts, drafts, releases and comments; what is done is gone by itself."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kobling.core.periods import Period
from kobling.records.indicators import Measurement
from kobling.records.rights import Role
from kobling.rooms.change_drafts import actions as drafts
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.comments import actions as comments
from kobling.rooms.comments.records import CHANGE_DRAFT, Subject
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions as people
from kobling.rooms.people.queries import user
from kobling.rooms.people.records import Assignment
from kobling.rooms.releases.actions import approve
from kobling.rooms.todos.queries import todos_of, todos_of_all
from tests.rooms import placed, small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"
AUTUMN, SPRING = NOON.date(), date(2021, 2, 1)
DAY = "2020-12-15"
EXPERIMENT = placed.INITIATIVE | {"kind": "experiment", "end": DAY}
STEP = {"name": "Et trin", "topic": "goals", "month": 2, "day": 15}
SIGNED = placed.AGREEMENT | {"signed": "2020-01-01"}
ACCOUNTS = {
    "office": (Role.STRATEGY, None),
    "office2": (Role.STRATEGY, None),
    "analyst": (Role.ANALYST, None),
    "owner": (Role.OWNER, placed.GOAL_A),
    "leader": (Role.LEADER, placed.UNIT_MID),
    "councillor": (Role.COUNCILLOR, None),
    "reader": (Role.READER, None),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored():
    facts = small.facts(
        **{name: getattr(placed.FACTS, name) for name in ("bodies", "units", "goals", "indicators", "measurements")},
        steps=[
            STEP | {"key": "for-owners", "role": "goal_owner"},
            STEP | {"key": "for-unit", "units": ["mid"]},
            STEP | {"key": "for-nobody", "month": 3, "day": 31, "last_month": 4},
            STEP | {"key": "once", "year": 2022},
        ],
        agreements=[
            placed.AGREEMENT | {"key": "unsigned", "units": ["low"], "valid_from": "2020-12-01"},
            placed.AGREEMENT | {"key": "over", "units": ["low"], "valid_to": "2019-12-31"},
            SIGNED | {"key": "met", "units": ["side"], "dialogue_meetings": ["2020-06-01", DAY, "2022-06-01"]},
        ],
        initiatives=[
            EXPERIMENT | {"key": "try", "goals": ["a"]},
            EXPERIMENT | {"key": "far", "end": "2023-01-01"},
            placed.INITIATIVE
            | {"key": "ended", "owner": "low", "effect_after_days": 30}
            | {"ending": {"how": "spread", "date": "2020-11-15"}},
        ],
    )
    import_facts(facts=facts, by="office", at=NOON)
    for name, (role, place) in ACCOUNTS.items():
        add(name, role, place)


def add(name, role, place=None):
    assignment = Assignment(role, HERE, place)
    people.add(name=name, assignment=assignment, password="en meget lang adgangskode", by="office", at=NOON)


def key(name):
    return user(name).key


def waits(name, on=AUTUMN):
    """What waits for an account, by its keys, in order."""
    return [todo.key for todo in todos_of(key(name), HERE, on)]


def who(todo_key, on=AUTUMN):
    """The accounts that something waits for."""
    names = {key(name): name for name in ACCOUNTS}
    return {
        names[account] for account, todos in todos_of_all(HERE, on).items() if todo_key in {todo.key for todo in todos}
    }


FIGURE = "figure:indicator:members:2020"
STEP_OF_OWNER = "step:step:for-owners:2021-02-15"
DUE = [date(2020, 12, 15), date(2021, 2, 15), date(2021, 6, 29)]


@pytest.mark.parametrize(
    ("todo", "accounts"),
    [
        (FIGURE, {"owner"}),
        ("figure:indicator:other:2020", {"office", "office2", "analyst"}),
        ("sign_agreement:agreement:unsigned:", {"leader"}),
        ("sign_agreement:agreement:over:", set()),
        (f"dialogue_meeting:agreement:met:{DAY}", set()),
        ("end_experiment:initiative:try:", {"owner"}),
        ("end_experiment:initiative:far:", set()),
        ("follow_up:initiative:ended:", {"leader"}),
        ("step:step:for-owners:2021-02-15", {"owner"}),
        ("step:step:for-unit:2021-02-15", {"leader"}),
        ("step:step:for-nobody:2021-03-31", {"office", "office2"}),
        ("step:step:once:2021-02-15", set()),
    ],
)
def test_facts_wait_for_their_owner_and_else_for_the_office(todo, accounts):
    assert who(todo, SPRING) == accounts


def test_they_come_by_date_and_not_before_their_time():
    assert waits("owner") == ["end_experiment:initiative:try:", STEP_OF_OWNER]
    assert waits("owner", SPRING) == ["end_experiment:initiative:try:", STEP_OF_OWNER, FIGURE]
    assert who(f"dialogue_meeting:agreement:met:{DAY}") == {"office", "office2"}
    assert [todo.due for todo in todos_of(key("owner"), HERE, SPRING)] == DUE
    assert waits("councillor", SPRING) == waits("reader", SPRING) == []


def test_what_is_done_is_gone():
    members = municipality_facts(HERE).measurements[0]
    figure = members.model_copy(update={"period": Period.parse("2020"), "drawn": SPRING, "value": 60.0})
    (initiative,) = (one for one in municipality_facts(HERE).initiatives if one.key == "try")
    ended = type(initiative).model_validate(initiative.model_dump() | {"ending": {"how": "spread", "date": DAY}})
    assert isinstance(figure, Measurement)

    edits = Edits((FactEdit(initiative, ended),), added=(figure,))
    change_facts(municipality=HERE, edits=edits, by=key("office"), at=datetime(2021, 2, 1, 12, tzinfo=UTC))

    assert waits("owner", SPRING) == [STEP_OF_OWNER]
    assert waits("owner", date(2021, 2, 16)) == [], "a step is listed until its last day has passed"
    assert waits("owner", date(2022, 1, 1)) == [STEP_OF_OWNER.replace("2021", "2022"), "figure:indicator:members:2021"]


def renamed(by):
    goal = municipality_facts(HERE).goals[0]
    edits = Edits((FactEdit(goal, goal.model_copy(update={"short": type(goal.short)(da="Kort")})),))
    return drafts.save_change_draft(municipality=HERE, edits=edits, title="Kortere", by=by, at=NOON)


def test_a_draft_waits_for_those_who_approve_it_and_then_for_its_author():
    number = renamed(key("office"))
    assert who(f"approve_draft:change_draft:{number}:") == set()

    drafts.submit_change_draft(municipality=HERE, number=number, by=key("office"), at=NOON)
    assert who(f"approve_draft:change_draft:{number}:") == {"office2"}

    drafts.send_back_change_draft(municipality=HERE, number=number, reason="Hvorfor?", by=key("office2"), at=NOON)
    assert who(f"approve_draft:change_draft:{number}:") == set()
    assert who(f"draft_sent_back:change_draft:{number}:") == {"office"}


def test_a_release_waits_for_another_than_who_made_it():
    create_release(municipality=HERE, on=NOON.date(), by=key("office"), at=NOON)
    assert who("approve_release:release:1:") == {"office2"}

    approve(municipality=HERE, number=1, by=key("office2"), at=NOON, embargo_until=None)
    assert who("approve_release:release:1:") == set()


def comment(about, text, by, **more):
    accounts = {name: key(name) for name in ACCOUNTS}
    return comments.write(municipality=HERE, about=about, text=text, by=by, at=NOON, accounts=accounts, **more).number


def test_a_comment_waits_until_it_is_answered_or_settled():
    about = Subject("goal", "a")
    first = comment(about, "@owner og @leader og @councillor, passer det?", key("office"))
    waiting = f"comment:goal:a:{first}"
    assert who(waiting) == {"owner", "leader"}, "a councillor does not see the working pages"

    comment(about, "Ja.", key("owner"), reply_to=first)
    assert who(waiting) == {"leader"}

    comments.settle(municipality=HERE, number=first, by=key("office"), at=NOON)
    assert who(waiting) == set()


def test_a_comment_on_a_draft_waits_for_those_who_read_it():
    number = renamed(key("office"))
    drafts.share_change_draft(municipality=HERE, number=number, readers=[key("leader")], by=key("office"), at=NOON)
    first = comment(Subject(CHANGE_DRAFT, str(number)), "@leader @owner", key("office"))

    assert who(f"comment:change_draft:{number}:{first}") == {"leader"}


def test_a_closed_account_and_one_of_elsewhere_wait_for_nothing():
    closed = key("owner")
    people.close(name="owner", by=key("office"), at=NOON)

    assert todos_of(closed, HERE, SPRING) == ()
    assert who(FIGURE, SPRING) == {"office", "office2", "analyst"}, "what nobody owns is the office's"


def queries_of_all():
    with CaptureQueriesContext(connection) as asked:
        todos_of_all(HERE, SPRING)
    return len(asked)


def test_more_of_everything_asks_the_database_no_more_often():
    number = renamed(key("office"))
    drafts.submit_change_draft(municipality=HERE, number=number, by=key("office"), at=NOON)
    comment(Subject("goal", "a"), "@owner?", key("office"))
    create_release(municipality=HERE, on=NOON.date(), by=key("office"), at=NOON)
    few = queries_of_all()

    for more in range(5):
        add(f"more{more}", Role.STRATEGY)
        add(f"owner{more}", Role.OWNER, placed.GOAL_A)
        drafts.submit_change_draft(municipality=HERE, number=renamed(key("office")), by=key("office"), at=NOON)
        comment(Subject("goal", "b"), "@owner?", key("office"))

    assert queries_of_all() == few <= 40


def test_the_first_and_the_last_of_days_are_days_like_others():
    ends = {"how": "spread", "date": "9999-12-31"}
    facts = small.facts(
        agreements=[placed.AGREEMENT | {"key": "early", "units": ["kultur"], "valid_from": "0001-01-01"}],
        initiatives=[placed.INITIATIVE | {"key": "late", "effect_after_days": 36500, "ending": ends}],
    )
    import_facts(facts=facts, by="office", at=NOON, replace=True)

    assert "sign_agreement:agreement:early:" in waits("office")
