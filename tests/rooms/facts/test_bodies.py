"""Every fact is read as it was stored, and a body of an earlier shape through its upgrades."""

import json
from operator import itemgetter
from typing import ClassVar

import pytest
from cachetools import LRUCache
from hypothesis import HealthCheck, given

from kobling.records.base import Fact, Key, Line, Text
from kobling.records.municipality import Source
from kobling.rooms.facts import bodies
from kobling.rooms.facts.bodies import parse, serialize
from kobling.rooms.facts.kinds import KIND_NAMED, KINDS, FactKind
from tests.laws import examples
from tests.rooms import strategies


@given(strategies.facts())
@examples(40, suppress_health_check=[HealthCheck.too_slow])
def test_every_fact_is_read_as_it_was_stored(facts):
    for kind in KINDS:
        value = getattr(facts, kind.list_name)
        records = value if isinstance(value, tuple) else (value,)

        assert parse(kind, [(kind.shape, serialize(record)) for record in records]) == records


def test_a_body_leaves_out_what_is_default():
    goal = KIND_NAMED["goal"].record.model_validate(
        {
            "key": "a",
            "term": "2018-2021",
            "slug": {"da": "maal-a", "en": "goal-a"},
            "short": "A",
            "wordings": [{"text": "A"}],
        }
    )

    assert json.loads(serialize(goal)) == {
        "key": "a",
        "term": "2018-2021",
        "slug": {"da": "maal-a", "en": "goal-a"},
        "short": {"da": "A"},
        "wordings": [{"text": {"da": "A"}}],
    }


class Club(Fact):
    """A fact of a kind that has changed its shape twice: `title` became `name`, and `open` had to be there."""

    KIND = "club"
    UPGRADES: ClassVar = (
        lambda fields: {"name" if name == "title" else name: value for name, value in fields.items()},
        lambda fields: fields | {"open": True},
    )

    key: Key
    name: Line
    open: bool


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        (1, {"key": "a", "title": "Klub"}),
        (2, {"key": "a", "name": "Klub"}),
        (3, {"key": "a", "name": "Klub", "open": True}),
    ],
)
def test_a_body_of_an_earlier_shape_is_read_through_its_upgrades(shape, body):
    clubs = FactKind(Club, "clubs")

    assert clubs.shape == 3
    assert parse(clubs, [(shape, json.dumps(body))]) == (Club(key="a", name="Klub", open=True),)


def test_a_record_is_read_once_and_never_for_that_of_another_body_or_kind(monkeypatch):
    kept = LRUCache(200, getsizeof=itemgetter(1))
    monkeypatch.setattr(bodies, "_KEPT", kept)
    theme, source = KIND_NAMED["theme"], KIND_NAMED["source"]
    texts = [serialize(Source(key=f"s{number}", title=Text(da="Referat"))) for number in range(9)]

    for text in (*texts, *texts):
        (first,), (again,) = parse(source, [(1, text)]), parse(source, [(1, text)])
        assert first is again
        assert serialize(first) == text
    assert len(kept) < len(texts)
    with pytest.raises(bodies.WrittenByNewer):
        parse(theme, [(1, texts[-1])])
    assert parse(source, [(1, texts[0]), (1, texts[0])]) == parse(source, [(1, texts[0])]) * 2
