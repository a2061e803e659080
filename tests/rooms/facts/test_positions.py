"""Positions keep the wanted order in every database, and a move changes as few as can be."""

from hypothesis import given
from hypothesis import strategies as st

from kobling.rooms.facts.positions import arrange, between
from tests.laws import examples


@given(st.integers(1, 40), st.lists(st.integers(0, 1000), max_size=30))
@examples(200)
def test_any_series_of_moves_keeps_the_order_and_moves_one(count, moves):
    order = list(range(count))
    places = dict(zip(order, arrange([None] * count), strict=True))
    for move in moves:
        moved = order.pop(move % count)
        order.insert(move // count % count, moved)
        arranged = dict(zip(order, arrange([places[item] for item in order]), strict=True))

        assert [arranged[item] for item in order] == sorted(arranged.values())
        assert len(set(arranged.values())) == count
        assert sum(arranged[item] != places[item] for item in order) <= 1
        assert not any(place.endswith("0") or not place.isdigit() for place in arranged.values())
        places = arranged


@given(st.data(), st.integers(1, 200))
@examples(100)
def test_there_is_always_room_between_neighbours(data, count):
    lower, upper = "", None
    for _ in range(data.draw(st.integers(1, 20))):
        made = between(lower, upper, count=count)
        assert made == sorted(set(made))
        assert len(made) == count
        assert all(lower < place and (upper is None or place < upper) for place in made)
        index = data.draw(st.integers(0, count - 1))
        lower, upper = (made[index - 1] if index else lower), made[index]


def test_new_facts_stand_where_they_are_put():
    assert arrange(["3", None, "6"]) == ["3", "4", "6"]
    assert arrange([None, "1"]) == ["05", "1"]
    assert arrange(["9", None]) == ["9", "95"]
    assert arrange([]) == []
