"""The municipalities that laws are shown give every field of their records a value: what is not drawn is not tested."""

from hypothesis import HealthCheck, Phase, given, settings

from kobling.records.base import Record
from kobling.records.budget import Remainder, Sum
from tests.rooms.strategies import facts

# Their fields are drawn by AMOUNTS and DIMENSIONS, a few at a time.
FIELDS_BY_NAME = (Sum, Remainder)


def drawn_fields(value):
    """Yield each record class and field that is given a value, at any depth."""
    if isinstance(value, Record):
        yield from ((type(value), name) for name in value.model_fields_set)
        for _name, inner in value:
            yield from drawn_fields(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from drawn_fields(inner)


def test_every_field_is_drawn():
    drawn = set()

    @given(facts())
    @settings(
        max_examples=20,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    def draw(municipality):
        drawn.update(drawn_fields(municipality))

    draw()
    kinds = {kind for kind, _name in drawn if kind not in FIELDS_BY_NAME}
    missing = {(kind, name) for kind in kinds for name in kind.model_fields} - drawn

    assert len(kinds) > 20
    assert sorted(f"{kind.__name__}.{name}" for kind, name in missing) == []
