"""The site as it is served: whose it is, what browsers may keep, and where former addresses lead."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from kobling.rooms.releases import actions
from kobling.web.public import views
from kobling.web.public.cache.page_cache import PageCache
from tests.web.public.html_reader import find_all, links, parse_html, resolve_link, text_of
from tests.web.sample import sample_document

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "br, gzip"}


@pytest.fixture(autouse=True)
def _own_settings(settings, monkeypatch):
    """The public addresses alone, at any host, with nothing kept from another test."""
    settings.ROOT_URLCONF = "kobling.web.public.urls"
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(views, "PAGE_CACHE", PageCache(max_bytes=64_000_000))


def publish(slug="eksempelby", *, number=1, host=None, embargo_until=None):
    """Approve a release of the made-up municipality under a slug."""
    document = sample_document()
    municipality = document.municipality.model_copy(update={"slug": slug})
    new = {
        "municipality": municipality,
        "number": number,
        "corrects": None,
        "reason": None,
        "earlier": (),
        "changes": (),
    }
    at = datetime(2021, 2, number, 9, 0, tzinfo=UTC)
    actions.create_draft(document=document.model_copy(update=new), host=host, by="maker", at=at)
    return actions.approve(municipality=slug, number=number, embargo_until=embargo_until, by="approver", at=at)


def test_the_root_leads_to_the_only_municipality(client):
    publish()

    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/eksempelby/")
    assert client.get("/eksempelby/").status_code == 200


def test_the_root_lists_the_municipalities_there_are(client):
    publish("eksempelby")
    publish("andenby")

    tree = parse_html(client.get("/").content.decode())

    assert [one.attrib["href"] for one in find_all(tree, "a")] == [
        "/andenby/",
        "/andenby/en/",
        "/eksempelby/",
        "/eksempelby/en/",
    ]
    assert all(client.get(link).status_code == 200 for _, link in links(tree))


def test_the_root_says_of_each_municipality_what_its_own_pages_say(client):
    publish("eksempelby")
    publish("andenby")

    said = text_of(parse_html(client.get("/").content.decode()))

    assert said.count("Kommunen er opdigtet, og alle tal er fundet på.") == 2
    assert said.count("The municipality and all its figures are made up.") == 2


def test_before_anything_is_published_the_root_says_what_to_do(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "kobling release approve" in text_of(parse_html(answer.content.decode()))
    assert client.get("/eksempelby/").status_code == 404


def test_an_unknown_municipality_is_helped_on(client):
    publish()

    answer = client.get("/ukendt/maal/x/")

    assert answer.status_code == 404
    assert "/eksempelby/" in [link for _, link in links(parse_html(answer.content.decode()))]


def test_a_release_under_embargo_is_shown_from_the_moment_it_ends(client):
    publish(number=1)
    head = publish(number=2, embargo_until=timezone.now() + timedelta(days=1))
    assert b"udgivelse 1" in client.get("/eksempelby/data/").content
    publish("andenby", embargo_until=timezone.now() - timedelta(days=1))

    assert head.embargo_until
    assert client.get("/andenby/").status_code == 200


def test_a_new_release_is_shown_at_once(client):
    publish(number=1)
    first = client.get("/eksempelby/")
    publish(number=2)
    second = client.get("/eksempelby/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_every_page_costs_one_query(client, django_assert_num_queries):
    publish()
    for address in ("/eksempelby/", "/eksempelby/maal/foreninger-maalet/", "/eksempelby/soeg/?q=liv"):
        client.get(address)
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/eksempelby", "/eksempelby/"),
        ("/eksempelby/maal/foreninger-maalet", "/eksempelby/maal/foreninger-maalet/"),
        ("/eksempelby/en", "/eksempelby/en/"),
        ("/eksempelby/soeg?q=liv", "/eksempelby/soeg/?q=liv"),
        ("/eksempelby/maal/foreningsmaalet/", "/eksempelby/maal/foreninger-maalet/"),
        ("/eksempelby/en/goals/old-associations/card/", "/eksempelby/en/goals/foreninger-goal/card/"),
    ],
)
def test_other_ways_of_writing_an_address_lead_to_the_one(client, asked, led):
    publish()

    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (301, led)


@pytest.mark.parametrize(
    "asked", ["/%2Fexample.org", "/eksempelby//example.org", "/eksempelby/https://example.org", "/\\example.org"]
)
def test_nobody_is_led_to_another_site(client, asked):
    publish()

    assert client.get(asked).status_code == 404


@pytest.mark.parametrize("asked", ["/was", "/was/"])
def test_the_accessibility_statement_is_at_was(client, asked):
    publish()
    assert client.get(asked)["Location"] == "/eksempelby/was/"

    publish("andenby")
    assert client.get(asked).status_code == 200


def test_a_host_can_be_given_to_one_municipality(client):
    publish(host="barometer.example.dk")
    publish("andenby")
    host = {"Host": "barometer.example.dk:8000"}

    answer = client.get("/maal/foreninger-maalet/", headers=host)

    assert answer.status_code == 200
    assert answer.content == client.get("/eksempelby/maal/foreninger-maalet/").content
    assert client.get("/was", headers=host)["Location"] == "/was/"
    assert client.get("/andenby/", headers=host).status_code == 404
    assert client.get("/andenby/").status_code == 200


def test_pages_are_checked_again_after_a_minute_and_assets_never(client):
    publish()
    page = client.get("/eksempelby/")
    (stylesheet,) = [
        link for element, link in links(parse_html(page.content.decode())) if element.attrib.get("rel") == "stylesheet"
    ]
    asset = client.get(f"/eksempelby/{stylesheet}")

    assert page["Cache-Control"] == "public, max-age=60"
    assert asset["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset["Content-Type"] == "text/css; charset=utf-8"


def test_a_browser_that_has_the_page_gets_no_second_copy(client):
    publish()
    first = client.get("/eksempelby/")
    again = client.get("/eksempelby/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again["Cache-Control"] == first["Cache-Control"]
    assert client.get("/eksempelby/", headers={"If-None-Match": 'W/"another"'}).status_code == 200


def test_pages_are_compressed_for_those_who_take_it(client):
    publish()
    plain = client.get("/eksempelby/")
    small = client.get("/eksempelby/", headers=GZIP)

    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 3
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == small["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in client.get("/eksempelby/", headers={"Accept-Encoding": "gzip;q=0, br"})


def test_head_tells_the_same_without_the_page(client):
    publish()
    whole = client.get("/eksempelby/")
    head = client.head("/eksempelby/")

    assert head.status_code == 200
    assert head.content == b""
    assert {name: head[name] for name in ("ETag", "Content-Length", "Content-Type")} == {
        name: whole[name] for name in ("ETag", "Content-Length", "Content-Type")
    }
    assert int(whole["Content-Length"]) == len(whole.content)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_there_is_nothing_to_send(client, method):
    publish()

    assert getattr(client, method)("/eksempelby/").status_code == 405


def test_pages_allow_nothing_but_our_own_files(client):
    publish()
    page, card = client.get("/eksempelby/"), client.get("/eksempelby/maal/foreninger-maalet/kort/")

    for answer in (page, card):
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in answer["Permissions-Policy"]
        assert "Set-Cookie" not in answer
    assert page["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert page["X-Frame-Options"] == "DENY"
    assert card["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in card


def test_open_data_can_be_read_by_any_page_and_kept_under_a_name(client):
    publish()

    answer = client.get("/eksempelby/data/release.json")

    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Disposition"].startswith('attachment; filename="eksempelby-1-')


def test_a_page_that_is_not_there_helps_on(client):
    publish()

    for address, language in (("maal/findes-ikke/", "da"), ("en/goals/not-here/", "en")):
        answer = client.get(f"/eksempelby/{address}")
        tree = parse_html(answer.content.decode())
        assert answer.status_code == 404
        assert tree.attrib["lang"] == language
        for _, link in links(tree):
            if not link.startswith(("#", "mailto:")):
                assert client.get(f"/eksempelby/{resolve_link(link, start=address)[0]}").status_code == 200


def test_a_question_is_answered_on_the_page(client):
    publish()

    tree = parse_html(client.get("/eksempelby/soeg/", {"q": "aeldre ensomme"}).content.decode())

    assert find_all(tree, "input")[0].attrib["value"] == "aeldre ensomme"


def test_questions_fill_no_room(client):
    publish()
    client.get("/eksempelby/soeg/")
    kept = len(views.PAGE_CACHE)

    for number in range(5):
        client.get("/eksempelby/soeg/", {"q": str(number)})

    assert len(views.PAGE_CACHE) == kept


def test_a_process_that_lives_says_so_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/livez")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_a_database_that_does_not_respond_is_a_status_of_its_own(client):
    def refuse(*_statement):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        answer = client.get("/healthz")

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert b"gone" not in answer.content


def test_health_says_how_many_are_published(client):
    publish()

    answer = client.get("/healthz")

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok, 1 published\n", "no-store")
