"""What single pages show, and in which order."""

import re
from datetime import date

import pytest
from django.utils import translation

from kobling.core.status import Status
from kobling.records.base import Slugs, Text
from kobling.web.public.components.cards import MAX_CARDS
from kobling.web.public.components.glance import MAX_NAMED_GOALS
from kobling.web.public.site import Site
from kobling.web.shared.words import STATUS_SLUGS, goal_status_name, status_name
from tests.web.public.html_reader import find_all, internal_links, links, parse_html, text_of
from tests.web.sample import release_of, sample_document

MEMBERS = "maal/foreninger-maalet/"


@pytest.fixture(scope="module")
def tree(pages):
    """A page by address, read."""
    return lambda address: parse_html(pages[address])


def shown(address, **changes):
    """A page of the sample with something changed in its document."""
    document = sample_document().model_copy(update=changes)
    return parse_html(Site(release_of(document)).open(address).body.decode())


def changed_goal(key, **changes):
    """The sample's goals with something changed in one of them."""
    goals = sample_document().goals
    return tuple(goal.model_copy(update=changes) if goal.key == key else goal for goal in goals)


def main(page):
    return text_of(find_all(page, "main")[0])


def statuses(element):
    """The statuses shown in an element, by their words."""
    return [text_of(one) for one in find_all(element, "span") if "status" in one.attrib.get("class", "").split()]


# The front page


def test_the_front_page_says_whose_goals_which_term_and_which_day(tree):
    told = main(tree(""))

    assert told.startswith("Sådan går det med byrådets mål Eksempelby Kommune, byrådsperioden 2018–2021.")
    assert "1. februar 2021" in told


def test_the_overall_goal_comes_before_every_other(tree):
    headings = [text_of(one) for one in find_all(tree(""), "h2")]

    assert headings[:2] == ["Overblik over alle mål", "Vi vil, at borgerne oplever sammenhæng."]


def in_short(element):
    """The links to goals by status and short name, in their order."""
    lists = [one for one in find_all(element, "ul") if "glance-goals" in one.attrib.get("class", "").split()]
    return [text_of(link) for one in lists for link in find_all(one, "a")]


def named(goals):
    """What the links to these goals say: the short name, then the status in words."""
    with translation.override("da"):
        return [" ".join(f"{goal.short.da}: {goal_status_name(goal)}".split()) for goal in goals]


def test_all_goals_are_named_at_a_glance_before_the_cards(tree, release):
    document = release.document
    goals = {goal.key: goal for goal in document.goals}
    in_order = [goals[key] for theme in document.themes for key in theme.goals]
    overall = [goal for goal in document.goals if goal.overall]
    themeless = [goal for goal in document.goals if not goal.themes and not goal.overall]

    assert len(goals) - len(overall) <= MAX_NAMED_GOALS
    assert in_short(tree("")) == named([*overall, *in_order, *themeless])


@pytest.mark.parametrize("number", [MAX_NAMED_GOALS + 1, MAX_CARDS, 500])
def test_the_front_page_of_many_goals_counts_them_and_stays_light(release, number):
    """Each theme has its goals counted by status; above a number of goals each is named in short in place of a card."""
    document = release.document
    plain = [goal for goal in document.goals if not goal.overall]
    goals = tuple(
        plain[at % len(plain)].model_copy(update={"key": f"g{at}", "slug": Slugs(da=f"g{at}", en=f"g{at}")})
        for at in range(number)
    )
    themes = tuple(
        theme.model_copy(update={"goals": tuple(goal.key for goal in goals if theme.key in goal.themes)})
        for theme in document.themes
    )
    many = document.model_copy(update={"goals": goals, "themes": themes, "chain": None, "changes": ()})
    site = Site(release_of(many))
    body = site.open("").body
    page = parse_html(body.decode())

    counts = [text_of(one) for one in find_all(page, "li") if one.attrib.get("class") == "glance-count"]
    by_theme = sum(max(len(goal.themes), 1) for goal in goals)
    assert sum(int(one.split()[0]) for one in counts) == by_theme
    cards = [one for one in find_all(page, "h3") if "goal-name" in one.attrib.get("class", "")]
    assert len(cards) == (by_theme if number <= MAX_CARDS else 0)
    in_order = [goal for theme in themes for goal in goals if goal.key in theme.goals]
    if number > MAX_CARDS:
        assert in_short(page) == named([*in_order, *(goal for goal in goals if not goal.themes)])
        assert len(body) < 400_000
        by_status = [status for status in STATUS_SLUGS if sum(goal.status is status for goal in goals) > MAX_CARDS]
        for status in by_status:
            of_status = parse_html(site.open(f"status/{STATUS_SLUGS[status].da}/").body.decode())
            assert in_short(of_status) == named(goal for goal in goals if goal.status is status)


