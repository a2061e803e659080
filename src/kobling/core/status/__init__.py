"""When is a target reached? Rule version 1: what is certain of a measurement, and the status that gives.

    assess(Inputs(target, on=..., baseline=..., latest=...)).status

The same inputs give the same status anywhere, and an Assessment carries its arithmetic.
"""

from kobling.core.status.arithmetic import Estimate
from kobling.core.status.facts import Inputs, Judgement, Measurement, Target, critical_value
from kobling.core.status.interval import share_standard_error, wilson
from kobling.core.status.rule import HEADLINE_ORDER, Assessment, PeriodVerdict, assess, headline
from kobling.core.status.vocabulary import RULE_VERSION, Claim, Direction, Kind, Status

__all__ = [
    "HEADLINE_ORDER",
    "RULE_VERSION",
    "Assessment",
    "Claim",
    "Direction",
    "Estimate",
    "Inputs",
    "Judgement",
    "Kind",
    "Measurement",
    "PeriodVerdict",
    "Status",
    "Target",
    "assess",
    "critical_value",
    "headline",
    "share_standard_error",
    "wilson",
]
