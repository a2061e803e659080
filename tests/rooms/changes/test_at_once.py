"""Two changes at the same time are one after the other: nothing is lost, no number is left out, no digest is broken."""

from datetime import UTC, datetime

import pytest

from kobling.core.errors import KoblingError
from kobling.rooms.audit.queries import first_broken_entry
from kobling.rooms.changes import actions, queries
from kobling.rooms.facts.integrity import first_broken_change_set
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.queries import facts_with_revision
from kobling.rooms.folder.records import Revision
from kobling.rooms.municipality.actions import AddressTaken
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.registers import actions as registers
from tests.rooms import small
from tests.rooms.at_once import alone, at_once, database_of_many
from tests.rooms.changing import change_fact
from tests.rooms.registers.town import JUNE, POPULATION, people, statbank

NOON = datetime(2020, 3, 1, 12, tzinfo=UTC)
CODES = ("101", "147", "151")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _shared(request, tmp_path):
    with database_of_many(request, tmp_path):
        yield


def population(code, *periods):
    """The population of a municipality, which is the only area that its indicator asks for."""
    periods = periods or POPULATION["select"]["Tid"]
    return people(area=None, select={"OMRÅDE": [code], "Tid": [*periods]})


def town(code, slug=None, **changed):
    here = {"code": code, "slug": slug or f"by-{code}", "name": "Lilleby Kommune", "notice": "Opdigtet."}
    return small.facts(municipality=here, **{"indicators": [small.indicator("members"), population(code)]} | changed)


def take(code, **changed):
    return import_facts(facts=town(code, **changed), by="office", at=NOON, replace=True)


def prepare(code):
    """Make the municipality, and change it once; return the revision before that."""
    take(code)
    _facts, revision = facts_with_revision(code)
    take(code, stories=[])
    return revision


def merge(short, code, began_at, _fake):
    goals = [small.goal("a", small.target("a1"), short=short)]
    import_facts(facts=town(code, goals=goals), by="anna", at=NOON, began_at=began_at)


def undo(code, _began_at, _fake):
    actions.undo(municipality=code, number=2, by="bo", at=NOON)


def fetch(code, _began_at, fake):
    registers.fetch(municipality=code, indicator="folketal", register=statbank(fake), by="night", at=JUNE)


def replace_what_is_fetched(code, _began_at, _fake):
    indicators = [small.indicator("members"), population(code, "2020K1")]
    take(code, indicators=indicators)


ACTIONS = {
    "import": lambda *at: merge("Vores", *at),
    "the same": lambda *at: merge("Vores", *at),
    "another": lambda *at: merge("Deres", *at),
    "undo": undo,
    "undo too": undo,
    "fetch": fetch,
    "fetch too": fetch,
    "replace": replace_what_is_fetched,
}


def outcome(name, *at):
    """Do it; return by which name it was refused."""
    try:
        ACTIONS[name](*at)
    except KoblingError as refused:
        return type(refused).__name__
    return "done"


def state(code):
    """What is stored of a municipality, but for its name and those of answers; and how many changes have made it."""
    facts = municipality_facts(code)
    figures = [
        (one.indicator, one.period.code, one.value if one.indicator == "members" else "its own", one.drawn)
        for one in facts.measurements
    ]
    indicators = [(one.key, one.draw.select["Tid"] if one.draw else None) for one in facts.indicators]
    outcomes = sorted(drawing.outcome for drawing in facts.drawings)
    others = dict(facts) | {
        "municipality": None,
        "indicators": indicators,
        "measurements": figures,
        "drawings": outcomes,
    }
    numbers = [one.number for one in reversed(queries.change_sets(code))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert (first_broken_change_set(pk_of(code)), first_broken_entry()) == (None, None)
    return others, len(numbers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("import", "the same"),
        ("import", "another"),
        ("import", "undo"),
        ("import", "fetch"),
        ("undo", "undo too"),
        ("undo", "fetch"),
        ("fetch", "fetch too"),
    ],
)
def test_two_changes_at_once_are_one_after_the_other(fake, one, other):
    def in_order(code, *names):
        began_at = prepare(code)
        results = {name: outcome(name, code, began_at, fake) for name in names}
        return state(code), results

    expected = [alone(lambda: in_order(CODES[0], one, other)), alone(lambda: in_order(CODES[1], other, one))]
    began_at = alone(lambda: prepare(CODES[2]))

    results = at_once(*(lambda name=name: outcome(name, CODES[2], began_at, fake) for name in (one, other)))

    assert (alone(lambda: state(CODES[2])), dict(zip((one, other), results, strict=True))) in expected


def test_two_right_changes_at_once_never_make_a_wrong_whole():
    """Each makes another goal the overall one: whoever comes second is refused, and nothing of theirs is stored."""
    goals = [small.goal("a"), small.goal("b")]
    alone(lambda: take("101", goals=goals, stories=[], initiatives=[]))

    def make_overall(place):
        before = municipality_facts("101").goals[place]
        after = type(before).model_validate(before.model_dump() | {"overall": True, "themes": ()})
        return change_fact(municipality="101", before=before, after=after, by="anna", at=NOON)

    results = at_once(lambda: make_overall(0), lambda: make_overall(1))

    (refused,) = [result for result in results if isinstance(result, Exception)]
    assert isinstance(refused, FolderError)
    facts, count = alone(lambda: state("101"))
    assert ([goal.overall for goal in facts["goals"]].count(True), count) == (1, 2)


def test_a_definition_that_is_changed_while_the_register_is_asked_is_never_half_followed(fake):
    began_at = alone(lambda: prepare("101"))

    fetched, replaced = at_once(
        lambda: outcome("fetch", "101", began_at, fake), lambda: outcome("replace", "101", began_at, fake)
    )

    facts, _count = alone(lambda: state("101"))
    periods = {period for indicator, period, _value, _drawn in facts["measurements"] if indicator == "folketal"}
    assert (fetched, replaced, periods) in [
        ("done", "done", {"2020-Q1"}),
        ("done", "done", set()),
        ("DefinitionChanged", "done", set()),
    ]


def test_a_new_municipality_that_is_imported_twice_at_once_is_there_once():
    results = at_once(*[lambda: import_facts(facts=town("101"), by="office", at=NOON)] * 2)

    assert min(len(result.differences) for result in results) == 0
    assert alone(lambda: state("101"))[1] == 1


def test_two_municipalities_that_want_the_same_address_at_once_are_told_apart():
    results = at_once(
        *(lambda code=code: import_facts(facts=town(code, "byen"), by="office", at=NOON) for code in ("101", "102"))
    )

    (refused,) = [result for result in results if isinstance(result, Exception)]
    assert isinstance(refused, AddressTaken)
    assert refused.found == "byen"


def test_an_export_names_the_revision_of_what_it_holds():
    """Whatever is changed while it is read, its revision is that of its facts."""
    alone(lambda: take("101"))
    shorts = [f"Mål {number}" for number in range(8)]

    def change():
        for short in shorts:
            take("101", goals=[small.goal("a", small.target("a1"), short=short)])

    def export():
        return [facts_with_revision("101") for _ in range(12)]

    _changed, exported = at_once(change, export)

    for facts, revision in exported:
        assert isinstance(revision, Revision)
        number = revision.number
        assert facts.goals[0].short.da == ("Mål a" if number == 1 else shorts[number - 2])
