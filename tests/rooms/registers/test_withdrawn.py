"""What a source takes back is withdrawn: kept, marked with the day, and given again only by an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.drawings import Outcome
from kobling.records.indicators import Indicator
from kobling.rooms.changes.queries import differences
from kobling.rooms.facts import queries as kept
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.registers import actions, queries
from kobling.rooms.releases import actions as releases
from kobling.sources.registers import RegisterError
from tests.laws import examples
from tests.rooms import small
from tests.rooms.registers.town import JUNE, MARCH, draw, people, statbank, take

pytestmark = pytest.mark.django_db

YEARS = ("2017-Q1", "2018-Q1", "2019-Q1", "2020-Q1")
ALL = {"OMRÅDE": ["791"], "Tid": [">=2017K1<=2020K1"]}
DRAWN, GONE = date(2020, 3, 12), date(2020, 6, 2)
NEW_YEAR = datetime(2021, 1, 5, 8, tzinfo=UTC)
AUTUMN = datetime(2020, 9, 1, 8, tzinfo=UTC)


def cell(period):
    return "791", "TOT", "IALT", "000", period.replace("-Q", "K")


def revise(fake, figures):
    cells = {cell(period): value for period, value in figures.items()}
    fake.revise("FOLK1B", cells, updated="2020-05-11T08:00:00")


def newest():
    """The newest figure of every period: value, day drawn, day withdrawn."""
    figures = [one for one in kept.measurements(pk_of("lilleby"), "folketal") if one.area is None]
    return {one.period.code: (one.value, one.drawn, one.withdrawn) for one in figures}


def test_a_cell_without_a_number_withdraws_its_figure_and_moves_no_date(fake):
    take()
    draw(statbank(fake))
    revise(fake, {"2018-Q1": None})

    result = draw(statbank(fake), at=JUNE)

    assert result.drawing.outcome is Outcome.WITHDRAWN
    (gone,) = result.diff.withdrawn
    assert (gone.figure.period.code, gone.figure.value, gone.sign) == ("2018-Q1", 96883, "..")
    assert newest()["2018-Q1"] == (96883, DRAWN, GONE)
    assert newest()["2019-Q1"] == (97113, DRAWN, None)
    assert differences("lilleby", 3)[0].after == {"withdrawn": "2020-06-02"}
    assert draw(statbank(fake), at=AUTUMN).drawing.outcome is Outcome.UNCHANGED
    assert newest()["2018-Q1"] == (96883, DRAWN, GONE)


def test_a_figure_that_is_given_again_holds_again_from_then_on(fake):
    take()
    draw(statbank(fake))
    revise(fake, {"2018-Q1": None})
    draw(statbank(fake), at=JUNE)
    revise(fake, {"2018-Q1": 96883})

    result = draw(statbank(fake), at=AUTUMN)

    assert [one.period.code for one in result.diff.restored] == ["2018-Q1"]
    assert result.drawing.outcome is Outcome.ADDED
    assert newest()["2018-Q1"] == (96883, date(2020, 9, 1), None)
    assert newest()["2019-Q1"] == (97113, DRAWN, None)


@pytest.mark.parametrize(
    ("select", "lose", "gone"),
    [
        (ALL, ("Tid", "2018K1"), {(None, "2018-Q1")}),
        ({"OMRÅDE": ["791"], "Tid": ["2017K1", "2018K1", "2019K1"]}, ("Tid", "2018K1"), {(None, "2018-Q1")}),
        ({"OMRÅDE": ["791", "000"], "Tid": ["2019K1"]}, ("OMRÅDE", "000"), {("000", "2019-Q1")}),
        ({"OMRÅDE": ["000", "79*"], "Tid": ["2019K1"]}, ("OMRÅDE", "000"), {("000", "2019-Q1")}),
        ({"OMRÅDE": ["791"], "Tid": ["2019K1"]}, ("OMRÅDE", "791"), {(None, "2019-Q1")}),
    ],
)
def test_a_row_an_area_or_all_of_them_that_vanish_are_withdrawn(fake, select, lose, gone):
    take(people(select=select))
    draw(statbank(fake))
    before = len(kept.measurements(pk_of("lilleby"), "folketal"))
    fake.remove("FOLK1B", *lose)

    result = draw(statbank(fake), at=JUNE)

    assert {(one.figure.area, one.figure.period.code) for one in result.diff.withdrawn} == gone
    assert {one.sign for one in result.diff.withdrawn} == {None}
    assert result.drawing.outcome is Outcome.WITHDRAWN
    assert len(kept.measurements(pk_of("lilleby"), "folketal")) == before


def test_a_table_that_is_gone_withdraws_all_its_figures_and_says_why(fake):
    take()
    draw(statbank(fake))
    fake.remove_table("FOLK1B")

    result = draw(statbank(fake), at=JUNE)

    assert result.drawing.outcome is Outcome.WITHDRAWN
    assert result.drawing.refusal.code == "no_such_table"
    assert {withdrawn for *_figure, withdrawn in newest().values()} == {GONE}
    fake.reset()
    assert len(draw(statbank(fake), at=AUTUMN).diff.restored) == 4


def test_an_answer_of_gaps_alone_is_refused_at_first_and_withdraws_later(fake):
    take()
    revise(fake, dict.fromkeys(YEARS))
    with pytest.raises(RegisterError) as refusal:
        draw(statbank(fake))
    assert refusal.value.code == "no_figures"
    fake.reset()
    draw(statbank(fake))
    revise(fake, dict.fromkeys(YEARS))

    assert len(draw(statbank(fake), at=JUNE).diff.withdrawn) == 4


def test_a_new_definition_that_fits_no_value_is_refused_and_withdraws_nothing(fake):
    take()
    draw(statbank(fake))
    other = people(select={"OMRÅDE": ["999"], "Tid": ["2019K1"]})
    actions.define(municipality="lilleby", definition=Indicator.model_validate(other), by="analyst", at=JUNE)

    with pytest.raises(RegisterError):
        draw(statbank(fake), at=JUNE)

    assert {withdrawn for *_figure, withdrawn in newest().values()} == {None}


@pytest.mark.parametrize("window", ["(-n+2)", "*", "202*"])
def test_a_window_of_the_newest_periods_moves_without_withdrawing_those_before(fake, window):
    take(people(select={"OMRÅDE": ["791"], "Tid": [window]}))
    draw(statbank(fake), at=NEW_YEAR)
    fake.remove("FOLK1B", "Tid", "2020K4")

    result = draw(statbank(fake), at=NEW_YEAR + timedelta(days=1))

    assert {one.figure.period.code for one in result.diff.withdrawn} == {"2020-Q4"}


@pytest.mark.parametrize(("source", "gone"), [(None, 1), ("s1", 0)])
def test_a_figure_entered_by_hand_is_withdrawn_by_a_cell_unless_it_is_from_another_document(fake, source, gone):
    take(measurements=[small.counted("folketal", "2018-Q1", 96883, drawn="2018-02-12", source=source)])
    revise(fake, {"2018-Q1": None})

    result = draw(statbank(fake))

    assert len(result.diff.withdrawn) == gone
    assert newest()["2018-Q1"][:2] == (96883, date(2018, 2, 12))


def test_a_withdrawn_figure_is_looked_at_again_the_next_day(fake):
    take()
    draw(statbank(fake))
    revise(fake, {"2018-Q1": None})
    draw(statbank(fake), at=JUNE)

    (one,) = queries.fetchable_indicators("lilleby", on=date(2020, 6, 3))
    assert one.is_due


def test_a_published_figure_is_marked_once_and_an_older_folder_does_not_take_the_mark_away(fake):
    take(goals=[small.goal("a", small.target("a1", indicator="folketal"))])
    draw(statbank(fake))
    create_release(municipality="lilleby", on=DRAWN, by="office", at=MARCH)
    releases.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=MARCH)
    former = municipality_facts("lilleby")
    revise(fake, {"2018-Q1": None})
    draw(statbank(fake), at=JUNE)
    marked = municipality_facts("lilleby")

    with pytest.raises(PublishedFactsProtected):
        import_facts(facts=former, by="office", at=JUNE, replace=True)
    import_facts(facts=marked, by="office", at=JUNE, replace=True)
    assert municipality_facts("lilleby") == marked


STEPS = st.lists(
    st.just("fault")
    | st.just("gone")
    | st.dictionaries(st.sampled_from(YEARS), st.none() | st.integers(90_000, 99_999), min_size=1),
    min_size=1,
    max_size=6,
)


@given(STEPS)
@examples(15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_is_in_force_is_what_the_last_answer_held_and_dates_move_with_answers_alone(statbank_server, steps):
    """The model: a figure has the last answer's value, and the day of the first answer since it was another or none."""
    statbank_server.reset()
    with transaction.atomic():
        take(people(select=ALL))
        draw(statbank(statbank_server))
        model = {period: (value, DRAWN) for period, (value, _drawn, _gone) in newest().items()}
        periods = tuple(model)
        for number, step in enumerate(steps, start=1):
            at = MARCH + timedelta(days=number)
            if step == "fault":
                statbank_server.inject_fault("html_500", path="data")
                with pytest.raises(RegisterError):
                    draw(statbank(statbank_server), at=at)
                statbank_server.clear_faults()
            else:
                table = statbank_server.tables["FOLK1B"]
                if step == "gone":
                    statbank_server.remove_table("FOLK1B")
                    answer = {}
                else:
                    revise(statbank_server, step)
                    answer = {period: statbank_server.tables["FOLK1B"].figure(cell(period)) for period in periods}
                draw(statbank(statbank_server), at=at)
                statbank_server.tables["FOLK1B"] = statbank_server.tables.get("FOLK1B", table)
                model = {
                    period: model[period] if model.get(period, (None,))[0] == value else (value, at.date())
                    for period, value in answer.items()
                    if value is not None
                }
            in_force = {period: figure[:2] for period, figure in newest().items() if figure[2] is None}
            assert in_force == model
        transaction.set_rollback(True)
