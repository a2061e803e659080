"""What holds for every page of the site."""

import re

import pytest

from kobling.core.status import Status
from kobling.web.public.addresses import PATH_TEMPLATES, relative_url
from kobling.web.public.responses import NoSuchPage, Redirect
from kobling.web.public.site import Site
from kobling.web.shared.security_headers import CSP_PUBLIC
from kobling.web.shared.words import STATUS_SLUGS
from tests.web.public.html_reader import find_all, internal_links, is_external, links, parse_html, resolve_link, text_of
from tests.web.sample import HOSTILE

SCOPES = {"col", "row", "colgroup", "rowgroup"}


@pytest.fixture(scope="module")
def trees(pages):
    """Every page, read strictly: a page that is not valid HTML fails here."""
    return {address: parse_html(text) for address, text in pages.items()}


def test_there_is_a_page_for_everything_in_both_languages(site, pages, release):
    document = release.document
    listed = {"goal", "card", "sheet", "theme", "committee", "status"}
    ones = len([kind for kind in PATH_TEMPLATES if kind not in listed])
    once = ones + 3 * len(document.goals) + len(document.themes) + len(document.bodies) + len(Status)

    assert len(pages) == 2 * once
    assert set(site.addresses()) >= set(pages)


def test_every_address_opens(opened):
    assert all(page.body for page in opened.values())


def test_every_link_leads_to_an_address_of_the_site_or_openly_away(trees, site):
    known = set(site.addresses())
    lost = [
        (address, to)
        for address, tree in trees.items()
        for to, _ in internal_links(tree, start=address)
        if to not in known
    ]

    assert lost == []


def test_every_link_to_a_place_on_a_page_finds_it(trees):
    lost = [
        (address, to, fragment)
        for address, tree in trees.items()
        for to, fragment in internal_links(tree, start=address)
        if fragment and fragment not in _ids(trees[to])
    ]

    assert lost == []


def test_every_page_names_its_language_and_has_one_heading_above_the_others(trees):
    for address, tree in trees.items():
        assert tree.attrib["lang"] == ("en" if address.startswith("en/") else "da"), address
        assert len(find_all(tree, "h1")) == 1, address
        assert text_of(find_all(tree, "h1")[0]), address
        assert text_of(find_all(tree, "title")[0]), address


def test_no_heading_skips_a_level(trees):
    for address, tree in trees.items():
        headings = [str(element.tag) for element in tree.iter() if re.fullmatch(r"\{.*xhtml\}h[1-6]", str(element.tag))]
        levels = [int(tag[-1]) for tag in headings]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), (address, levels)


def test_titles_differ_within_a_language(trees):
    whole = {address: tree for address, tree in trees.items() if not _is_card(address)}
    told = [(tree.attrib["lang"], text_of(find_all(tree, "title")[0])) for tree in whole.values()]

    assert len(told) == len(set(told))


def test_ids_are_unique_and_what_refers_to_them_finds_them(trees):
    for address, tree in trees.items():
        ids = _ids(tree)
        assert len(ids) == len(set(ids)), address
        asked = {
            one
            for element in tree.iter()
            for name in ("aria-labelledby", "aria-describedby", "for", "data-copies")
            for one in element.attrib.get(name, "").split()
        }
        assert asked <= set(ids), address


def test_tables_are_named_headed_and_reached_with_the_keyboard(trees):
    for address, tree in trees.items():
        for region in find_all(tree, "div"):
            if "scroll" in region.attrib.get("class", "").split():
                assert region.attrib["tabindex"] == "0", address
                assert region.attrib["aria-labelledby"], address
        for table in find_all(tree, "table"):
            assert text_of(find_all(table, "caption")[0]), address
            assert {cell.attrib.get("scope") for cell in find_all(table, "th")} <= SCOPES, address


def test_every_picture_says_what_it_shows_or_that_it_says_nothing(trees):
    for address, tree in trees.items():
        for picture in tree.iter("{http://www.w3.org/2000/svg}svg"):
            if picture.attrib.get("role") == "img":
                assert picture.attrib["aria-labelledby"], address
        assert all(image.attrib.get("alt") for image in find_all(tree, "img")), address


def test_pages_ask_for_nothing_that_the_policy_forbids(trees):
    for address, tree in trees.items():
        assert not [element.tag for element in tree.iter() if "style" in element.attrib], address
        assert not [name for element in tree.iter() for name in element.attrib if str(name).startswith("on")], address
        assert not find_all(tree, "style"), address
        assert all(script.attrib.get("src") and not text_of(script) for script in find_all(tree, "script")), address
        policy = next(meta for meta in find_all(tree, "meta") if meta.attrib.get("http-equiv"))
        assert policy.attrib["content"] == CSP_PUBLIC, address


