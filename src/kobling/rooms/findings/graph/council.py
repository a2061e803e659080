"""Add decisions, priorities, joint meetings and policies to the chain graph."""

from kobling.core.chain import JointMeeting, LinkKind, NodeKind, Policy, Priority, Ref
from kobling.records import council
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name, validity


def add_council(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of decisions, priorities, joint meetings and policies."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    goals = {goal.key: goal.short for goal in facts.goals}
    for taken in facts.decisions:
        ends = {
            NodeKind.THEME: taken.themes,
            NodeKind.GOAL: taken.goals,
            NodeKind.POLICY: taken.policies,
            NodeKind.INITIATIVE: taken.initiatives,
        }
        key = builder.add_decision(taken, taken, bodies=bodies)
        builder.link_decision(key, *(Ref(kind, end) for kind, keys in ends.items() for end in keys))
    for priority in facts.priorities:
        node = Priority(
            priority.key,
            year=priority.year,
            ended=None if priority.given_up else priority.valid_to,
            valid_from=priority.first_day,
            valid_to=priority.given_up,
        )
        name = joined_name(goals[priority.goal], bodies[priority.committee], str(priority.year))
        ref = builder.add_node(node, name, priority)
        builder.add_leads_to(NodeKind.GOAL, [priority.goal], ref)
        builder.add_link(LinkKind.GIVES, Ref(NodeKind.BODY, priority.committee), ref)
        builder.link_decision(builder.add_decision(priority.decision, priority, "decision", bodies=bodies), ref)
    for meeting in facts.joint_meetings:
        _add_meeting(builder, meeting, bodies)
    for policy in facts.policies:
        _add_policy(builder, policy, bodies)


def _add_meeting(builder: GraphBuilder, meeting: council.JointMeeting, bodies: Bodies) -> None:
    name = meeting.what or joined_name(*(bodies[key] for key in meeting.bodies), meeting.date)
    ref = builder.add_node(JointMeeting(meeting.key, day=meeting.date), name, meeting)
    for body in meeting.bodies:
        builder.add_link(LinkKind.ATTENDS, Ref(NodeKind.BODY, body), ref)
    decision = builder.add_decision(meeting.decision, meeting, "decision", bodies=bodies)
    for goal in meeting.goals:
        builder.add_link(LinkKind.ABOUT, ref, Ref(NodeKind.GOAL, goal), by=decision)


def _add_policy(builder: GraphBuilder, policy: council.Policy, bodies: Bodies) -> None:
    ref = builder.add_node(Policy(policy.key, **validity(policy)), policy.name, policy)
    builder.add_leads_to(NodeKind.THEME, policy.themes, ref)
    builder.add_leads_to(NodeKind.GOAL, policy.goals, ref)
    builder.link_decision(builder.add_decision(policy.decision, policy, "decision", bodies=bodies), ref)
    replacement = policy.replaced_by
    if replacement is not None:
        decision = builder.add_decision(replacement.decision, policy, "replaced_by", "decision", bodies=bodies)
        for kind, keys in ((NodeKind.GOAL, replacement.goals), (NodeKind.POLICY, replacement.policies)):
            for key in keys:
                builder.add_link(LinkKind.REPLACES, Ref(kind, key), ref, since=replacement.date, by=decision)
