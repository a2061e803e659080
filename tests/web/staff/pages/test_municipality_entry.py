"""Beginning a municipality: from an empty database to the accounts of the first one, on the pages alone."""

import pytest

from kobling.records.rights import Role
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality.queries import slugs
from kobling.rooms.publishing.actions import approve_release, create_release
from tests.rooms import small
from tests.web.staff.pages.test_facts import sent
from tests.web.staff.test_pages import text_of
from tests.web.staff.users import HERE, NOON, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = "/arbejde/ind/ny-kommune/"
TYPED = {"name": "Nyby Kommune", "code": "998", "slug": "", "council": "Byrådet", "term": "2026"}


def test_an_empty_database_gets_its_first_municipality_on_the_pages():
    visitor = signed_in_client(Role.ADMINISTRATOR, of=None)
    assert f'href="{PAGE}"' in visitor.get("/arbejde/").content.decode()
    assert 'value="Byrådet"' in visitor.get(PAGE).content.decode()

    done = visitor.post(PAGE, TYPED)

    assert done.url == "/arbejde/nyby/konti/"
    facts = municipality_facts("nyby")
    assert (facts.municipality.code, facts.municipality.name.da) == ("998", "Nyby Kommune")
    assert [term.key for term in facts.terms] == ["2026-2029"]
    assert [(body.key, body.kind) for body in facts.bodies] == [("byraadet", "council")]
    assert visitor.get(done.url).status_code == 200
    assert visitor.get("/arbejde/").url == "/arbejde/nyby/"
    assert f'href="{PAGE}"' in visitor.get(done.url).content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"code": "12"}, "code"),
        ({"slug": "Ny By"}, "slug"),
        ({"slug": "arbejde"}, "slug"),
        ({"slug": HERE}, "slug"),
        ({"code": "100"}, "code"),
        ({"council": " "}, "council"),
        ({"term": "i år"}, "term"),
        ({"name": "N\u200bby"}, ""),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_stored(typed, field):
    taken = small.facts()
    import_facts(facts=taken, by="office", at=NOON, replace=True)
    typed = TYPED | ({"code": taken.municipality.code} if typed == {"code": "100"} else typed)

    refused = signed_in_client(Role.ADMINISTRATOR, of=None).post(PAGE, typed)

    assert refused.status_code == 422
    assert not field or f'<a href="#f-{field}">' in refused.content.decode()
    assert "Byrådet" in text_of(refused) or field == "council"
    assert slugs() == (HERE,)


@pytest.mark.parametrize(("role", "of"), [(Role.ADMINISTRATOR, HERE), (Role.STRATEGY, None)])
def test_only_who_manages_all_accounts_begins_one(role, of):
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    visitor = signed_in_client(role, of=of)

    assert [visitor.get(PAGE).status_code, visitor.post(PAGE, TYPED).status_code] == [403, 403]
    assert slugs() == (HERE,)


def test_the_front_page_leads_from_a_new_municipality_to_its_first_release():
    signed_in_client(Role.ADMINISTRATOR, of=None).post(PAGE, TYPED)
    office = signed_in_client(Role.STRATEGY, of="nyby")
    page = "/arbejde/nyby/ny/vision/"
    office.post(page, sent(office.get(page)) | {"f.name.da": "Nyby for alle", "apply": "1"})

    steps = text_of(office.get("/arbejde/nyby/")).partition('id="first-steps"')[2].partition("</ol>")[0]
    assert '<a href="/arbejde/nyby/ny/vision/">Skriv visionen</a> <span class="quiet small">1 er skrevet' in steps
    assert '<a href="/arbejde/nyby/ny/body/">Skriv udvalgene</a> <span class="quiet small"></span>' in steps
    assert '<a href="/arbejde/nyby/udgivelser/">' in steps

    other = text_of(signed_in_client(Role.ADMINISTRATOR, of="nyby").get("/arbejde/nyby/"))
    assert '<a href="/arbejde/nyby/konti/">Invitér dem' in other
    assert 'href="/arbejde/nyby/ny/vision/"' not in other
    assert "first-steps" not in text_of(signed_in_client(Role.READER, of="nyby").get("/arbejde/nyby/"))


def test_the_way_to_the_first_release_is_gone_once_one_is_approved():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    office = signed_in_client(of=HERE)
    assert "first-steps" in text_of(office.get(f"/arbejde/{HERE}/"))

    number = create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON).number
    approve_release(municipality=HERE, number=number, by="another", at=NOON, embargo_until=None)

    assert "first-steps" not in text_of(office.get(f"/arbejde/{HERE}/"))
