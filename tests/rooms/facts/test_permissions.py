"""What a user may do with a fact, where it lies."""

import pytest

from kobling.records.base import BodyKey, Fact, Key, UnitKey
from kobling.records.budget import Budget
from kobling.records.chain import Goal
from kobling.records.facts import FACT_TYPES, MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement
from kobling.records.initiatives import Initiative
from kobling.records.references import record_types
from kobling.records.rights import Right, Role, rights
from kobling.rooms.facts.permissions import Access, UnknownPlace, may, require_place
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.records import Assignment, Place, User
from tests.rooms.placed import CHANGED, EVERY_FACT, FACTS, TERM, name_of
from tests.web.staff.users import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _stored(module_database):
    import_facts(facts=FACTS, by="office", at=NOON, replace=True)


def user(role, place=None, municipality="lilleby"):
    return User("k2", "bo", (Assignment(role, municipality, place),), NOON, closed=False)


def access_of(role, kind=None, key=None):
    return Access(user(role, Place(kind, key) if kind else None), "lilleby")


def changed_by(role, kind=None, key=None):
    """The facts that a user may change, by kind and key."""
    access = access_of(role, kind, key)
    return {name_of(fact) for fact in EVERY_FACT if access.may(type(fact).RIGHT, fact)}


@pytest.mark.parametrize(("role", "place"), CHANGED)
def test_a_role_changes_what_lies_in_its_place(role, place):
    assert changed_by(role, *(place or ())) == CHANGED[role, place]


def test_the_strategy_office_changes_everything():
    assert len(changed_by(Role.STRATEGY)) == len(EVERY_FACT)


@pytest.mark.parametrize("role", Role)
def test_no_role_reaches_another_municipality_or_lasts_when_the_account_is_closed(role):
    """Nor does one reach less without a place than with one."""
    here, everywhere = user(role), user(role, municipality=None)
    closed = User("k3", "ib", here.assignments, NOON, closed=True)

    for right in Right:
        is_held = role in rights()[right].scopes
        assert may(here, right, municipality="lilleby") == may(everywhere, right, municipality="storby") == is_held
        assert not may(here, right, municipality="storby")
        assert not may(closed, right, municipality="lilleby")
        for fact in EVERY_FACT:
            assert may(here, right, municipality="lilleby", fact=fact) == is_held


def test_a_unit_above_may_all_that_one_below_may():
    for fact in EVERY_FACT:
        units = [access_of(Role.LEADER, "unit", key) for key in ("low", "mid", "top")]
        reached = [access.may(Right.EDIT_AGREEMENTS, fact) for access in units]
        assert reached == sorted(reached)


def test_what_only_a_part_names_does_not_place_the_whole():
    """A line of the budget is of a unit, and the budget is not."""
    (budget,) = FACTS.budgets

    assert isinstance(budget, Budget)
    assert access_of(Role.READER).places(budget) == {("budget", "b20"), ("term", TERM)}


def test_nobody_takes_a_fact_from_another_place_or_puts_it_into_one():
    mine, yours = (fact for fact in FACTS.priorities)
    access = access_of(Role.SECRETARY, "body", "k1")

    assert access.may_change(mine, mine.model_copy(update={"rank": 1}))
    assert access.may_change(None, mine)
    assert not access.may_change(yours, yours.model_copy(update={"rank": 1}))
    assert not access.may_change(yours, yours.model_copy(update={"committee": "k1"}))
    assert not access.may_change(mine, mine.model_copy(update={"committee": "k2"}))
    assert not access.may_change(yours, None)


def test_a_fact_that_has_been_moved_away_is_not_reached_as_it_was_before():
    """Its former place stands in an old form, an older workbook or a change draft."""
    now = FACTS.priorities[1]
    former = now.model_copy(update={"committee": "k1"})

    assert not access_of(Role.SECRETARY, "body", "k1").may_change(former, former.model_copy(update={"rank": 1}))
    assert not access_of(Role.SECRETARY, "body", "k1").may_change(former, None)


def with_target(goal, **changed):
    """A goal with its first target changed."""
    target = goal.targets[0].model_dump() | changed
    return Goal.model_validate(goal.model_dump() | {"targets": [target]})


def test_a_field_may_ask_for_another_right_than_its_fact():
    """A body's judgement of a target is recorded, and the target is not edited by those who record it."""
    goal, judgement = FACTS.goals[0], {"body": "k1", "date": "2020-01-01", "verdict": "Nået", "reason": "Det ses."}
    judged, raised = (with_target(goal, **changed) for changed in ({"judgements": [judgement]}, {"value": 90}))
    secretary, owner = access_of(Role.SECRETARY, "body", "k1"), access_of(Role.OWNER, "goal", "a")

    assert (secretary.may_change(goal, judged), secretary.may_change(goal, raised)) == (True, False)
    assert (owner.may_change(goal, judged), owner.may_change(goal, raised)) == (False, True)


def test_the_same_change_waits_for_approval_unless_the_office_makes_it():
    initiative = FACTS.initiatives[0]
    ended = Initiative.model_validate(initiative.model_dump() | {"ending": {"how": "stop", "date": "2020-05-01"}})
    renamed = Initiative.model_validate(initiative.model_dump() | {"name": "Helt klar"})
    owner, office = access_of(Role.OWNER), access_of(Role.STRATEGY)

    assert owner.needs_approval(initiative, ended)
    assert not owner.needs_approval(initiative, renamed)
    assert not office.needs_approval(initiative, ended)


class Pledge(Fact):
    """A kind of fact that nothing else in the code knows."""

    KIND = "pledge"
    RIGHT = Right.EDIT_AGREEMENTS

    key: Key
    unit: UnitKey
    body: BodyKey | None = None


def test_a_new_kind_has_its_permissions_from_what_it_names():
    pledge = Pledge(key="p", unit="low", body="k1")

    assert access_of(Role.LEADER, "unit", "top").may_change(None, pledge)
    assert not access_of(Role.LEADER, "unit", "side").may_change(None, pledge)
    assert not access_of(Role.SECRETARY, "body", "k1").may_change(None, pledge)


@pytest.mark.parametrize("record_type", record_types(MunicipalityFacts), ids=lambda record_type: record_type.__name__)
def test_who_may_more_sees_no_less(record_type):
    def seen(role, fact=None):
        return access_of(role).visible_fields(record_type, fact)

    assert seen(Role.COUNCILLOR) <= seen(Role.READER) <= seen(Role.OWNER) <= seen(Role.STRATEGY)
    assert seen(Role.STRATEGY) == record_type.model_fields.keys()


def test_a_councillor_sees_what_a_release_has():
    access = access_of(Role.COUNCILLOR)

    assert access.visible_fields(FACT_TYPES["commitment"]) == set()
    assert "frame" not in access.visible_fields(FACT_TYPES["agreement"])
    assert access.visible_fields(Indicator) == Indicator.model_fields.keys()
    assert access.visible_fields(Measurement) == Measurement.model_fields.keys()


def test_a_place_that_is_not_there_is_refused():
    require_place("lilleby", Place("unit", "mid"))
    with pytest.raises(UnknownPlace) as refused:
        require_place("lilleby", Place("unit", "council"))

    assert set(refused.value.known) == {"top", "mid", "low", "side"}
