"""Every page says what it is and in which language, and every link leads somewhere."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser


class Parsed(HTMLParser):
    """What of a page other pages can point at, and where it points itself."""

    def __init__(self, url):
        super().__init__()
        self.url, self.lang, self.title = url, None, ""
        self.links, self.ids, self.headings, self.hreflang = [], [], [], {}
        self._in_title = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._in_title = tag == "title" and not self.title
        if tag == "html":
            self.lang = given.get("lang")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("href", "src"):
            if name in given:
                self.links.append(urljoin(self.url, given[name]))
        if tag == "link" and "hreflang" in given:
            self.hreflang[given["hreflang"]] = urljoin(self.url, given["href"])

    def handle_data(self, data):
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag):
        self._in_title = False


def fetched(url):
    """A page or a file: its status and its body."""
    with urlopen(url, timeout=30) as answer:
        return answer.status, answer.read(), answer.headers["Content-Type"]


def parsed(url):
    found = Parsed(url)
    found.feed(fetched(url)[1].decode())
    return found


@pytest.fixture(scope="module")
def pages(exported):
    """Every page of the example's and of the made-up municipality's export."""
    urls = [*exported["viborg"].pages, *exported["opdigtet"].pages]
    return {url: parsed(url) for url in urls}


def test_every_internal_link_leads_somewhere(pages, exported):
    root = exported["viborg"].url.removesuffix("kommune/viborg/")
    ids = {url: set(page.ids) for url, page in pages.items()}
    targets = {(link, page.url) for page in pages.values() for link in page.links if link.startswith(root)}
    assert len(pages) > 200
    assert len(targets) > 2000

    files = {urldefrag(link).url for link, _ in targets} - set(pages)
    assert {url: status for url in files if (status := fetched(url)[0]) != 200} == {}
    lost = [(link, start) for link, start in targets if not _is_there(link, ids)]
    assert lost == []


def _is_there(link, ids):
    page, fragment = urldefrag(link)
    return not fragment or fragment in ids[page]


def test_every_link_stays_below_the_municipality(pages, exported):
    """So an export works in any folder of any web server."""
    homes = [exported[name].url for name in ("viborg", "opdigtet")]
    for url, page in pages.items():
        home = next(home for home in homes if url.startswith(home))
        local = [link for link in page.links if link.startswith("http://127.0.0.1")]
        assert [link for link in local if not link.startswith(home)] == []


def test_every_page_has_one_heading_on_top_and_skips_no_level(pages):
    for url, page in pages.items():
        assert page.headings.count(1) == 1, url
        assert page.headings[0] == 1, url
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), (url, page.headings)
        assert len(page.ids) == len(set(page.ids)), url


def test_no_two_pages_have_the_same_title(pages):
    for home in ("/viborg/", "/opdigtet/"):
        titles = [page.title for url, page in pages.items() if home in url and not url.endswith(("/kort/", "/card/"))]
        assert all(titles)
        assert sorted(titles) == sorted(set(titles))


def test_the_language_is_named_and_its_switch_leads_to_the_same_page(pages):
    for url, page in pages.items():
        in_english = "/en/" in url
        assert page.lang == ("en" if in_english else "da")
        if url.endswith(("/kort/", "/card/")):
            continue
        other = page.hreflang["da" if in_english else "en"]
        assert pages[other].hreflang[page.lang] == url
        assert page.links.count(other) == 2, "once for programs, once for people"


@pytest.mark.parametrize("name", ["front", "goal-measured", "search"])
def test_a_reader_changes_language_and_back(page, viborg, name):
    start = viborg.type(name, "da")
    page.goto(start)
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(viborg.type(name, "en"))
    assert page.locator("html").get_attribute("lang") == "en"

    page.get_by_role("link", name="Dansk", exact=True).click()
    page.wait_for_url(start)


@pytest.mark.parametrize("old", ["maal/foreningsmaalet/", "maal/old-associations/", "en/goals/old-associations/"])
def test_a_former_address_leads_on(page, made_up, old):
    page.goto(made_up.url + old)

    page.wait_for_url(made_up.of("goal", "foreninger", "en" if old.startswith("en/") else "da"))


def test_the_goals_numbers_are_the_sources_own(page, viborg):
    """59 of 100 are members, between 56 and 62, and the target is 80 in 2025 (Viborg Kommune, 2019; Wilson by hand)."""
    page.goto(viborg.url + "maal/flere-er-medlem-af-en-forening/")
    assert page.locator("h1").inner_text() == "59 ud af 100 er medlem af en lokal forening. Målet er 80 i 2025."
    assert "mellem 56 og 62 ud af 100" in page.locator("main").inner_text()

    page.goto(viborg.url + "en/goals/more-are-members-of-an-association/")
    title = page.locator("h1").inner_text()
    assert [word.strip(".") for word in title.split() if word.strip(".").isdigit()] == ["59", "100", "80", "2025"]
    assert "between 56 and 62" in page.locator("main").inner_text()