def test_nothing_is_fetched_from_anywhere_else(trees):
    for address, tree in trees.items():
        fetched = [link for element, link in links(tree) if element.tag.rpartition("}")[2] not in {"a", "form"}]
        assert fetched, address
        assert not [link for link in fetched if is_external(link)], address


def test_stylesheets_fetch_only_our_own_fonts(opened):
    (address,) = (one for one in opened if one.endswith(".css"))
    fetched = re.findall(r"url\(([^)]*)\)", opened[address].body.decode())

    assert fetched
    assert all(f"assets/{one}" in opened for one in fetched)


def test_hostile_words_are_shown_as_they_stand(trees, pages):
    """The tree holds the words as a reader sees them; as markup they would be gone from it."""
    goal = "maal/farligt-maalet/"

    assert pages[goal].count("<script>alert") == 0
    assert HOSTILE in text_of(find_all(trees[goal], "main")[0])


def test_words_nobody_has_translated_are_marked_as_danish(trees):
    marked = {text_of(one) for one in find_all(trees["en/goals/unge-goal/"], "span") if one.attrib.get("lang") == "da"}

    assert "Unge i job eller uddannelse" in marked
    assert not [one for one in find_all(trees["maal/unge-maalet/"], "span") if one.attrib.get("lang")]


def test_every_page_leads_to_itself_in_the_other_language_and_back(trees):
    for address, tree in trees.items():
        if _is_card(address):
            continue
        (link,) = [one.attrib["href"] for one in find_all(tree, "a") if one.attrib.get("class") == "language"]
        other, _ = resolve_link(link, start=address)
        (back,) = [one.attrib["href"] for one in find_all(trees[other], "a") if one.attrib.get("class") == "language"]
        assert resolve_link(back, start=other)[0] == address


def test_every_page_leads_to_the_accessibility_statement(trees):
    for address, tree in trees.items():
        if not _is_card(address):
            statement = "en/was/" if address.startswith("en/") else "was/"
            assert (statement, "") in internal_links(find_all(tree, "footer")[0], start=address)


def test_the_same_release_gives_the_same_bytes(release, opened):
    again = Site(release.model_validate_json(release.model_dump_json()))

    assert {address: again.open(address) for address in again.addresses()} == opened


def test_former_addresses_lead_to_the_present_ones(site):
    assert site.open("maal/foreningsmaalet/") == Redirect(to="maal/foreninger-maalet/")
    assert site.open("en/goals/old-associations/") == Redirect(to="en/goals/foreninger-goal/")
    assert site.open("maal/foreningsmaalet/kort/") == Redirect(to="maal/foreninger-maalet/kort/")
    assert set(site.redirects.values()) <= set(site.addresses())


@pytest.mark.parametrize(
    "address", ["maal/", "maal/findes-ikke/", "../", "data/../was/", "en/maal/aktive-maalet/", "<b>"]
)
def test_other_addresses_are_refused(site, address):
    with pytest.raises(NoSuchPage, match="no page"):
        site.open(address)


@pytest.mark.parametrize("address", ["findes-ikke", "en/goals/not-here/", "a/b/c/d"])
def test_the_page_for_what_is_not_there_helps_on_from_where_it_stands(site, address):
    tree = parse_html(site.not_found(address).body.decode())

    assert tree.attrib["lang"] == ("en" if address.startswith("en/") else "da")
    assert all(
        to in site.addresses() for to, fragment in internal_links(tree, start=address) if fragment != "main-content"
    )


@pytest.mark.parametrize(
    ("to", "start", "link"),
    [
        ("", "", "./"),
        ("", "maal/x/", "../../"),
        ("maal/x/", "", "maal/x/"),
        ("maal/y/", "maal/x/", "../../maal/y/"),
        ("en/", "maal/x/kort/", "../../../en/"),
    ],
)
def test_links_are_relative(to, start, link):
    assert relative_url(to, start=start) == link


def test_every_status_has_its_page(pages):
    for slugs in STATUS_SLUGS.values():
        assert f"status/{slugs.da}/" in pages
        assert f"en/status/{slugs.en}/" in pages


def _ids(tree):
    return [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]


def _is_card(address):
    return address.endswith(("/kort/", "/card/"))
