"""How pages are found, shared and followed: their heads, sitemap.xml, the feed, the calendar and the charts' files."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from kobling.records.base import Text
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.releases import actions, queries
from kobling.web.public import views
from kobling.web.public.addresses import LANGUAGES, PATH_TEMPLATES, release_root
from kobling.web.public.cache.page_cache import PageCache
from kobling.web.public.export import export
from kobling.web.public.feed import ENTRIES, MAX_ENTRIES
from kobling.web.public.site import Site
from kobling.web.shared.words.vocabulary import STATUS_SLUGS
from tests.rooms import small
from tests.web.public.html_reader import find_all, internal_links, parse_html, text_of
from tests.web.sample import ON

ROOT = "https://maal.example.dk/eksempelby/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
START = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "/lilleby/"


# The head of every page


@pytest.fixture(scope="module")
def known(site):
    """The made-up municipality's site at an address that is known."""
    return site.at(ROOT)


def head_of(body):
    """The canonical address, the addresses by language, and the properties (Open Graph and description)."""
    tree = parse_html(body)
    links = find_all(tree, "link")
    canonical = [one.attrib["href"] for one in links if one.attrib.get("rel") == "canonical"]
    languages = {one.attrib["hreflang"]: one.attrib["href"] for one in links if "hreflang" in one.attrib}
    metas = find_all(tree, "meta")
    named = {one.attrib.get("property") or one.attrib.get("name"): one.attrib.get("content") for one in metas}
    return canonical, languages, named, tree


def one_of_every_kind(site):
    """An address of every kind of page, in both languages."""
    routes = site.page_addresses.routes.items()
    return {(route.kind, route.language): address for address, route in routes}


def test_every_page_names_itself_its_other_language_and_what_it_says(known):
    for (kind, language), address in one_of_every_kind(known).items():
        canonical, languages, named, tree = head_of(known.open(address).body.decode())
        assert canonical == [ROOT + address]
        assert named["description"]
        if kind == "card":
            continue
        assert languages[language] == ROOT + address
        assert set(languages) == set(LANGUAGES)
        assert named["og:url"] == ROOT + address
        assert " ".join(named["og:title"].split()) in text_of(find_all(tree, "title")[0])
        assert named["og:description"] == named["description"]
        assert named["og:locale"] == {"da": "da_DK", "en": "en_GB"}[language]
        assert known.has_address(named["og:image"].removeprefix(ROOT)), address


def test_a_goal_is_shared_with_its_message_and_its_chart(known):
    for address in ("maal/foreninger-maalet/", "en/goals/foreninger-goal/"):
        _canonical, _languages, named, tree = head_of(known.open(address).body.decode())
        picture = named["og:image"].removeprefix(ROOT)

        assert named["og:title"] == text_of(find_all(tree, "h1")[0])
        assert known.open(picture).content_type == "image/png"
        assert (named["og:image:width"], named["og:image:type"]) == ("1200", "image/png")
        svg = ET.fromstring(known.open(picture.replace(".png", ".svg")).body)
        assert named["og:image:height"] == svg.get("height")
        assert named["og:image:alt"]


def test_a_page_without_a_chart_is_shared_with_the_counts_of_statuses(known, release):
    counted = [goal.status for goal in release.document.goals if not goal.overall]
    for address, start in (("", ""), ("en/about/", "en/")):
        _canonical, _languages, named, _tree = head_of(known.open(address).body.decode())
        picture = known.open(named["og:image"].removeprefix(ROOT))
        told = [int(number) for number in re.findall(r"(?:: |, )(\d+) ", named["og:image:alt"].rpartition(". ")[0])]

        assert named["og:image"].startswith(f"{ROOT}{start}over")
        assert (picture.content_type, picture.body[:4]) == ("image/png", b"\x89PNG")
        assert int.from_bytes(picture.body[16:20]) == int(named["og:image:width"]) == 1200
        assert told == [counted.count(status) for status in STATUS_SLUGS if status in counted]


