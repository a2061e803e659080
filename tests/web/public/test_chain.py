"""The chain on the public pages: what a release tells of it, link by link, and nothing where it tells nothing."""

from datetime import date

import pytest

from kobling.core.chain import Level, Strength
from kobling.core.status import Status
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.publishing import queries
from kobling.rooms.releases.document import FoundCount
from kobling.web.public.addresses import Addresses, Route
from kobling.web.public.page_context import PageContext
from kobling.web.public.pages import goal as goal_page
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.public.responses import NoSuchPage
from kobling.web.public.site import Site
from kobling.web.shared.chain import LEVELS, anchor
from kobling.web.shared.words.inspection import level_name, strength_name
from tests.rooms.publishing.test_document import as_facts
from tests.web.public.html_reader import find_all, links, parse_html, text_of
from tests.web.sample import release_of, sample_document, sample_release
from tools.repository import ROOT

CHAIN = "kaeden/"


def site_of(**changes):
    """The sample's site with something changed in its document."""
    document = sample_document().model_copy(update=changes)
    return Site(release_of(document))


def shown(site, address):
    return parse_html(site.open(address).body.decode())


def cells(page):
    return [one for one in find_all(page, "td") if "chain-cell" in one.attrib.get("class", "")]


def test_every_goal_stands_under_its_themes_with_its_links(pages, release):
    page, document = parse_html(pages[CHAIN]), release.document
    chains = {one.goal: one for one in document.chain.goals}
    wanted = [link.strength for theme in document.themes for key in theme.goals for link in chains[key].links]
    themeless = [goal.key for goal in document.goals if not goal.themes]
    first = [link.strength for key in themeless for link in chains[key].links]

    assert [text_of(one).split(": ")[1] for one in cells(page)] == [strength_name(one) for one in (*first, *wanted)]


def test_every_link_leads_to_its_place_on_the_goals_page(pages, release):
    addresses = Addresses(release.document)
    for language, root in (("da", CHAIN), ("en", "en/chain/")):
        page = parse_html(pages[root])
        for goal in release.document.goals:
            own = addresses.address_of("goal", goal.key, language)
            there = {one.attrib["id"] for one in find_all(parse_html(pages[own]), "li") if "id" in one.attrib}
            assert {anchor(level) for level in LEVELS} <= there
            assert f"{'../' * root.count('/')}{own}" in {link for _, link in links(page)}


def test_how_many_goals_reach_how_far_is_counted_and_the_newest_day_is_first(pages, release):
    days = release.document.chain.days
    rows = [
        row for row in find_all(parse_html(pages[CHAIN]), "tr") if "af" in text_of(row).split() and find_all(row, "td")
    ]
    newest, oldest = rows[0], rows[-1]

    assert text_of(find_all(newest, "th")[0]) == "1. februar 2021"
    assert text_of(find_all(oldest, "th")[0]) == "31. december 2020"
    reach = sum(count for level, count in days[-1].down.items() if level != "goal")
    assert text_of(find_all(newest, "td")[0]) == f"{reach} af {days[-1].goals}"


def test_a_goals_page_says_how_far_its_chain_reaches(pages, release):
    addresses = Addresses(release.document)
    for one in release.document.chain.goals:
        page = parse_html(pages[addresses.address_of("goal", one.goal, "da")])
        line = next(each for each in find_all(page, "ol") if "chain-line" in each.attrib.get("class", ""))
        told = [text_of(item) for item in find_all(line, "li")]
        assert len(told) == len(LEVELS)
        for link, item in zip(one.links, told, strict=True):
            assert strength_name(link.strength) in item
            assert ("(" in item) is (link.count is not None and link.count > 1)
        assert any("kaeden/" in link for _, link in links(page))


def test_where_nothing_is_published_of_the_chain_there_is_no_trace_of_it():
    site = site_of(chain=None)

    assert not [address for address in site.addresses() if "kaeden" in address or "chain" in address]
    for address in (CHAIN, "en/chain/"):
        with pytest.raises(NoSuchPage):
            site.open(address)
    for address in site.page_addresses.routes:
        body = site.open(address).body
        assert b"kaeden/" not in body
        assert b"chain-line" not in body


