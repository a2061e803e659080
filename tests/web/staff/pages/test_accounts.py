"""The accounts of a municipality, as its administrator sees and changes them."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from kobling.records.rights import Role
from kobling.rooms.messages.models import Message as MessageRow
from kobling.rooms.people import actions, queries
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment, Place
from tests.web.staff.users import ACCOUNT, NOON, PASSWORD, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db

LIST, PAGE = "/arbejde/lilleby/konti/", f"/arbejde/lilleby/konti/{ACCOUNT}/"
OUTBOX = "/arbejde/lilleby/udbakke/"
INVITED = {
    "name": "Eva",
    "email": "eva@lilleby.dk",
    "language": "en",
    "role": "committee_secretary",
    "place": "council",
}


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def administrator():
    return signed_in_client(Role.ADMINISTRATOR)


def do(visitor, what, **more):
    return visitor.post(PAGE, {"do": what} | more)


def test_a_colleague_is_invited_chooses_a_password_and_signs_in(settings):
    settings.DEMO = True
    visitor = administrator()
    assert visitor.post(LIST, INVITED).url == LIST
    assert ">eva</a>" in visitor.get(LIST).content.decode()
    outbox = visitor.get("/arbejde/lilleby/udbakke/").content.decode()
    assert "You are invited to the working pages of Lilleby Kommune" in outbox

    invited = Client()
    [link] = re.findall(r'href="http://testserver(/en/work/in/invitation/[^"]+)"', outbox)
    there = invited.get(link).url
    assert link.split("/")[-2] not in there
    assert invited.post(there, {"password": PASSWORD, "again": "noget andet"}).status_code == 422
    assert invited.post(there, {"password": PASSWORD, "again": PASSWORD}).url == "/en/work/in/"
    assert invited.get(link, follow=True).status_code == 403
    assert invited.post("/en/work/in/", {"name": "eva", "password": PASSWORD}).status_code == 302
    assert invited.get("/en/work/lilleby/").status_code == 200
    secretary = Assignment(Role.SECRETARY, "lilleby", Place("body", "council"))
    assert queries.user("eva").assignments == (secretary,)


def test_outside_the_demonstration_an_invitation_is_handed_over_until_it_is_taken_up():
    visitor = administrator()
    visitor.post(LIST, INVITED)
    mention = actions.Letter("Navnt", "Et svar")
    actions.store_message(account=queries.user("eva").key, template="mention", letter=mention, at=NOON)
    [link] = re.findall(r'href="http://testserver(/[^"]+/invitation/[^"]+)"', outbox_of(visitor))
    invited = Client()
    invited.post(invited.get(link).url, {"password": PASSWORD, "again": PASSWORD})

    outbox = outbox_of(visitor)
    assert "You are invited" not in outbox
    assert "/invitation/" not in outbox
    assert "Navnt" in outbox
    assert "Et svar" not in outbox


def outbox_of(visitor):
    return visitor.get("/arbejde/lilleby/udbakke/").content.decode()


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"name": "e"}, "Et navn har 2 til 60"),
        ({"name": "kollega"}, "allerede en konto"),
        ({"email": "eva"}, "ikke en mailadresse"),
        ({"place": "findes-ikke"}, "findes-ikke"),
        ({"role": "councillor"}, "lad stedet være tomt"),
        ({"role": "king"}, "Det kan ikke lade sig gøre"),
    ],
)
def test_what_cannot_be_invited_is_explained_and_what_was_written_is_kept(changed, problem):
    answer = administrator().post(LIST, INVITED | changed)

    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert 'value="eva@lilleby.dk"' in answer.content.decode() or "email" in changed


def test_roles_are_given_and_taken():
    visitor = administrator()
    do(visitor, "assign", role="unit_leader", place="kultur")
    text = visitor.get(PAGE).content.decode()

    assert "Enhedsleder: Kultur" in text
    do(visitor, "withdraw", assignment="staff_reader/lilleby")
    assert queries.account(ACCOUNT).assignments == (Assignment(Role.LEADER, "lilleby", Place("unit", "kultur")),)
    refused = do(visitor, "withdraw", assignment="unit_leader/lilleby/unit/kultur")
    assert "Luk kontoen i stedet" in refused.content.decode()


def test_a_closed_account_is_out_at_once_and_its_name_can_be_erased():
    visitor, colleague = administrator(), Client()
    colleague.post("/arbejde/ind/", {"name": "kollega", "password": PASSWORD})
    assert colleague.get("/arbejde/lilleby/").status_code == 200
    do(visitor, "end_sessions")
    assert colleague.get("/arbejde/lilleby/").status_code == 302
    colleague.post("/arbejde/ind/", {"name": "kollega", "password": PASSWORD})
    do(visitor, "close")

    assert colleague.get("/arbejde/lilleby/").status_code == 302
    assert do(visitor, "end_sessions").status_code == 422
    do(visitor, "erase")
    assert queries.account(ACCOUNT).name is None
    assert ">kollega<" not in visitor.get(LIST).content.decode()


def test_an_administrator_changes_neither_their_own_account_nor_one_that_reaches_further():
    visitor = administrator()
    own = next(user for user in queries.accounts_of("lilleby") if Role.ADMINISTRATOR in user.roles("lilleby"))
    everywhere = Assignment(Role.READER, None)
    actions.add(name="alle", assignment=everywhere, password=PASSWORD, by="operator", at=NOON)

    for key in (own.key, queries.user("alle").key):
        page = f"/arbejde/lilleby/konti/{key}/"
        assert "<form" not in visitor.get(page).content.decode().split("<main")[1]
        assert visitor.post(page, {"do": "close"}).status_code == 403
    assert do(visitor, "make_coffee").status_code == 403
    assert visitor.get("/arbejde/lilleby/konti/k9999999/").status_code == 403


def test_who_has_lost_a_phone_is_let_in_with_the_password_again():
    visitor, colleague = administrator(), Client()
    assert "Fjern den tabte app" not in visitor.get(PAGE).content.decode()
    TOTP.activate(User.objects.get(key=ACCOUNT), "A" * 32)
    sign_in = {"name": "kollega", "password": PASSWORD}
    assert colleague.post("/arbejde/ind/", sign_in, follow=True).redirect_chain[-1][0] == "/arbejde/ind/kode/"
    assert "Fjern den tabte app" in visitor.get(PAGE).content.decode()
    do(visitor, "second_factors")

    assert colleague.post("/arbejde/ind/", sign_in, follow=True).redirect_chain[-1][0] == "/arbejde/lilleby/"


def test_an_administrator_decides_about_a_message_that_went_wrong():
    visitor = administrator()
    visitor.post(LIST, INVITED)
    MessageRow.objects.update(state="refused", answer="550 <b>Unknown</b>", body="hemmeligt")
    [number] = MessageRow.objects.values_list("pk", flat=True)
    page = outbox_of(visitor)
    assert "afvist af mailserveren" in page
    assert "550 &lt;b&gt;Unknown" in page
    assert "1 besked er ikke sendt" in visitor.get(LIST).content.decode()
    assert visitor.post(OUTBOX, {"message": number, "do": "send_again"}).status_code == 302
    assert MessageRow.objects.get().state == "waiting"
    assert "meanwhile" not in visitor.post(OUTBOX, {"message": number, "do": "close"}).content.decode()
    for posted in ({"message": 10**9, "do": "close"}, {"message": number, "do": "delete"}, {"message": "x"}):
        assert visitor.post(OUTBOX, posted).status_code == 422
    assert MessageRow.objects.get().state == "waiting"
    MessageRow.objects.update(state="unknown")
    assert visitor.post(OUTBOX, {"message": number, "do": "close"}).status_code == 302
    assert (MessageRow.objects.get().state, MessageRow.objects.get().body) == ("closed", "")
