"""Rules of D4, the fourth decoupling: between means and ends."""

from collections.abc import Iterator
from datetime import timedelta

from kobling.core.chain.goal_queries import targets, unique_nodes
from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import Goal, Initiative, Target
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection import literature
from kobling.core.chain.inspection.registry import Evidence, Level, RuleMatch, Severity, rule
from kobling.core.status import Status

NOT_MOVED = frozenset({Status.UNCHANGED, Status.BEHIND, Status.MOVING_AWAY})


@rule(
    "D401",
    gettext_noop("done-but-not-moved"),
    severity=Severity.WARNING,
    level=Level.STATUS,
    when=gettext_noop(
        "Every initiative for a target is over, the time it was expected to take to show has passed for each of them, "
        "and the target reads unchanged, behind or getting worse. An initiative for a goal counts for each of its "
        "targets that has none of its own."
    ),
    why=gettext_noop("Everything was done as agreed and nothing came of it: the means were not means to this end."),
    clears=gettext_noop("Find out why it did not work, and try something else; or say why it must take longer."),
    source=literature.MEANS_ENDS,
    messages=(
        gettext_noop("everything begun for the target is over and has had its time, and the target reads %(status)s"),
    ),
)
def done_but_not_moved(view: GraphView) -> Iterator[RuleMatch]:
    """Match a target that has not moved although all work for it should have shown by now."""
    for goal in view.all(Goal):
        for target in targets(view, goal):
            status = target.readings[-1].status if target.readings else None
            done = _for_target(view, goal, target)
            if status in NOT_MOVED and done and all(_should_have_shown(view, initiative) for initiative in done):
                evidence = tuple(Evidence(initiative.ref) for initiative in done)
                yield RuleMatch(target.ref, evidence, {"status": str(status)})


@rule(
    "D402",
    gettext_noop("trivial-target"),
    severity=Severity.NOTE,
    level=Level.STATUS,
    when=gettext_noop("A target was already certainly met at the starting point."),
    why=gettext_noop("A target that was met before anything was done asks nothing, and makes the goal look reached."),
    clears=gettext_noop("Set a target that is worth reaching, or say that the goal is to stay where it is."),
    source=literature.AMBITION,
    messages=(gettext_noop("the target was certainly met already when it was set"),),
)
def trivial_target(view: GraphView) -> Iterator[RuleMatch]:
    """Match a target that was met at the baseline."""
    for target in unique_nodes(target for goal in view.all(Goal) for target in targets(view, goal)):
        if target.met_at_baseline:
            yield RuleMatch(target.ref)


def _for_target(view: GraphView, goal: Goal, target: Target) -> tuple[Initiative, ...]:
    """Return a target's own initiatives or, if it has none, those of its goal."""
    own = view.successors(target, LinkKind.LEADS_TO, Initiative)
    return own or view.successors(goal, LinkKind.LEADS_TO, Initiative)


def _should_have_shown(view: GraphView, initiative: Initiative) -> bool:
    """Return whether an initiative has ended and should have had its effect by now; False if the delay is not known."""
    ended = initiative.ended_on(view.day)
    if ended is None or initiative.effect_after_days is None:
        return False
    return view.day - ended >= timedelta(initiative.effect_after_days)