def test_where_the_address_is_not_known_links_are_relative_and_no_picture_is_promised(site):
    canonical, languages, named, _tree = head_of(site.open("maal/foreninger-maalet/").body.decode())

    assert canonical == ["../../maal/foreninger-maalet/"]
    assert languages["en"] == "../../en/goals/foreninger-goal/"
    assert "og:image" not in named
    assert "og:url" not in named
    assert "sitemap.xml" not in site.addresses()


def test_a_page_that_is_not_there_has_no_address_of_its_own(known):
    canonical, languages, named, _tree = head_of(known.not_found("x/").body.decode())

    assert (canonical, languages, named["robots"]) == ([], {}, "noindex")


# The charts as files


def test_every_chart_on_a_page_has_its_files_below_it(known, site, release):
    charts = {}
    for address, route in known.page_addresses.routes.items():
        if route.kind == "goal":
            tree = parse_html(site.open(address).body.decode())
            figures = [one for one in find_all(tree, "figure") if "SVG" in text_of(one)]
            drawn = [one for one in find_all(tree, "section") if one.attrib.get("class") == "target"]
            assert len(figures) == sum(bool(find_all(one, "figure")) for one in drawn), address
            links = [to for one in figures for to, _ in internal_links(one, start=address)]
            files = [to for to in links if to.endswith((".svg", ".png"))]
            assert len(files) == 2 * len(figures)
            assert f"data/goals/{route.key}.csv" in links or not figures
            charts |= dict.fromkeys(files, address)

    assert set(charts) == set(known.page_addresses.charts)
    for chart, address in charts.items():
        if chart.endswith(".svg"):
            picture = " ".join("".join(ET.fromstring(known.open(chart).body).itertext()).split())
            assert ROOT + address in picture
            assert ("1 February 2021" if address.startswith("en/") else "1. februar 2021") in picture
            assert ("Source: " if address.startswith("en/") else "Kilde: ") in picture
    assert release.document.as_of == ON


def test_other_names_below_a_goal_are_refused(known):
    chart = next(iter(known.page_addresses.charts))
    stem = chart.rpartition(".")[0]

    assert not any(known.has_address(f"{stem}{ending}") for ending in (".gif", ".jpg", "", ".svgz", ".PNG"))


# sitemap.xml


def test_the_sitemap_lists_every_page_in_both_languages_and_nothing_else(known):
    tree = ET.fromstring(known.open("sitemap.xml").body)
    routes = known.page_addresses.routes
    listed = [url.findtext(f"{MAP}loc") for url in tree]
    expected = {ROOT + address for address, route in routes.items() if route.kind not in {"card", "search", "sheet"}}

    assert len(listed) == len(set(listed))
    assert set(listed) == expected
    for url in tree:
        others = {link.get("hreflang"): link.get("href") for link in url if link.get("hreflang")}
        assert url.findtext(f"{MAP}loc") in others.values()
        assert set(others) == set(LANGUAGES)
    assert known.open("robots.txt").body.decode().splitlines()[-1] == f"Sitemap: {ROOT}sitemap.xml"


# On the server, from one release to the next


@pytest.fixture
def _served(settings, monkeypatch):
    settings.ROOT_URLCONF = "kobling.web.public.urls"
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(views, "PAGE_CACHE", PageCache(max_bytes=64_000_000))


def publish(
    number, *, day="2021-03-15", figures=("2019",), value=80, corrects=None, embargo_until=None, slug="maal-a", **own
):
    """Publish a release, whose figures' next day and newest period, and whose goal's target and address, are these."""
    at = START + timedelta(days=number)
    facts = small.facts(
        indicators=[small.indicator("members", next_publication=day)],
        goals=[small.goal("a", small.target("a1", value=value, **own), slug={"da": slug, "en": f"{slug}-en"})],
        measurements=[small.measurement("members", year, 59.0, drawn=date(2020, 11, 30)) for year in figures],
    )
    import_facts(facts=facts, by="office", at=at, replace=True)
    reason = Text(da="Et tal var skrevet forkert af.", en="A figure was copied wrongly.") if corrects else None
    create_release(municipality="lilleby", on=at.date(), by="office", at=at, corrects=corrects, reason=reason)
    actions.approve(municipality="lilleby", number=number, embargo_until=embargo_until, by="council", at=at)


