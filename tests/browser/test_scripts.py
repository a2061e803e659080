"""The pages say everything without JavaScript; with it, search narrows while you type."""

import re

import pytest
from playwright.sync_api import expect

from kobling.web.public.search.folding import spellings
from kobling.web.public.search.stemming import snowball_stem
from kobling.web.public.site import Site
from tests.browser.themes import LANGUAGES
from tests.web.public.html_reader import find_all, parse_html, text_of
from tools import example_site

pytestmark = pytest.mark.browser


def test_without_scripts_search_lists_everything(page_without_scripts, viborg):
    page = page_without_scripts
    page.goto(viborg.type("search", "da"))

    listed = page.locator(".entries > li")
    made = viborg.release.document
    named = len(made.goals) + len(made.themes) + len(made.initiatives) + len(made.stories)
    assert listed.count() >= named
    assert all(entry.is_visible() for entry in listed.all())


@pytest.mark.parametrize(
    ("typed", "found"),
    [("ÆLDRE", "Ældre"), ("foren medlem", "Flere er medlem af en forening"), ("rygning", "Fundet gennem: rygere")],
)
def test_a_static_export_searches_while_you_type(page, viborg, typed, found):
    page.goto(viborg.type("search", "da"))
    listed = page.locator(".entries > li:visible")
    everything = listed.count()

    page.get_by_role("searchbox").press_sequentially(typed)

    expect(listed.filter(has_text=found).first).to_be_visible()
    assert 0 < listed.count() < everything
    words = "1 resultat" if listed.count() == 1 else f"{listed.count()} resultater"
    expect(page.get_by_role("status")).to_have_text(words)

    page.get_by_role("searchbox").fill("")
    expect(listed).to_have_count(everything)


def test_nothing_found_is_said(page, viborg):
    page.goto(viborg.type("search", "en"))
    page.get_by_role("searchbox").fill("xyzzy")

    expect(page.locator(".entries > li:visible")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Nothing fits. Try fewer or shorter words.")


def test_a_link_to_a_search_in_a_static_export_is_a_search(page, viborg):
    page.goto(viborg.type("search", "da") + "?q=aeldre")

    expect(page.get_by_role("searchbox")).to_have_value("aeldre")
    assert 0 < page.locator(".entries > li:visible").count() < page.locator(".entries > li").count()


def test_the_served_search_finds_without_scripts(page_without_scripts, live):
    page = page_without_scripts
    page.goto(live.type("search", "da"))
    page.get_by_role("searchbox").fill("aeldre")
    page.get_by_role("searchbox").press("Enter")

    page.wait_for_url("**/soeg/?q=aeldre")
    assert page.locator(".entries > li").count() > 0
    assert "ældre" in page.locator(".entries").inner_text().lower()


QUERIES = {
    "da": [
        "aeldre",
        "mal",
        "forening 2025",
        "aa",
        "rygning",
        "RYGERNE",
        "ensomhed",
        "klima",
        "job børn",
        "ryg\N{SOFT HYPHEN}ning",
        "(.*",
        "xyzzy",
        "",
    ],
    "en": ["elderly", "smoking", "loneliness", "climate", "working", "Ældre", "[", "xyzzy", ""],
}
SEARCH = """queries => queries.map(query => {
    const field = document.getElementById("q");
    field.value = query;
    field.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll(".entries > li:not([hidden])")].map(entry => [
        entry.querySelector("a").textContent, entry.querySelector(".entry-through")?.textContent ?? "",
    ]);
})"""


def _served(site, address, query):
    """The titles that the server lists, each with the words it was found through."""
    page = parse_html(site.open(address, query).body.decode())
    (listed,) = [one for one in find_all(page, "ul") if "entries" in one.attrib.get("class", "")]
    return [
        [
            text_of(find_all(entry, "a")[0]),
            "".join(text_of(one) for one in find_all(entry, "p") if "entry-through" in one.attrib.get("class", "")),
        ]
        for entry in find_all(listed, "li")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_with_and_without_scripts_finds_the_same(page, made_up, language):
    site, address = Site(made_up.release), example_site.page_address(made_up.release, "search", language)
    texts = made_up.release.document.canonical_bytes().decode()
    words = sorted({form for word in re.findall(r"[^\W_]+", texts) for form in spellings(word)})

    page.goto(made_up.type("search", language))

    assert page.evaluate(SEARCH, QUERIES[language]) == [_served(site, address, query) for query in QUERIES[language]]
    stems = page.evaluate("words => words.map(word => new Stemmer().stem(word))", words)
    assert stems == [snowball_stem(word, language) for word in words]
