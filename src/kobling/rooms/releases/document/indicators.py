"""What is measured: indicators, their figures, and what those were fetched or worked out from."""

from datetime import date
from typing import Annotated

from kobling.records.base import Key, Record, Span, Text
from kobling.rooms.releases.area_comparison import Comparison
from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.declared import Drawing
from kobling.rooms.releases.document.fields import Before, omit_if_default


class Point(declared.Measurement):
    """One measurement as the status rule and the charts use it, in the indicator's unit."""

    uncertainty: str
    """Of the sampling error: `full_count`, `simple_random_sample`, `standard_error`, `interval` or `unknown`."""
    standard_error: float | None
    """In the indicator's unit: 0 for a complete count; null where it is not known."""
    superseded: Annotated[bool, Before("drawing")]
    """True for a value that another has replaced: one fetched later or, where a figure behind a calculated value was
    withdrawn, one calculated from older figures."""

    @property
    def in_force(self) -> bool:
        """Return whether no later value has replaced it and its source has not withdrawn it."""
        return not self.superseded and self.withdrawn is None

    @property
    def is_withdrawn(self) -> bool:
        """Return whether its source has withdrawn it, and has not given the figure again since."""
        return not self.superseded and self.withdrawn is not None


class Calculation(Record):
    """How a derived indicator is computed, and from which."""

    method: str
    """How: `yearly_growth_percent`, `parts_that_grew`, `share_percent`, `per_inhabitant`, `difference_to_area` or
    `index`."""
    of: Key
    """The indicator it is computed from."""
    out_of: Key | None
    """For `share_percent`: the indicator that is the whole."""
    at_least: float | None
    """For `parts_that_grew`: smaller parts are left out."""
    season: str | None
    """For `yearly_growth_percent`: counted only to this quarter, half-year or month of each year, such as `Q1`."""
    inhabitants: Key | None = omit_if_default(None)
    """For `per_inhabitant`: the indicator that counts the inhabitants, of the same period or of the day it begins."""
    per: int | None = omit_if_default(None)
    """For `per_inhabitant`: for every how many."""
    area: str | None = omit_if_default(None)
    """For `difference_to_area`: the area compared with."""
    base: Span | None = omit_if_default(None)
    """For `index`: the period whose figure is 100."""


SURVEY = "survey"
"""The register_name of figures that were estimated from the answers to a survey."""


class Cell(Record):
    """A figure that another was worked out of."""

    indicator: Key
    """The indicator it is a figure of."""
    area: str | None
    """The area; null for the municipality itself."""
    part: str | None
    """The part, such as a town; null for the whole."""
    period: Span
    """The period it is of."""
    value: float
    """The figure."""
    drawn: date
    """The day it was taken from its source."""


class Working(Record):
    """What a derived figure was worked out of."""

    period: Span
    """The period of the derived figure."""
    cells: tuple[Cell, ...]
    """In the order the formula takes them: for growth the later and the earlier, for a share the part and the whole,
    for a rate the count and the inhabitants, for a difference the municipality and the area, for an index the period
    and the base; for parts that grew, every part at both ends of the
    year, but for those too small to be told."""


class Indicator(declared.Indicator):
    """What is measured, and every value there is."""

    sentence: Text
    """The figure in a sentence, with `{value}` where the figure goes, and perhaps `{period}` for its period."""
    decimals: int
    """How many decimals the figures are shown with."""
    calculation: Annotated[Calculation | None, Before("notes")]
    """For a derived indicator: how it is computed; null for a measured one."""
    points: Annotated[tuple[Point, ...], Before("next_publication")]
    """The municipality's own values, by period, then by the day fetched; the one in force is the last of its period."""
    withheld: Annotated[int, Before("next_publication")]
    """How many values are not shown because they count or rest on too few."""
    comparison: Annotated[Comparison | None, Before("next_publication")] = omit_if_default(None)
    """The figure beside other municipalities' and the country's, where those are known."""
    next_expected: Annotated[date | None, Before("next_publication")] = None
    """In older releases: the day from which the newest figure is too old. Null since then: see `next_publication`."""
    workings: Annotated[tuple[Working, ...], Before("contact")] = omit_if_default(())
    """For a derived indicator: what each of its points was worked out of."""
    drawings: Annotated[tuple[Drawing, ...], Before("contact")] = omit_if_default(())
    """Oldest first: those that its points, or what it is derived from, are from; and the newest one."""
    failing_since: date | None = omit_if_default(None)
    """The first of the days on which its figures could not be fetched, where no fetch has succeeded since; left out
    where the last fetch succeeded."""
