"""What the staff pages show: the picture, the findings, what stands behind each thing, and the answers."""

import json
import re
from datetime import UTC, date, datetime
from itertools import groupby

import html5lib
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.core.chain import RULES
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings import queries
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.graph import kept_histories
from kobling.rooms.findings.published_chain import chain_of
from kobling.rooms.findings.records import FindingState
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.people.queries import names
from kobling.rooms.publishing import kept_points
from kobling.rooms.releases import queries as releases
from kobling.rooms.releases.actions import approve
from kobling.rooms.releases.assessment import assess
from kobling.web.shared.formats import format_day
from tests.laws import examples
from tests.rooms import small
from tests.rooms.changing import change_fact
from tests.spaces import plain
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client
from tools.repository import ROOT

pytestmark = pytest.mark.django_db

KAEDEKOEBING = ROOT / "examples" / "kaedekoebing"
FOR_MACHINES = re.compile(r"\b\d{4}-\d\d-\d\d\b|" + "|".join(re.escape(rule.name) for rule in RULES))
"""ISO dates, and the names of rules as programs know them."""
LANGUAGES = {"da": ("/arbejde", "fund", "led", "regler"), "en": ("/en/work", "findings", "link", "rules")}


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture
def strategy():
    return signed_in_client()


def text_of(answer):
    """A page's text; the page must be HTML as strict as the standard has it."""
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.content)
    return plain(answer.content.decode())


def visible(text):
    """A page's text for a reader: without tags, and without what is marked as code."""
    return re.sub(r"<code>.*?</code>|<[^>]*>", " ", text.partition("<main")[2])


