"""The status rule, versions 1 and 2: what is certain about a target's measurements, and the status that follows.

    assess(StatusInputs(target, on=..., baseline=..., latest=...)).status

The same inputs give the same status anywhere, and an Assessment carries its arithmetic. New releases are made under
the newest version; StatusInputs.rule_version names the one to compute with, so that older releases compute as they did.
"""

from kobling.core.status.confidence_intervals import critical_value, share_standard_error, wilson_interval
from kobling.core.status.enums import RULE_VERSION, RULE_VERSIONS, Claim, Direction, Kind, Status
from kobling.core.status.estimates import EstimatedValue, path_end, time_between
from kobling.core.status.inputs import Judgement, Measurement, StatusInputs, Target
from kobling.core.status.record import RecurringRecord, ended_periods
from kobling.core.status.rule import HEADLINE_ORDER, Assessment, PeriodVerdict, assess, headline_status

__all__ = [
    "HEADLINE_ORDER",
    "RULE_VERSION",
    "RULE_VERSIONS",
    "Assessment",
    "Claim",
    "Direction",
    "EstimatedValue",
    "Judgement",
    "Kind",
    "Measurement",
    "PeriodVerdict",
    "RecurringRecord",
    "Status",
    "StatusInputs",
    "Target",
    "assess",
    "critical_value",
    "ended_periods",
    "headline_status",
    "path_end",
    "share_standard_error",
    "time_between",
    "wilson_interval",
]
