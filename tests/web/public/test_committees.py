"""The pages of committees: priorities in their own order, the decisions behind them, joint meetings, and their end."""

import re

import html5lib
import pytest

from kobling.web.public.site import Site
from tests.spaces import plain
from tests.web.public.html_reader import find_all, links, parse_html, text_of
from tests.web.sample import release_of, sample_document, text

CULTURE, COUNCIL, ENDED = "udvalg/culture/", "udvalg/council/", "udvalg/rural_areas/"
GOAL, CHAIN = "maal/foreninger-maalet/", "kaeden/"


def main(page):
    return text_of(find_all(parse_html(page), "main")[0])


def part(page, heading):
    """What stands under a heading of the second level, until the next one."""
    found = re.search(rf'<h2 id="{heading}">.*?(?=<h2|</main)', page, re.DOTALL)
    assert found, heading
    return text_of(html5lib.parseFragment(found[0], namespaceHTMLElements=False))


def shown(address, **changes):
    """A page of the sample with something changed in its document."""
    document = sample_document().model_copy(update=changes)
    return Site(release_of(document)).open(address).body.decode()


def hrefs(page):
    return {link for _, link in links(parse_html(page))}


def test_a_committee_shows_its_goals_in_its_own_order_with_status_and_decision(pages):
    told = part(pages[CULTURE], "priorities")
    newest, before = told.split("2021", 1)[1].split("2020", 1)

    assert newest.index("Nr. 1 af 2") < newest.index("Nr. 2 af 2")
    assert "Ikke nået endnu" in newest
    assert (
        "Besluttet af Kultur- og Fritidsudvalget, 14. januar 2021, punkt 3, referatet: Udvalget valgte to mål."
        in newest
    )
    assert "https://example.org/udvalget#3" in hrefs(pages[CULTURE])
    assert "Udvalget opgav det den 30. september 2020." in before
    assert "Beslutningen er ikke fundet." in before
    assert "no. 2 of 2" in plain(pages["en/committees/culture/"]).lower()


def test_a_goal_without_a_rank_stands_without_one(pages):
    assert "Nr." not in part(pages["udvalg/technical/"], "priorities")


def test_a_committee_shows_its_joint_meetings_and_initiatives(pages):
    meeting = part(pages[CULTURE], "meetings")

    assert "7. oktober 2020, med Økonomiudvalget" in meeting
    assert "Udvalgene delte opgaven." in meeting
    assert "https://example.org/moede" in hrefs(pages[CULTURE])
    assert "Foreningsklar" in part(pages[CULTURE], "initiatives")


def test_an_initiative_for_no_goal_says_nothing_of_whom_it_is_for():
    document = sample_document()
    assert "For:" in part(shown(CULTURE), "initiatives")
    for_none = tuple(one.model_copy(update={"goals": ()}) for one in document.initiatives)
    assert "For:" not in part(shown(CULTURE, initiatives=for_none), "initiatives")


def test_the_council_shows_what_it_has_decided(pages):
    told = part(pages[COUNCIL], "decided")

    assert told.index("Byrådet holdt fast i målet.") < told.index("Byrådet vedtog målene.")
    assert "priorities" not in re.findall(r'id="([a-z-]+)"', pages[COUNCIL])


def test_a_committee_that_has_ended_keeps_its_page_with_the_end_and_the_decision(pages):
    assert "Det fandtes til og med 31. december 2019. Besluttet af Byrådet, 27. november 2019, punkt 4." in main(
        pages[ENDED]
    )
    assert "Landdistriktsudvalget (til 2019) –" in pages[ENDED]
    assert f"../{ENDED}" in hrefs(pages["om/"])


@pytest.mark.parametrize("address", ["", GOAL, CHAIN])
def test_the_front_page_a_goal_and_the_chain_lead_to_the_committees(pages, address):
    assert "../" * address.count("/") + CULTURE in hrefs(pages[address])


