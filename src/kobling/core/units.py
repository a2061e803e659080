"""The units a municipality's indicators are measured in."""

from enum import StrEnum


class Unit(StrEnum):
    """What a stored number counts."""

    PERCENT = "percent"
    """share of a whole: 59.0 is 59 percent; never 0.59"""
    PERCENT_PER_YEAR = "percent_per_year"
    """growth over a year: 0.5 is half a percent more, -0.2 a fifth of a percent less"""
    PERCENTAGE_POINTS = "percentage_points"
    """a difference of two percentages: -1.2 is 1.2 points less"""
    PERSONS = "persons"
    """96921.0 is 96,921 people"""
    COUNT = "count"
    """anything else that is counted: workplaces, institutions, visits"""
    PARTS = "parts"
    """how many of a known number of parts: 17.0 of 40 towns"""
    KRONER = "kroner"
    """whole kroner: 1500000.0 is 1.5 million"""
    PER_1000 = "per_1000"
    """for every 1,000 inhabitants: 12.5 is 12.5 for every 1,000; may count a person twice, so it is no share"""
    TONNES = "tonnes"
    """1,000 kg, of waste or of CO2 equivalents"""
    DAYS = "days"
    """10.4 is ten days and four tenths"""
    YEARS = "years"
    """76.2 is 76 years and two tenths"""
    INDEX = "index"
    """points on a scale that the indicator's definition explains"""

    @property
    def is_counted(self) -> bool:
        """Return whether it is counted one by one, so that a full count is a whole number."""
        return self in {Unit.PERSONS, Unit.COUNT, Unit.PARTS}

    @property
    def is_relative(self) -> bool:
        """Return whether it is relative to a whole, so that the figures of parts have no sum."""
        return self in {Unit.PERCENT, Unit.PERCENT_PER_YEAR, Unit.PERCENTAGE_POINTS, Unit.PER_1000, Unit.INDEX}

    @property
    def share_scale(self) -> float | None:
        """Return the whole of a share of people (100 for percent), for its Wilson interval; None for other units."""
        return 100.0 if self is Unit.PERCENT else None
