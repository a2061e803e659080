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
    format_timestamp,
)
from kobling.web.shared.formats.equations import Equation, Expression, Number, solve
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
    decimals_that_add_up,
    decimals_to_distinguish,
    is_written_in_full,
    round_half_up,
    round_strictly,
)
from kobling.web.shared.formats.spacing import NO_BREAK, bind

__all__ = [
    "MAX_DECIMALS",
    "MINUS",
    "NO_BREAK",
    "PERCENTAGES",
    "Equation",
    "Expression",
    "NotANumber",
    "Number",
    "active_language",
    "bind",
    "decimals_of",
    "decimals_that_add_up",
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
    "format_timestamp",
    "is_written_in_full",
    "round_half_up",
    "round_strictly",
    "solve",
]