def entries_of(client, address="udgivelser/atom.xml"):
    """The feed, and its entries as text by id."""
    answer = client.get(HERE + address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    return feed, {entry.findtext(f"{ATOM}id"): ET.tostring(entry) for entry in feed.iter(f"{ATOM}entry")}


@pytest.mark.django_db
@pytest.mark.usefixtures("_served")
def test_the_feed_has_every_release_and_correction_and_never_edits_one(client):
    publish(1)
    _feed, first = entries_of(client)
    publish(2, value=50)
    _feed, second = entries_of(client)
    publish(3, value=60, corrects=2, decision={"body": "council", "date": "2020-12-01"})
    feed, third = entries_of(client)
    publish(4, embargo_until=datetime(2999, 1, 1, tzinfo=UTC))

    assert first.items() <= second.items() <= third.items()
    assert [len(one) for one in (first, second, third)] == [1, 2, 3]
    assert entries_of(client)[1] == third
    newest, *_others = list(feed.iter(f"{ATOM}entry"))
    assert newest.findtext(f"{ATOM}updated") == (START + timedelta(days=3)).isoformat()
    assert newest.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated")
    assert newest.findtext(f"{ATOM}id").startswith("tag:testserver,2020-12-03:lilleby/")
    assert "retter udgivelse 2" in newest.findtext(f"{ATOM}title")
    summary = newest.findtext(f"{ATOM}summary").replace("\N{NO-BREAK SPACE}", " ")
    assert "Et tal var skrevet forkert af." in summary
    assert "før »50 %«, nu »60 %«" in summary
    assert re.findall('href="([^"]+)"', summary) == [f"http://testserver{HERE}udvalg/council/"]
    english = next(iter(entries_of(client, "en/releases/atom.xml")[0].iter(f"{ATOM}entry")))
    assert "A figure was copied wrongly." in english.findtext(f"{ATOM}summary")
    for link in feed.iter(f"{ATOM}link"):
        assert client.get(link.get("href").removeprefix("http://testserver")).status_code in {200, 302}


def test_the_feed_reads_each_release_that_it_lists_once(release):
    """A publication costs one entry, however many there are before it."""
    read = []
    ENTRIES.clear()

    def unread(number):
        return queries.UnreadRelease(f"release {number}", release.published, lambda: read.append(number) or release)

    def feed_after(count):
        earlier = [unread(number) for number in reversed(range(count))]
        newest = release.model_copy(update={"sha256": f"release {count}"})
        body = Site(newest, earlier=lambda: earlier).open("udgivelser/atom.xml").body
        return ET.fromstring(body).findall(f"{ATOM}entry")

    assert len(feed_after(100)) == MAX_ENTRIES
    assert sorted(read) == list(range(100 - MAX_ENTRIES + 1, 100))
    read.clear()
    assert len(feed_after(100)) == len(feed_after(101)) == MAX_ENTRIES
    assert read == []


def events_of(client, address="kommende-tal.ics"):
    answer = client.get(HERE + address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.mark.django_db
@pytest.mark.usefixtures("_served")
def test_a_day_that_moves_is_the_same_event_and_another_figure_another(client):
    publish(1)
    (planned,) = events_of(client)
    publish(2, day="2021-04-20")
    (moved,) = events_of(client)
    publish(3, day="2022-03-15", figures=("2019", "2020"))
    (another,) = events_of(client)

    assert planned["DTSTART"].dt == date(2021, 3, 15)
    assert "DTEND" not in planned, "an event of a day without an end lasts that day (RFC 5545, 3.6.1)"
    assert planned["DTSTART"].params["VALUE"] == "DATE"
    assert moved["DTSTART"].dt == date(2021, 4, 20)
    assert (planned["UID"], planned["SEQUENCE"]) == (moved["UID"], moved["SEQUENCE"] - 1)
    assert moved["LAST-MODIFIED"].dt == START + timedelta(days=2) > planned["LAST-MODIFIED"].dt
    assert another["UID"] != moved["UID"]
    assert planned["SUMMARY"] == "Nyt tal: Medlemmer"
    assert planned["URL"] == f"http://testserver{HERE}maal/maal-a/"
    (english,) = events_of(client, "en/coming-figures.ics")
    assert (english["SUMMARY"], english["URL"]) == (
        "New figure: Medlemmer",
        f"http://testserver{HERE}en/goals/maal-a-en/",
    )
    assert english["UID"] != another["UID"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_served")
def test_an_earlier_release_leads_to_the_newest_page_of_the_same_thing(client):
    publish(1)
    publish(2, value=50, slug="nyt-maal")
    page = client.get(f"{HERE}{release_root(1)}maal/maal-a/")
    canonical, _languages, named, tree = head_of(page.content.decode())

    assert canonical == [f"http://testserver{HERE}maal/nyt-maal/"]
    assert named["robots"] == "noindex"
    feeds = [one.attrib["href"] for one in find_all(tree, "link") if one.attrib.get("type") == "application/atom+xml"]
    assert feeds == ["../../../../udgivelser/atom.xml"]
    for name in ("sitemap.xml", "robots.txt", "udgivelser/atom.xml", "kommende-tal.ics"):
        assert client.get(HERE + name).status_code == 200
        assert client.get(f"{HERE}{release_root(1)}{name}").status_code == 404
    old = client.get(f"{HERE}maal/maal-a/a1.svg")
    assert (old.status_code, old["Location"]) == (301, f"{HERE}maal/nyt-maal/a1.svg")


@pytest.mark.django_db
@pytest.mark.usefixtures("_served")
def test_files_are_sent_as_what_they_are_and_may_be_kept(client, settings):
    publish(1)
    for name, content_type in (("a1.svg", "image/svg+xml"), ("a1.png", "image/png")):
        answer = client.get(f"{HERE}maal/maal-a/{name}")
        assert (answer.status_code, answer["Content-Type"]) == (200, content_type)
        assert answer["Cache-Control"] == "public, max-age=60"
        again = client.get(f"{HERE}maal/maal-a/{name}", headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    for name in ("a1.gif", "a1", "a2.svg", "kort.svg"):
        assert client.get(f"{HERE}maal/maal-a/{name}").status_code == 404
    assert b"Sitemap: http://testserver/lilleby/sitemap.xml" in client.get("/robots.txt").content
    index = ET.fromstring(client.get("/sitemap.xml").content)
    assert [one.text for one in index.iter(f"{MAP}loc")] == ["http://testserver/lilleby/sitemap.xml"]

    settings.PUBLIC_ADDRESS = "https://maal.example.dk/barometer/"
    assert b"https://maal.example.dk/barometer/lilleby/maal/maal-a/" in client.get(f"{HERE}maal/maal-a/").content


@pytest.mark.django_db
def test_a_folder_has_what_is_served(client, tmp_path):
    publish(1)
    publish(2, value=50, slug="nyt-maal")
    newest = queries.release("lilleby", 2)
    site = Site(
        newest, earlier=lambda: queries.unread_earlier_releases(newest.document), root="http://testserver/lilleby/"
    )
    export(site, tmp_path / "out")

    for name in ("sitemap.xml", "udgivelser/atom.xml", "en/coming-figures.ics", "maal/nyt-maal/a1.svg"):
        assert (tmp_path / "out" / name).read_bytes() == site.open(name).body
    same = (tmp_path / "out" / "maal" / name / "a1.png" for name in ("maal-a", "nyt-maal"))
    assert len({file.read_bytes() for file in same}) == 1
    assert len(list(ET.parse(tmp_path / "out/udgivelser/atom.xml").iter(f"{ATOM}entry"))) == 2
    assert set(PATH_TEMPLATES["front"].values()) <= set(site.addresses())
