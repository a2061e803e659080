"""The public pages as a change draft would make them, and comments on it, for those who may read the draft."""

import pytest

from kobling.records.rights import Role
from kobling.rooms.change_drafts import actions
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.people.queries import names
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

PAGE = f"/arbejde/{HERE}/udkast/1/maal/maal-a/"
COMMENTS = f"/arbejde/{HERE}/kommentarer/change_draft/1/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def drafted(by, number=None, **more):
    """Let an account draft another short name of the goal, anew or instead of what a draft held; return its number."""
    (goal,) = municipality_facts(HERE).goals
    after = goal.model_copy(update={"short": goal.short.model_copy(update={"da": "Flere går med"})} | more)
    edits = Edits(facts=(FactEdit(goal, after),))
    return actions.save_change_draft(municipality=HERE, edits=edits, title="Et navn", by=by, at=NOON, number=number)


def key_of(name):
    return next(key for key, known in names().items() if known == name)


def test_who_reads_a_change_draft_sees_the_public_pages_with_it_and_comments():
    owner, reader = signed_in_client(Role.OWNER), signed_in_client(Role.READER)
    by = key_of("user-owner-lilleby")
    assert drafted(by) == 1

    page = owner.get(PAGE).content.decode()
    assert "Flere går med" in page
    assert "Kladde 1: siderne, som de ville være med den" in page
    assert "Flere går med" not in owner.get(f"/arbejde/{HERE}/udkast/maal/maal-a/").content.decode()
    assert f'href="/arbejde/{HERE}/udkast/1/"' in owner.get(f"/arbejde/{HERE}/kladder/1/").content.decode()

    assert reader.get(PAGE).status_code == reader.get(COMMENTS).status_code == 403
    unread = owner.post(COMMENTS, {"text": "Se her", "name": "user-reader-lilleby"})
    assert unread.status_code == 422
    actions.share_change_draft(municipality=HERE, number=1, readers=[key_of("user-reader-lilleby")], by=by, at=NOON)
    assert "Flere går med" in reader.get(PAGE).content.decode()
    assert reader.post(COMMENTS, {"text": "Godt navn"}).url == f"/arbejde/{HERE}/kladder/1/#comment-1"
    assert "Godt navn" in owner.get(f"/arbejde/{HERE}/kladder/1/").content.decode()


def test_a_change_that_cannot_be_applied_has_no_pages_until_it_is_edited():
    owner = signed_in_client(Role.OWNER)
    by = key_of("user-owner-lilleby")
    drafted(by, themes=("ukendt",))

    assert owner.get(PAGE).url == f"/arbejde/{HERE}/kladder/1/"
    assert owner.get(f"/arbejde/{HERE}/udkast/999/").status_code == 403
    drafted(by, number=1)
    assert "Flere går med" in owner.get(PAGE).content.decode()