def test_the_counts_add_up_to_the_goals_and_lead_to_exactly_those(tree, release):
    counted = [text_of(one) for one in find_all(tree(""), "a") if re.match(r"\d+ ", text_of(one))]
    numbers = [int(one.split()[0]) for one in counted]

    assert sum(numbers) == len([goal for goal in release.document.goals if not goal.overall])
    for status, slugs in STATUS_SLUGS.items():
        listed = [
            one for one in find_all(tree(f"status/{slugs.da}/"), "h3") if "goal-name" in one.attrib.get("class", "")
        ]
        assert len(listed) == len(
            [goal for goal in release.document.goals if goal.status is status and not goal.overall]
        )


def test_every_goal_stands_under_its_themes_in_the_councils_order(tree, release):
    cards = [text_of(one) for one in find_all(tree(""), "h3") if "goal-name" in one.attrib.get("class", "")]
    goals = {goal.key: " ".join(goal.wording.text.da.split()) for goal in release.document.goals}

    assert cards == [goals[key] for theme in release.document.themes for key in theme.goals]


def test_a_card_tells_figure_target_and_uncertainty_in_words(tree):
    told = main(tree(""))

    assert (
        "59 % er medlem af en lokal forening. Målet er 80 % i 2025. Mellem 56 og 62 ud af 100, målt 2019"
        in told.replace("\xa0", " ")
    )


def test_no_average_or_share_of_goals_is_shown(tree):
    assert "gennemsnit" not in main(tree("")).replace("Man venter i gennemsnit", "")
    assert not re.search(r"\d+\s?% af målene", main(tree("")))


# A goal


def test_the_sheet_says_what_a_meeting_needs(tree):
    """Status and why, figure and target, the newest figures, who is responsible, sources, address and day."""
    sheet = tree("maal/foreninger-maalet/ark/")
    told = main(sheet).replace("\xa0", " ")

    needed = (
        "Sådan stod det til den 1. februar 2021.",
        "59 ud af 100 er medlem af en lokal forening. Målet er 80 i 2025.",
        "Ikke nået endnu",
        "Tallet er med stor sikkerhed højst 62 %, og målet er 80 %.",
        "ville tallet med stor sikkerhed ligge mellem 56 og 62 ud af 100",
        "De nyeste tal",
        "Ansvarlig",
        "Kilde til tallet",
        "Kilde til målet",
        "Mere på nettet",
    )
    places = [told.find(words) for words in needed]
    assert -1 not in places, dict(zip(needed, places, strict=True))
    assert places == sorted(places)
    assert ("maal/foreninger-maalet/", "") in internal_links(sheet, start="maal/foreninger-maalet/ark/")
    assert ("maal/foreninger-maalet/ark/", "") in internal_links(tree(MEMBERS), start=MEMBERS)


def test_a_goals_page_follows_the_order_a_reader_needs(tree):
    ids = [element.attrib["id"] for element in tree(MEMBERS).iter() if "id" in element.attrib]
    asked = ["chart-foreninger-target-title", "done", "stories", "numbers", "made", "wordings", "related", "take"]

    assert [one for one in ids if one in asked] == asked
    told = main(tree(MEMBERS))
    places = [
        told.index(one)
        for one in ("59 ud af 100", "Ikke nået endnu", "med stor sikkerhed højst 62", "Hvorfor denne status?")
    ]
    assert places == sorted(places)


def test_the_title_is_the_message(tree):
    assert (
        text_of(find_all(tree(MEMBERS), "h1")[0]) == "59 ud af 100 er medlem af en lokal forening. Målet er 80 i 2025."
    )