def links_in(text):
    return set(re.findall(r'href="(/[^"#?]*)', text.partition("<main")[2]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_strict_html_and_every_link_on_it_leads_somewhere(strategy, language):
    root = LANGUAGES[language][0]
    seen, waiting = set(), [f"{root}/{HERE}/"]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        answer = strategy.get(page)
        assert answer.status_code == 200, page
        if answer["Content-Type"].startswith("text/html"):
            waiting += sorted(links_in(text_of(answer)) - seen - set(waiting))
            assert not FOR_MACHINES.search(visible(text_of(answer))), page

    assert len(seen) > len(RULES)


def test_a_finding_shows_its_rule_its_evidence_and_what_would_clear_it(strategy):
    kept = queries.findings(HERE)[0]
    text = text_of(strategy.get(f"/arbejde/{HERE}/fund/{kept.number}/"))

    assert kept.finding.code in text
    assert "Det løser fundet" in text
    assert "Hvorfor det betyder noget" in text
    assert "Opdigtet." in text


def test_an_answer_is_kept_with_who_and_when(strategy):
    number = queries.findings(HERE)[0].number
    answer = strategy.post(f"/arbejde/{HERE}/fund/{number}/", {"reason": "Aftalt med <udvalget> & byrådet."})

    assert answer.status_code == 302
    kept = queries.finding(HERE, number)
    assert (kept.state, names()[kept.answer.by]) == (FindingState.ANSWERED, "user-strategy-lilleby")
    text = text_of(strategy.get(answer.url))
    assert "Aftalt med &lt;udvalget&gt; &amp; byrådet." in text
    assert "besvaret" in text


@pytest.mark.parametrize("reason", ["", "   ", "x" * 4001, "\u200b", "Aftalt \u202e med udvalget."])
def test_an_answer_without_words_or_far_too_long_is_refused_and_what_was_written_stays(strategy, reason):
    number = queries.findings(HERE)[0].number
    answer = strategy.post(f"/arbejde/{HERE}/fund/{number}/", {"reason": reason})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text_of(answer)
    assert f">{reason}</textarea>" in answer.content.decode()
    assert queries.finding(HERE, number).state is FindingState.OPEN


def test_a_cleared_finding_takes_no_answer(strategy):
    number = next(one.number for one in queries.findings(HERE) if one.finding.code == "D110")
    goal = small.goal("a", small.target("a1"), responsible="council")
    import_facts(facts=small.facts(goals=[goal]), by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=date(2020, 11, 30), by="office", at=NOON)

    page = f"/arbejde/{HERE}/fund/{number}/"
    assert 'name="reason"' not in text_of(strategy.get(page))
    answer = strategy.post(page, {"reason": "For sent."})
    assert answer.status_code == 422
    assert queries.finding(HERE, number).state is FindingState.CLEARED


def test_findings_are_filtered_by_state_and_rule(strategy):
    codes = {one.finding.code for one in queries.findings(HERE)}
    one = min(codes)
    text = text_of(strategy.get(f"/arbejde/{HERE}/fund/?rule={one}"))

    shown = set(re.findall(r" · (D\d+) · ", text))
    assert shown == {one}
    assert "Der er ingen her." in text_of(strategy.get(f"/arbejde/{HERE}/fund/?state=cleared"))


@pytest.mark.parametrize(
    "query", ["state=x", "rule=%00", "page=0", "page=999999", "page=x", "state=open&rule=<script>", "page=²"]
)
def test_a_question_that_means_nothing_is_no_fault(strategy, query):
    answer = strategy.get(f"/arbejde/{HERE}/fund/?{query}")

    assert answer.status_code == 200
    assert "<script>" not in text_of(answer)


def hidden_fields(text):
    return dict(re.findall(r'<input type="hidden" name="(day|version)" value="([^"]*)"', text))


def test_inspecting_from_the_page_asks_for_the_day_and_shows_what_would_happen(strategy):
    page = f"/arbejde/{HERE}/fund/tjek/"
    goal = small.goal("a", small.target("a1"), responsible="council")
    import_facts(facts=small.facts(goals=[goal]), by="office", at=NOON, replace=True)
    before = queries.findings(HERE)

    assert 'name="day" type="date"' in text_of(strategy.get(page))
    preview = text_of(strategy.get(page, {"day": "2021-06-30"}))
    assert "Pr. 30. juni 2021" in preview
    assert "Ville være løst, fordi det ikke længere findes (1)" in preview
    assert queries.findings(HERE) == before

    answer = strategy.post(page, hidden_fields(preview))
    assert answer.url == f"/arbejde/{HERE}/fund/"
    newest = queries.runs(HERE)[-1]
    assert (names()[newest.by], newest.day) == ("user-strategy-lilleby", date(2021, 6, 30))
    assert next(one for one in queries.findings(HERE) if one.finding.code == "D110").state is FindingState.CLEARED


def test_a_link_to_the_former_address_of_an_inspection_leads_on(strategy):
    answer = strategy.get(f"/arbejde/{HERE}/fund/efterse/?day=2021-06-30")

    assert (answer.status_code, answer.url) == (301, f"/arbejde/{HERE}/fund/tjek/?day=2021-06-30")
    assert answer["Cache-Control"] == "no-store"


def test_what_was_not_previewed_is_not_done(strategy):
    page = f"/arbejde/{HERE}/fund/tjek/"
    fields = hidden_fields(text_of(strategy.get(page, {"day": "2021-06-30"})))
    more = small.with_measurements(small.measurement("members", "2020", 60.0))
    import_facts(facts=more, by="office", at=NOON, replace=True)

    for sent in (fields, {"day": "2021-06-30"}, fields | {"day": "2021-07-01"}):
        answer = strategy.post(page, sent)
        assert answer.status_code == 422
        assert "Det her ville ske nu." in text_of(answer)
    assert len(queries.runs(HERE)) == 1


@pytest.mark.parametrize("day", ["9999-12-31", "x", "2020-02-30", "0000-00-00"])
def test_a_day_that_cannot_be_inspected_is_refused(strategy, day):
    page = f"/arbejde/{HERE}/fund/tjek/"
    for answer in (strategy.get(page, {"day": day}), strategy.post(page, {"day": day, "version": "x"})):
        assert answer.status_code == 422
        assert 'role="alert"' in text_of(answer)
    assert len(queries.runs(HERE)) == 1


def test_an_inspection_is_undone_from_the_page(strategy):
    run = queries.newest_run(HERE).number
    assert "Fortryd tjekket pr. 30. november 2020" in text_of(strategy.get(f"/arbejde/{HERE}/fund/"))

    answer = strategy.post(f"/arbejde/{HERE}/fund/fortryd/", {"run": run})

    assert answer.url == f"/arbejde/{HERE}/fund/"
    assert {one.state for one in queries.findings(HERE)} == {FindingState.CLEARED}
    assert "tjekket blev fortrudt" in text_of(strategy.get(f"/arbejde/{HERE}/fund/1/"))
    assert "Kæden er ikke tjekket endnu." in text_of(strategy.get(answer.url))


def test_an_inspection_of_an_earlier_day_is_kept_and_says_so(strategy):
    page = f"/arbejde/{HERE}/fund/tjek/"
    fields = hidden_fields(text_of(strategy.get(page, {"day": "2019-06-30"})))

    shown = text_of(strategy.get(strategy.post(page, fields).url))

    assert "Tjekket pr. 30. juni 2019 er gemt (kørsel 2). Det ændrede ingen fund" in shown
    assert "Fortryd tjekket pr. 30. november 2020" in shown


@pytest.mark.parametrize("run", ["", "x", "7", "²", "9" * 30])
def test_what_cannot_be_undone_is_explained(strategy, run):
    answer = strategy.post(f"/arbejde/{HERE}/fund/fortryd/", {"run": run})

    assert answer.status_code == 422
    assert "ikke længere det nyeste" in text_of(answer)


def test_an_inspection_that_was_answered_cannot_be_undone(strategy):
    strategy.post(f"/arbejde/{HERE}/fund/1/", {"reason": "Det er aftalt."})
    answer = strategy.post(f"/arbejde/{HERE}/fund/fortryd/", {"run": queries.newest_run(HERE).number})

    assert answer.status_code == 422
    assert "besvaret siden (1)" in text_of(answer)


@pytest.mark.parametrize("day", ["2018-12-19", "9999-01-01", "x", "2020-02-30", "1000-01-01", ""])
def test_the_chain_on_any_day(strategy, day):
    assert text_of(strategy.get(f"/arbejde/{HERE}/?day={day}"))
    assert text_of(strategy.get(f"/arbejde/{HERE}/oplysninger/goal/a/?day={day}"))


def test_the_picture_is_a_drawing_of_its_own(strategy):
    answer = strategy.get(f"/arbejde/{HERE}/kaeden.svg?day=2020-11-30")

    assert answer["Content-Type"] == "image/svg+xml"
    assert 'filename="lilleby-2020-11-30.svg"' in answer["Content-Disposition"]
    assert answer.content.startswith(b"<svg")


def test_from_a_silo_to_its_one_directorate_and_back_in_two_clicks():
    """D301 on the example: the finding, the directorate it points at, and the finding again."""
    import_facts(facts=read_folder(KAEDEKOEBING), by="office", at=NOON, replace=True)
    inspect(municipality="kaedekoebing", on=date(2025, 3, 31), by="office", at=NOON.replace(year=2025, month=4))
    visitor = signed_in_client(of="kaedekoebing")
    found = next(one for one in queries.findings("kaedekoebing") if one.finding.code == "D301")
    page = f"/arbejde/kaedekoebing/fund/{found.number}/"

    found_links = links_in(text_of(visitor.get(page)))
    [directorate] = {
        link for link in found_links if re.fullmatch(r"/arbejde/kaedekoebing/oplysninger/unit/[^/]+/", link)
    }

    assert page in links_in(text_of(visitor.get(directorate)))


def test_the_decision_behind_a_project_and_what_comes_of_a_goal_are_one_click_away():
    import_facts(facts=read_folder(KAEDEKOEBING), by="office", at=NOON, replace=True)
    visitor = signed_in_client(of="kaedekoebing")
    facts = read_folder(KAEDEKOEBING)
    initiative = next(one for one in facts.initiatives if one.goals and one.start)

    project = text_of(
        visitor.get(f"/arbejde/kaedekoebing/oplysninger/initiative/{initiative.key}/?day={initiative.start}")
    )
    goal = text_of(visitor.get(f"/arbejde/kaedekoebing/oplysninger/goal/{initiative.goals[0]}/?day={initiative.start}"))

    assert "Hvilke beslutninger står bag?" in project
    assert "/arbejde/kaedekoebing/oplysninger/decision/" in project
    assert f"/arbejde/kaedekoebing/oplysninger/initiative/{initiative.key}/" in goal


PRACTICE = {
    "units": [
        {"key": "velfaerd", "name": "Velfærd", "kind": "directorate"},
        {"key": "skoler", "name": "Skoler", "kind": "centre", "parent": "velfaerd"},
    ],
    "initiatives": [
        {
            "key": "bog",
            "term": "2018-2021",
            "name": "Bog i tasken",
            "kind": "experiment",
            "what": "En bog med hjem.",
            "goals": ["a"],
            "hypothesis": "Der bliver læst mere.",
            "start": "2019-01-07",
            "end": "2019-04-16",
            "ending": {
                "how": "spread",
                "date": "2019-05-02",
                "reason": "Det virkede.",
                "follow_up": {"date": "2020-05-02", "text": "Otte er med."},
            },
        }
    ],
    "tracks": [{"key": "tidlig", "term": "2018-2021", "name": "Tidlig indsats", "goals": ["a"]}],
    "budgets": [
        {
            "key": "b20",
            "term": "2018-2021",
            "name": "Budget 2020",
            "year": 2020,
            "price_level": 2019,
            "adopted": "2019-10-09",
            "lines": [
                {"track": "tidlig", "unit": "skoler", "year": 2020, "expected_mid": 1500, "agreed": 1250},
                {"track": "tidlig", "unit": "velfaerd", "year": 2020, "agreed": 2000, "realised": 1900},
            ],
            "remainders": [{"name": "Ikke fordelt", "agreed": 750}],
        }
    ],
    "agreements": [
        {
            "key": "skoler-20",
            "term": "2018-2021",
            "name": "Aftale med skolerne",
            "units": ["skoler"],
            "goals": ["a"],
            "frame": 250000,
            "signed": "2019-11-01",
            "dialogue_meetings": ["2020-03-02"],
            "valid_from": "2020-01-01",
            "valid_to": "2020-12-31",
        }
    ],
}


@pytest.mark.parametrize(
    ("page", "shown", "hidden"),
    [
        (
            "oplysninger/initiative/bog/?day=2020-06-01",
            [
                "7. januar 2019 til 16. april 2019",
                "Der bliver læst mere.",
                "Besluttet 2. maj 2019: det skal udbredes.",
                "Det virkede.",
                "2. maj 2020: Otte er med.",
            ],
            ["Det er ikke oplyst, om"],
        ),
        ("oplysninger/initiative/bog/?day=2019-05-01", ["Det er ikke oplyst, om"], ["Det virkede.", "Otte er med."]),
        (
            "oplysninger/agreement/skoler-20/?day=2020-06-01",
            ["1. januar 2020 til 31. december 2020", "1. november 2019", "250.000 kr.", "2. marts 2020", "Skoler"],
            [],
        ),
        (
            "oplysninger/budget/b20/?day=2020-06-01",
            ["1.250", "1.500", "1.900", "Ikke fordelt", "4.000", "9. oktober 2019"],
            [],
        ),
        ("led/budget_line/b20.tidlig.skoler.2020/?day=2020-06-01", ["1.250", "1.500"], ["2.000"]),
        (
            "penge-og-tiltag/?day=2020-06-01",
            ["Billedet viser det, der er aftalt", "Budget 2020, i hele kroner", "1.500", "1.900", "4.000"],
            ["Budget 2020, 2020"],
        ),
    ],
)
def test_what_the_folder_holds_of_practice_is_shown(page, shown, hidden):
    import_facts(facts=small.facts(**PRACTICE), by="office", at=NOON, replace=True)

    told = text_of(signed_in_client().get(f"/arbejde/{HERE}/{page}"))

    assert [words for words in shown if words not in told] == []
    assert [words for words in hidden if words in told] == []


def test_a_decision_behind_all_the_priorities_of_a_year_is_told_once():
    council = {"key": "council", "name": "Byrådet", "kind": "council"}
    committee = {"key": "children", "name": "Børneudvalget", "kind": "standing_committee"}
    items = {2018: ("1", "1"), 2019: ("1", "2"), 2020: (None, None)}
    priorities = [
        {
            "key": f"{goal}-{year}",
            "term": "2018-2021",
            "committee": "children",
            "goal": goal,
            "year": year,
            "decision": item and {"body": "children", "date": f"{year}-12-24", "item": item},
        }
        for year, of_year in items.items()
        for goal, item in zip("ab", of_year, strict=True)
    ]
    goals = [small.goal(key, small.target(f"{key}1")) for key in "ab"]
    facts = small.facts(bodies=[council, committee], goals=goals, priorities=priorities)
    import_facts(facts=facts, by="office", at=NOON, replace=True)

    told = text_of(signed_in_client().get(f"/arbejde/{HERE}/udvalg/children/?day=2020-12-24"))

    assert [told.count(f"24. december {year}") for year in items] == [1, 2, 0]
    assert told.count("Der er ikke registreret en beslutning.") == 2


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_findings(
    strategy, django_assert_max_num_queries
):
    strategy.get(f"/arbejde/{HERE}/fund/")
    with django_assert_max_num_queries(23):
        strategy.get(f"/arbejde/{HERE}/fund/")


@pytest.mark.parametrize("address", ["", "maal/maal-a/kort/", "data/status.csv", "en/goals/goal-a/"])
def test_a_draft_is_for_no_cache_no_frame_and_no_other_site(strategy, address):
    answer = strategy.get(f"/arbejde/{HERE}/udkast/{address}")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in answer


@given(st.one_of(st.dates(), st.sampled_from([date.min, date.max])))
@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_draft_is_made_for_any_day(strategy, day):
    answer = strategy.get(f"/arbejde/{HERE}/udkast/", {"day": day.isoformat()})
    assert answer.url == f"/arbejde/{HERE}/udkast/{day.isoformat()}/"

    text = text_of(strategy.get(answer.url))
    assert f"Udkast pr. {plain(format_day(day))}" in text
    assert all(strategy.get(answer.url + address).status_code == 200 for address in ("metode/", "data/release.json"))


def test_the_draft_of_a_day_is_that_of_the_release_of_that_day_also_after_an_edit(strategy):
    day = date(2021, 3, 1)
    address = f"/arbejde/{HERE}/udkast/{day}/data/release.json"
    before = json.loads(strategy.get(address).content)
    indicator = municipality_facts(HERE).indicators[0]
    edited = indicator.model_copy(update={"grace_days": indicator.grace_days + 3000})
    change_fact(municipality=HERE, before=indicator, after=edited, by="office", at=NOON)
    drafted = json.loads(strategy.get(address).content)
    assert drafted["goals"] != before["goals"]

    kept_histories.kept.cache_clear()
    kept_points.kept.cache_clear()
    chain_of.cache_clear()
    assess.cache.clear()
    create_release(municipality=HERE, on=day, by="office", at=NOON, anyway="En prøve.")
    made = json.loads(releases.release(HERE, 1).document.canonical_bytes())

    assert {name for name in made if made[name] != drafted[name]} == {"municipality"}
    assert "Udkast pr. 1. marts 2021" in plain(drafted["municipality"]["notice"]["da"])


@pytest.mark.parametrize("day", ["x", "2020-02-30", "20201130", "2020-W48-1"])
def test_a_draft_of_no_day_is_refused(strategy, day):
    answer = strategy.get(f"/arbejde/{HERE}/udkast/", {"day": day})

    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert strategy.get(f"/arbejde/{HERE}/udkast/{day}/").status_code == 403


def test_a_draft_without_its_last_slash_leads_to_it_in_the_language_of_the_page(strategy):
    assert strategy.get(f"/arbejde/{HERE}/udkast/2020-11-30").url == f"/arbejde/{HERE}/udkast/2020-11-30/"
    answer = strategy.get(f"/en/work/{HERE}/draft/", {"day": "2020-11-30"})
    assert answer.url == f"/en/work/{HERE}/draft/2020-11-30/en/"
    assert strategy.get(answer.url).status_code == 200


def test_the_page_of_releases_lists_what_is_public_what_waits_and_until_when(strategy):
    far = datetime(2999, 1, 1, 8, tzinfo=UTC)
    for number, embargo in ((1, None), (2, far)):
        create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
        approve(municipality=HERE, number=number, embargo_until=embargo, by="council", at=NOON)

    text = text_of(strategy.get(f"/arbejde/{HERE}/udgivelser/"))

    assert "<td>offentlig</td>" in text
    assert "<td>under embargo til 1. januar 2999 kl. 09.00</td>" in text
    assert json.loads(strategy.get(f"/arbejde/{HERE}/udkast/data/release.json").content)["number"] == 2


def test_a_former_address_leads_on_within_the_draft(strategy):
    goal = small.goal("a", small.target("a1"), former_slugs=["gammelt-navn"])
    import_facts(facts=small.facts(goals=[goal]), by="office", at=NOON, replace=True)

    assert strategy.get(f"/arbejde/{HERE}/udkast/2020-11-30/maal/gammelt-navn/").url.endswith(
        "/udkast/2020-11-30/maal/maal-a/"
    )


def test_the_findings_begin_with_where_the_chain_comes_off_and_group_six_alike():
    goals = [small.goal(key, small.target(f"{key}1")) for key in "abcdefg"]
    import_facts(facts=small.facts(goals=goals), by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=date(2020, 11, 30), by="office", at=NOON)

    text = text_of(signed_in_client().get(f"/arbejde/{HERE}/fund/"))

    summary, found = text.split('class="decouplings"')[1].split('class="found"', 1)
    assert "Første dekobling, mellem vision og praksis" in summary
    assert "Her hopper kæden af: 7 mål har ingen, der er ansvarlig; der bliver ikke gjort noget for 6 mål" in summary
    assert "<summary>Der bliver ikke gjort noget for 6 mål</summary>" in text
    codes = re.findall(r" · (D\d+) · ", found)
    assert [code for code, _ in groupby(codes)][:2] == ["D106", "D110"]
    assert len([code for code, _ in groupby(codes)]) == len(set(codes))
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", re.sub(r"<[^>]*>", "", text))
