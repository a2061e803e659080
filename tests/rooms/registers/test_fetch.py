"""Figures that draw themselves: what is kept, what supersedes, and that a refusal leaves everything as it was."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kobling.core.periods import Period
from kobling.records.drawings import Outcome
from kobling.rooms.audit.queries import entries
from kobling.rooms.changes.queries import change_sets, differences
from kobling.rooms.facts import queries as kept
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.queries import open_warnings
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.registers import actions, queries
from kobling.rooms.registers.figure_diff import FigureRevision
from kobling.rooms.releases import actions as releases
from kobling.sources.registers import RegisterError
from tests.rooms import small
from tests.rooms.registers.town import JUNE, MARCH, POPULATION, draw, people, statbank, take

pytestmark = pytest.mark.django_db

CHRISTMAS = datetime(2020, 12, 24, tzinfo=UTC)
REVISED = {("791", "TOT", "IALT", "000", "2019K1"): 97114}


def figures(indicator="folketal"):
    """Every figure of an indicator: area, period, value, day drawn."""
    rows = kept.measurements(pk_of("lilleby"), indicator)
    return [(one.area, one.period.code, one.value, one.drawn) for one in rows]


def test_viborgs_population_draws_itself(fake):
    """Statistics Denmark, FOLK1B, area 791, first quarters of 2017 to 2020."""
    take()

    result = draw(statbank(fake))

    assert result.drawing.outcome is Outcome.FIRST
    assert figures() == [
        (None, "2017-Q1", 96477, date(2020, 3, 12)),
        (None, "2018-Q1", 96883, date(2020, 3, 12)),
        (None, "2019-Q1", 97113, date(2020, 3, 12)),
        (None, "2020-Q1", 96921, date(2020, 3, 12)),
    ]


def test_a_figure_knows_its_drawing_and_the_drawing_its_answer(fake):
    take()

    drawing = draw(statbank(fake)).drawing
    (same,) = queries.drawings("lilleby", "folketal")

    assert same == drawing
    assert {one.drawing for one in kept.measurements(pk_of("lilleby"), "folketal")} == {drawing.key}
    assert (drawing.register_title, drawing.table, drawing.by) == ("Danmarks Statistik", "FOLK1B", "analyst")
    assert drawing.at == MARCH
    assert drawing.updated is not None
    assert drawing.active is True
    (sha256,) = drawing.sha256s
    answer = queries.stored_response(sha256)
    assert hashlib.sha256(answer.body).hexdigest() == sha256
    assert b"97113" in answer.body
    with pytest.raises(queries.NoSuchResponse):
        queries.stored_response("0" * 64)


def test_the_same_answer_is_kept_once_and_nothing_is_measured_twice(fake):
    take()
    draw(statbank(fake))

    again = draw(statbank(fake), at=JUNE)

    assert again.drawing.outcome is Outcome.UNCHANGED
    assert again.diff.unchanged == 4
    assert len(figures()) == 4
    assert [one.outcome for one in queries.drawings("lilleby")] == [Outcome.FIRST, Outcome.UNCHANGED]
    assert count("registers_answer") == 1


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_a_figure_that_the_source_corrects_supersedes_and_the_former_is_kept(fake):
    take()
    draw(statbank(fake))
    fake.revise("FOLK1B", REVISED, updated="2020-05-11T08:00:00")

    result = draw(statbank(fake), at=JUNE)

    assert result.drawing.outcome is Outcome.REVISED
    assert result.diff.revisions == (FigureRevision(None, None, Period.parse("2019-Q1"), before=97113, after=97114),)
    assert [one for one in figures() if one[1] == "2019-Q1"] == [
        (None, "2019-Q1", 97113, date(2020, 3, 12)),
        (None, "2019-Q1", 97114, date(2020, 6, 2)),
    ]
    assert count("registers_answer") == 2


def test_a_period_that_has_come_since_is_added(fake):
    take(people(select={"OMRÅDE": ["791"], "Tid": ["2019K1"]}))
    draw(statbank(fake))
    actions.define(municipality="lilleby", definition=definition(people()), by="analyst", at=MARCH)

    result = draw(statbank(fake), at=JUNE)

    assert result.drawing.outcome is Outcome.ADDED
    assert sorted(one.period.code for one in result.diff.added) == ["2017-Q1", "2018-Q1", "2020-Q1"]


def definition(fields):
    from kobling.records.indicators import Indicator

    return Indicator.model_validate(fields)


def test_other_areas_are_kept_under_their_codes(fake):
    take(people(select={"OMRÅDE": ["000", "791"], "Tid": ["2020K1"]}))

    draw(statbank(fake))

    assert [(area, value) for area, _period, value, _drawn in figures()] == [(None, 96921), ("000", 5822763)]


def test_a_rehearsal_says_what_would_come_and_keeps_nothing(fake):
    take()

    rehearsed = draw(statbank(fake), dry_run=True)

    assert figures() == []
    assert queries.drawings("lilleby") == ()
    assert count("registers_answer") == 0
    assert draw(statbank(fake)).diff == rehearsed.diff


def test_a_preview_asks_for_what_is_not_kept_and_keeps_nothing(fake):
    take()
    other = definition(people(select={"OMRÅDE": ["791"], "Tid": ["(-n+2)"]}))

    shown = queries.preview(municipality="lilleby", definition=other, register=statbank(fake), at=CHRISTMAS)

    assert len(shown.figures) == 2
    assert shown.table.code == "FOLK1B"
    assert figures() == []


def test_thousands_are_scaled(fake):
    take(people(scale=10))

    draw(statbank(fake), accept="")

    assert [value for *_place, value, _drawn in figures()] == [964770, 968830, 971130, 969210]


FAULTS = [
    "slow", "cut", "cut_gzip", "garbage", "short_length", "html_500", "html_503", "html_200", "half_json", "busy",
    "gzip_bomb", "redirect_host", "redirect_private", "redirect_scheme", "too_many", "renamed",
    "renamed_variable", "extra_variable", "lost_variable", "lost_code", "more_codes", "short_values",
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_the_former_figures_stand_and_the_refusal_is_written_down(fake, fault):
    take()
    draw(statbank(fake))
    before = figures()
    fake.revise("FOLK1B", REVISED, updated="2020-05-11T08:00:00")
    fake.silence_seconds = 3.0
    fake.inject_fault(fault, path="data")

    with pytest.raises(RegisterError) as refusal:
        draw(statbank(fake), at=JUNE)

    assert "FOLK1B" in refusal.value.location
    assert figures() == before
    refused = queries.drawings("lilleby")[-1]
    assert refused.outcome is Outcome.REFUSED
    assert refused.refusal.code == refusal.value.code
    assert count("registers_answer") == 1
    fake.clear_faults()
    assert draw(statbank(fake), at=JUNE + timedelta(days=1)).drawing.outcome is Outcome.REVISED


def test_reordered_answers_give_the_same_figures(fake):
    take()
    draw(statbank(fake))
    fake.inject_fault("reordered")

    assert draw(statbank(fake), at=JUNE).drawing.outcome is Outcome.UNCHANGED


def test_a_refused_rehearsal_is_not_written_down(fake):
    take()
    fake.inject_fault("html_500")

    with pytest.raises(RegisterError):
        draw(statbank(fake), dry_run=True)

    assert queries.drawings("lilleby") == ()


def test_a_figure_that_is_not_asked_for_stands(fake):
    take()
    draw(statbank(fake))
    fewer = people(select={"OMRÅDE": ["791"], "Tid": ["2018K1", "2019K1"]})
    actions.define(municipality="lilleby", definition=definition(fewer), by="analyst", at=JUNE)

    result = draw(statbank(fake), at=JUNE)

    assert [one.period.code for one in result.diff.untouched] == ["2017-Q1", "2020-Q1"]
    assert result.drawing.outcome is Outcome.UNCHANGED
    assert len(figures()) == 4


def test_what_was_drawn_today_gives_way_until_it_is_public(fake):
    take(goals=[small.goal("a", small.target("a1", indicator="folketal"))])
    draw(statbank(fake))
    fake.revise("FOLK1B", REVISED, updated="2020-03-12T12:00:00")

    result = draw(statbank(fake), at=MARCH + timedelta(hours=5))

    assert result.drawing.outcome is Outcome.REVISED
    assert (None, "2019-Q1", 97114, date(2020, 3, 12)) in figures()
    assert len(figures()) == 4
    create_release(municipality="lilleby", on=date(2020, 3, 12), by="office", at=MARCH)
    releases.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=MARCH)
    fake.reset()
    with pytest.raises(actions.PublishedToday):
        draw(statbank(fake), at=MARCH + timedelta(hours=6))
    assert draw(statbank(fake), at=JUNE).drawing.outcome is Outcome.REVISED


def test_what_was_drawn_today_and_is_not_public_gives_way_though_another_indicator_is(fake):
    take(
        people(),
        people() | {"key": "borgere"},
        goals=[small.goal("a", small.target("a1", indicator="folketal"), small.target("a2", indicator="borgere"))],
    )
    draw(statbank(fake))
    create_release(municipality="lilleby", on=date(2020, 3, 12), by="office", at=MARCH)
    releases.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=MARCH)
    draw(statbank(fake), indicator="borgere")
    fake.revise("FOLK1B", REVISED, updated="2020-03-12T12:00:00")

    result = draw(statbank(fake), indicator="borgere", at=MARCH + timedelta(hours=5))

    assert result.drawing.outcome is Outcome.REVISED
    with pytest.raises(actions.PublishedToday):
        draw(statbank(fake), at=MARCH + timedelta(hours=5))


def test_figures_from_a_later_day_are_not_superseded_by_those_of_today(fake):
    drawn = {"2018-Q1": "2018-02-12", "2019-Q1": "2021-01-01", "2020-Q1": "2020-02-12"}
    take(measurements=[small.counted("folketal", period, 97000, drawn=day) for period, day in drawn.items()])

    with pytest.raises(actions.NewerFiguresExist) as refusal:
        draw(statbank(fake))

    assert refusal.value.found == date(2021, 1, 1)
    assert queries.drawings("lilleby") == ()
    assert len(figures()) == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"select": {"OMRÅDE": ["000"], "Tid": ["2020K1"]}}, "own_area_missing"),
        ({"select": {"OMRÅDE": ["000", "791"], "Tid": ["2020K1"]}, "area": None}, "several_values"),
        ({"select": {"OMRÅDE": ["791"], "Tid": ["2020K1", "2020K3"]}}, "not_begun"),
        ({"table": "FOLK9Z"}, None),
        ({"select": {"OMRÅDE": ["791"], "KOEN": ["1"], "Tid": ["2020K1"]}}, None),
        ({"time": "ALDER", "select": {"OMRÅDE": ["791"], "ALDER": ["IALT"], "Tid": ["2020K1"]}}, "no_period"),
    ],
)
def test_a_definition_that_does_not_fit_its_table_is_refused(fake, change, code):
    take(people(**change))

    with pytest.raises(RegisterError) as refusal:
        draw(statbank(fake))

    assert code in {None, refusal.value.code}
    assert str(refusal.value)
    assert figures() == []
    assert queries.drawings("lilleby")[0].outcome is Outcome.REFUSED


def test_a_figure_can_be_drawn_from_the_first_day_of_its_period(fake):
    take()
    with pytest.raises(RegisterError) as refusal:
        draw(statbank(fake), at=datetime(2019, 12, 31, 8, tzinfo=UTC))

    assert refusal.value.code == "not_begun"
    draw(statbank(fake), at=datetime(2020, 1, 1, 8, tzinfo=UTC))
    assert figures()[-1] == (None, "2020-Q1", 96921, date(2020, 1, 1))


def test_what_is_no_indicator_or_draws_nothing_is_refused(fake):
    take()

    with pytest.raises(kept.UnknownIndicator, match="folketal"):
        draw(statbank(fake), indicator="folketallet")
    with pytest.raises(queries.NothingToFetch):
        draw(statbank(fake), indicator="members")
    assert fake.requests == []


@pytest.mark.parametrize("table", ["facts_drawing", "registers_answer"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 1000"])
def test_the_database_refuses_to_change_what_was_drawn(fake, table, statement):
    take()
    draw(statbank(fake))

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))

    assert count(table) == 1


def test_the_audit_tells_who_drew_what(fake):
    take()
    draw(statbank(fake))
    fake.revise("FOLK1B", REVISED, updated="2020-05-11T08:00:00")
    draw(statbank(fake), at=JUNE)

    first, second = [entry for entry in entries() if entry.action == "draw"]

    assert (first.by, first.subject, first.details["outcome"]) == ("analyst", "lilleby folketal", "first")
    assert (second.details["outcome"], second.details["change_set"]) == ("revised", 3)
    assert [one.kind for one in differences("lilleby", 2)] == ["measurement"] * 4 + ["drawing"]
    assert [one.after["value"] for one in differences("lilleby", 3) if one.kind == "measurement"] == [97114]


def test_what_was_drawn_is_in_the_folder_and_comes_back(fake, tmp_path):
    from kobling.rooms.folder.reader import read_folder
    from kobling.rooms.folder.writer import write_folder

    take()
    draw(statbank(fake))
    said = municipality_facts("lilleby")

    write_folder(said, tmp_path / "folder")

    assert read_folder(tmp_path / "folder") == said
    assert len(said.drawings) == 1
    assert POPULATION["table"] in (tmp_path / "folder/drawings/folketal.yaml").read_text("utf-8")


IN_THOUSANDS = {("791", "TOT", "IALT", "000", "2020K1"): 97}


def test_an_unlikely_figure_is_held_back_and_the_former_figures_stand(fake):
    take()
    draw(statbank(fake))
    before = figures()
    fake.revise("FOLK1B", IN_THOUSANDS, updated="2020-05-11T08:00:00")

    with pytest.raises(actions.UnlikelyFigures) as held_back:
        draw(statbank(fake), at=JUNE)

    ((unlikely,), trial) = held_back.value.figures, draw(statbank(fake), at=JUNE, dry_run=True)
    assert (unlikely.code, unlikely.found, unlikely.suggestion) == ("far_from_series", "97", "97000")
    assert [one.details() for one in trial.unlikely] == [unlikely.details()]
    assert figures() == before
    assert count("registers_answer") == len(queries.drawings("lilleby")) == 1


@pytest.mark.parametrize("years", [(2017, 2018, 2019, 2020), (2017, 2018)])
def test_a_table_that_changes_its_unit_is_held_back_although_its_figures_agree_with_one_another(fake, years):
    take()
    draw(statbank(fake))
    before = figures()
    in_thousands = {("791", "TOT", "IALT", "000", f"{year}K1"): 97 for year in years}
    fake.revise("FOLK1B", in_thousands, updated="2020-05-11T08:00:00")

    with pytest.raises(actions.UnlikelyFigures) as held_back:
        draw(statbank(fake), at=JUNE)

    assert [one.measurement.period.start.year for one in held_back.value.figures] == [*years]
    assert {(one.found, one.suggestion) for one in held_back.value.figures} == {("97", "97000")}
    assert figures() == before


def test_a_figure_that_mends_an_unlikely_one_is_not_questioned(fake):
    take()
    draw(statbank(fake))
    fake.revise("FOLK1B", IN_THOUSANDS, updated="2020-05-11T08:00:00")
    draw(statbank(fake), at=JUNE, accept="Sådan siger kilden.")
    fake.reset()

    assert draw(statbank(fake), at=JUNE + timedelta(days=1)).unlikely == ()


def test_an_unlikely_figure_that_is_accepted_is_kept_in_the_audit_and_not_asked_about_again(fake):
    take()
    draw(statbank(fake))
    fake.revise("FOLK1B", IN_THOUSANDS, updated="2020-05-11T08:00:00")

    draw(statbank(fake), at=JUNE, accept="Kilden tæller i tusinder.")

    newest = change_sets("lilleby")[0]
    assert [one["found"] for one in newest.accepted] == ["97"]
    assert newest.reason == "Kilden tæller i tusinder."
    assert (newest.by, newest.origin) == ("analyst", "register")
    assert draw(statbank(fake), at=JUNE + timedelta(days=1)).unlikely == ()
    questioned = find_warnings(municipality_facts("lilleby"), today=date(2020, 6, 3))
    assert [one.found for one in questioned] == ["97"]
    assert open_warnings("lilleby", questioned) == ()


def test_what_a_figure_that_was_held_back_once_lies_far_from_does_not_matter_to_the_others(fake):
    """Only new figures are questioned: those that are stored were accepted, or asked about when they came in."""
    take()
    fake.revise("FOLK1B", IN_THOUSANDS, updated="2020-02-11T08:00:00")
    draw(statbank(fake), accept="")
    fake.revise("FOLK1B", REVISED, updated="2020-05-11T08:00:00")

    assert draw(statbank(fake), at=JUNE).unlikely == ()