def test_the_arithmetic_is_there_with_the_numbers_in_it(tree):
    (sums,) = find_all(tree(MEMBERS), "details")

    assert "56,2 til 61,8 %" in text_of(sums).replace("\xa0", " ")
    assert "Ikke nået endnu" in text_of(sums)


def test_a_goal_of_several_targets_shows_each_with_the_worst_first(tree):
    blocks = [one for one in find_all(tree("maal/miljoe-maalet/"), "section") if one.attrib.get("class") == "target"]

    assert [statuses(one)[0] for one in blocks] == ["Mangler tal", "Kan ikke afgøres endnu", "Nået"]


def test_the_words_for_several_targets_are_the_counts_and_the_shape_is_the_worst(tree, release):
    """On the card of the goal, among related goals and in the search: `1 nået, 1 kan ikke afgøres endnu, ...`."""
    words = "1 nået, 1 kan ikke afgøres endnu, 1 mangler tal"
    marks = [
        one
        for address in ("", "status/mangler-tal/")
        for one in find_all(tree(address), "span")
        if text_of(one) == words and "tone-muted" in one.attrib.get("class", "")
    ]
    several = next(goal for goal in release.document.goals if goal.key == "miljoe")

    assert several.status is Status.NO_DATA
    assert len(marks) >= 2
    with translation.override("en"):
        assert goal_status_name(several) == "1 reached, 1 cannot tell yet, 1 no data"
    for one_target in (goal for goal in release.document.goals if len(goal.targets) == 1):
        with translation.override("da"):
            assert goal_status_name(one_target).startswith(status_name(one_target.status))


def test_the_signs_in_the_charts_are_explained_once(tree):
    for address in ("maal/miljoe-maalet/", MEMBERS):
        told = [text_of(one) for one in find_all(tree(address), "p") if one.attrib.get("class") == "chart-notes"]
        sentences = [sentence for one in told for sentence in re.findall(r"[^.]+\.", one)]
        assert sentences
        assert len(sentences) == len(set(sentences))


def test_a_figure_that_was_replaced_stays_in_the_table(tree):
    rows = [text_of(one) for one in find_all(tree("maal/miljoe-maalet/"), "tr") if one.attrib.get("class") == "former"]

    assert len(rows) == 1
    assert "57,0" in rows[0]
    assert "Afløst af et senere tal" in rows[0]


def test_an_initiative_that_no_source_ties_to_the_goal_says_so(tree):
    (initiative,) = [
        one for one in find_all(tree(MEMBERS), "article") if one.attrib["id"] == "initiative-foreningsklar"
    ]

    assert "Ingen kilde knytter det til målet" in text_of(initiative)


def test_what_came_of_an_initiative_is_told(tree):
    (initiative,) = [
        one for one in find_all(tree(MEMBERS), "article") if one.attrib["id"] == "initiative-foreningsklar"
    ]

    told = text_of(initiative)
    parts = (
        "Forventet på forhånd: Den, der bliver fulgt, bliver.",
        "Sådan ses det: Hvor mange der er med efter et år.",
        "Resultat: Besluttet 9. december 2020: det skal justeres. Besluttet af Kultur- og Fritidsudvalget",
        "Hvorfor: Hver anden blev væk.",
        "Opfølgning 20. januar 2021: Flere mentorer er fundet.",
    )
    assert [part for part in parts if part not in told] == []


def test_an_experiment_that_is_over_without_an_ending_says_so():
    (initiative,) = sample_document().initiatives
    over = initiative.model_copy(
        update={"end": date(2020, 12, 31), "ending": None, "ended_by": None, "ending_missing": True}
    )

    told = main(shown(MEMBERS, initiatives=(over,)))

    assert (
        "Eksperimentet sluttede 31. december 2020. Det er ikke oplyst, om det skal udbredes, justeres eller stoppes."
        in told
    )


