"""Records of a release that compare the municipality's figure with other areas' figures.

This is no ranking: the areas are ordered by code, and a rank is given only as the range that is certain.
"""

from kobling.records.base import Key, Record, Span, Text


class AreaFigure(Record):
    """One area's figure for the period that is compared, in the indicator's unit."""

    code: str
    """Statistics Denmark's code: `791` Viborg, `000` the whole country."""
    name: str | None
    """As it is spelt in the country; null for the whole country, which every language has its own words for."""
    own: bool
    """Whether it is the municipality itself."""
    neighbour: bool
    """Whether it has a border on land to the municipality."""
    in_group: bool
    """Whether it is in the municipality's group; the municipality itself is."""
    value: float | None
    """Null where there is no figure for the period, or it says too much about too few."""
    standard_error: float | None
    """0 for a complete count; null where it is not known."""
    low: float | None
    """The lower end of the interval at the municipality's confidence; null where it is not known."""
    high: float | None
    """The upper end of the interval; null where it is not known."""


class PlaceSpan(Record):
    """The places the municipality may have among all, if the lowest figure is number 1."""

    first: int
    """The lowest place that cannot be ruled out."""
    last: int
    """Equal to `first` where the place is certain, as it is with complete counts."""
    of: int
    """How many municipalities have a figure for the period."""


class Middle(Record):
    """Where the middle of many areas lies, in the indicator's unit."""

    areas: int
    """How many of them have a figure for the period."""
    median: float
    """As many lie at or below it as at or above."""
    low: float
    """The lowest figure once a quarter of the areas, rounded down, is left out at each end."""
    high: float
    """The highest figure likewise: at least half of the areas lie from `low` to `high`."""


class ComparedPeriod(Record):
    """One period of the municipality's own series, with the others' figures beside it."""

    period: Span
    """The period."""
    own: float
    """The municipality's own figure."""
    country: float | None
    """The whole country's; null where there is none for the period."""
    group_median: float | None
    """Null where fewer than half of the group have a figure for the period."""
    median: float | None
    """Of all municipalities; null where fewer than half of them have a figure for the period."""


class Comparison(Record):
    """The municipality's figure beside that of all municipalities, its neighbours, its group and the country."""

    period: Span
    """The latest period for which the municipality and at least half of all municipalities have a figure."""
    areas: tuple[AreaFigure, ...]
    """Every municipality, the own among them, in the order of their codes."""
    country: AreaFigure | None
    """The whole country's figure; null where there is none for the period."""
    group: Text | None
    """What the municipalities of the group are called together."""
    group_sources: tuple[Key, ...]
    """The documents that say who is in the group."""
    all: Middle
    """Of all municipalities."""
    of_group: Middle | None
    """Of the group."""
    place: PlaceSpan | None
    """Null where anybody's uncertainty is not known: then nothing certain can be said of an order."""
    series: tuple[ComparedPeriod, ...]
    """Every period of the municipality's own figures, the oldest first."""
    sources: tuple[Key, ...]
    """Where the areas, and who is a neighbour, are from."""
