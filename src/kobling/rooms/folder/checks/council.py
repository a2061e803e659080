"""Priorities, joint meetings and policies say something that can have happened."""

from kobling.rooms.council.records import Priority
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.checks.cycles import find_cycles
from kobling.rooms.municipality.records import BodyKind


def check_priorities(look: CheckContext) -> None:
    """Refuse a priority that the council gave, one of a year outside its term, and the same one twice."""
    council = next((body.key for body in look.facts.bodies if body.kind is BodyKind.COUNCIL), None)
    terms = {term.key: term for term in look.facts.terms}
    seen: dict[tuple[str, str, int], Priority] = {}
    for one in look.facts.priorities:
        term = terms.get(one.term)
        if one.committee == council:
            look.say(one, ("committee",), "council_for_committee", one.committee)
        if term is not None and not term.start.year <= one.year <= term.end.year:
            look.say(one, ("year",), "year_outside_term", one.year, (term.key,))
        first = seen.setdefault((one.committee, one.goal, one.year), one)
        if first is not one:
            look.say(one, ("goal",), "repeated_priority", one.goal, (look.places.of(first, "goal"),))


def check_joint_meetings(look: CheckContext) -> None:
    """Refuse a joint meeting of fewer than two bodies."""
    for meeting in look.facts.joint_meetings:
        if len(set(meeting.bodies)) < 2:
            look.say(meeting, ("bodies",), "too_few_bodies")


def check_policies(look: CheckContext) -> None:
    """Refuse a policy replaced by nothing, before it was in force, or by itself, directly or by way of others."""
    policies = {policy.key: policy for policy in look.facts.policies}
    for policy in look.facts.policies:
        new = policy.replaced_by
        if new is not None and not new.goals and not new.policies:
            look.say(policy, ("replaced_by",), "replaced_by_nothing")
        if new is not None and policy.valid_from is not None and new.date < policy.valid_from:
            look.say(policy, ("replaced_by", "date"), "ends_before_start", new.date, (policy.valid_from,))
    leads = {key: policy.replaced_by.policies for key, policy in policies.items() if policy.replaced_by}
    for ring in find_cycles(leads):
        look.say(policies[ring[0]], ("replaced_by", "policies"), "policy_replaces_itself", " → ".join(ring))
