"""Find the figures that are possible, but unlikely: far from their series, or not of their unit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from kobling.core.plausibility import COUNTED_UNITS, far_values, is_far_correction
from kobling.core.units import Unit
from kobling.records.indicators import Indicator, Measurement, PartsThatGrew, PerInhabitant, YearlyGrowth
from kobling.rooms.indicators.figures import measurement_order

MAX_FIGURE_LENGTH = 40
"""Characters that a figure takes without an exponent; one nearly 0 would take more."""

MIN_EARLY_DAYS = 100
"""The length in days from which a period's figure is questioned if it was fetched before the end: half-years, years."""

_PERIOD_LENGTHS = (1, 7, 31, 92, 184, 366)
"""The most days of a day, week, month, quarter, half-year and year; longer periods are of one kind."""


@dataclass(frozen=True)
class UnlikelyFigure:
    """A figure that is questioned."""

    measurement: Measurement
    code: str
    """The kind of question; the municipality folder has a message for each code."""
    allowed: tuple[str, ...] = ()
    """What it is compared with, as text."""
    suggestion: str = ""
    """What was probably meant, as text; empty where that cannot be known."""

    @property
    def found(self) -> str:
        """The figure, as text."""
        return plain(self.measurement.value)

    @property
    def subject(self) -> str:
        """The measurement and its field, as the municipality folder names them."""
        return " ".join(("measurement", *measurement_identity(self.measurement), "value"))

    def details(self) -> dict[str, Any]:
        """Return what the audit trail keeps of it once it is accepted."""
        return {"code": self.code, "subject": self.subject, "found": self.found, "allowed": list(self.allowed)}


def unlikely_figures(measurements: Iterable[Measurement], unit: Unit) -> Iterator[UnlikelyFigure]:
    """Yield the unlikely figures of one indicator; superseded and withdrawn ones are not questioned."""
    for series in current_series(measurements):
        far = {value.index: value for value in far_values([measurement.value for measurement in series], unit)}
        for index, measurement in enumerate(series):
            if value := far.get(index):
                suggestion = "" if value.suggestion is None else plain(value.suggestion)
                others = (plain_range((value.low, value.high)),)
                yield UnlikelyFigure(measurement, "far_from_series", others, suggestion)
            elif code := unit_warning(measurement.value, unit):
                yield UnlikelyFigure(measurement, code)


def early_figures(
    measurements: Iterable[Measurement], indicator: Indicator, others: Iterable[Indicator]
) -> Iterator[UnlikelyFigure]:
    """Yield the figures of a register that were fetched before their year or half-year had ended.

    others   the municipality's other indicators

    A count on a day may be fetched as soon as its period has begun: one that growth, parts that grew or a number per
    inhabitant is calculated from, and one whose series had such a figure of an earlier period. Figures of quarters and
    shorter periods are mostly such counts in registers, so they are left alone. A figure with a note is explained.
    """
    if indicator.collected_by != "register" or indicator.key in _counted_on_a_day(others):
        return
    for series in current_series(measurements):
        early = [measurement for measurement in series if _is_early(measurement)]
        if early and early[0].note is None:
            yield UnlikelyFigure(early[0], "period_not_over", (str(early[0].drawn),))


def _is_early(measurement: Measurement) -> bool:
    period = measurement.period
    return (period.end - period.start).days >= MIN_EARLY_DAYS and measurement.drawn < period.end


def _counted_on_a_day(indicators: Iterable[Indicator]) -> frozenset[str]:
    """Return the keys of the indicators that others are calculated from as counts on a day."""
    derivations = [indicator.derived for indicator in indicators]
    growing = {one.of for one in derivations if isinstance(one, YearlyGrowth | PartsThatGrew)}
    return frozenset(growing | {one.inhabitants for one in derivations if isinstance(one, PerInhabitant)})


def far_corrections(measurements: Iterable[Measurement], unit: Unit) -> Iterator[UnlikelyFigure]:
    """Yield the figures of one indicator that are far from the ones they replace, though not far from their series."""
    given = tuple(measurements)
    questioned = {id(one.measurement) for one in unlikely_figures(given, unit)}
    replaced: dict[tuple[object, ...], list[float]] = {}
    for measurement in sorted(given, key=measurement_order):
        if measurement.withdrawn is None:
            replaced.setdefault(_place(measurement), []).append(measurement.value)
    for series in current_series(given):
        for measurement in series:
            former = replaced[_place(measurement)][-2:-1]
            others = [other.value for other in series if other is not measurement]
            is_asked = id(measurement) in questioned or not former
            if not is_asked and is_far_correction(former[0], measurement.value, others, unit):
                yield UnlikelyFigure(measurement, "far_from_series", (plain(former[0]),))


def _place(measurement: Measurement) -> tuple[object, ...]:
    return measurement.indicator, measurement.area or "", measurement.part or "", measurement.period


def unlikely_revisions(revisions: Iterable[tuple[float, Measurement]], unit: Unit) -> Iterator[UnlikelyFigure]:
    """Yield the figures that are a fraction or a multiple of the one before, as where a source has changed its unit.

    revisions   the former value of a period, and its new figure

    All figures of a series may change at once, and then agree with one another.
    """
    for former, measurement in revisions:
        for value in far_values((former, measurement.value), unit):
            if value.index == 1:
                suggestion = "" if value.suggestion is None else plain(value.suggestion)
                yield UnlikelyFigure(measurement, "far_from_series", (plain(former),), suggestion)


def current_series(measurements: Iterable[Measurement]) -> Iterator[list[Measurement]]:
    """Yield the newest figure of every period, by indicator, area, part and length of period, in the order of time."""
    newest = {
        (one.indicator, one.area or "", one.part or "", one.period): one
        for one in sorted(measurements, key=measurement_order)
    }
    in_force = [one for one in newest.values() if one.withdrawn is None]
    by_length = sorted(in_force, key=lambda one: (*_series_key(one), one.period))
    for _, series in groupby(by_length, key=_series_key):
        yield list(series)


def _series_key(measurement: Measurement) -> tuple[str, str, str, int]:
    days = (measurement.period.end - measurement.period.start).days + 1
    length = next((index for index, most in enumerate(_PERIOD_LENGTHS) if days <= most), len(_PERIOD_LENGTHS))
    return measurement.indicator, measurement.area or "", measurement.part or "", length


def unit_warning(value: float, unit: Unit) -> str | None:
    """Return the code of the warning for a value that is unlikely in its unit; None if it is not."""
    if unit is Unit.PERCENT and not 0 <= value <= 100:
        return "percent_out_of_range"
    if unit in COUNTED_UNITS and value < 0:
        return "count_below_zero"
    if unit in COUNTED_UNITS and value != int(value):
        return "count_with_fraction"
    return None


def measurement_identity(measurement: Measurement) -> Iterator[str]:
    """Yield what identifies a measurement, as text."""
    parts = (measurement.indicator, measurement.area, measurement.part, measurement.period, measurement.drawn)
    yield from (str(part) for part in parts if part is not None)


def plain(value: object) -> str:
    """Return a value as text: a float as it is written in a file, without an exponent unless it is nearly 0."""
    if not isinstance(value, float):
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0") if len(text) <= MAX_FIGURE_LENGTH else repr(value)


def plain_range(values: Sequence[float]) -> str:
    """Return the lowest and the highest of some values as text; one of them where they are equal."""
    return " – ".join(dict.fromkeys(map(plain, (min(values), max(values)))))