def test_the_goals_money_and_agreements_are_on_its_page_and_on_the_chains(tree):
    for address in (MEMBERS, "kaeden/"):
        told = main(tree(address))
        parts = (
            "1.500.000",
            "1.000.000 til 2.000.000",
            "1.250.000",
            "1.310.500",
            "−20.000",
            "Et tilskud kom retur.",
            "Aftale med Kultur og Fritid",
            "1. januar 2020 til 31. december 2021. Underskrevet 1. december 2019",
            "Mellem: Kultur- og Fritidsudvalget, Kultur og Fritid, Biblioteket",
            "Hver forening har en mentor.",
        )
        assert [part for part in parts if part not in told] == [], address
    assert "2.000.000" in text_of(find_all(tree("kaeden/"), "tfoot")[0])
    assert "Budget 2020, 2021" in main(tree("kaeden/"))


def test_the_mailbox_for_a_figure_stands_by_who_is_responsible(tree):
    told = main(tree(MEMBERS))

    assert "Spørgsmål om talletFritidssekretariatet, fritid@example.org" in told
    assert "mailto:fritid@example.org" in [link for _, link in links(tree(MEMBERS))]


def test_every_wording_is_kept_with_its_days_and_decision(tree):
    told = main(tree(MEMBERS))

    assert "75% er medlem af en forening Fra 19. december 2018 til 31. december 2019." in told
    assert "Besluttet af Byrådet, 19. december 2018" in told
    assert "punkt 36, sag 18/12345" in told


def test_words_that_are_not_the_councils_own_are_never_said_to_be():
    wording = sample_document().goals[1].wording
    retold = shown(MEMBERS, goals=changed_goal("foreninger", wording=wording.model_copy(update={"exact": False})))

    assert "præcise ord er ikke fundet" in main(retold)
    assert "med byrådets egne ord" not in main(retold)
    goals = changed_goal("foreninger", wording=wording.model_copy(update={"exact": False}))
    assert main(shown("", goals=goals)).count("præcise ord er ikke fundet") == 1


def test_a_translation_is_not_the_councils_own_words(tree):
    assert "translated from the council's Danish words" in main(tree("en/goals/foreninger-goal/"))
    assert "in the council's own words" in main(tree("en/goals/unge-goal/"))


def test_a_goal_without_figures_says_what_it_would_take(tree):
    told = main(tree("maal/sammenhaeng-maalet/"))

    assert statuses(tree("maal/sammenhaeng-maalet/"))[0] == "Mangler tal"
    assert "Det kræver" in told
    assert "Byrådets mål siden 19. december 2018" in told


def test_figures_beside_the_goal_are_said_not_to_be_its_own(tree, release):
    goals = changed_goal("unge", context=("people",))
    told = main(shown("maal/unge-maalet/", goals=goals))

    assert "tæller ikke med i status" in told
    assert "tæller ikke med i status" not in main(tree("maal/unge-maalet/"))


def test_figures_that_are_withheld_are_counted(tree):
    assert "1 tal er ikke vist" in main(tree("maal/rygning-maalet/"))


def test_a_judgement_names_who_judged_when_and_why(tree):
    told = main(tree("maal/veje-maalet/"))

    assert "Teknisk Udvalg" in told
    assert "6. oktober 2020" in told
    assert "To af tre vejstrækninger er udvidet." in told


def test_an_old_figure_tells_what_its_status_was(tree):
    assert "Dengang var status" in main(tree("maal/skoler-maalet/"))


def test_goals_lead_to_the_one_before_and_the_one_after(tree, release):
    keys = [goal.slug.da for goal in release.document.goals]
    for place, slug in enumerate(keys):
        page = tree(f"maal/{slug}/")
        turned = {
            one.attrib["rel"]: one.attrib["href"]
            for one in find_all(page, "a")
            if one.attrib.get("rel") in {"prev", "next"}
        }
        assert turned.get("prev") == (f"../../maal/{keys[place - 1]}/" if place else None)
        assert turned.get("next") == (f"../../maal/{keys[place + 1]}/" if place + 1 < len(keys) else None)


def test_a_goal_can_be_taken_along(tree, site):
    page = tree(MEMBERS)
    files = {to for to, _ in internal_links(page, start=MEMBERS) if to.startswith("data/goals/")}

    assert files == {f"data/goals/foreninger{end}" for end in (".csv", "-excel.csv", ".xlsx", ".json")}
    assert files <= set(site.addresses())
    assert text_of(find_all(page, "textarea")[0]).startswith('<iframe src="kort/"')
    assert f"{MEMBERS}kort/" in site.addresses()


