"""The pages say everything without JavaScript; with it, search narrows while you type."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_without_scripts_search_lists_everything(reader, viborg):
    page = reader(java_script_enabled=False)
    page.goto(viborg.type("search", "da"))

    listed = page.locator(".entries > li")
    made = viborg.release.document
    named = len(made.goals) + len(made.themes) + len(made.initiatives) + len(made.stories)
    assert listed.count() >= named
    assert all(entry.is_visible() for entry in listed.all())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("aeldre", "Ældre"),
        ("ÆLDRE", "Ældre"),
        ("boern", "Børn"),
        ("aarlig", "Årlig"),
        ("foren medlem", "Flere er medlem af en forening"),
    ],
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


def test_the_served_search_finds_without_scripts(reader, live):
    page = reader(java_script_enabled=False)
    page.goto(live.type("search", "da"))
    page.get_by_role("searchbox").fill("aeldre")
    page.get_by_role("searchbox").press("Enter")

    page.wait_for_url("**/soeg/?q=aeldre")
    assert page.locator(".entries > li").count() > 0
    assert "ældre" in page.locator(".entries").inner_text().lower()


def test_the_search_with_and_without_scripts_finds_the_same(reader, live):
    for typed in ("aeldre", "mal", "forening 2025", "aa"):
        found = []
        for scripts in (True, False):
            page = reader(java_script_enabled=scripts)
            if scripts:
                page.goto(live.type("search", "da"))
                page.get_by_role("searchbox").fill(typed)
            else:
                page.goto(f"{live.type('search', 'da')}?q={typed}")
            found.append(sorted(page.locator(".entries > li:visible a").all_inner_texts()))
        assert found[0] == found[1], typed