def test_a_goals_page_says_what_was_decided_when_and_by_whom_at_every_link(pages):
    told = part(pages[GOAL], "decided")

    for line in (
        "Mål Besluttet af Byrådet, 19. december 2018, punkt 36, sag 18/12345, referatet: Byrådet vedtog målene.",
        "Prioritering Kultur- og Fritidsudvalget (2021, nr. 1 af 2). Besluttet af Kultur- og Fritidsudvalget, 14. ",
        "Tiltag Foreningsklar. Besluttet af Kultur- og Fritidsudvalget, 19. august 2020, punkt 7.",
        "Byrådets opfølgning Besluttet af Byrådet, 24. juni 2020, punkt 9: Byrådet holdt fast i målet.",
        "Vision Sammen om livet. Beslutningen er ikke fundet.",
        "Budget 2020. Vedtaget 9. oktober 2019.",
        "Aftale med Kultur og Fritid. Underskrevet 1. december 2019.",
    ):
        assert line in told, told
    assert "https://example.org/referat#36" in hrefs(pages[GOAL])
    assert "7. oktober 2020" in part(pages[GOAL], "meetings")


def test_the_chain_lists_each_decision_once_with_all_that_it_stands_behind(pages, release):
    told = part(pages[CHAIN], "decided")

    assert told.count("Besluttet af Byrådet, 19. december 2018, punkt 36") == 1
    assert re.search(r"Prioritering: [^,]* \(2021, nr\. 1 af 2\), ", told)
    dates = re.findall(r"Besluttet af [^,]*, \d+\. \w+ (\d{4})", told)
    assert dates == sorted(dates, reverse=True)


def test_of_decisions_that_are_alike_each_keeps_its_own_words_and_no_fact_gets_any():
    """Two of one meeting, without an item or a case: a fact names both of them."""
    document = sample_document()
    other = next(goal for goal in document.goals if goal.key != "foreninger")
    twins = [
        decision.model_copy(update={"key": f"twin-{decision.key}", "what": text("Noget andet."), "goals": (other.key,)})
        for decision in document.decisions
    ]
    changed = {"decisions": (*twins, *document.decisions)}

    here, there = (part(shown(address, **changed), "decided") for address in (GOAL, f"maal/{other.slug.da}/"))
    assert "24. juni 2020, punkt 9: Byrådet holdt fast i målet." in here
    assert "24. juni 2020, punkt 9: Noget andet." in there
    assert "holdt fast" not in there
    assert "valgte to mål" not in here
    assert "Noget andet" not in here
    assert {"holdt fast", "Noget andet"} <= set(
        re.findall("holdt fast|Noget andet", part(shown(CHAIN, **changed), "decided"))
    )


def test_what_a_decision_stands_behind_is_in_the_order_of_the_chain():
    document = sample_document()
    decided = {"decision": document.goals[0].wording.decision}
    vision = document.vision.model_copy(update=decided)
    themes = tuple(theme.model_copy(update=decided) for theme in document.themes)

    told = part(shown(CHAIN, vision=vision, themes=themes), "decided")

    assert told.index("Vision: ") < told.index("Tema: ") < told.index("Mål: ")


def test_a_rank_beyond_the_goals_that_are_known_is_not_of_so_many(pages):
    priorities = [one for one in sample_document().priorities if one.rank != 1]

    told = plain(shown(CULTURE, priorities=tuple(priorities)))
    assert "Nr. 2" in told
    assert "Nr. 2 af" not in told


def test_a_release_that_tells_nothing_of_priorities_says_so_and_not_that_there_are_none():
    nothing = {"priorities": None, "joint_meetings": None, "decisions": None}

    assert "Udgivelsen fortæller ikke, hvilke mål udvalgene har prioriteret." in main(shown(CULTURE, **nothing))
    assert "fortæller ikke" not in main(shown(CULTURE, priorities=()))
    assert "nr. 1 af 2" not in main(shown(GOAL, **nothing))


def unlinked(element, names, *, inside=False):
    """Yield the text of every element in which one of the names stands outside a link."""
    inside = inside or element.tag.endswith("}a")
    texts = [(element.text, inside), *((child.tail, inside) for child in element)]
    yield from (text for text, linked in texts if text and not linked and any(name in text for name in names))
    for child in element:
        yield from unlinked(child, names, inside=inside)


def test_wherever_a_committee_is_named_its_name_leads_to_its_page(pages, release):
    """Other than on its own page, and in the sentence of a judgement, which charts, cards and tables share."""
    names = {f"udvalg/{body.key}/": body.name.da for body in release.document.bodies if body.kind != "council"}
    found = {
        (address, text)
        for address, page in pages.items()
        if not address.startswith("en/")
        for text in unlinked(
            find_all(parse_html(page), "main")[0], [name for own, name in names.items() if own != address]
        )
        if not re.match("[^,.]* vurdere", text)
    }

    assert found == set()
