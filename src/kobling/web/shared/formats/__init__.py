"""Format numbers, quantities, dates and periods for a reader, in the active language: Danish or English."""

from kobling.web.shared.formats.dates import (
    format_by_deadline,
    format_day,
    format_in_period,
    format_moment,
    format_period,
    format_short_day,
    format_short_period,
    format_time,
)
from kobling.web.shared.formats.language import active_language
from kobling.web.shared.formats.numbers import (
    MINUS,
    PERCENTAGES,
    format_difference,
    format_number,
    format_percent,
    format_percentage_points,
    format_quantity,
    format_range,
)
from kobling.web.shared.formats.rounding import (
    MAX_DECIMALS,
    NotANumber,
    decimals_of,
    decimals_to_distinguish,
    round_half_up,
)

__all__ = [
    "MAX_DECIMALS",
    "MINUS",
    "PERCENTAGES",
    "NotANumber",
    "active_language",
    "decimals_of",
    "decimals_to_distinguish",
    "format_by_deadline",
    "format_day",
    "format_difference",
    "format_in_period",
    "format_moment",
    "format_number",
    "format_percent",
    "format_percentage_points",
    "format_period",
    "format_quantity",
    "format_range",
    "format_short_day",
    "format_short_period",
    "format_time",
    "round_half_up",
]