def test_the_card_can_be_shown_in_a_frame_and_leads_out_of_it(opened, tree):
    card = tree(f"{MEMBERS}kort/")

    assert opened[f"{MEMBERS}kort/"].is_framable
    assert [
        address for address, page in opened.items() if page.is_framable and not address.endswith(("/kort/", "/card/"))
    ] == []
    assert {one.attrib.get("target") for one in find_all(card, "a")} == {"_top"}
    assert "Kommunen er opdigtet" in main(card)


# Other pages


def test_every_kind_of_change_is_told(tree):
    told = main(tree("aendringer/"))

    assert "siden udgivelse 2" in told
    assert "Status var »Kan ikke afgøres endnu« og er nu »Går den forkerte vej«." in told
    assert "Tallet er steget med 4,7 dage, fra 34,2 dage i 2019 til 38,9 dage i 2020." in told
    assert "Tallet er steget med 7 procentpoint" in told
    assert "Genanvendelse: Tallet for 2019 er rettet fra 57,0 % til 58,1 %." in told.replace("\xa0", " ")


def test_a_status_that_is_new_only_by_the_rule_stands_under_a_heading_of_its_own():
    of_waiting, *others = sample_document().changes
    by_rule = of_waiting.model_copy(update={"kind": "rule", "status_before": Status.BEHIND})
    page = shown("aendringer/", changes=(*others[1:], by_rule))
    certain, _heading, alone = main(page).partition("Ændret, kun fordi reglen er ny")

    assert "Status var »Bagud« og er nu »Går den forkerte vej«." in alone
    assert "Kortere ventetid" not in certain
    assert "Kortere ventetid" in alone.partition("Hvad der tæller som sikkert")[0]
    changed = main(shown("", changes=(by_rule,))).partition("Ændret siden sidst (sikre ændringer)")[2]
    assert changed.startswith(" Intet har ændret sig med sikkerhed.")
    assert "Kortere ventetid" not in changed.partition("Alle ændringer")[0]
    assert "Ændret, kun fordi" not in main(shown("aendringer/"))


def test_a_goal_is_named_once_however_much_has_changed_in_it(tree):
    assert main(tree("aendringer/")).count("Kortere ventetid") == 1


def test_without_changes_it_is_said_why_there_are_none():
    assert "Intet har ændret sig med sikkerhed" in main(shown("aendringer/", changes=()))
    assert "Det er den første udgivelse" in main(shown("aendringer/", changes=(), earlier=(), number=1))


def test_every_release_is_listed_with_its_checksum_and_reason(tree, release):
    told = main(tree("udgivelser/"))

    assert release.sha256 in told
    assert all(one.sha256 in told for one in release.document.earlier)
    assert "Retter udgivelse 2. Affaldstallet for 2019 var tastet forkert." in told


def test_each_goals_status_is_there_for_each_release(tree, release):
    _, through = find_all(tree("udgivelser/"), "table")
    rows = find_all(through, "tr")[1:]

    assert len(rows) == len(release.document.goals)
    assert all(len(find_all(row, "td")) == 1 + len(release.document.earlier) for row in rows)
    assert all("ikke et mål endnu" in text_of(row) for row in rows)


def test_the_method_shows_every_status_in_the_order_of_the_rule(tree):
    [rule] = [one for one in find_all(tree("metode/"), "ol") if statuses(one)]

    assert len(statuses(rule)) == len(Status)
    assert statuses(rule)[:4] == ["Mangler tal", "For gammelt tal", "Vurderet", "Nået"]
    assert "1,960" in main(tree("metode/"))


def test_the_accessibility_statement_says_whose_it_is_and_whom_to_ring(tree):
    told = main(tree("was/"))

    assert "softwarens egen erklæring, ikke kommunens" in told
    assert "webtilgængelighedsloven" in told
    assert "00 00 00 00" in told
    assert "strategi@example.org" in told


