"""Every release can be read as it was, below its number, once a newer one is public."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.releases import actions, queries
from kobling.web.public import views
from kobling.web.public.addresses import release_root
from kobling.web.public.cache.page_cache import PageCache
from kobling.web.public.export import MARKER_FILE, export
from kobling.web.public.page_context import NewerRelease
from kobling.web.public.site import Site
from tests.rooms import small
from tests.web.public.html_reader import find_all, internal_links, parse_html, text_of

pytestmark = pytest.mark.django_db
START = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "/lilleby/"


@pytest.fixture(autouse=True)
def _own_settings(settings, monkeypatch):
    settings.ROOT_URLCONF = "kobling.web.public.urls"
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(views, "PAGE_CACHE", PageCache(max_bytes=64_000_000))


def publish(number, *, value=80, host=None, embargo_until=None):
    """Publish a release in which the goal's target is this."""
    at = START + timedelta(days=number)
    municipality = {"code": "999", "slug": "lilleby", "name": "Lilleby Kommune", "host": host}
    facts = small.facts(municipality=municipality, goals=[small.goal("a", small.target("a1", value=value))])
    import_facts(facts=facts, by="office", at=at, replace=True)
    create_release(municipality="lilleby", on=at.date(), by="office", at=at)
    actions.approve(municipality="lilleby", number=number, embargo_until=embargo_until, by="council", at=at)


def main_of(page):
    (main,) = find_all(parse_html(page), "main")
    return text_of(main)


def site_of(number, **more):
    return Site(queries.release("lilleby", number), **more)


def test_every_page_of_an_earlier_release_says_what_it_said(client):
    publish(1, value=80)
    of_release = site_of(1, newer=NewerRelease(2, date(2020, 12, 2))).addresses()
    before = {address: client.get(HERE + address).content for address in of_release}
    publish(2, value=50)

    for address, content in before.items():
        answer = client.get(HERE + release_root(1) + address)
        assert answer.status_code == 200
        if address.endswith("/") or not address:
            if "card" not in address and "kort" not in address:
                assert main_of(answer.content.decode()) == main_of(content.decode()), address
        else:
            assert answer.content == content, address
    assert "80" in client.get(f"{HERE}{release_root(1)}maal/maal-a/").content.decode()


def test_the_changes_of_every_release_are_on_the_newest_page_of_changes(client):
    for number, value in ((1, 80), (2, 50), (3, 50), (4, 40)):
        publish(number, value=value)

    page = client.get(f"{HERE}aendringer/").content.decode()
    now, earlier = page.split('id="earlier"')

    assert "før »50\xa0%«, nu »40\xa0%«" in now
    assert "før »80\xa0%«, nu »50\xa0%«" not in now
    assert "Udgivelse 2, " in earlier
    assert "før »80\xa0%«, nu »50\xa0%«" in earlier.split('id="certain"')[0]
    links = {found for found, _ in internal_links(parse_html(page), start="aendringer/")}
    assert {f"{release_root(number)}aendringer/" for number in (2, 3)} <= links
    for link in links:
        assert client.get(HERE + link).status_code == 200


def test_an_earlier_page_names_the_newest_and_leads_to_the_same_page_of_it(client):
    publish(1)
    publish(2, value=50)

    for address in site_of(1).addresses():
        if not address.endswith("/") and address:
            continue
        page = client.get(HERE + release_root(1) + address).content.decode()
        tree, at = parse_html(page), release_root(1) + address
        (canonical,) = [one.attrib["href"] for one in find_all(tree, "link") if one.attrib.get("rel") == "canonical"]
        assert canonical == f"http://testserver{HERE}{address}"
        assert [one.attrib["content"] for one in find_all(tree, "meta") if one.attrib.get("name") == "robots"] == [
            "noindex"
        ]
        assert address in {found for found, _ in internal_links(tree, start=at)}
        english = address.startswith("en/")
        assert ("release 2, with figures as at" if english else "udgivelse 2, som det stod til") in page


def test_every_link_on_an_earlier_page_leads_to_a_page(client):
    publish(1)
    publish(2, value=50)
    publish(3, value=40)

    found_on = {}
    for number in (1, 2):
        for address in site_of(number).addresses():
            if not address.endswith("/") and address:
                continue
            at = release_root(number) + address
            tree = parse_html(client.get(HERE + at).content.decode())
            found_on |= {link: at for link, _ in internal_links(tree, start=at)}
    for link, at in found_on.items():
        assert client.get(HERE + link).status_code in {200, 302}, (at, link)


