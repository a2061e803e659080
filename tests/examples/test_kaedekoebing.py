"""The made-up municipality is what its script writes, has data for every page, and findings of every rule but D302."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from pydantic import BaseModel

from kobling.core.chain import RULES, inspect
from kobling.core.status import Status
from kobling.records.base import Text
from kobling.records.initiatives import InitiativeKind
from kobling.records.municipality import BodyKind, UnitKind
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from kobling.rooms.folder.writing.serializer import serialize_folder
from kobling.rooms.publishing.queries import ReleaseFacts as Releasable
from kobling.rooms.publishing.queries import document
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.opendata.verify import verify
from kobling.web.public.site import Site
from kobling.web.shared.words import goal_message
from tools.kaedekoebing import municipality

FOLDER = Path(__file__).parents[2] / "examples" / "kaedekoebing"
NOON = datetime(2025, 3, 31, 12, tzinfo=UTC)

PLANTED = {
    "D101": {"theme/digital-hverdag"},
    "D102": {"goal/s6"},
    "D103": {"target/a4.maaltal"},
    "D104": {"indicator/groenne-ture"},
    "D105": {"indicator/tilfredse-virksomheder"},
    "D106": {"goal/s6"},
    "D107": {"agreement_goal/personale-og-digitalisering-2025.1", "initiative/digital-assistent"},
    "D108": {"budget/budget-2025"},
    "D109": {"goal/s6"},
    "D110": {"goal/s6"},
    "D111": {"indicator/arbejdspladser"},
    "D112": {"indicator/arbejdspladser"},
    "D113": {"indicator/arbejdspladser"},
    "D201": {"goal/s6"},
    "D202": {f"priority/{committee}-g4-{year}" for committee in ("klima", "unge") for year in (2023, 2024, 2025)},
    "D203": {"goal/g5", "goal/s3"},
    "D204": {"goal/g2"},
    "D205": {"policy/cykelstrategi", "policy/kommunikationspolitik"},
    "D206": {"goal/s4", "goal/s5"},
    "D207": {"priority/job-a4-2023", "priority/unge-a4-2023"},
    "D301": {"goal/a3", "goal/g3", "goal/g4", "goal/s1", "goal/s5", "goal/t3"},
    # Some directorates work alone on shared goals more than chance explains, but most of the work is done together.
    "D302": set(),
    "D303": {"goal/a3", "goal/g3", "goal/g4", "goal/s1", "goal/s5", "goal/t3"},
    "D304": {"goal/a4", "goal/g3"},
    "D305": {"agreement/klima-og-miljoe-2025"},
    "D306": {"theme/sunde-liv", "theme/vaekst-og-arbejde"},
    "D307": {"initiative/nikotinfri-sommer", "initiative/spis-sammen"},
    "D401": {"target/s5.aeldre-ved-indflytning"},
    "D402": {"target/s3.maaltal"},
}
"""The findings of each rule, and no others."""


@pytest.fixture(scope="module")
def facts():
    return read_folder(FOLDER)


@pytest.fixture(scope="module")
def findings(facts):
    return inspect(build_graph(facts).graph, on=municipality.DAY, seed=1)


@pytest.fixture(scope="module")
def release(facts):
    return document(Releasable.of(facts), on=municipality.DAY)


def every(kind, within):
    """Yield every record of a type, at any depth."""
    if isinstance(within, kind):
        yield within
    if isinstance(within, BaseModel):
        within = [getattr(within, name) for name in type(within).model_fields]
    if isinstance(within, list | tuple):
        for inner in within:
            yield from every(kind, inner)


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


# The folder


def test_the_folder_is_what_the_script_writes():
    """Mend with: python -m tools.kaedekoebing."""
    assert files_in(FOLDER) == serialize_folder(municipality.facts())


def test_written_over_an_older_folder_it_is_the_same(tmp_path):
    write_folder(read_folder(FOLDER.parent / "viborg"), tmp_path)
    municipality.write(tmp_path)

    assert files_in(tmp_path) == files_in(FOLDER)


def test_it_is_as_large_as_it_is_said_to_be(facts):
    kinds = [unit.kind for unit in facts.units]

    assert len(facts.terms) == 3
    assert len(facts.themes) == 5
    assert len([goal for goal in facts.goals if not goal.overall]) == 23
    committees = [body for body in facts.bodies if body.kind is not BodyKind.COUNCIL]
    assert [body.valid_to is None for body in committees] == [True] * 9 + [False, True]
    assert kinds.count(UnitKind.DIRECTORATE) == 6
    assert len(facts.units) == 60
    assert len(facts.leaders) == 380
    assert {leader.level for leader in facts.leaders} == {1, 2, 3, 4, 5}


def test_an_experiment_lasts_a_hundred_days(facts):
    tried = [one for one in facts.initiatives if one.kind is InitiativeKind.EXPERIMENT]

    assert len(tried) == 6
    assert {one.end - one.start + timedelta(1) for one in tried} == {timedelta(100)}


def test_a_fetch_that_gave_a_figure_had_an_answer(facts):
    """Without one the page says that the register no longer had the figures of the table."""
    days = {one.drawn for one in facts.measurements if one.indicator == "arbejdspladser"}
    fetches = [fetch for fetch in facts.drawings if fetch.day in days]
    assert len(fetches) == 4
    assert all(fetch.sha256s for fetch in fetches)


def test_everything_is_said_in_both_languages(facts):
    own_words = [text for text in every(Text, facts) if text.en is None]

    assert own_words == []


def test_a_leader_is_a_post_and_the_text_is_set_as_it_should_be(facts):
    posts = r"(Kommunaldirektør|Direktør, .+|Centerchef, .+|Leder, .+|Teamleder, .+: .+)"

    assert [one.title.da for one in facts.leaders if not re.fullmatch(posts, one.title.da)] == []
    for text in every(Text, facts):
        for words in (text.da, text.en):
            assert not re.search(r"  | [.,;:!?]|\t", words), words


# The inspection


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_rule_finds_what_was_planted_and_no_more(findings, code):
    assert {str(one.subject) for one in findings if one.code == code} == PLANTED[code]


def test_before_there_were_goals_there_was_nothing_to_follow(facts):
    found = inspect(build_graph(facts).graph, on=municipality.goals.ADOPTED - timedelta(1), select=["D1", "D2"], seed=1)

    assert {one.code for one in found} == {"D108", "D205"}
    assert len([one for one in found if one.code == "D205"]) == len(municipality.council.REPLACED_POLICIES) + 2


def test_at_the_end_of_the_first_year_of_its_third_term_the_work_goes_on(facts):
    """On the day that the demo shows, and any later one of the term, what is new has a term and an agreement."""
    [demo] = re.findall(r"examples/kaedekoebing (\S+)", (FOLDER.parents[1] / "Makefile").read_text("utf-8"))
    for day in (date.fromisoformat(demo), date(2029, 12, 31)):
        assert [term.key for term in facts.terms if term.start <= day <= term.end] == ["2026-2029"]
        agreed = {goal for one in facts.agreements if one.in_force(day) for goal in one.goals}
        in_force = {goal.key for goal in facts.goals if goal.wording(day) is not None}
        assert in_force - agreed == {"g3", "a4", "s6", "a6", "d1"}
    assert {one.year for one in facts.priorities if one.term == "2026-2029"} == {2026, 2027}
    went_on = {goal.key for goal in facts.goals if goal.term == "2026-2029" and start_date(goal).year == 2022}
    assert len(went_on) == 21


# What a reader sees


@pytest.mark.django_db
def test_it_is_taken_in_and_written_out_the_same(facts, tmp_path):
    import_facts(facts=facts, by="office", at=NOON, replace=True)
    write_folder(municipality_facts("kaedekoebing"), tmp_path)

    assert files_in(tmp_path) == files_in(FOLDER)


def test_the_goals_go_well_and_badly_and_some_cannot_be_told(release):
    assert {goal.status for goal in release.goals} == {
        Status.REACHED,
        Status.ON_TRACK,
        Status.IMPROVING,
        Status.UNCHANGED,
        Status.BEHIND,
        Status.MOVING_AWAY,
        Status.JUDGED,
        Status.TOO_OLD,
        Status.NO_DATA,
    }


def test_the_calendar_has_the_day_of_every_figure_that_a_register_is_to_publish(release):
    days = {one.key: one.next_publication for one in release.indicators if one.next_publication is not None}

    assert len(days) >= 10
    assert all(day > municipality.DAY for day in days.values())


@pytest.mark.parametrize(
    ("goal", "headline"),
    [
        ("a1", "Folketallet voksede 0,43 % i 2024. Målet er mindst 0,4 % om året."),
        ("s5", "Ældre er i snit 83,4 år, når de flytter på plejecenter. Målet er, at de er ældre."),
        ("g1", "Kommunen udledte 309.000 ton drivhusgas i 2024. Målet er "),
        ("a5", "68 ud af 100 virksomheder er tilfredse med sagsbehandlingen. Tallet er fra 2022. "),
        ("s4", "53,4 pr. 1.000 indbyggere over 65 år bliver genindlagt inden 30 dage. Målet er "),
    ],
)
def test_a_headline_has_a_subject_and_a_verb_that_agrees(release, goal, headline):
    indicators = {indicator.key: indicator for indicator in release.indicators}
    shown = next(shown for shown in release.goals if shown.key == goal)
    with translation.override("da"):
        message = goal_message(shown, indicators, municipality.DAY)

    assert str(message).replace("\N{NO-BREAK SPACE}", " ").startswith(headline)


def test_every_page_opens_and_says_that_it_is_made_up(release):
    told = release.canonical_bytes()
    site = Site(
        ReleaseFile(
            document=release,
            sha256=checksum(told),
            created_at=NOON,
            created_by="office",
            approved_at=NOON,
            approved_by="council",
        )
    )
    # But for PNG, which is made of the SVG that has the same name.
    pages = {address: site.open(address) for address in site.addresses() if not address.endswith(".png")}
    read = {address: page.body.decode() for address, page in pages.items() if page.content_type.startswith("text/html")}

    assert len(read) > 2 * (21 + 5)
    for address, body in read.items():
        assert "er opdigtet" in body or "is made up" in body, address
    assert verify(told).agrees
