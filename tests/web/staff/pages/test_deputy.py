"""A deputy is named on one's own page, or by an administrator."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kobling.records.rights import Role
from kobling.rooms.people.records import Place
from kobling.rooms.todos.queries import deputy_of
from tests.web.staff.users import ACCOUNT, HERE, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
OWN = "/arbejde/lilleby/mig/stedfortraeder/"
OF_ACCOUNT = f"/arbejde/lilleby/konti/{ACCOUNT}/stedfortraeder/"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def asked(deputy=ACCOUNT, **more):
    today = timezone.localdate()
    return {"deputy": deputy, "first_day": today, "last_day": today + timedelta(days=7)} | more


def key_of(visitor):
    return visitor.get("/arbejde/lilleby/mig/").context["staff"].user.key


def test_the_owner_sees_who_acts_and_takes_it_back():
    owner = signed_in_client(Role.OWNER, place=Place("goal", "a"))

    assert owner.post(OWN, asked()).url == "/arbejde/lilleby/mig/"
    assert "kollega er din stedfortræder fra" in owner.get("/arbejde/lilleby/mig/").content.decode()
    assert OWN in owner.get("/arbejde/ind/konto/").content.decode()

    owner.post(OWN, {"remove": "yes"})
    assert deputy_of(key_of(owner), HERE) is None


def test_an_administrator_names_one_for_an_account():
    administrator, reader = signed_in_client(Role.ADMINISTRATOR), signed_in_client(Role.ANALYST)
    assert OF_ACCOUNT in administrator.get(f"/arbejde/lilleby/konti/{ACCOUNT}/").content.decode()

    answer = administrator.post(OF_ACCOUNT, asked(key_of(reader)))

    assert answer.url == f"/arbejde/lilleby/konti/{ACCOUNT}/"
    assert deputy_of(ACCOUNT, HERE).deputy == key_of(reader)
    assert administrator.get(OF_ACCOUNT.replace(ACCOUNT, key_of(administrator))).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"deputy": ""}, "Vælg en konto, der kan se arbejdssiderne."),
        ({"first_day": "i morgen"}, "Skriv den første og den sidste dag"),
        ({"last_day": "2020-01-01"}, "Den sidste dag skal være den første eller en senere."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(wrong, words):
    owner = signed_in_client(Role.OWNER, place=Place("goal", "a"))

    answer = owner.post(OWN, asked() | wrong)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert all(f'value="{value}"' in text for name, value in (asked() | wrong).items() if name != "deputy")
