"""The real server: what it tells browsers and caches, where it leads them, and that nothing is broken in them."""

import gzip
import http.client
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from kobling.web.public.site import Site
from tests.browser.page_checks import run_check
from tools import example_site
from tools.browser import serve_folder

pytestmark = pytest.mark.browser

ELSEWHERE = "<!doctype html><html lang=da><title>Another site</title><link rel=icon href=data:,>"
"""The beginning of a page of somebody else's."""


def ask(url, path=None, *, method="GET", **headers):
    """One request, followed nowhere: the answer, with its body read."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path or parts.path, headers=named)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize(("name", "language"), [*zip(example_site.PAGE_TYPES, cycle(("da", "en")))])
def test_every_type_of_page_is_quiet(page, live, name, language):
    """No complaint in the console, no broken policy, no request to anybody else: see browser_log in conftest.py."""
    answer = page.goto(live.type(name, language), wait_until="networkidle")

    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"IBM Plex Sans"')
    assert page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"')")


def test_the_served_pages_are_the_exported_ones(live, viborg, settings):
    """At the same address, since pages name it where others need it, and lead to where readers ask for a mail."""
    settings.FOLLOW_ADDRESS = live.url.removesuffix("viborg/").replace("127.0.0.1", "localhost")
    site = Site(viborg.release, root=live.url)
    for name in example_site.PAGE_TYPES:
        address = example_site.page_address(viborg.release, name, "da")
        assert ask(live.type(name, "da")).body == site.open(address).body, name


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/", "/viborg/"),
        ("/viborg", "/viborg/"),
        ("/was", "/viborg/was/"),
        ("/viborg/om", "/viborg/om/"),
        ("/viborg/maal/flere-er-medlem-af-en-forening", "/viborg/maal/flere-er-medlem-af-en-forening/"),
        ("/viborg/soeg?q=b%C3%B8rn", "/viborg/soeg/?q=b%C3%B8rn"),
    ],
)
def test_redirects(live, path, to):
    answer = ask(live.url, path)

    assert answer.status in {301, 302}
    assert answer.getheader("Location") == to


def test_a_page_somebody_has_is_not_sent_again(live):
    first = ask(live.url)
    again = ask(live.url, If_None_Match=first.getheader("ETag"))

    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert ask(live.url, If_None_Match='W/"another"').status == 200


def test_compressed_pages_are_the_same_pages(live):
    plain, packed = ask(live.url), ask(live.url, Accept_Encoding="gzip, br")

    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3


def test_assets_last_and_pages_do_not(reader, live):
    page, lasting = reader(), {}
    page.on("response", lambda answer: lasting.update({urlsplit(answer.url).path: answer.headers["cache-control"]}))
    page.goto(live.url, wait_until="networkidle")

    assert "immutable" not in lasting.pop("/viborg/")
    assert len(lasting) >= 3
    assert all("immutable" in held for held in lasting.values()), lasting


@pytest.mark.parametrize(("name", "most"), [("front", 150_000), ("goal-of-every-year", 200_000)])
def test_a_first_view_is_light(reader, live, name, most):
    """Bytes over the wire of everything a first visit fetches."""
    page, finished = reader(), []
    page.on("requestfinished", lambda asked: finished.append(asked.sizes()))
    page.goto(live.type(name, "da"), wait_until="networkidle")

    assert 20_000 < sum(one["responseBodySize"] + one["responseHeadersSize"] for one in finished) < most


def test_a_page_that_is_not_there_helps_on(page, browser_log, live):
    answer = page.goto(live.url + "findes-ikke/")

    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("link").last.click()
    page.wait_for_url(live.url)
    browser_log.allow("404")


def test_a_card_may_stand_in_anybodys_page_and_nothing_else_may(page, browser_log, live, tmp_path):
    card, goal = live.of("card", "of2"), live.of("goal", "of2")
    html = ELSEWHERE + "<iframe title={0} src={1}></iframe>"
    (tmp_path / "card.html").write_text(html.format("kort", card))
    (tmp_path / "goal.html").write_text(html.format("side", goal))
    with serve_folder(tmp_path) as elsewhere:
        page.goto(f"{elsewhere}/card.html")
        expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text("forening")
        assert browser_log.errors == []

        page.goto(f"{elsewhere}/goal.html", wait_until="networkidle")
        expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_count(0)
    assert browser_log.errors
    browser_log.allow("frame")


def test_a_link_out_of_a_card_leads_the_whole_page(page, live, tmp_path):
    (tmp_path / "card.html").write_text(f"{ELSEWHERE}<iframe src={live.of('card', 'of2')}></iframe>")
    with serve_folder(tmp_path) as elsewhere:
        page.goto(f"{elsewhere}/card.html")
        page.frame_locator("iframe").get_by_role("link").first.click()
        page.wait_for_url(live.of("goal", "of2"))


def test_the_embed_code_names_the_cards_own_address(page, live):
    page.goto(live.of("goal", "of2"))

    assert f'src="{live.of("card", "of2")}"' in page.locator("#embed").input_value()
    assert page.locator("#share").input_value() == live.of("goal", "of2")


def test_the_api_is_open_to_other_pages(page, live, tmp_path):
    (tmp_path / "index.html").write_text(ELSEWHERE)
    with serve_folder(tmp_path) as elsewhere:
        page.goto(elsewhere)
        url = live.url.replace("/viborg/", "/api/v1/viborg/goals")
        found = page.evaluate("url => fetch(url).then(answer => answer.json())", url)

    assert len(str(found)) > 500
    assert run_check(page, "overflowing") == []