def test_an_accessibility_statement_without_a_contact_invents_none():
    municipality = sample_document().municipality
    alone = municipality.contact.model_copy(update={"phone": None, "email": None})

    told = main(shown("was/", municipality=municipality.model_copy(update={"contact": alone})))
    assert "Telefon: ikke oplyst" in told
    assert "Mail: ikke oplyst" in told
    assert "ikke oplyst nogen kontakt" in main(
        shown("was/", municipality=municipality.model_copy(update={"contact": None}))
    )


def test_the_about_page_names_notes_bodies_units_and_sources(tree, release):
    told = main(tree("om/"))

    assert all(note.title.da in told for note in release.document.municipality.notes)
    assert all(body.name.da in told for body in release.document.bodies)
    assert all(unit.name.da in told for unit in release.document.units)
    assert all(source.title.da in told for source in release.document.sources)


def test_every_level_of_the_administration_is_shown():
    units = sample_document().units
    branch = units[1].model_copy(update={"key": "branch", "name": Text(da="Filialen", en=None), "parent": units[1].key})

    page = shown("om/", units=(*units, branch))
    (innermost,) = [one for one in find_all(page, "li") if text_of(one) == "Filialen"]
    assert innermost is not None


def test_an_initiative_without_a_goal_is_not_lost():
    (initiative,) = sample_document().initiatives
    alone = initiative.model_copy(update={"goals": ()})
    goals = changed_goal("foreninger", initiatives=())

    page = shown("om/", initiatives=(alone,), goals=goals)
    assert "Foreningsklar" in main(page)


def test_the_notice_is_at_the_top_of_every_page(pages):
    for address, text in pages.items():
        assert "opdigtet" in text or "made up" in text, address


def test_every_file_of_the_open_data_is_on_the_data_page(tree, site):
    files = {address for address in site.addresses() if address.startswith("data/") and not address.endswith("/")}

    assert {to for to, _ in internal_links(tree("data/"), start="data/") if to in files} == files


def test_the_licence_is_named_and_linked(tree):
    assert "https://creativecommons.org/licenses/by/4.0/" in [link for _, link in links(tree("data/"))]
    assert "CC BY 4.0" in main(tree("data/"))


# Municipalities that say less


def bare_document():
    """The sample with everything left out that may be."""
    document = sample_document()
    left_out = dict.fromkeys(("region", "seats", "notice", "about", "contact"))
    return document.model_copy(
        update={
            "municipality": document.municipality.model_copy(update={**left_out, "notes": ()}),
            "goals": tuple(
                goal.model_copy(
                    update={
                        "themes": (),
                        "initiatives": (),
                        "stories": (),
                        "committees": (),
                        "responsible": None,
                        "overall": False,
                    }
                )
                for goal in document.goals
            ),
            **dict.fromkeys(
                ("themes", "bodies", "units", "initiatives", "stories", "changes", "earlier", "budgets", "agreements"),
                (),
            ),
            **dict.fromkeys(("term", "vision", "corrects", "reason")),
            **dict.fromkeys(("priorities", "joint_meetings", "decisions")),
        }
    )


def test_a_municipality_that_says_little_has_whole_pages_too():
    document = bare_document()
    bodies = tuple(body for body in sample_document().bodies if body.key == "council")
    site = Site(release_of(document.model_copy(update={"bodies": bodies})))

    known = set(site.addresses())

    for address in known:
        if address.endswith(".png"):
            continue  # made of the SVG that has the same name
        page = site.open(address)
        if page.content_type.startswith("text/html"):
            tree = parse_html(page.body.decode())
            assert {to for to, _ in internal_links(tree, start=address)} <= known, address
            assert "None" not in main(tree), address


def test_texts_of_one_word_and_of_many_lines_are_shown():
    document = sample_document()
    about = Text(da="Første afsnit.\n\n\nAndet <b>afsnit</b>.\r\n\r\nTredje.", en=None)
    municipality = document.municipality.model_copy(update={"about": about})

    page = shown("en/about/", municipality=municipality, vision=None)
    paragraphs = [text_of(one) for one in find_all(page, "p") if one.attrib.get("lang") == "da"]
    assert paragraphs == ["Første afsnit.", "Andet <b>afsnit</b>.", "Tredje."]
