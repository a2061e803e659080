"""A release holds nothing of comments, change drafts, authors, reasons, answers, accounts and readers.

They are stored full of one marker; a release is made, and its document, pages and open data are searched for it.
"""

from datetime import UTC, date, datetime
from typing import get_type_hints

import pytest
from django.db import connection
from django.test import Client

from kobling.records.base import AccountKey
from kobling.rooms.change_drafts import actions as change_drafts
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes.actions import undo
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.comments import actions as comments
from kobling.rooms.comments.records import CHANGE_DRAFT, RELEASE, Subject
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings import actions as findings
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.actions import command_line_account
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases import queries
from kobling.rooms.releases.actions import name_reader, revoke
from kobling.rooms.releases.document import Document
from kobling.web.public.site import Site
from tests.guards.test_published_records import record_types
from tests.rooms import small
from tests.rooms.changing import change_fact

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
FAR = datetime(2999, 1, 1, tzinfo=UTC)
DAY = date(2020, 11, 30)
HERE = "lilleby"
MARKER = "zqxjkv"
TABLES = (
    "audit_entry",
    "change_drafts_changedraft",
    "change_drafts_event",
    "comments_event",
    "facts_changeset",
    "findings_event",
    "people_user",
)
"""Where the marker has to be, or the test would look for nothing."""

pytestmark = pytest.mark.django_db


WHO_AND_WHY = {"by", "created_by", "approved_by", "author", "account", "reader", "comment", "comments", "answer"}
"""Fields that would say who did something in the house, or what they said of it."""


def test_no_field_of_a_release_says_who_did_something():
    fields = {
        f"{record.__name__}.{name}": field.annotation
        for record in record_types(Document)
        for name, field in record.model_fields.items()
    }

    assert len(fields) > 100
    assert [name for name in fields if name.split(".")[1] in WHO_AND_WHY] == []
    assert [name for name, annotation in fields.items() if "AccountKey" in str(annotation)] == []
    assert "AccountKey" in str(get_type_hints(ChangeDraft)["readers"])


def marked(story):
    return story.model_copy(update={"title": story.title.model_copy(update={"da": f"{MARKER} titel"})})


def write_everywhere(by: AccountKey, other: AccountKey):
    """Store the marker in every text that is about work and not about the municipality."""
    (story,) = municipality_facts(HERE).stories
    common = {"municipality": HERE, "by": by, "at": NOON}
    edits = Edits(facts=(FactEdit(story, marked(story)),))
    number = change_drafts.save_change_draft(**common, edits=edits, title=f"{MARKER} kladde")
    change_drafts.share_change_draft(**common, number=number, readers=[other])
    change_drafts.submit_change_draft(**common, number=number)
    change_drafts.send_back_change_draft(**(common | {"by": other}), number=number, reason=f"{MARKER} tilbage")
    for about in (Subject("story", "st"), Subject(CHANGE_DRAFT, str(number)), Subject(RELEASE, "1")):
        comments.write(**common, about=about, text=f"{MARKER} kommentar", accounts={})
    change_fact(**common, before=story, after=marked(story), reason=f"{MARKER} hvorfor")
    undo(**common, number=2, reason=f"{MARKER} fortrudt")
    findings.inspect(municipality=HERE, on=DAY, by=by, at=NOON)
    findings.answer(municipality=HERE, finding=1, reason=f"{MARKER} svar", by=by, at=NOON)


def approve_in_two_steps(by, other):
    """Approve the draft under embargo with a named reader, revoke it for a reason, and approve it again."""
    approval = {"municipality": HERE, "number": 1, "by": other, "at": NOON}
    approve_release(**approval, embargo_until=FAR)
    name_reader(**approval, account=by)
    revoke(**approval, reason=f"{MARKER} kaldt tilbage")
    approve_release(**approval, embargo_until=None)


def test_a_release_holds_nothing_of_how_it_came_about():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    by, other = (command_line_account(name=f"{MARKER}-{name}", at=NOON) for name in ("anna", "bo"))
    write_everywhere(by, other)
    create_release(municipality=HERE, on=DAY, by=by, at=NOON, anyway=f"{MARKER} alligevel")
    approve_in_two_steps(by, other)

    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            assert any(MARKER in str(row) for row in cursor.fetchall()), table
        cursor.execute("SELECT document FROM releases_release")
        (document,) = cursor.fetchone()
    released = queries.release(HERE, 1)
    site = Site(released)
    bodies = {
        address: getattr(site.open(address), "body", b"").decode(errors="replace") for address in site.addresses()
    }
    bodies |= {"api": Client().get(f"/api/v1/{HERE}/releases/1", headers={"host": "localhost"}).content.decode()}
    bodies |= {"document": document}
    assert len(bodies["document"]) > 1000
    for secret in (MARKER, by, other):
        assert [address for address, body in bodies.items() if secret in body] == []
