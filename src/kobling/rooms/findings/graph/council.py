"""Decisions, priorities, joint meetings and policies."""

from datetime import date

from kobling.core.chain import JointMeeting, Kind, LinkKind, Policy, Priority, Ref
from kobling.rooms.council import records as kept
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name, validity
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.folder.records import Facts


def add_council(builder: GraphBuilder, facts: Facts) -> None:
    """Add what the political bodies did with the goals."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    goals = {goal.key: goal.short for goal in facts.goals}
    for taken in facts.decisions:
        ends = {
            Kind.THEME: taken.themes,
            Kind.GOAL: taken.goals,
            Kind.POLICY: taken.policies,
            Kind.INITIATIVE: taken.initiatives,
        }
        key = builder.decided(taken, taken, bodies=bodies)
        builder.about(key, *(Ref(kind, end) for kind, keys in ends.items() for end in keys))
    for priority in facts.priorities:
        node = Priority(priority.key, year=priority.year, **_days(priority))
        name = joined_name(goals[priority.goal], bodies[priority.committee], str(priority.year))
        ref = builder.add(node, name, priority)
        builder.lead(Kind.GOAL, [priority.goal], ref)
        builder.link(LinkKind.GIVES, Ref(Kind.BODY, priority.committee), ref)
        builder.about(builder.decided(priority.decision, priority, "decision", bodies=bodies), ref)
    for meeting in facts.joint_meetings:
        _add_meeting(builder, meeting, bodies)
    for policy in facts.policies:
        _add_policy(builder, policy, bodies)


def _days(priority: kept.Priority) -> dict[str, date | None]:
    """That its year has ended does not take a priority back: it was given in the term. One that ends sooner was."""
    taken_back = priority.valid_to is not None and priority.valid_to < date(priority.year, 12, 31)
    return {"valid_from": start_date(priority), "valid_to": priority.valid_to if taken_back else None}


def _add_meeting(builder: GraphBuilder, meeting: kept.JointMeeting, bodies: Bodies) -> None:
    name = meeting.what or joined_name(*(bodies[key] for key in meeting.bodies), meeting.date.isoformat())
    ref = builder.add(JointMeeting(meeting.key, day=meeting.date), name, meeting)
    for body in meeting.bodies:
        builder.link(LinkKind.ATTENDS, Ref(Kind.BODY, body), ref)
    decision = builder.decided(meeting.decision, meeting, "decision", bodies=bodies)
    for goal in meeting.goals:
        builder.link(LinkKind.ABOUT, ref, Ref(Kind.GOAL, goal), by=decision)


def _add_policy(builder: GraphBuilder, policy: kept.Policy, bodies: Bodies) -> None:
    ref = builder.add(Policy(policy.key, **validity(policy)), policy.name, policy)
    builder.lead(Kind.THEME, policy.themes, ref)
    builder.lead(Kind.GOAL, policy.goals, ref)
    builder.about(builder.decided(policy.decision, policy, "decision", bodies=bodies), ref)
    new = policy.replaced_by
    if new is not None:
        decision = builder.decided(new.decision, policy, "replaced_by", "decision", bodies=bodies)
        for kind, keys in ((Kind.GOAL, new.goals), (Kind.POLICY, new.policies)):
            for key in keys:
                builder.link(LinkKind.REPLACES, Ref(kind, key), ref, since=new.date, by=decision)
