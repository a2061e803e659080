"""The year wheel as a picture: twelve months in a ring, and the numbered steps of a year inside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from kobling.web.shared.svg import element, pixels

SIZE = 400
"""Of the picture, in its own units."""
OUTER, INNER = 196.0, 160.0
"""Radii of the ring of months."""
FIRST_LANE, LANE = 138.0, 26.0
"""Radius of the outermost steps, and how much further in the next ones are."""
MAX_LANES = 5
LEAST = 1 / 45
"""The least share of the year that a step takes up, so that its number has room."""


@dataclass(frozen=True)
class WheelStep:
    """A step in the picture."""

    number: int
    first: date
    last: date
    topic: str


def render_wheel(steps: Sequence[WheelStep], *, year: int, today: date, label: str) -> SafeString:
    """Return the picture of a year; the list beside it, with the same numbers, has the names and days.

    label   what the picture is, for who does not see it
    """
    lanes = _lanes(steps, year)
    hand = _hand(today) if today.year == year else ()
    return element(
        "svg",
        *_months(year),
        *(_step(one, year, lanes[one.number]) for one in steps),
        *hand,
        class_="wheel",
        viewBox=f"0 0 {SIZE} {SIZE}",
        role="img",
        aria_label=label,
    )


def _share(day: date, year: int) -> float:
    """Return which share of a year has gone when a day begins, from 0 to 1."""
    begin, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
    return min(max((day.toordinal() - begin) / (end - begin), 0.0), 1.0)


def _ends(step: WheelStep, year: int) -> tuple[float, float]:
    begin, end = _share(step.first, year), _share(date.fromordinal(step.last.toordinal() + 1), year)
    return begin, max(end, begin + LEAST)


def _lanes(steps: Iterable[WheelStep], year: int) -> dict[int, int]:
    """Return the lane of each step, by its number: the outermost one where it overlaps no other."""
    taken: list[float] = [0.0] * MAX_LANES
    lanes: dict[int, int] = {}
    for step in sorted(steps, key=lambda one: (one.first, one.number)):
        begin, end = _ends(step, year)
        free = next((lane for lane, until in enumerate(taken) if until <= begin), None)
        lane = min(range(MAX_LANES), key=lambda one: taken[one]) if free is None else free
        taken[lane], lanes[step.number] = end + LEAST, lane
    return lanes


def _point(share: float, radius: float) -> tuple[str, str]:
    """Return the place of a share of the year, with 1 January at the top, and then clockwise."""
    angle = 2 * pi * share - pi / 2
    return pixels(SIZE / 2 + radius * cos(angle)), pixels(SIZE / 2 + radius * sin(angle))


def _months(year: int) -> Iterator[SafeString]:
    yield element("circle", cx=SIZE // 2, cy=SIZE // 2, r=pixels(OUTER), class_="wheel-ring")
    yield element("circle", cx=SIZE // 2, cy=SIZE // 2, r=pixels(INNER), class_="wheel-hub")
    for month in range(1, 13):
        (x1, y1), (x2, y2) = (_point(_share(date(year, month, 1), year), radius) for radius in (INNER, OUTER))
        yield element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="wheel-line")
        x, y = _point(_share(date(year, month, 16), year), (INNER + OUTER) / 2)
        name = date_format(date(year, month, 1), "M").lower().rstrip(".")
        yield element("text", name, x=x, y=y, class_="wheel-month", text_anchor="middle", dominant_baseline="central")


def _step(step: WheelStep, year: int, lane: int) -> SafeString:
    radius, (begin, end) = FIRST_LANE - lane * LANE, _ends(step, year)
    (x1, y1), (x2, y2) = _point(begin, radius), _point(min(end, begin + 0.999), radius)
    large = 1 if end - begin > 0.5 else 0
    arc = f"M{x1} {y1}A{pixels(radius)} {pixels(radius)} 0 {large} 1 {x2} {y2}"
    x, y = _point(begin, radius)
    return element(
        "g",
        element("path", d=arc, class_="wheel-arc"),
        element("circle", cx=x, cy=y, r="10", class_="wheel-dot"),
        element("text", str(step.number), x=x, y=y, text_anchor="middle", dominant_baseline="central"),
        class_=f"wheel-step wheel-{step.topic.replace('_', '-')}",
    )


def _hand(today: date) -> tuple[SafeString]:
    x, y = _point(_share(today, today.year), INNER)
    return (element("line", x1=SIZE // 2, y1=SIZE // 2, x2=x, y2=y, class_="wheel-today"),)
