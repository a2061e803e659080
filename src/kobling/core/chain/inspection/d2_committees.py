"""Rules of D2, the second decoupling: between the council and the committees."""

from collections.abc import Iterable, Iterator
from datetime import date

from kobling.core.chain.goal_queries import (
    budget_lines,
    carrying_committees,
    committees_prioritising,
    committees_setting,
    current_term,
    indicators,
    is_cross_cutting,
    is_in_term,
    one_year_earlier,
    priorities,
)
from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Body, Goal, JointMeeting, Node, NodeKind, Policy, Priority, Ref, Theme
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection import literature
from kobling.core.chain.inspection.registry import Evidence, Level, RuleMatch, Severity, rule
from kobling.core.chain.traversal import decision_behind, decisions_about, is_council_decision

LEADS_TO = LinkKind.LEADS_TO


@rule(
    "D201",
    gettext_noop("goal-no-committee-took"),
    severity=Severity.ERROR,
    level=Level.PRIORITY,
    when=gettext_noop("No committee has given one of the council's goals priority in the council term."),
    why=gettext_noop(
        "The committees spend the money and decide the cases. A goal that none of them takes up stops at their door."
    ),
    clears=gettext_noop("Let at least one committee give the goal priority, or let the council end it."),
    source=literature.SECOND,
    messages=(gettext_noop("no committee has given the goal priority in the term"),),
)
def goal_no_committee_took(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal without a priority in the term; a committee's own goal needs none."""
    for goal in view.all(Goal):
        if not priorities(view, goal) and not committees_setting(view, goal):
            yield RuleMatch(goal.ref, _as_evidence(_term_nodes(view)))


@rule(
    "D202",
    gettext_noop("priority-without-council"),
    severity=Severity.ERROR,
    level=Level.PRIORITY,
    when=gettext_noop(
        "No council decision stands behind a committee's own goal, or behind a priority: neither about the priority nor"
        " "
        "about the goal that it takes up."
    ),
    why=gettext_noop(
        "What a committee chooses on its own is its policy, and need not have to do with what the council wants."
    ),
    clears=gettext_noop("Put it before the council, or note the decision that the council has taken."),
    source=literature.SECOND,
    messages=(
        gettext_noop("no council decision stands behind the priority"),
        gettext_noop("no council decision stands behind the committee's goal"),
    ),
)
def priority_without_council(view: GraphView) -> Iterator[RuleMatch]:
    """Match a priority, or a committee's own goal, without a council decision behind it."""
    for goal in view.all(Goal):
        if _council_decided(view, goal):
            continue
        if own := committees_setting(view, goal):
            yield RuleMatch(goal.ref, _as_evidence(own), message=1)
            continue
        for priority in priorities(view, goal):
            if not _council_decided(view, priority):
                yield RuleMatch(priority.ref, _as_evidence((goal, *committees_prioritising(view, priority))))


@rule(
    "D203",
    gettext_noop("cross-cutting-goal-one-committee"),
    severity=Severity.WARNING,
    level=Level.PRIORITY,
    when=gettext_noop("A goal under a cross-cutting theme is carried by one committee only."),
    why=gettext_noop("A goal that cuts across and is carried by one committee becomes that committee's sector policy."),
    clears=gettext_noop(
        "Let another committee carry the goal as well, or move it to a theme that does not cut across."
    ),
    source=literature.SECOND,
    messages=(gettext_noop("the goal cuts across, and one committee carries it alone"),),
)
def cross_cutting_goal_one_committee(view: GraphView) -> Iterator[RuleMatch]:
    """Match a cross-cutting goal that one committee alone carries."""
    for goal in view.all(Goal):
        carrying = carrying_committees(view, goal)
        if len(carrying) == 1 and is_cross_cutting(view, goal):
            yield RuleMatch(goal.ref, _as_evidence(carrying))


@rule(
    "D204",
    gettext_noop("never-met-about"),
    severity=Severity.WARNING,
    level=Level.PRIORITY,
    when=gettext_noop(
        "Two or more committees carry a goal, and no two of them have held a joint meeting about it in the council "
        "term."
    ),
    why=gettext_noop("Committees that carry a goal together and never meet about it carry two goals with one name."),
    clears=gettext_noop("Hold a joint meeting about the goal."),
    source=literature.SECOND,
    messages=(gettext_noop("the committees that carry the goal have held no joint meeting about it in the term"),),
)
def never_met_about(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal whose committees have not met about it."""
    for goal in view.all(Goal):
        carrying = carrying_committees(view, goal)
        if len(carrying) > 1 and not any(_two_attended(view, meeting, carrying) for meeting in _meetings(view, goal)):
            yield RuleMatch(goal.ref, _as_evidence((*carrying, *_term_nodes(view))))


@rule(
    "D205",
    gettext_noop("policy-beside-the-vision"),
    severity=Severity.WARNING,
    level=None,
    when=gettext_noop(
        "A policy in force leads back to no theme or goal in force, or a goal or another policy has replaced it."
    ),
    why=gettext_noop(
        "Policies that live on beside the vision tell committees and staff something else than the council does."
    ),
    clears=gettext_noop("Tie the policy to a theme or a goal, or end it."),
    source=literature.VIBORG,
    messages=(
        gettext_noop("the policy is in force and belongs to no theme or goal"),
        gettext_noop("the policy is in force, though a goal has replaced it"),
        gettext_noop("the policy is in force, though another policy has replaced it"),
    ),
)
def policy_beside_the_vision(view: GraphView) -> Iterator[RuleMatch]:
    """Match a policy in force that belongs to no goal or theme, or that was replaced, by what has since ended too."""
    for policy in view.all(Policy):
        replaced_by = _replaced_by(view, policy)
        if replaced_by:
            by_goal = any(ref.kind == NodeKind.GOAL for ref in replaced_by)
            yield RuleMatch(policy.ref, tuple(map(Evidence, replaced_by)), message=1 if by_goal else 2)
        elif not view.predecessors(policy, LEADS_TO, Theme) and not view.predecessors(policy, LEADS_TO, Goal):
            yield RuleMatch(policy.ref)


@rule(
    "D206",
    gettext_noop("goal-money-in-one-committee"),
    severity=Severity.NOTE,
    level=Level.FRAME,
    when=gettext_noop(
        "Several committees carry a goal, and all money for it lies under one of them. A line of 0 kroner is no money."
    ),
    why=gettext_noop("Whoever holds the money decides; the others carry the goal in words."),
    clears=gettext_noop("Let the committees that carry the goal share the money for it."),
    source=literature.SECOND,
    messages=(gettext_noop("several committees carry the goal, and all money for it lies under one of them"),),
)
def goal_money_in_one_committee(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal of several committees, one of which holds all money for it."""
    for goal in view.all(Goal):
        carrying, funding = carrying_committees(view, goal), budget_lines(view, goal)
        holders = [view.predecessors(line, LinkKind.HOLDS, Body) for line in funding]
        holding = {body.ref for bodies in holders for body in bodies}
        known = bool(holders) and all(holders)
        if len(carrying) > 1 and known and len(holding) == 1 and holding <= {body.ref for body in carrying}:
            yield RuleMatch(goal.ref, _as_evidence((*view.predecessors(funding[0], LinkKind.HOLDS, Body), *funding)))


@rule(
    "D207",
    gettext_noop("priority-gone-quiet"),
    severity=Severity.WARNING,
    level=Level.PRIORITY,
    when=gettext_noop(
        "For a year no joint meeting or decision about a priority or its goal, and no measurement of the goal, has "
        "touched a priority of the council term. Of several that one committee has given a goal, the latest counts. A "
        "priority that has ended is not asked about, nor an earlier one of the same committee."
    ),
    why=gettext_noop("What nobody has met about, decided or measured for a year is given up, whatever the list says."),
    clears=gettext_noop("Take the priority up at a meeting, measure the goal, or end the priority."),
    source=literature.QUIET,
    messages=(gettext_noop("no meeting, decision or measurement has touched the priority since %(last)s"),),
)
def priority_gone_quiet(view: GraphView) -> Iterator[RuleMatch]:
    """Match a priority that nothing has touched for a year."""
    for goal in view.all(Goal):
        for priority in _newest(view, goal):
            last = max(_days_touched(view, priority, goal))
            if last < one_year_earlier(view.day):
                yield RuleMatch(
                    priority.ref, _as_evidence((goal, *committees_prioritising(view, priority))), {"last": last}
                )


def _replaced_by(view: GraphView, policy: Policy) -> tuple[Ref, ...]:
    """Return the goals and policies that have replaced a policy, also those no longer in force."""
    links = (*view.links_to(policy.ref), *view.dangling_links(policy.ref))
    return tuple(sorted({link.start for link in links if link.kind == LinkKind.REPLACES and link.end == policy.ref}))


def _as_evidence(nodes: Iterable[Node]) -> tuple[Evidence, ...]:
    return tuple(Evidence(node.ref) for node in nodes)


def _term_nodes(view: GraphView) -> tuple[Node, ...]:
    """Return the term as evidence, so that the same omission in the next term is another finding."""
    term = current_term(view)
    return (term,) if term else ()


def _council_decided(view: GraphView, node: Goal | Priority) -> bool:
    """Return whether the council decided about a goal or a priority, or about a link that leads to it."""
    of_links = [decision_behind(view, link) for link in view.links_to(node.ref) if link.kind == LEADS_TO]
    decisions = (*decisions_about(view, node), *(decision for decision in of_links if decision))
    return any(is_council_decision(view, decision) for decision in decisions)


def _meetings(view: GraphView, goal: Goal) -> tuple[JointMeeting, ...]:
    """Return the joint meetings about a goal in the term."""
    return tuple(
        meeting for meeting in view.predecessors(goal, LinkKind.ABOUT, JointMeeting) if is_in_term(view, meeting.day)
    )


def _two_attended(view: GraphView, meeting: JointMeeting, carrying: tuple[Body, ...]) -> bool:
    attending = {body.ref for body in view.predecessors(meeting, LinkKind.ATTENDS, Body)}
    return len(attending & {body.ref for body in carrying}) > 1


def _newest(view: GraphView, goal: Goal) -> Iterator[Priority]:
    """Yield the priority for the latest year of every committee, unless the committee has ended it."""
    newest: dict[tuple[Ref, ...], Priority] = {}
    for priority in sorted(priorities(view, goal), key=lambda priority: (priority.year, priority.key)):
        newest[tuple(body.ref for body in committees_prioritising(view, priority))] = priority
    ended = _years_given_up(view, goal)
    for committees, priority in newest.items():
        is_over = priority.ended is not None and priority.ended < view.day
        if not is_over and priority.year > ended.get(committees, 0):
            yield priority


def _years_given_up(view: GraphView, goal: Goal) -> dict[tuple[Ref, ...], int]:
    """Return the latest year for which committees have given the goal priority and given it up again."""
    years: dict[tuple[Ref, ...], int] = {}
    for link in view.dangling_links(goal.ref):
        priority = view.expired.get(link.end)
        if link.kind == LEADS_TO and isinstance(priority, Priority):
            given = (one.start for one in view.dangling_links(priority.ref) if one.kind == LinkKind.GIVES)
            committees = tuple(sorted(given))
            years[committees] = max(priority.year, years.get(committees, 0))
    return years


def _days_touched(view: GraphView, priority: Priority, goal: Goal) -> Iterator[date]:
    """Yield every day on which something touched a priority, including the day it was given."""
    yield priority.valid_from or date(priority.year, 1, 1)
    for link in view.links_to(priority.ref):
        if behind := decision_behind(view, link):
            yield behind.day
    for decision in (*decisions_about(view, priority), *decisions_about(view, goal)):
        yield decision.day
    for meeting in view.predecessors(goal, LinkKind.ABOUT, JointMeeting):
        yield meeting.day
    for indicator in indicators(view, goal):
        yield from (measured.known_since for measured in indicator.measured)
