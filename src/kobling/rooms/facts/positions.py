"""The places of facts in a list, as texts of digits that leave room between neighbours.

A position is the digits of a decimal fraction, without a zero at the end: `5` lies between `25` and `75`. So one fact
is moved without a change to its neighbours, and texts of digits are sorted alike by every database.
"""

from bisect import bisect_left
from collections.abc import Sequence


def arrange(positions: Sequence[str | None]) -> list[str]:
    """Return rising positions for a list, with as few changes as can be.

    positions   the present position of each in the wanted order; None for a new one
    """
    kept = _longest_rising(positions)
    arranged: list[str] = []
    lower, index = "", 0
    for stop in (*kept, len(positions)):
        upper = positions[stop] if stop < len(positions) else None
        arranged += between(lower, upper, count=stop - index)
        if upper is not None:
            arranged.append(upper)
            lower = upper
        index = stop + 1
    return arranged


def between(lower: str, upper: str | None, *, count: int = 1) -> list[str]:
    """Return evenly spread positions between two others.

    lower   the position before them, or "" for none
    upper   the position after them; None for none
    """
    width = max(len(lower), len(upper or ""), 1)
    while True:
        least = int(lower.ljust(width, "0") or "0")
        limit = 10**width if upper is None else int(upper.ljust(width, "0"))
        if limit - least > count:
            break
        width += 1
    steps = [least + (limit - least) * (place + 1) // (count + 1) for place in range(count)]
    return [str(step).rjust(width, "0").rstrip("0") for step in steps]


def _longest_rising(positions: Sequence[str | None]) -> list[int]:
    """Return the indexes of a longest rising series of positions."""
    ends: list[str] = []
    end_indexes: list[int] = []
    previous: dict[int, int | None] = {}
    for index, position in enumerate(positions):
        if position is None:
            continue
        place = bisect_left(ends, position)
        previous[index] = end_indexes[place - 1] if place else None
        ends[place:] = [position, *ends[place + 1 :]]
        end_indexes[place:] = [index, *end_indexes[place + 1 :]]
    rising: list[int] = []
    last = end_indexes[-1] if end_indexes else None
    while last is not None:
        rising.append(last)
        last = previous[last]
    return rising[::-1]
