"""The figures of a measured indicator as they become known, day by day, and those of them that decide a status."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import date

from kobling.core.decimals import decisive_values
from kobling.core.periods import Period
from kobling.core.suppression import must_suppress
from kobling.core.units import Unit
from kobling.records.indicators import Measurement


def known_from(measurement: Measurement) -> date:
    """Return the first day on which a measurement counts: it has been fetched, and its period has begun."""
    return max(measurement.drawn, measurement.period.start)


class KnownFigures:
    """Goes through the days once, and remembers what is in force; the days it is asked about have to come in order."""

    def __init__(self, measurements: Iterable[Measurement], unit: Unit) -> None:
        """Begin before the first day.

        measurements   all of one indicator that is measured, not derived
        unit           the indicator's
        """
        self._unit = unit
        self._events = sorted(
            _events(measurements), key=lambda event: (event[0], event[1], event[2].drawn), reverse=True
        )
        self._by_period: dict[Period, list[Measurement]] = {}
        self._newest: dict[Period, Measurement] = {}
        self._shown: list[Period] = []
        self._in_use: list[Period] = []
        self.values: tuple[float, ...] = ()
        """The values that decide how many decimals all figures known so far are shown with."""

    def deciding(self, day: date, *, baseline: Period | None, area: str | None) -> tuple[Measurement, ...]:
        """Return the figures of the baseline's period and of the latest one, as known on a day and before.

        baseline   the earliest period where it is None
        area       the area compared with, whose figures of these periods are among them
        """
        while self._events and self._events[-1][0] <= day:
            _day, is_withdrawal, measurement = self._events.pop()
            if is_withdrawal:
                self._withdraw(measurement)
            else:
                self._add(measurement)
        periods = {*self._shown[:1], *self._in_use[-1:]} if baseline is None else {baseline, *self._in_use[-1:]}
        return tuple(
            measurement
            for period in sorted(periods)
            for measurement in self._by_period.get(period, ())
            if measurement.area in {None, area}
        )

    def _add(self, measurement: Measurement) -> None:
        self.values = decisive_values((*self.values, measurement.value))
        if measurement.part is not None:
            return
        period = measurement.period
        self._by_period.setdefault(period, []).append(measurement)
        if measurement.area is None:
            self._newest[period] = measurement
            is_shown = not must_suppress(value=measurement.value, unit=self._unit, n=measurement.n)
            _keep(self._shown, period, is_in=is_shown)
            _keep(self._in_use, period, is_in=is_shown)

    def _withdraw(self, measurement: Measurement) -> None:
        if self._newest.get(measurement.period) is measurement:
            _keep(self._in_use, measurement.period, is_in=False)


def _events(measurements: Iterable[Measurement]) -> Iterator[tuple[date, bool, Measurement]]:
    """Yield the days on which measurements became known, and on which they were withdrawn (True)."""
    for measurement in measurements:
        yield known_from(measurement), False, measurement
        if measurement.withdrawn is not None:
            yield max(measurement.withdrawn, known_from(measurement)), True, measurement


def _keep(periods: list[Period], period: Period, *, is_in: bool) -> None:
    """Let a period be in a sorted list, or not."""
    index = bisect_left(periods, period)
    is_there = index < len(periods) and periods[index] == period
    if is_in and not is_there:
        insort(periods, period)
    elif is_there and not is_in:
        del periods[index]
