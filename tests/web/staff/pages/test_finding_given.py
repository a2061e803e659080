"""A finding is given to an account on its page, by those who may answer it; the list has one's own."""

import pytest

from kobling.records.rights import Role
from kobling.rooms.findings.queries import finding, findings
from kobling.rooms.people.records import Place
from tests.spaces import plain
from tests.web.staff.users import ACCOUNT, HERE, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
ASKED = {"account": ACCOUNT, "due": "2021-05-01", "note": "<b>Se</b> på det"}


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def page_of(number, language="arbejde", page="fund"):
    return f"/{language}/lilleby/{page}/{number}/"


def about_goal():
    return next(one.number for one in findings(HERE) if one.finding.subject == ("goal", "a"))


def test_it_is_given_and_stands_on_its_page_and_in_the_list():
    number, office = about_goal(), signed_in_client()

    assert office.post(page_of(number), ASKED).url == page_of(number)

    text = plain(office.get(page_of(number)).content.decode())
    assert "Det er givet til kollega, senest 1. maj 2021." in text
    assert "&lt;b&gt;Se&lt;/b&gt; på det" in text
    assert "<b>Se</b>" not in text
    listed = plain(office.get("/arbejde/lilleby/fund/").content.decode())
    assert "givet til kollega, senest 1. maj 2021" in listed
    assert "Givet til mig (0)" in listed


def test_the_list_has_ones_own():
    number, office = about_goal(), signed_in_client()
    own = office.get(page_of(number)).context["staff"].user.key
    office.post(page_of(number), {"account": own, "due": "", "note": ""})

    listed = office.get("/arbejde/lilleby/fund/?assigned=me")

    rows = [row for group in listed.context["groups"] for row in group.rows]
    assert [row.tracked.number for row in rows] == [number]
    assert all("assigned=me" in choice.url for choice in listed.context["states"])
    assert "/arbejde/lilleby/fund/" in office.get("/arbejde/lilleby/mig/").content.decode()

    office.post(page_of(number), {"account": "", "due": "", "note": ""})
    assert finding(HERE, number).assignee is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due": "i morgen"}, "Det er ikke en dag."),
        ({"account": "knobody2"}, "Den konto kan ikke længere se arbejdssiderne."),
        ({"note": "x" * 1001}, "Noten er for lang"),
        ({"note": "a\u202eb"}, "Skriv teksten igen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(wrong, words):
    number, office = about_goal(), signed_in_client()

    answer = office.post(page_of(number), {"note": "Husk det"} | ASKED | wrong)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert all(f'value="{value}"' in text for name, value in (ASKED | wrong).items() if name == "due")
    assert finding(HERE, number).assignees == ()


def test_who_may_not_answer_it_does_not_give_it():
    number = about_goal()
    reader, owner = signed_in_client(Role.READER), signed_in_client(Role.OWNER, place=Place("goal", "a"))

    assert reader.post(page_of(number), ASKED).status_code == 403
    assert "Giv det til nogen" not in reader.get(page_of(number)).content.decode()
    assert owner.post(page_of(number), ASKED).status_code == 302
