"""The audit trail on a page: in words, by kind, account and day, and of one's own municipality alone."""

import json
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kobling.records.rights import Role
from kobling.rooms.audit.models import Entry
from kobling.rooms.audit.queries import GENESIS_DIGEST, digest
from kobling.rooms.people import actions
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from tests.rooms import small
from tests.spaces import plain
from tests.web.staff.users import HERE, NOON, PASSWORD, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = f"/arbejde/{HERE}/log/"
FAR = "andenby"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    """Two municipalities, with accounts in either and in both."""
    from kobling.rooms.folder.actions import import_facts

    import_municipality()
    other = small.facts().municipality.model_copy(update={"code": "888", "slug": FAR})
    import_facts(facts=small.facts().model_copy(update={"municipality": other}), by="office", at=NOON)
    actions.add(name="udenbys", assignment=Assignment(Role.READER, FAR), password=PASSWORD, by="operator", at=NOON)
    actions.add(name="begge", assignment=Assignment(Role.READER, HERE), password=PASSWORD, by="operator", at=NOON)
    actions.assign(name="begge", assignment=Assignment(Role.ANALYST, FAR), by="operator", at=NOON)


def said(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def entries_of(page):
    return page.count("<li><p><strong>")


def add_entries(count):
    """Add so many entries, each in the chain."""
    previous = Entry.objects.order_by("-pk").values_list("digest", flat=True).first() or GENESIS_DIGEST
    rows = []
    for number in range(count):
        values = {"by": "office", "action": "answer", "subject": HERE, "details": json.dumps({"finding": number})}
        own = digest(previous=previous, at=NOON, **values)
        rows.append(Entry(at=NOON, previous=previous, digest=own, **values))
        previous = own
    Entry.objects.bulk_create(rows, batch_size=2_000)


def test_entries_are_shown_in_words_and_in_both_languages():
    client = signed_in_client(Role.ADMINISTRATOR, of=None)

    page = said(client)
    assert "<strong>Mappe taget ind</strong>: lilleby" in page
    english = plain(client.get(f"/en/work/{HERE}/audit/").content.decode())
    assert "<strong>Import a folder</strong>: lilleby" in english


def test_an_administrator_of_one_municipality_sees_nothing_of_another():
    page = said(signed_in_client(Role.ADMINISTRATOR, of=HERE))

    assert HERE in page
    assert "begge" in page
    assert FAR not in page
    assert "udenbys" not in page
    about_both = User.objects.get(name="begge").key
    rows = Entry.objects.filter(subject=about_both)
    assert {row.action for row in rows} == {"add user", "assign role"}
    assert "Rolle tildelt" not in page.partition('<ul class="found">')[2]
    assert "udenbys" in said(signed_in_client(Role.ADMINISTRATOR, of=None))


def test_entries_are_chosen_by_kind_account_and_day():
    client = signed_in_client(Role.ADMINISTRATOR, of=None)
    office = Entry.objects.get(action="inspect").by
    add_entries(3)

    assert entries_of(said(client, "?what=inspect")) == 1
    assert entries_of(said(client, f"?what=answer&who={office}")) == 3
    day = NOON.date()
    assert entries_of(said(client, f"?what=answer&since={day}&until={day}")) == 3
    assert entries_of(said(client, f"?what=answer&since={day + timedelta(days=1)}")) == 0
    assert entries_of(said(client, f"?what=answer&until={day - timedelta(days=1)}")) == 0
    for nonsense in ("?since=99999-1-1&until=9999-12-31&before=x", "?what=<script>&who=%00", "?before=0"):
        assert "<script>" not in said(client, nonsense).partition("<h1>")[2]


@pytest.mark.parametrize("count", [1_000, pytest.param(100_000, marks=pytest.mark.exhaustive)])
def test_a_long_trail_takes_as_many_queries_as_a_short_one_and_is_read_page_by_page(count):
    client = signed_in_client(Role.ADMINISTRATOR, of=HERE)
    with CaptureQueriesContext(connection) as before:
        said(client)
    add_entries(count)

    began = time.perf_counter()
    with CaptureQueriesContext(connection) as after:
        page = said(client)
    assert len(after) == len(before)
    assert time.perf_counter() - began < 1
    assert entries_of(page) == 50
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    older = said(client, f"?before={newest - 49}")
    assert entries_of(older) == 50
    assert "Nyeste" in older
    assert entries_of(said(client, "?what=inspect")) == 1


def test_the_trail_is_checked_on_the_page():
    client = signed_in_client(Role.ADMINISTRATOR, of=HERE)
    assert "Loggen er hel" in plain(client.post(PAGE).content.decode())

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_frozen")
        cursor.execute("UPDATE audit_entry SET subject = 'x' WHERE action = 'inspect'")
    answer = plain(client.post(PAGE).content.decode())
    assert "Loggen er hel" not in answer
    assert 'role="alert"' in answer
    everywhere = signed_in_client(Role.ADMINISTRATOR, of=None)
    number = Entry.objects.get(subject="x").pk
    assert f"{number}" in plain(everywhere.post(PAGE).content.decode()).partition('role="alert">')[2][:60]