def test_the_list_leads_to_every_earlier_release(client):
    publish(1)
    publish(2, value=50)
    publish(3, value=40)

    for address in ("udgivelser/", "en/releases/"):
        tree = parse_html(client.get(HERE + address).content.decode())
        found = {link for link, _ in internal_links(tree, start=address)}
        front = "en/" if address.startswith("en/") else ""
        assert {release_root(1) + front, release_root(2) + front} <= found


def test_the_newest_release_answers_by_its_number_until_it_is_an_earlier_one(client):
    publish(1)

    answer = client.get(f"{HERE}{release_root(1)}maal/maal-a/")
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}maal/maal-a/")
    assert client.get(f"{HERE}{release_root(1)}".rstrip("/"))["Location"] == f"{HERE}{release_root(1)}"

    publish(2, value=50)
    assert client.get(f"{HERE}{release_root(1)}maal/maal-a/").status_code == 200


def test_what_is_searched_for_in_the_newest_release_by_its_number_is_kept(client):
    publish(1)

    answer = client.get(f"{HERE}{release_root(1)}soeg/?q=forening")

    assert answer["Location"] == f"{HERE}soeg/?q=forening"


@pytest.mark.parametrize("address", ["/example.org/", "//example.org", "findes-ikke/", "maal/maal-a/..//example.org"])
def test_the_number_of_the_newest_release_leads_nowhere_else(client, address):
    publish(1, host="barometer.lilleby.dk")

    for host, root in (("barometer.lilleby.dk", "/"), ("localhost", HERE)):
        answer = client.get(f"{root}{release_root(1)}{address}", headers={"Host": host})
        assert (answer.status_code, answer.headers.get("Location")) == (404, None), host


def test_a_page_that_was_kept_is_made_again_when_there_is_a_newer_release(client):
    publish(1)
    publish(2, value=50)
    address = f"{HERE}{release_root(1)}"
    first = client.get(address).content.decode()
    assert client.get(address).content.decode() == first

    publish(3, value=40)

    assert "udgivelse 2, som" in first
    assert "udgivelse 3, som" in client.get(address).content.decode()


def test_a_release_that_is_not_public_has_no_pages(client):
    publish(1)
    publish(2, value=50, embargo_until=datetime(2999, 1, 1, tzinfo=UTC))

    for number in (2, 3, 99):
        assert client.get(HERE + release_root(number)).status_code == 404
    assert client.get(f"{HERE}udgivelser/0/").status_code == 404
    assert client.get(f"{HERE}udgivelser/x/").status_code == 404


def test_the_search_page_of_an_earlier_release_searches_in_it(client):
    publish(1)
    publish(2, value=50)

    answer = client.get(f"{HERE}{release_root(1)}soeg/", {"q": "Målet a"})

    assert "maal/maal-a/" in answer.content.decode()


def test_a_folder_has_the_newest_release_alone_or_all(tmp_path):
    for number, value in ((1, 80), (2, 50)):
        publish(number, value=value)
    newer = NewerRelease(2, date(2020, 12, 2))
    alone = export(site_of(2), tmp_path / "alone")
    count = export(site_of(2, has_earlier=True), tmp_path / "all", earlier=[site_of(1, newer=newer, has_earlier=True)])

    def written(folder):
        return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}

    assert not any(name.startswith("udgivelser/1/") for name in written(tmp_path / "alone"))
    everything = written(tmp_path / "all")
    assert count == len(everything) - 1 > alone
    assert MARKER_FILE in everything
    assert "udgivelse 2, som" in everything["udgivelser/1/maal/maal-a/index.html"].read_text("utf-8")
    assert "../../" in everything["udgivelser/2/index.html"].read_text("utf-8")
    for name, file in everything.items():
        if not name.endswith(".html"):
            continue
        start = name.removesuffix("index.html")
        for target, _ in internal_links(parse_html(file.read_text("utf-8")), start=start):
            file_name = f"{target}index.html" if target.endswith("/") or not target else target
            assert file_name in everything, (name, target)