def test_a_link_that_nobody_has_recorded_for_any_goal_is_said_to_be_just_that():
    chain = sample_document().chain
    goals = [
        one.model_copy(
            update={
                "links": tuple(
                    link.model_copy(update={"strength": Strength.MISSING, "count": 0})
                    if link.level == "priority"
                    else link
                    for link in one.links
                )
            }
        )
        for one in chain.goals
    ]
    page = text_of(shown(site_of(chain=chain.model_copy(update={"goals": tuple(goals)})), CHAIN))

    assert "Det siger mere om, hvad der er registreret, end om, hvad der bliver gjort: prioritering." in page


def test_a_release_without_days_has_a_page_all_the_same():
    chain = sample_document().chain.model_copy(update={"goals": (), "days": ()})

    assert "Fra vision til handling" in text_of(shown(site_of(chain=chain), CHAIN))


def test_a_theme_without_goals_says_so():
    document = sample_document()
    empty = document.themes[0].model_copy(update={"goals": ()})
    goals = tuple(
        goal.model_copy(update={"themes": tuple(key for key in goal.themes if key != empty.key)})
        for goal in document.goals
    )
    site = site_of(themes=(empty, *document.themes[1:]), goals=goals)

    told = "Byrådet har ingen gældende mål under temaet."
    assert told in text_of(shown(site, Addresses(document).address_of("theme", empty.key, "da")))
    assert told in text_of(shown(site, ""))
    assert "The theme has no goal" in text_of(shown(site, "en/chain/"))
    assert told not in text_of(shown(Site(sample_release()), ""))


EXAMPLES = [("kaedekoebing", date(2025, 3, 31)), ("kaedekoebing", date(2026, 11, 30)), ("viborg", date(2020, 11, 30))]


@pytest.mark.parametrize(("name", "day"), EXAMPLES)
def test_every_number_of_things_in_a_goals_chain_is_the_number_that_the_page_shows(name, day):
    facts = read_folder(ROOT / "examples" / name)
    document = queries.document(as_facts(facts), on=day, chain=published_chain(facts, on=day))
    lookup = ReleaseLookup(release_of(document))
    counted = set()
    for goal in document.goals:
        address = lookup.addresses.address_of("goal", goal.key, "da")
        context = goal_page.template_context(PageContext(lookup, Route("goal", goal.key, "da"), address))
        for cell in context["chain"]["cells"] if context["chain"] else ():
            if cell.count_text:
                counted.add(cell.cell.level)
                shown = _things_at(cell.cell.level, context, day)
                assert shown is None or cell.count_text.startswith(f"{shown} "), (goal.key, cell.count_text, shown)
    assert name != "kaedekoebing" or {Level.PRIORITY, Level.FRAME, Level.INITIATIVE} & counted


def _things_at(level, context, day):
    """How many things of a level a goal's page shows; None where it shows none of them, as of leaders."""
    if level is Level.COMMITMENT:
        return None
    if level is Level.INITIATIVE:
        return len(context["initiatives"])
    if level is Level.STATUS:
        return sum(block.target.assessment.status is not Status.NO_DATA for block in context["blocks"])
    if level is Level.FRAME:
        # A budget is in force from the day it is adopted, in the year before its own.
        lines = [row for row in context["money"].rows if row.year >= day.year] if context["money"] else []
        agreements = [summary.agreement for summary in context["agreements"]]
        return len(lines) + sum(one.valid_from <= day <= (one.valid_to or day) for one in agreements)
    return sum(len(group.links) for group in context["decided"] if group.level == level_name(level))


def test_where_the_chain_comes_off_is_told_where_the_municipality_has_chosen_that(release):
    chain = release.document.chain
    counted = chain.model_copy(update={"found": (FoundCount(rule="D106", count=3), FoundCount(rule="D999", count=1))})
    site = site_of(chain=counted)

    danish, english = (text_of(shown(site, address)) for address in (CHAIN, "en/chain/"))

    assert "Her hopper kæden af: der bliver ikke gjort noget for 3 mål." in danish
    assert "Here the chain comes off: nothing is done for 3 goals." in english
    assert "D106" not in danish + english
    assert "Her hopper kæden af" not in text_of(shown(site_of(), CHAIN))
