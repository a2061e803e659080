"""A figure that is entered or corrected: what comes next in its series, what storing it takes, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kobling.core.basis import Basis
from kobling.core.periods import Period
from kobling.records.indicators import Cadence, Indicator, Measurement, Uncertainty
from kobling.rooms.changes.edits import Edits

A_YEAR = Period.parse("2020")
KIND_OF_PERIOD = {Cadence.MONTHLY: Period.parse("2020-01"), Cadence.QUARTERLY: Period.parse("2020-Q1")}
"""A period of the kind that an indicator's figures have, by its cadence; a year for the others."""
YEARS_BETWEEN = {Cadence.EVERY_OTHER_YEAR: 2, Cadence.EVERY_FOURTH_YEAR: 4}


@dataclass(frozen=True)
class Proposal:
    """What the next figure most likely is of, and rests on."""

    period: Period | None
    """None where none follows."""
    part: str | None
    uncertainty: Uncertainty | None
    """None where it has to be chosen."""
    source: str | None
    """Its key."""


@dataclass(frozen=True)
class DayPassed:
    """A correction has to be drawn after the figure that it supersedes, which may have been published."""

    drawn: date


@dataclass(frozen=True)
class PeriodTaken:
    """There is a figure of the period and part already."""

    figure: Measurement


@dataclass(frozen=True)
class Series:
    """An indicator with the municipality's own figures of it, in order."""

    indicator: Indicator
    figures: Sequence[Measurement]
    is_published: bool
    """Whether a release has been approved, so that figures are superseded and not replaced."""

    @property
    def parts(self) -> list[str]:
        """The parts, such as towns, that its figures are of."""
        return list(dict.fromkeys(figure.part for figure in self.figures if figure.part))

    def newest_of(self, period: Period, part: str | None) -> Measurement | None:
        """Return the newest figure of a period and part."""
        return next((one for one in reversed(self.figures) if (one.period, one.part) == (period, part)), None)

    def proposal(self, today: date) -> Proposal:
        """Return what the next expected figure is: what it rests on is as it was for the newest one."""
        if not self.figures:
            return Proposal(_first_period(self.indicator, today), None, _first_uncertainty(self.indicator), None)
        newest = max(self.figures, key=lambda figure: figure.period)
        of_newest = {figure.part for figure in self.figures if figure.period == newest.period}
        missing = [part for part in dict.fromkeys(figure.part for figure in self.figures) if part not in of_newest]
        return Proposal(
            period=newest.period if missing else following_period(self.indicator, newest.period),
            part=missing[0] if missing else self.figures[0].part,
            uncertainty=newest.uncertainty,
            source=newest.source,
        )

    def edits(self, figure: Measurement, corrected: Measurement | None) -> Edits:
        """Return what storing a figure takes: one that no release can have is replaced, another is superseded.

        corrected   the figure that it corrects; None for a new one
        """
        is_replaced = corrected is not None and not self.is_published
        return Edits(added=(figure,), removed=(corrected,) if corrected and is_replaced else ())

    def problem(self, figure: Measurement, corrected: Measurement | None) -> DayPassed | PeriodTaken | None:
        """Return what is wrong with a figure beside the others of its series."""
        if corrected is not None and self.is_published and figure.drawn <= corrected.drawn:
            return DayPassed(corrected.drawn)
        same = self.newest_of(figure.period, figure.part)
        if same is None or (corrected is not None and (same.period, same.part) == (corrected.period, corrected.part)):
            return None
        return PeriodTaken(same)


def _first_period(indicator: Indicator, today: date) -> Period:
    """Return the newest period that is over, of the kind that the cadence asks for."""
    kind = KIND_OF_PERIOD.get(indicator.cadence, A_YEAR)
    under_way = kind.of_this_kind(today) or kind
    return kind.of_this_kind(under_way.start - timedelta(days=1)) or under_way


def _first_uncertainty(indicator: Indicator) -> Uncertainty | None:
    """Return the uncertainty of the first figure of an indicator that counts everything; None for another."""
    counted = indicator.basis in {Basis.ALL_PEOPLE, Basis.ALL_THINGS}
    is_register = indicator.collected_by == "register" and indicator.basis is None
    return Uncertainty.FULL_COUNT if counted or is_register else None


def following_period(indicator: Indicator, newest: Period) -> Period | None:
    """Return the period that a figure is expected of next; None where there is none."""
    period: Period | None = newest
    has_years = newest.of_this_kind(newest.start) is None or len(newest.code) == len(A_YEAR.code)
    for _step in range(YEARS_BETWEEN.get(indicator.cadence, 1) if has_years else 1):
        period = period.following() if period else None
    return period
