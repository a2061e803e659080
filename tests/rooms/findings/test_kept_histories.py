"""What is kept is what would be worked out now, whatever has changed; one change works out again what rests on it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kobling.core.status import Direction
from kobling.records.base import Text
from kobling.records.chain import Wording
from kobling.rooms.findings import published_chain as published_chains
from kobling.rooms.findings.graph import build_graph, kept_histories
from kobling.rooms.findings.graph.kept_histories import KeptHistories
from kobling.rooms.findings.graph.status_history import StatusHistory
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.publishing import kept_points
from kobling.rooms.publishing.queries import document
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.releases.assessment import assess
from tests.laws import examples
from tests.rooms import small

DAY = date(2020, 11, 30)
ADOPTED = (date(2018, 12, 19), date(2019, 6, 1))
JUDGEMENT = {"body": "council", "date": "2019-05-01", "verdict": "Godt", "reason": "Det går"}
FACTS = small.facts(
    goals=[
        small.goal(
            "a",
            small.target("threshold"),
            small.target("relative", kind="relative_change", value=10),
            small.target("recurring", kind="recurring", value=59, deadline=None),
            small.target("area", kind="relative_to_area", value=0, area="000"),
            small.target("index", indicator="index", value=110),
            small.target("judged", kind="judged", value=None, indicator=None, judgements=[JUDGEMENT]),
        )
    ],
    indicators=[
        small.indicator("index", unit="index", derived={"method": "index", "of": "people", "base": "2016"}),
        small.indicator("members"),
        small.indicator("people", unit="persons", collected_by="register"),
    ],
    measurements=[
        *(small.measurement("members", f"{year}", 55.0 + year % 5) for year in range(2016, 2020)),
        *(small.measurement("members", f"{year}", 58.0, area="000") for year in range(2016, 2020)),
        *(small.counted("people", f"{year}", 900.0 + 40 * (year % 5)) for year in range(2016, 2020)),
    ],
)
FIELDS = {
    "measurements": {
        "value": [40.0, 59.0, 81.0],
        "drawn": [date(2020, 5, 1), date(2021, 5, 1)],
        "withdrawn": [None, date(2020, 6, 1), date(2022, 1, 1)],
    },
    "indicators": {"grace_days": [0, 180, 900], "decimals": [None, 0, 2]},
    "targets": {
        "value": [50.0, 80.0],
        "deadline": [None, date(2019, 12, 31), date(2030, 12, 31)],
        "direction": list(Direction),
        "minimum_change": [0.0, 5.0],
        "max_age_days": [None, 30, 3000],
    },
    "goals": {
        "short": [Text(da="Et andet navn")],
        "wordings": [(Wording(text=Text(da=text), valid_from=day),) for text in ("Flere", "Alle") for day in ADOPTED],
    },
    "municipality": {"confidence": [0.5, 0.95, 0.999]},
}
"""What an example changes, and to what."""
CHANGES = st.lists(
    st.sampled_from(
        [
            (part, field, value)
            for part, fields in FIELDS.items()
            for field, values in fields.items()
            for value in values
        ]
    ).flatmap(lambda change: st.tuples(st.just(change), st.integers(0, 11))),
    min_size=1,
    max_size=5,
)


def changed(facts, change, index):
    """The facts with one field of one record changed; a judged target, and one that is no number, stay as they are."""
    part, field, value = change
    if part == "municipality":
        return facts.model_copy(update={part: facts.municipality.model_copy(update={field: value})})
    (goal,) = facts.goals
    records = list(goal.targets[:-1] if part == "targets" else getattr(facts, part))
    records[index % len(records)] = records[index % len(records)].model_copy(update={field: value})
    if part == "targets":
        targets = (*records, goal.targets[-1])
        return facts.model_copy(update={"goals": (goal.model_copy(update={"targets": targets}),)})
    return facts.model_copy(update={part: tuple(records)})


def seen(facts):
    """The findings of an inspection, and a release byte for byte, with what is published of the chain."""
    release = document(ReleaseFacts.of(facts), on=DAY, chain=published_chain(facts, on=DAY))
    return inspect_facts(facts, on=DAY).findings, release.canonical_bytes()


@given(CHANGES)
@examples(15)
def test_an_inspection_and_a_release_are_those_of_nothing_kept(changes):
    facts = FACTS
    for change, index in changes:
        facts = changed(facts, change, index)
        with_kept = seen(facts)
        kept_histories.kept.cache_clear()
        published_chains.chain_of.cache_clear()
        assess.cache.clear()
        kept_points.kept.cache_clear()

        assert with_kept == seen(facts)


@given(CHANGES)
@examples(40)
def test_what_is_kept_is_what_would_be_worked_out(changes):
    facts = FACTS
    for change, index in changes:
        facts = changed(facts, change, index)
        kept, worked_out = KeptHistories(facts), StatusHistory(facts)

        for target in facts.goals[0].targets:
            assert kept.of_target(target) == worked_out.of_target(target)
        for indicator in facts.indicators:
            assert kept.of_indicator(indicator.key) == worked_out.of_indicator(indicator.key)


def worked_out_by(facts):
    """How many histories are worked out when a graph is built, and not taken from those kept."""
    before = kept_histories.kept.cache_info().misses
    build_graph(facts)
    return kept_histories.kept.cache_info().misses - before


def test_a_change_works_out_the_histories_that_rest_on_it():
    kept_histories.kept.cache_clear()
    (goal,) = FACTS.goals
    renamed = goal.model_copy(update={"short": Text(da="Et andet navn")})

    assert worked_out_by(FACTS) == len(goal.targets) + len(FACTS.indicators)
    assert worked_out_by(FACTS.model_copy(update={"goals": (renamed,)})) == 0
    assert worked_out_by(changed(FACTS, ("targets", "value", 50.0), 0)) == 1
    # A figure of the people: their indicator, the index of them, and the target of the index.
    assert worked_out_by(changed(FACTS, ("measurements", "value", 81.0), len(FACTS.measurements) - 1)) == 3
