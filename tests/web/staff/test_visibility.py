"""A field is seen by those it is declared for, on every page, in every file, draft and message; others change none.

No field is declared for owners or the office yet, so two are here.
"""

import io
import re
from typing import Annotated

import pytest

from kobling.records import declarations
from kobling.records.agreements import Agreement
from kobling.records.base import Internal, Visibility
from kobling.records.facts import FACT_TYPES
from kobling.records.references import referring_fields
from kobling.records.rights import Role
from kobling.rooms.change_drafts.actions import save_change_draft, share_change_draft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.permissions import Access
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.messages.models import Message
from kobling.rooms.people.queries import names, user
from kobling.rooms.people.records import Place
from kobling.web.staff.addresses import ROOTS
from tests.guards.url_access import ANYBODY, STAFF
from tests.rooms import small
from tests.web.staff.users import HERE, NOON, route_address, signed_in_client

pytestmark = pytest.mark.django_db

DECLARED = {"frame": Visibility.OWNERS, "dialogue_meetings": Visibility.OFFICE}
SECRETS = {
    "frame": re.compile(r"98[ .\u00a0]?76[ .\u00a0]?543|9876543|9[.]876[.]543"),
    "dialogue_meetings": re.compile(r"2017-01-1[37]|1[37][.]\sjanuar\s2017"),
}
AGREEMENT = {"key": "ag", "term": "2018-2021", "name": "Aftale", "units": ["kultur"]}
PAGES = [
    f"/{ROOTS['da']}{route_address(route, kind='agreement').lstrip('/')}".replace("/agreement/a/", "/agreement/ag/")
    for (route, _english), who in STAFF.items()
    if ANYBODY not in who and "hent/" not in route.replace("excel/hent/", "")
]


def clear():
    for cached in (declarations.visibilities, declarations._marker, declarations._hints):  # noqa: SLF001  (what they keep is of the declarations before)
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    for name, visibility in DECLARED.items():
        declared = Annotated[Agreement.model_fields[name].annotation, Internal("it is negotiated", visibility)]
        monkeypatch.setitem(Agreement.__annotations__, name, declared)
    clear()
    yield
    monkeypatch.undo()
    clear()


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    for frame, day in ((9_876_543, "2017-01-13"), (98_765_430, "2017-01-17")):
        agreement = AGREEMENT | {"frame": frame, "dialogue_meetings": [day]}
        import_facts(facts=small.facts(agreements=[agreement]), by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    (before,) = municipality_facts(HERE).agreements
    after = Agreement.model_validate(before.model_dump() | {"frame": 9_876_543, "dialogue_meetings": ["2017-01-13"]})
    save_change_draft(
        municipality=HERE, edits=Edits((FactEdit(before, after),)), title="En ramme", by="office", at=NOON
    )


def text_of(answer):
    """Return the text of a response; of a workbook, that of every cell."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    from openpyxl import load_workbook  # only where workbooks are

    if content.startswith(b"PK") and "spreadsheet" in answer["Content-Type"]:
        cells = (cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.values for cell in row)
        return " ".join(str(cell) for cell in cells)
    return content.decode("utf-8", "replace")


def secrets_in(text):
    return {name for name, pattern in SECRETS.items() if pattern.search(text)}


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        (Role.STRATEGY, None, {"frame", "dialogue_meetings"}),
        (Role.LEADER, Place("unit", "kultur"), {"frame"}),
        (Role.LEADER, Place("unit", "other"), set()),
        (Role.COUNCILLOR, None, set()),
    ],
)
def test_a_field_is_seen_by_those_it_is_declared_for_and_nowhere_by_others(role, place, seen):
    visitor = signed_in_client(role, place=place)
    share_change_draft(municipality=HERE, number=1, readers=list(names()), by="office", at=NOON)
    found = {page: secrets_in(text_of(visitor.get(page))) for page in PAGES}
    posted = visitor.post(f"/arbejde/{HERE}/oplysninger/agreement/ag/ret/", {"f.name.da": "Ny aftale", "preview": "1"})
    found["preview"] = secrets_in(text_of(posted))

    assert set().union(*found.values()) == seen, {page: names for page, names in found.items() if names - seen}
    if role is Role.STRATEGY:
        # All that the law is about is asked for: the page, its history, forms, drafts, workbooks and the folder.
        assert {page.rpartition(f"{HERE}/")[2] for page, names in found.items() if names} >= {
            "oplysninger/agreement/ag/",
            "oplysninger/agreement/ag/ret/",
            "oplysninger/agreement/ag/fortryd/",
            "excel/hent/",
            "kladder/1/",
        }


def test_what_is_public_and_what_is_sent_holds_none_of_it(client):
    pages = [f"/{HERE}/", f"/api/v1/{HERE}", f"/api/v1/{HERE}/goals"]

    assert not secrets_in(" ".join(text_of(client.get(page)) for page in pages))
    assert not secrets_in(" ".join(Message.objects.values_list("body", flat=True)))


@pytest.mark.parametrize(("field", "value", "may"), [("frame", 1, True), ("dialogue_meetings", (), False)])
def test_a_field_that_is_not_seen_is_not_changed(field, value, may):
    signed_in_client(Role.LEADER, place=Place("unit", "kultur"))
    access = Access(user("user-leader-lilleby"), HERE)
    (before,) = municipality_facts(HERE).agreements

    assert access.may_change(before, before.model_copy(update={field: value})) == may
    assert access.may_change(None, before.model_copy(update={"key": "new", "dialogue_meetings": ()}))
    assert not access.may_change(None, before.model_copy(update={"key": "new"}))


def test_what_not_all_staff_see_is_no_name_no_order_and_no_reference():
    """Lists, searches and links of others show those."""
    for record_type in FACT_TYPES.values():
        hidden = {
            name
            for name, visibility in declarations.visibilities(record_type).items()
            if visibility in {Visibility.OWNERS, Visibility.OFFICE}
        }
        shown = {name for name, field in record_type.model_fields.items() if field.is_required()}
        assert not hidden & {*shown, *record_type.SORTED_BY, *referring_fields(record_type)}
