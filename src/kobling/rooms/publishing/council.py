"""The priorities, joint meetings and decisions of a release, as the municipality has chosen to publish them."""

from collections.abc import Container
from datetime import date

from kobling.records import council
from kobling.records.initiatives import Initiative
from kobling.rooms.publishing.release_facts import ReleaseFacts, as_published, visible_keys
from kobling.rooms.releases.document import Decision, JointMeeting, Priority, TakenDecision


def priorities(facts: ReleaseFacts, goals: Container[str], *, on: date) -> tuple[Priority, ...] | None:
    """Return the priorities begun by a day for goals of the release, by committee, year and rank.

    goals   the keys of the goals in the release

    Committees stand in the municipality's order; a goal without a rank after those with one. None where the
    municipality publishes none of them.
    """
    if not facts.municipality.publish.priorities:
        return None
    order = {key: index for index, key in enumerate(facts.bodies_by_key)}
    begun = (one for one in facts.priorities if one.first_day <= on and one.goal in goals)
    ordered = sorted(begun, key=lambda one: (order[one.committee], one.year, one.rank is None, one.rank or 0))
    return tuple(_priority(one, facts, on) for one in ordered)


def _priority(priority: council.Priority, facts: ReleaseFacts, on: date) -> Priority:
    is_ranked, given_up = facts.municipality.publish.ranks, priority.given_up
    return as_published(
        priority,
        Priority,
        rank=priority.rank if is_ranked else None,
        valid_to=given_up if given_up is not None and given_up < on else None,
    )


def joint_meetings(facts: ReleaseFacts, goals: Container[str], *, on: date) -> tuple[JointMeeting, ...] | None:
    """Return the joint meetings held by a day about goals of the release, oldest first; None likewise."""
    if not facts.municipality.publish.joint_meetings:
        return None
    held = (one for one in facts.joint_meetings if one.date <= on and visible_keys(goals, one.goals))
    return tuple(
        as_published(one, JointMeeting, goals=visible_keys(goals, one.goals))
        for one in sorted(held, key=lambda one: one.date)
    )


def decisions(
    facts: ReleaseFacts, goals: Container[str], themes: Container[str], *, on: date
) -> tuple[TakenDecision, ...] | None:
    """Return the decisions taken by a day, oldest first; None likewise."""
    if not facts.municipality.publish.decisions:
        return None
    initiatives = {initiative.key for initiative in facts.initiatives_begun_by(on)}
    taken = sorted((one for one in facts.decisions if one.date <= on), key=lambda one: one.date)
    return tuple(
        as_published(
            one,
            TakenDecision,
            goals=visible_keys(goals, one.goals),
            themes=visible_keys(themes, one.themes),
            initiatives=visible_keys(initiatives, one.initiatives),
        )
        for one in taken
    )


def decision_behind(initiative: Initiative, facts: ReleaseFacts, *, on: date) -> Decision | None:
    """Return the decision that an initiative was begun by; None where it is not known by a day, or not published."""
    decision = initiative.decision
    is_published = facts.municipality.publish.decisions
    return decision if is_published and decision is not None and decision.date <= on else None


def ending_decision(initiative: Initiative, *, on: date) -> Decision | None:
    """Return the decision that an initiative ended by; None where it is not known by a day."""
    ending = initiative.ending_known_on(on)
    return ending.decision if ending is not None else None
