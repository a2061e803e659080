"""Check the priorities, joint meetings and policies of the council and its committees."""

from kobling.records.council import Priority
from kobling.records.municipality import BodyKind
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.checks.cycles import find_cycles


def check_priorities(context: CheckContext) -> None:
    """Report priorities of the council itself, priorities outside their term, and repeated ones."""
    council = next((body.key for body in context.facts.bodies if body.kind is BodyKind.COUNCIL), None)
    terms = {term.key for term in context.facts.terms}
    first_uses: dict[tuple[str, str, int], Priority] = {}
    for priority in context.facts.priorities:
        if priority.committee == council:
            context.report(priority, ("committee",), "council_for_committee", priority.committee)
        if priority.term in terms and not _is_in_years(priority.year, priority.term):
            context.report(priority, ("year",), "year_outside_term", priority.year, (priority.term,))
        first = first_uses.setdefault((priority.committee, priority.goal, priority.year), priority)
        if first is not priority:
            context.report(
                priority, ("goal",), "repeated_priority", priority.goal, (context.locations.locate(first, "goal"),)
            )


def _is_in_years(year: int, term: str) -> bool:
    """Return whether a year is one of a term's, by the years of its key: its dates may have problems of their own."""
    first, last = map(int, term.split("-"))
    return first <= year <= last


def check_joint_meetings(context: CheckContext) -> None:
    """Report joint meetings of fewer than two bodies."""
    for meeting in context.facts.joint_meetings:
        if len(set(meeting.bodies)) < 2:
            context.report(meeting, ("bodies",), "too_few_bodies")


def check_policies(context: CheckContext) -> None:
    """Report policies replaced by nothing, before they were in force, or, through a cycle, by themselves."""
    policies = {policy.key: policy for policy in context.facts.policies}
    for policy in context.facts.policies:
        replacement = policy.replaced_by
        if replacement is not None and not replacement.goals and not replacement.policies:
            context.report(policy, ("replaced_by",), "replaced_by_nothing")
        if replacement is not None and policy.valid_from is not None and replacement.date < policy.valid_from:
            context.report(policy, ("replaced_by", "date"), "ends_before_start", replacement.date, (policy.valid_from,))
    successors = {key: policy.replaced_by.policies for key, policy in policies.items() if policy.replaced_by}
    for cycle in find_cycles(successors):
        context.report(policies[cycle[0]], ("replaced_by", "policies"), "policy_replaces_itself", " → ".join(cycle))
