"""Accounts: names, passwords, keys, sign-in, lockout, erased names, and that no error reveals who exists."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.core.context import request_context
from django.apps import apps
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from kobling.records.rights import Right, Role
from kobling.rooms.audit.queries import entries, first_broken_entry
from kobling.rooms.facts.history import change_sets
from kobling.rooms.facts.integrity import first_broken_change_set
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.messages.addresses import InvalidEmail
from kobling.rooms.messages.models import Message as MessageRow
from kobling.rooms.municipality.queries import UnknownMunicipality, pk_of
from kobling.rooms.people import actions, queries
from kobling.rooms.people.lockout import ATTEMPT_WINDOW, MAX_WRONG_PASSWORDS, TooManyAttempts
from kobling.rooms.people.models import User as UserRow
from kobling.rooms.people.models import WrongPassword
from kobling.rooms.people.permissions import has_right, manages
from kobling.rooms.people.records import Assignment, Place, User
from kobling.rooms.people.sign_in import WrongNameOrPassword
from kobling.rooms.people.sign_in import sign_in as sign_user_in
from kobling.web.shared.words.accounts import account_name
from tests.rooms import small

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
GOOD = "en meget lang adgangskode"


def add(name="bo", role=Role.STRATEGY, municipality=None, password=GOOD):
    assignment = Assignment(role, municipality)
    actions.add(name=name, assignment=assignment, password=password, by="operator", at=NOON)


def sign_in(name, password=GOOD, at=NOON):
    """Sign in; the request that was let in."""
    request = RequestFactory().post("/arbejde/ind/")
    request.session = SessionStore()
    request.user = None
    with request_context(request):  # as allauth's middleware does
        sign_user_in(request=request, name=name, password=password, at=at)
    return request


def test_a_user_is_added_and_let_in():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    add("Åse-1", municipality="lilleby")

    request = sign_in(" ÅSE-1 ")

    user = queries.user("åse-1")
    assert user == User(user.key, "åse-1", (Assignment(Role.STRATEGY, "lilleby"),), NOON, closed=False)
    assert queries.signed_in_user(request) == user
    assert queries.users() == (user,)


@pytest.mark.parametrize("name", ["", "b", "1bo", "bo bo", "bo/../x", "<b>", "b" * 61, "bo\n", "bo@odense.dk"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(actions.InvalidName):
        add(name if name != "bo\n" else "bo\nx")


@pytest.mark.parametrize("password", ["", "kort", "password1234", "123456789012", "strategikontoret"])
def test_a_password_that_is_easily_guessed_is_refused_and_nobody_is_added(password):
    with pytest.raises(actions.WeakPassword):
        add("strategikontoret", password=password)

    assert queries.users() == ()


def test_a_name_is_one_persons():
    add("bo")

    with pytest.raises(actions.NameTaken):
        add("BO")


def test_a_municipality_that_is_not_there_is_refused():
    with pytest.raises(UnknownMunicipality):
        add(municipality="findes-ikke")


@pytest.mark.parametrize("name", ["bo", "nobody"])
def test_a_wrong_password_and_a_wrong_name_are_told_the_same(name):
    add("bo")

    with pytest.raises(WrongNameOrPassword) as refusal:
        sign_in(name, "forkert adgangskode")

    assert vars(refusal.value) == {}


@pytest.mark.parametrize("name", ["", "a\x00b", "b" * 5000, "\ud800", "' OR 1=1 --"])
def test_what_can_be_nobodys_name_is_a_wrong_name(name):
    with pytest.raises(WrongNameOrPassword):
        sign_in(name)


def test_ten_wrong_passwords_lock_a_name_out_for_a_quarter_of_an_hour():
    add("bo")
    for minute in range(MAX_WRONG_PASSWORDS):
        with pytest.raises(WrongNameOrPassword):
            sign_in("bo", "forkert", at=NOON + timedelta(minutes=minute))

    with pytest.raises(TooManyAttempts) as refusal:
        sign_in("bo", at=NOON + timedelta(minutes=10))

    # The first of the ten is forgotten a quarter of an hour after it was made.
    assert refusal.value.until == NOON + ATTEMPT_WINDOW
    assert sign_in("bo", at=NOON + ATTEMPT_WINDOW).session["_auth_user_id"]
    assert WrongPassword.objects.count() == 0


def test_one_name_alone_is_locked_out():
    add("bo")
    add("eva")
    for _ in range(MAX_WRONG_PASSWORDS):
        with pytest.raises(WrongNameOrPassword):
            sign_in("bo", "forkert")

    assert sign_in("eva")


def test_capitals_and_spaces_do_not_make_another_name_to_try_under():
    add("bo")
    for number in range(MAX_WRONG_PASSWORDS):
        with pytest.raises(WrongNameOrPassword):
            sign_in(("bo", "BO", " Bo ")[number % 3], "forkert")

    with pytest.raises(TooManyAttempts):
        sign_in("bo")


def test_what_was_typed_as_a_name_is_not_kept():
    with pytest.raises(WrongNameOrPassword):
        sign_in("min hemmelige kode", "bo")

    [row] = WrongPassword.objects.values()
    assert "hemmelige" not in str(row)


def test_wrong_ones_are_forgotten_when_they_no_longer_count():
    for name in ("a", "b", "c"):
        with pytest.raises(WrongNameOrPassword):
            sign_in(name, "forkert")
    with pytest.raises(WrongNameOrPassword):
        sign_in("d", "forkert", at=NOON + 2 * ATTEMPT_WINDOW)

    assert WrongPassword.objects.count() == 1


def test_a_closed_user_is_let_in_no_more_and_stays_in_the_list():
    add("bo")
    request = sign_in("bo")
    actions.close(name="bo", by="operator", at=NOON)
    request.user = UserRow.objects.get(name="bo")

    assert queries.signed_in_user(request) is None
    assert queries.user("bo").closed
    with pytest.raises(WrongNameOrPassword):
        sign_in("bo")


def test_a_new_password_ends_the_lockout_and_the_old_one_does_not_fit():
    add("bo")
    for _ in range(MAX_WRONG_PASSWORDS):
        with pytest.raises(WrongNameOrPassword):
            sign_in("bo", "forkert")

    actions.set_password(name="bo", password="en helt anden lang kode", by="operator", at=NOON)

    assert sign_in("bo", "en helt anden lang kode")
    with pytest.raises(WrongNameOrPassword):
        sign_in("bo", GOOD)


@pytest.mark.parametrize("deed", [actions.close, actions.set_password, actions.erase])
def test_nobody_of_that_name(deed):
    add("bo")
    more = {"password": GOOD} if deed is actions.set_password else {}

    with pytest.raises(queries.NoSuchUser) as refusal:
        deed(name="eva", by="operator", at=NOON, **more)

    assert (refusal.value.found, refusal.value.known) == ("eva", ("bo",))


def test_everything_is_audited_and_no_password_is_in_it():
    add("bo")
    actions.set_password(name="bo", password="en helt anden lang kode", by="operator", at=NOON)
    actions.close(name="bo", by="operator", at=NOON)

    told, key = list(entries()), queries.user("bo").key
    assert [(deed.action, deed.subject, deed.by) for deed in told] == [
        ("add user", key, "operator"),
        ("set password", key, "operator"),
        ("close user", key, "operator"),
    ]
    assert "kode" not in str(told)
    assert first_broken_entry() is None


def test_passwords_are_kept_as_argon2_hashes():
    add("bo")

    [kept] = UserRow.objects.values_list("password", flat=True)
    assert kept.startswith("argon2$argon2id$")
    assert GOOD not in kept


def test_a_right_is_held_where_it_is_assigned():
    here, everywhere = Assignment(Role.ANALYST, "lilleby"), Assignment(Role.READER, None)
    user = User("k2", "bo", (here, everywhere), NOON, closed=False)

    assert has_right(user, Right.READ, municipality="storby")
    assert has_right(user, Right.FETCH, municipality="lilleby")
    assert not has_right(user, Right.FETCH, municipality="storby")
    assert user.roles("lilleby") == (Role.ANALYST, Role.READER)
    assert user.roles("storby") == (Role.READER,)


def test_a_right_in_a_place_is_not_one_elsewhere():
    user = User("k2", "bo", (Assignment(Role.SECRETARY, "lilleby", Place("body", "k1")),), NOON, closed=False)

    def may(right, *places):
        return has_right(user, right, municipality="lilleby", places=[Place("body", key) for key in places])

    assert may(Right.RECORD_DECISIONS, "k2", "k1")
    assert not may(Right.RECORD_DECISIONS, "k2")
    assert may(Right.READ, "k2")
    assert not may(Right.EDIT_GOALS, "k1")
    assert has_right(user, Right.RECORD_DECISIONS, municipality="lilleby")


def test_roles_are_assigned_and_withdrawn():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    add()
    secretary = Assignment(Role.SECRETARY, "lilleby", Place("body", "council"))
    who = {"name": "bo", "by": "operator", "at": NOON}
    for _ in range(2):
        actions.assign(assignment=secretary, **who)
    assert queries.user("bo").assignments == (Assignment(Role.STRATEGY, None), secretary)
    actions.withdraw(assignment=Assignment(Role.STRATEGY, None), **who)

    assert queries.user("bo").assignments == (secretary,)
    with pytest.raises(actions.NoSuchAssignment):
        actions.withdraw(assignment=Assignment(Role.STRATEGY, None), **who)
    with pytest.raises(actions.LastAssignment):
        actions.withdraw(assignment=secretary, **who)
    for wrong in (
        Assignment(Role.SECRETARY, "lilleby", Place("unit", "kultur")),
        Assignment(Role.READER, "lilleby", Place("unit", "kultur")),
        Assignment(Role.SECRETARY, None, Place("body", "council")),
    ):
        with pytest.raises(actions.WrongPlace):
            actions.assign(assignment=wrong, **who)
    assert [entry.action for entry in entries()][1:] == ["add user", "assign role", "withdraw role"]


def test_an_account_without_a_role_gets_none_beside_a_password():
    operator("bo")
    with pytest.raises(actions.NoPassword):
        actions.assign(name="bo", assignment=Assignment(Role.READER, None), by="operator", at=NOON)
    add("bo")
    actions.close(name="bo", by="operator", at=NOON)
    with pytest.raises(actions.ClosedAccount):
        actions.assign(name="bo", assignment=Assignment(Role.READER, None), by="operator", at=NOON)


def write(token, expires):
    return actions.Letter(f"Velkommen indtil {expires:%d.%m}", f"https://kobling.test/{token}")


def invite(name="eva", email="eva@lilleby.dk", **changed):
    assignment = Assignment(Role.ADMINISTRATOR, None)
    known = {"language": "da", "assignment": assignment, "write": write, "by": "operator", "at": NOON}
    actions.invite(name=name, email=email, **known | changed)
    [message] = MessageRow.objects.filter(user__name=name)
    return message.body.removeprefix("https://kobling.test/")


def test_an_invited_account_signs_in_once_it_has_chosen_a_password():
    token = invite()
    invited = queries.invited(token, NOON)

    assert (invited.name, invited.email, invited.has_password) == ("eva", "eva@lilleby.dk", False)
    with pytest.raises(WrongNameOrPassword):
        sign_in("eva", "")
    with pytest.raises(actions.WeakPassword):
        actions.accept_invitation(token=token, password="kort", at=NOON)
    assert actions.accept_invitation(token=token, password=GOOD, at=NOON) == invited.key
    assert sign_in("eva").session["_auth_user_id"]
    with pytest.raises(queries.UnusableInvitation):
        actions.accept_invitation(token=token, password=GOOD, at=NOON)
    assert [entry.action for entry in entries()] == ["invite user", "accept invitation"]


def test_an_invitation_expires_and_a_newer_one_replaces_it():
    first = invite()
    key = queries.invited(first, NOON + actions.INVITATION_LASTS - timedelta(seconds=1)).key
    for token, at in ((first, NOON + actions.INVITATION_LASTS), ("", NOON), ("\x00", NOON), (first[:-1], NOON)):
        with pytest.raises(queries.UnusableInvitation):
            queries.invited(token, at)
    actions.invite_again(account=key, write=write, by="operator", at=NOON)

    [message] = MessageRow.objects.all()
    assert first not in message.body
    with pytest.raises(queries.UnusableInvitation):
        queries.invited(first, NOON)
    actions.close(name="eva", by="operator", at=NOON)
    with pytest.raises(queries.UnusableInvitation):
        queries.invited(message.body.removeprefix("https://kobling.test/"), NOON)


@pytest.mark.parametrize(
    "email", ["", "eva", "eva@lilleby", "Eva <eva@lilleby.dk>", "a@b.dk, c@d.dk", "a@b.dk\nBcc: c@d.dk"]
)
def test_what_is_no_address_is_refused(email):
    with pytest.raises(InvalidEmail):
        invite(email=email)


def test_all_sessions_end_at_once_and_new_ones_begin():
    add("bo")
    request = sign_in("bo")
    later = RequestFactory().get("/")
    later.session = request.session
    assert get_user(later).is_authenticated

    actions.end_sessions(account=queries.user("bo").key, by="operator", at=NOON)

    assert not get_user(later).is_authenticated
    later.session = sign_in("bo").session
    assert get_user(later).is_authenticated


def test_the_accounts_of_the_demonstration_sign_in_there_alone(settings):
    everywhere = Assignment(Role.STRATEGY, None)
    actions.add(name="demo", assignment=everywhere, password=GOOD, by="operator", at=NOON, is_demo=True)
    with pytest.raises(WrongNameOrPassword):
        sign_in("demo")
    settings.DEMO = True
    request = sign_in("demo")
    assert queries.signed_in_user(request).name == "demo"
    settings.DEMO = False
    assert queries.signed_in_user(request) is None


@pytest.mark.parametrize(
    ("who", "whose", "is_managed"),
    [
        (("administrator", "a"), [("reader", "a")], True),
        (("administrator", "a"), [("reader", "a"), ("reader", "b")], False),
        (("administrator", "a"), [("reader", None)], False),
        (("administrator", None), [("reader", None), ("reader", "b")], True),
        (("administrator", "a"), [], False),
        (("strategy", "a"), [("reader", "a")], False),
    ],
)
def test_an_administrator_manages_accounts_that_reach_no_further(who, whose, is_managed):
    def user(key, held):
        return User(key, key, tuple(Assignment(Role[role.upper()], of) for role, of in held), NOON, closed=False)

    assert manages(user("k1", [who]), user("k2", whose)) == is_managed
    assert not manages(user("k1", [who]), user("k1", whose))


def operator(name="Nattens kørsel", **more):
    return actions.command_line_account(name=name, at=NOON, **more)


def test_an_account_of_the_command_line_is_added_once_and_cannot_sign_in():
    key = operator()

    assert operator("NATTENS KØRSEL") == key
    assert queries.user("nattens kørsel") == User(key, "nattens kørsel", (), NOON, closed=False, has_password=False)
    assert [(entry.action, entry.subject, entry.by) for entry in entries()] == [("add user", key, key)]
    for password in ("", GOOD, UserRow.objects.get(key=key).password):
        with pytest.raises(WrongNameOrPassword):
            sign_in("nattens kørsel", password)
    with pytest.raises(actions.NoPassword):
        actions.set_password(name="nattens kørsel", password=GOOD, by=key, at=NOON)


def test_a_trial_run_adds_no_account():
    operator("bo", dry_run=True)

    assert (queries.users(), list(entries())) == ((), [])
    assert operator("bo") == operator("bo", dry_run=True)


def test_an_account_of_the_command_line_keeps_its_key_when_it_may_sign_in():
    key = operator("bo")
    add("bo")

    assert queries.signed_in_user(sign_in("bo")) == User(
        key, "bo", (Assignment(Role.STRATEGY, None),), NOON, closed=False
    )
    assert operator("bo") == key


def test_nothing_is_done_under_a_closed_account_before_its_name_is_erased():
    key = operator("bo")
    with pytest.raises(actions.NotClosed):
        actions.erase(name="bo", by=key, at=NOON)
    actions.close(name="bo", by=key, at=NOON)
    with pytest.raises(actions.ClosedAccount):
        operator("bo")
    with pytest.raises(actions.NameTaken):
        add("bo")
    actions.erase(name="bo", by=operator("eva"), at=NOON)

    assert operator("bo") != key
    assert [user.name for user in queries.users()] == ["bo", "eva", None]


def test_an_erased_name_is_nowhere_and_what_was_done_is_as_it_was():
    name = "zacharias"
    add(name)
    key = queries.signed_in_user(sign_in(name)).key
    import_facts(facts=small.facts(), by=key, at=NOON, replace=True)
    with pytest.raises(WrongNameOrPassword):
        sign_in(name, "forkert")
    UserRow.objects.filter(name=name).update(email=f"{name}@lilleby.dk")
    actions.store_message(account=key, template="task", letter=actions.Letter(f"Til {name}", "Kære zacharias"), at=NOON)
    actions.close(name=name, by=key, at=NOON)
    actions.erase(name=name, by=operator(), at=NOON)

    rows = [row for model in apps.get_models() for row in model.objects.values() if model is not UserRow]
    assert rows
    assert name not in str([rows, list(UserRow.objects.values())])
    assert not WrongPassword.objects.exists()
    assert [entry.subject for entry in entries() if entry.action == "erase user"] == [key]
    assert [change_set.by for change_set in change_sets(pk_of("lilleby"))] == [key]
    assert (first_broken_entry(), first_broken_change_set(pk_of("lilleby"))) == (None, None)
    assert account_name(key, queries.names()) == f"en slettet konto ({key})"
    assert account_name("kontoret", queries.names()) == "kontoret"
