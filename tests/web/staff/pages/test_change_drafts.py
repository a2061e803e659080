"""A change that waits for another person: sent from a form, seen with what comes of it, approved, sent back, shared."""

import re

import pytest

from kobling.records.chain import Goal, Theme
from kobling.records.rights import Role
from kobling.rooms.change_drafts import queries
from kobling.rooms.change_drafts.actions import save_change_draft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Place
from tests.rooms import small
from tests.web.staff.pages.test_facts import sent
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
DRAFTS = f"/arbejde/{HERE}/kladder/"
WORDING = f"/arbejde/{HERE}/oplysninger/goal/a/ret/?field=wordings.0"
SHORT = f"/arbejde/{HERE}/oplysninger/goal/a/ret/?field=short"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture
def owner():
    return signed_in_client(Role.OWNER, place=Place("goal", "a"))


@pytest.fixture
def strategy():
    return signed_in_client()


def goal():
    return municipality_facts(HERE).goals[0]


def typed(browser, address, **fields):
    """Send a form as a person does: open it, type, see what changes, and press a button there."""
    button = fields.pop("button")
    form = sent(browser.get(address)) | fields.pop("inputs")
    preview = browser.post(address, form)
    assert preview.status_code == 200, text_of(preview)
    return preview, browser.post(address, form | fields | button)


def waiting(owner):
    """The address of a draft that waits for approval."""
    _preview, done = typed(owner, WORDING, inputs={"f.wordings.0.text.da": "Alle når målet"}, button={"keep": "submit"})
    assert done.status_code == 302, text_of(done)
    return done["Location"]


def seen(answer):
    return re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]


def test_a_wording_waits_for_another_person_who_sees_what_comes_of_it(owner, strategy):
    preview, stored = typed(owner, WORDING, inputs={"f.wordings.0.text.da": "Alle når målet"}, button={"apply": "1"})
    assert "Send til godkendelse" in text_of(preview)
    assert stored.status_code == 422
    address = waiting(owner)
    assert goal().wordings[0].text.da == "Målet a nås"
    assert owner.post(address, {"step": "approve", "seen": "x"}).status_code == 403

    page = strategy.get(address)
    assert address in strategy.get(DRAFTS).content.decode()
    assert "»Alle når målet«" in text_of(page)
    assert strategy.post(address, {"step": "approve", "seen": "other"}).status_code == 422
    assert strategy.post(address, {"step": "approve", "seen": seen(page)}).status_code == 302

    assert goal().wordings[0].text.da == "Alle når målet"
    newest = change_sets(HERE)[0]
    assert newest.by == User.objects.get(name__startswith="user-owner").key
    assert "Godkendt og gemt" in text_of(owner.get(address))


def test_what_is_unlikely_is_answered_by_the_author_and_read_by_who_approves(owner, strategy):
    target, inputs = f"/arbejde/{HERE}/oplysninger/goal/a/ret/?field=targets.0", {"f.targets.0.value": "0,8"}
    _preview, asked = typed(owner, target, inputs=inputs, button={"keep": "submit"})
    assert asked.status_code == 422
    _preview, sent_on = typed(owner, target, inputs=inputs, button={"keep": "submit"}, answer="Det er promille.")

    page = strategy.get(sent_on["Location"])
    assert "Usandsynligt, men rigtigt" in text_of(page)
    assert "Det er promille." in text_of(page).partition("Hvad der er sket med det")[0]
    assert 'name="answer"' not in page.content.decode()
    assert strategy.post(sent_on["Location"], {"step": "approve", "seen": seen(page)}).status_code == 302
    assert change_sets(HERE)[0].accepted[0]["reason"] == "Det er promille."


