"""What a change does is said in words: names for keys, dates and figures as they are read, no field left out."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given

from kobling.records.base import Text
from kobling.rooms.facts.changes import FactChanges, RecordChange, changes_to
from kobling.rooms.facts.kinds import KIND_OF
from kobling.web.staff.differences import in_words
from tests.laws import examples
from tests.rooms import small, strategies
from tests.spaces import plain

NAMES = {("theme", "liv"): "Liv", ("indicator", "members"): "Medlemmer", ("body", "council"): "Byrådet"}


def name_of(kind, key):
    return NAMES.get((kind, key))


def changed(before, after, language="da"):
    change = RecordChange(KIND_OF[type(before)], before.key, before, after)
    with translation.override(language):
        [found] = in_words(FactChanges(records=(change,)).differences(), name_of)
    return {plain(field.label): (plain(field.before), plain(field.after)) for field in found.fields}


def with_fields(record, **fields):
    return type(record).model_validate(record.model_dump() | fields)


@pytest.mark.parametrize("language", ["da", "en"])
@given(strategies.facts())
@examples(5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_fact_of_every_kind_has_words(language, facts):
    with translation.override(language):
        found = list(in_words(changes_to(facts, present=None, positions={}).differences(), name_of))

    assert all(one.kind and one.name and one.fields and one.is_new for one in found)
    assert not any(field.before for one in found for field in one.fields)


def test_values_are_written_as_they_are_read():
    goal = small.facts(goals=[small.goal("a", small.target("a1"))]).goals[0]
    target = goal.targets[0]

    found = changed(
        goal,
        with_fields(
            goal,
            targets=[with_fields(target, value=62.5, deadline="2027-06-30", direction="down")],
            responsible="council",
            overall=True,
            themes=[],
        ),
    )

    assert ("nej", "ja") in found.values()
    assert ("80", "62,5") in found.values()
    assert ("31. december 2025", "30. juni 2027") in found.values()
    assert ("", "Byrådet") in found.values()
    assert ("Liv", "") in found.values()


def test_what_only_differs_in_the_other_language_is_shown_in_it():
    goal = small.facts().goals[0]

    found = changed(goal, with_fields(goal, short=Text(da=goal.short.da, en="Goal a")))

    [(label, values)] = found.items()
    assert label.endswith("(på engelsk)")
    assert values == ("Mål a", "Goal a")


def test_hostile_text_stays_text():
    goal = small.facts().goals[0]

    found = changed(goal, with_fields(goal, short="<script>alert(1)</script> 5 < 6"))

    assert ("Mål a", "<script>alert(1)</script> 5 < 6") in found.values()
