"""The messages of what is unlikely in a municipality folder, by their codes."""

from django.utils.translation import gettext_noop

WARNING_MESSAGES = {
    "far_from_series": gettext_noop(
        "%(found)s lies far from the other figures of its series (%(allowed)s); look at the decimal sign, the digits "
        "and the unit"
    ),
    "target_far_from_series": gettext_noop(
        "the target %(found)s lies far from the figures of its indicator (%(allowed)s); look at the decimal sign and "
        "the unit"
    ),
    "decimals_hide_difference": gettext_noop(
        "with the decimals that are given, the figure %(found)s looks like the target %(allowed)s; give more decimals"
    ),
    "basis_contradicted": gettext_noop(
        "the figures are to rest on %(found)s, and the uncertainty %(allowed)s of some of them says otherwise"
    ),
    "percent_out_of_range": gettext_noop("%(found)s%% of a whole lies outside 0 to 100"),
    "count_below_zero": gettext_noop("%(found)s is below 0, and a count cannot be"),
    "count_with_fraction": gettext_noop(
        "%(found)s is not a whole number, and a count is one; thousands are not separated in the file"
    ),
    "period_not_over": gettext_noop(
        "%(found)s was fetched on %(allowed)s, before its period had ended, so it may be the figure of a part of it; "
        "accept it if it is counted on a day that had come"
    ),
    "drawn_in_future": gettext_noop("%(found)s has not come yet, so nothing can have been fetched on that day"),
    "day_in_future": gettext_noop("%(found)s has not come yet, and this is written as something that has happened"),
    "meeting_outside_term": gettext_noop("the meeting on %(found)s lies outside the term it stands under, %(allowed)s"),
    "decision_outside_term": gettext_noop(
        "the decision of %(found)s lies outside the term it stands under, %(allowed)s"
    ),
    "deadline_before_goal": gettext_noop(
        "the target is to be reached by %(found)s, and its goal was not set before %(allowed)s; look at the year"
    ),
    "day_far_from_terms": gettext_noop(
        "%(found)s lies far from the council terms of the folder, %(allowed)s; look at the year"
    ),
    "baseline_not_above_zero": gettext_noop(
        "the change is counted from %(found)s in %(allowed)s; a percentage of that is no level to reach, so no status "
        "can be computed"
    ),
    "email_of_a_person": gettext_noop(
        "“%(found)s” looks like one person's address; give a mailbox that those in the function share"
    ),
    "target_changed": gettext_noop(
        "the target has “%(found)s” now, and “%(allowed)s” in what is kept, with no new decision behind it; name the "
        "decision in the target or in a new wording, or let the old target end and give the new one a key of its own"
    ),
    "judge_missing": gettext_noop(
        "a body is to judge the target, and none is named; name it in the first judgement, or the status stays without "
        "data"
    ),
}
"""By code, in English. `found` is the value in the file; `allowed` what it is compared with."""

CHANGE_CODES = frozenset({"target_changed"})
"""The codes of what differs from what is kept: an acceptance holds for one import, since the same may change again."""

FIGURE_CODES = frozenset(
    {
        "far_from_series",
        "target_far_from_series",
        "decimals_hide_difference",
        "percent_out_of_range",
        "count_below_zero",
        "count_with_fraction",
        "period_not_over",
    }
)
"""The codes whose values are figures, or a range of figures, which are written as the language writes them."""
