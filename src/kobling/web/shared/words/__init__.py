"""The texts about figures, targets and statuses, for pages and commands alike.

All functions return text in the active language and take their facts from a release document. Sentences are short,
without jargon, praise or blame; percent and percentage points are kept apart.
"""

from kobling.web.shared.words.changes import (
    change_sentence,
    figure_change_sentence,
    former_status_change,
)
from kobling.web.shared.words.committees import (
    body_ended_sentence,
    decision_details,
    priority_count,
    rank_text,
)
from kobling.web.shared.words.fact_changes import (
    ChangeContext,
    ended_sentence,
    fact_change_sentence,
    fact_name,
    needs_decision,
)
from kobling.web.shared.words.figures import amount, area_name, as_sentence, figure, figure_of_hundred, point_amount
from kobling.web.shared.words.goal_messages import goal_message, judgement_sentence, missing_sentence, no_figure
from kobling.web.shared.words.initiatives import days_from_to, ending_name, ending_on, missing_ending
from kobling.web.shared.words.provenance import derivations, fetched_from, revisions, revisions_behind
from kobling.web.shared.words.recurring import record_line, record_sentence
from kobling.web.shared.words.status.arithmetic import (
    ArithmeticStep,
    arithmetic_steps,
)
from kobling.web.shared.words.status.reasons import (
    movement,
    reason,
)
from kobling.web.shared.words.status.rule import (
    StatusRuleRow,
    status_rule_rows,
)
from kobling.web.shared.words.targets import (
    deadline_name,
    figure_decimals,
    level_amount,
    target_amount,
    target_name,
    target_sentence,
)
from kobling.web.shared.words.uncertainty import (
    interval_meaning,
    is_full_count,
    measured_when,
    rests_on,
    span,
    too_old_sentence,
    uncertainty_line,
    uncertainty_sentence,
)
from kobling.web.shared.words.vocabulary import (
    SHAPES,
    STATUS_SLUGS,
    TONES,
    StatusCount,
    basis_name,
    body_kind_name,
    cadence_name,
    collected_name,
    counts_line,
    direction_name,
    goal_status_name,
    initiative_kind_name,
    method_name,
    points_down,
    status_counts,
    status_meaning,
    status_name,
    target_kind_name,
    target_status_name,
    uncertainty_name,
)

__all__ = [
    "SHAPES",
    "STATUS_SLUGS",
    "TONES",
    "ArithmeticStep",
    "ChangeContext",
    "StatusCount",
    "StatusRuleRow",
    "amount",
    "area_name",
    "arithmetic_steps",
    "as_sentence",
    "basis_name",
    "body_ended_sentence",
    "body_kind_name",
    "cadence_name",
    "change_sentence",
    "collected_name",
    "counts_line",
    "days_from_to",
    "deadline_name",
    "decision_details",
    "derivations",
    "direction_name",
    "ended_sentence",
    "ending_name",
    "ending_on",
    "fact_change_sentence",
    "fact_name",
    "fetched_from",
    "figure",
    "figure_change_sentence",
    "figure_decimals",
    "figure_of_hundred",
    "former_status_change",
    "goal_message",
    "goal_status_name",
    "initiative_kind_name",
    "interval_meaning",
    "is_full_count",
    "judgement_sentence",
    "level_amount",
    "measured_when",
    "method_name",
    "missing_ending",
    "missing_sentence",
    "movement",
    "needs_decision",
    "no_figure",
    "point_amount",
    "points_down",
    "priority_count",
    "rank_text",
    "reason",
    "record_line",
    "record_sentence",
    "rests_on",
    "revisions",
    "revisions_behind",
    "span",
    "status_counts",
    "status_meaning",
    "status_name",
    "status_rule_rows",
    "target_amount",
    "target_kind_name",
    "target_name",
    "target_sentence",
    "target_status_name",
    "too_old_sentence",
    "uncertainty_line",
    "uncertainty_name",
    "uncertainty_sentence",
]