def test_what_is_sent_back_is_changed_and_sent_again(owner, strategy):
    address = waiting(owner)
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    assert strategy.post(address, {"step": "send_back", "reason": " "}).status_code == 422
    assert strategy.post(address, {"step": "send_back", "reason": "Skriv, hvem alle er."}).status_code == 302
    page = owner.get(address)
    assert "Skriv, hvem alle er." in text_of(page)

    [form] = re.findall(r'href="([^"]*draft=\d+)"', page.content.decode())
    form = form.replace("&amp;", "&")
    _preview, kept = typed(
        owner, form, inputs={"f.wordings.0.text.da": "Alle borgere når målet"}, button={"keep": "draft"}
    )
    assert kept["Location"] == address
    assert owner.post(address, {"step": "submit"}).status_code == 302

    draft = queries.change_draft(HERE, number)
    assert [edit.after.wordings[0].text.da for edit in draft.edits.facts] == ["Alle borgere når målet"]
    assert draft.state == "waiting"


def test_a_draft_is_read_by_those_it_is_shared_with_alone(owner, strategy):
    reader = signed_in_client(Role.READER)
    _preview, done = typed(owner, SHORT, inputs={"f.short.da": "Nyt navn"}, button={"keep": "draft"})
    address = done["Location"]
    assert goal().short.da == "Mål a"
    for other in (reader, strategy):
        assert other.get(address).status_code == 403
    key = User.objects.get(name__startswith="user-reader").key

    assert owner.post(address, {"step": "share", "reader": [key, "kunknown"]}).status_code == 302

    assert reader.get(address).status_code == 200
    assert strategy.get(address).status_code == 403
    for step in ("apply", "submit", "approve", "send_back", "withdraw", "share"):
        assert reader.post(address, {"step": step, "reason": "x"}).status_code == 403
    assert owner.post(address, {"step": "apply"}).status_code == 302
    assert goal().short.da == "Nyt navn"


def test_a_draft_takes_several_facts_and_a_new_one_is_changed_before_it_is_stored(strategy):
    new = f"/arbejde/{HERE}/ny/theme/"
    inputs = {"f.name.da": "Bevægelse"}
    _preview, done = typed(strategy, new, inputs=inputs, button={"keep": "draft"})
    address = done["Location"]
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    form = f"{new}?key=bevaegelse&draft={number}"
    typed(strategy, form, inputs={"f.name.da": "Bevægelse for alle"}, button={"keep": "draft"})
    typed(strategy, f"{SHORT}&draft={number}", inputs={"f.short.da": "Kort"}, button={"keep": "draft"})

    page = strategy.get(address)

    assert [edit.name[1] for edit in queries.change_draft(HERE, number).edits.facts] == ["bevaegelse", "a"]
    assert "Bevægelse for alle" in text_of(page)
    assert strategy.post(address, {"step": "apply"}).status_code == 302
    assert municipality_facts(HERE).themes[-1].name.da == "Bevægelse for alle"
    assert goal().short.da == "Kort"


def test_what_is_new_in_a_draft_is_named_and_not_linked_where_the_draft_refers_to_it(strategy):
    theme = {"key": "groen", "term": "2018-2021", "slug": {"da": "groen", "en": "green"}, "name": "Grøn by"}
    new = (Theme.model_validate(theme), Goal.model_validate(small.goal("b") | {"themes": ["groen"]}))
    office = User.objects.get(name__startswith="user-strategy").key
    edits = Edits(tuple(FactEdit(None, record) for record in new))
    number = save_change_draft(municipality=HERE, title="Grøn by", edits=edits, by=office, at=NOON)

    page = strategy.get(f"{DRAFTS}{number}/").content.decode()
    shown = page.partition("Temaer</dt>")[2].partition("</dd>")[0]

    assert "Grøn by" in shown
    assert "href" not in shown


def test_what_others_have_changed_is_shown_three_ways(owner, strategy):
    address = waiting(owner)
    read_before = seen(strategy.get(address))
    typed(strategy, WORDING, inputs={"f.wordings.0.text.da": "Deres ord"}, button={"apply": "1"})

    page = strategy.get(address)

    assert re.search(r"Målet a nås.*Deres ord.*Alle når målet", text_of(page).split("Andre har ændret det samme")[1])
    assert 'value="approve"' not in page.content.decode(), "what is not possible is not offered"
    assert 'value="send_back"' in page.content.decode()
    assert strategy.post(address, {"step": "approve", "seen": read_before}).status_code == 422
    assert goal().wordings[0].text.da == "Deres ord"
