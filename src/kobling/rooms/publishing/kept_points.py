"""The points of indicators on a day, kept in memory while the figures and definitions behind them are the same."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache, cached

from kobling.records.indicators import Indicator, Measurement, base_indicators
from kobling.rooms.indicators.figures import Figures
from kobling.rooms.publishing.points import IndicatorPoints
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.releases.document import Point, Working

MAX_KEPT = 40_000
"""The most figures whose points are kept; a point takes some 2 kB."""


class _Kept(NamedTuple):
    """Points, and what they are made from: as long as they are kept, no other object has its identity."""

    points: IndicatorPoints
    made_from: tuple[Indicator | Measurement, ...]


class KeptPoints:
    """The points of a municipality's indicators that were known on a day, as `IndicatorPoints` has them."""

    def __init__(self, facts: ReleaseFacts, *, on: date, confidence: float) -> None:
        """Use the figures of these facts."""
        self._facts, self._on, self._confidence = facts, on, confidence
        self._of = cache(self._points_of)

    def all_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return an indicator's points in one area, by period, then by the day drawn."""
        return self._of(indicator).all_points(indicator, area)

    def current_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that no later one supersedes and no source has withdrawn, by period."""
        return self._of(indicator).current_points(indicator, area)

    def newest_points(self, indicator: str, area: str | None = None) -> tuple[Point, ...]:
        """Return the points that no later one supersedes, withdrawn or not, by period."""
        return self._of(indicator).newest_points(indicator, area)

    def decimals(self, indicator: str) -> int:
        """Return how many decimals an indicator's figures are shown with."""
        return self._of(indicator).decimals(indicator)

    def suppressed_count(self, indicator: str) -> int:
        """Return how many of an indicator's own points are suppressed."""
        return self._of(indicator).suppressed_count(indicator)

    def workings(self, indicator: str, area: str | None = None) -> tuple[Working, ...]:
        """Return the calculation behind each point of a derived indicator; empty for a measured one."""
        return self._of(indicator).workings(indicator, area)

    def _points_of(self, indicator: str) -> IndicatorPoints:
        definitions = tuple(dict.fromkeys(self._definitions(indicator)))
        indicators = tuple(self._facts.indicators_by_key[key] for key in definitions)
        figures = tuple(figure for key in definitions for figure in self._facts.measurements_of.get(key, ()))
        made_from: tuple[Indicator | Measurement, ...] = (*indicators, *figures)
        key = self._on, self._confidence, tuple(map(id, made_from))

        def make() -> _Kept:
            figures_of = Figures(indicators, figures)
            return _Kept(IndicatorPoints(figures_of, on=self._on, confidence=self._confidence), made_from)

        return kept(key, make).points

    def _definitions(self, indicator: str) -> Iterator[str]:
        """Yield the keys of an indicator and of those it is derived from."""
        yield indicator
        for key in base_indicators(self._facts.indicators_by_key[indicator].derived).values():
            yield from self._definitions(key)


@cached(
    LRUCache[Any, _Kept](MAX_KEPT, getsizeof=lambda one: len(one.made_from)),
    key=lambda key, _make: key,
    lock=Lock(),
    info=True,
)
def kept(_key: tuple[date, float, tuple[int, ...]], make: Callable[[], _Kept]) -> _Kept:
    """Return the points with this key, which are made only where they are not kept."""
    return make()
