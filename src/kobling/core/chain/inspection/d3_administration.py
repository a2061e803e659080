"""Rules of D3, the third decoupling: between the council and the administration."""

from collections.abc import Iterable, Iterator

from kobling.core.chain.goal_queries import (
    agreements,
    budget_lines,
    carrying_committees,
    directorates_of,
    has_lapsed,
    initiatives,
    is_cross_cutting,
    one_year_earlier,
    working_directorates,
    working_units,
)
from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import (
    WHOLE_MUNICIPALITY,
    Agreement,
    Budget,
    Commitment,
    EndingKind,
    Goal,
    Initiative,
    Node,
    Person,
    Theme,
)
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection import literature
from kobling.core.chain.inspection.registry import Evidence, Level, RuleMatch, Severity, rule
from kobling.core.chain.inspection.silos import SiloTest, run_silo_test

LEADS_TO = LinkKind.LEADS_TO

BEGIN_WITH = 5
"""Number of goals of D302 that are named first, with their initiatives."""
BEGIN_MESSAGE = gettext_noop("begin here: committees of several directorates carry it, and one works on it alone")
ALONE_MESSAGE = gettext_noop("one directorate works on it alone here too")
JOIN_MESSAGE = gettext_noop("another directorate could join it")
SHARE_MESSAGE = gettext_noop(
    "works on goals: %(goals)s, its own committees' among them: %(own)s; by chance about %(expected)s"
)
INDEX_MESSAGE = gettext_noop(
    "that is %(index)s per cent of the way from chance to all of it (from %(low)s to %(high)s, had other goals been "
    "chosen); it is found from %(least)s per cent"
)
FORMER_MESSAGES = (
    gettext_noop(
        "of %(pairs)s cases of a directorate working on a goal, %(own)s are on a goal of its own committees, and "
        "chance would give about %(expected)s (p = %(p)s)"
    ),
)
"""Messages of D302 that stored findings may have; no rule makes them any more."""


@rule(
    "D301",
    gettext_noop("goal-lives-in-one-directorate"),
    severity=Severity.WARNING,
    level=Level.INITIATIVE,
    when=gettext_noop(
        "Several committees carry a goal, and one directorate alone works on it: through initiatives that its units own"
        " "
        "or contribute to, or agreements they are party to."
    ),
    why=gettext_noop(
        "The committees may agree as much as they like; what one directorate does alone does not cut across."
    ),
    clears=gettext_noop(
        "Let another directorate contribute to an initiative for the goal, or take it into its agreement."
    ),
    source=literature.THIRD,
    messages=(gettext_noop("several committees carry the goal, and one directorate alone works on it"),),
)
def goal_lives_in_one_directorate(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal of several committees that one directorate alone works on."""
    for goal in view.all(Goal):
        carrying, working = carrying_committees(view, goal), working_directorates(view, goal)
        if len(carrying) > 1 and len(working) == 1:
            yield RuleMatch(goal.ref, _as_evidence((*working, *carrying)))


@rule(
    "D302",
    gettext_noop("bilateral-administration"),
    severity=Severity.WARNING,
    level=None,
    when=gettext_noop(
        "Directorates work alone on goals that several committees carry, more than chance explains. Only goals count "
        "whose committees at least two directorates serve. Work on such a goal is bilateral where the directorate "
        "serves one of its committees and no other directorate works on it. One test decides for the whole "
        "municipality: who works on what is rewired at random 9,999 times, with as many goals per directorate and as "
        "many directorates per goal. There is a finding if at most 5 per cent of the rewirings have as much bilateral "
        "work, and it is at least 15 per cent of the way from what chance gives to all of it; a municipality may "
        "choose another share. Not tested with fewer than three directorates, or ten cases of one working on such a "
        "goal."
    ),
    why=gettext_noop(
        "Directorates that keep to their own committees live their own life, and what cuts across falls between them. "
        "Working together on what the committees share is the opposite, and is never found."
    ),
    clears=gettext_noop(
        "Begin with the goals that are named: let another of the directorates that serve their committees join an "
        "initiative."
    ),
    source=literature.REWIRING,
    messages=(
        gettext_noop(
            "of %(pairs)s pieces of work on goals that several committees carry, %(alone)s lie with one directorate "
            "alone; if it were by chance, it would be about %(expected)s"
        ),
    ),
)
def bilateral_administration(view: GraphView) -> Iterator[RuleMatch]:
    """Match the municipality if directorates work alone on the goals that their committees share with others."""
    result = run_silo_test(view)
    if not result.is_bilateral or result.expected is None:
        return
    figures = {"pairs": result.pairs, "alone": result.alone, "expected": round(result.expected, 1)}
    yield RuleMatch(WHOLE_MUNICIPALITY, tuple(_silo_evidence(result)), figures, fingerprint_facts=result.facts)


def _silo_evidence(result: SiloTest) -> Iterator[Evidence]:
    """Yield the goals and initiatives to begin with, the other goals, the directorates' shares, and the index."""
    for place, lone in enumerate(result.lone_goals):
        yield Evidence(lone.goal, BEGIN_MESSAGE if place < BEGIN_WITH else ALONE_MESSAGE)
        for initiative in lone.initiatives if place < BEGIN_WITH else ():
            yield Evidence(initiative, JOIN_MESSAGE)
    for share in result.shares:
        figures = {"goals": share.goals, "own": share.own, "expected": round(share.expected, 1)}
        yield Evidence(share.directorate, SHARE_MESSAGE, figures)
    if result.index is not None and result.interval is not None:
        low, high = result.interval
        shown = {"index": result.index, "low": low, "high": high, "least": result.least_index}
        percent = {name: round(100 * value) for name, value in shown.items()}
        yield Evidence(WHOLE_MUNICIPALITY, INDEX_MESSAGE, percent)


@rule(
    "D303",
    gettext_noop("no-project-across"),
    severity=Severity.WARNING,
    level=Level.INITIATIVE,
    when=gettext_noop(
        "There are initiatives for a goal under a cross-cutting theme, and none of them is owned by or has "
        "contributions "
        "from units in two directorates."
    ),
    why=gettext_noop("What no project does together is divided between those who do their own part."),
    clears=gettext_noop("Let a unit of another directorate contribute to one of the initiatives, or start one across."),
    source=literature.THIRD,
    messages=(gettext_noop("no initiative for the goal has units from two directorates"),),
)
def no_project_across(view: GraphView) -> Iterator[RuleMatch]:
    """Match a cross-cutting goal without an initiative across directorates."""
    for goal in view.all(Goal):
        for_goal = initiatives(view, goal) if is_cross_cutting(view, goal) else ()
        if for_goal and not any(len(directorates_of(view, working_units(view, each))) > 1 for each in for_goal):
            yield RuleMatch(goal.ref, _as_evidence(for_goal))


@rule(
    "D304",
    gettext_noop("goal-no-agreement-took"),
    severity=Severity.WARNING,
    level=Level.FRAME,
    when=gettext_noop("Something is done for a goal, and no agreement in force takes it over."),
    why=gettext_noop(
        "The agreement is what a unit is asked about. A goal that is in none of them is done as long as somebody feels "
        "like it."
    ),
    clears=gettext_noop("Take the goal over in an agreement with a unit that works on it."),
    source=literature.THIRD,
    messages=(gettext_noop("no agreement in force takes the goal over"),),
)
def goal_no_agreement_took(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal with work but without an agreement; a goal without any work is left to D106."""
    for goal in view.all(Goal):
        work = (*initiatives(view, goal), *budget_lines(view, goal))
        if work and not agreements(view, goal):
            yield RuleMatch(goal.ref, _as_evidence(work))


@rule(
    "D305",
    gettext_noop("agreement-after-budget"),
    severity=Severity.NOTE,
    level=Level.FRAME,
    when=gettext_noop("An agreement was signed after the budget it should have shaped was adopted."),
    why=gettext_noop(
        "An agreement that comes after the budget moves no money; it describes what was decided without it."
    ),
    clears=gettext_noop("Sign the next agreement before the budget is adopted."),
    source=literature.EVALUATION,
    messages=(gettext_noop("it was signed on %(signed)s, and the budget was adopted on %(adopted)s"),),
)
def agreement_after_budget(view: GraphView) -> Iterator[RuleMatch]:
    """Match an agreement that was signed after its budget was adopted."""
    for agreement in view.all(Agreement):
        for budget in view.successors(agreement, LinkKind.SHAPES, Budget):
            if agreement.signed and budget.adopted and budget.adopted < agreement.signed:
                figures = {"signed": agreement.signed, "adopted": budget.adopted}
                yield RuleMatch(agreement.ref, _as_evidence((budget,)), figures)


@rule(
    "D306",
    gettext_noop("relay-stopped"),
    severity=Severity.WARNING,
    level=Level.COMMITMENT,
    when=gettext_noop(
        "Commitments on a theme or its goals are handed on from the top to a level of leaders, and no further, though "
        "there are leaders below. The commitment of a leader who has left carries nothing on."
    ),
    why=gettext_noop("What leaders promise and do not hand on never reaches those who meet the citizens."),
    clears=gettext_noop(
        "Let the leaders of the last level reached hand their commitments on, and let somebody take over those of "
        "leaders who have left."
    ),
    source=literature.RELAY,
    messages=(
        gettext_noop(
            "the commitments stop at level %(level)s of %(levels)s; of the leaders at that level, %(committed)s of "
            "%(leaders)s have made one (%(percent)s per cent)"
        ),
        gettext_noop("the commitments stop at level %(level)s of %(levels)s"),
        gettext_noop("the leaders who committed themselves at the top have left, and nobody has taken over"),
    ),
)
def relay_stopped(view: GraphView) -> Iterator[RuleMatch]:
    """Match a theme whose commitments are not handed on to the lowest level of leaders."""
    leaders = view.all(Person)
    kept = [commitment for commitment in view.all(Commitment) if not has_lapsed(view, commitment)]
    levels = [
        *(leader.level for leader in leaders if leader.level),
        *(commitment.level for commitment in kept),
    ]
    for theme in view.all(Theme):
        relay, lapsed = _relay(view, theme)
        if lapsed and not relay:
            yield RuleMatch(theme.ref, _left(lapsed), message=2)
        reached = max((commitment.level for commitment in relay), default=None)
        if reached is None or reached >= max(levels):
            continue
        last = [commitment for commitment in relay if commitment.level == reached]
        evidence = (*_as_evidence(last), *_left(lapsed))
        figures = {"level": reached, "levels": max(levels)}
        of_level = sum(leader.level == reached for leader in leaders)
        committed = len(
            {person.ref for commitment in last for person in view.predecessors(commitment, LinkKind.MAKES, Person)}
        )
        if of_level:
            share = {"committed": committed, "leaders": of_level, "percent": round(100 * committed / of_level, 1)}
            yield RuleMatch(theme.ref, evidence, {**figures, **share})
        else:
            yield RuleMatch(theme.ref, evidence, figures, message=1)


@rule(
    "D307",
    gettext_noop("experiment-without-ending"),
    severity=Severity.WARNING,
    level=Level.INITIATIVE,
    when=gettext_noop(
        "An experiment is past its last day, and nobody has decided to spread it, adjust it or stop it. Or it was to be"
        " "
        "spread, and a year later nobody has looked whether it was."
    ),
    why=gettext_noop(
        "An experiment without an ending teaches nothing, and one that was to spread and did not was in vain."
    ),
    clears=gettext_noop("Decide: spread, adjust or stop, and say why. If it was to spread, look whether it did."),
    source=literature.EXPERIMENTS,
    messages=(
        gettext_noop("the experiment ended on %(end)s without a decision to spread, adjust or stop"),
        gettext_noop("it was decided on %(decided)s to spread the experiment, and nobody has looked whether it was"),
    ),
)
def experiment_without_ending(view: GraphView) -> Iterator[RuleMatch]:
    """Match an experiment past its last day without an ending, or spread a year ago without a follow-up."""
    for initiative in view.all(Initiative):
        if not initiative.experiment:
            continue
        if initiative.ending is None:
            if initiative.end is not None and initiative.end < view.day:
                yield RuleMatch(initiative.ref, figures={"end": initiative.end})
        elif (
            initiative.ending.kind == EndingKind.SPREAD
            and initiative.ending.day <= one_year_earlier(view.day)
            and initiative.followed_up is None
        ):
            yield RuleMatch(initiative.ref, figures={"decided": initiative.ending.day}, message=1)


def _as_evidence(nodes: Iterable[Node]) -> tuple[Evidence, ...]:
    return tuple(Evidence(node.ref) for node in nodes)


def _left(lapsed: Iterable[Commitment]) -> tuple[Evidence, ...]:
    return tuple(Evidence(commitment.ref, gettext_noop("the leader who made it has left")) for commitment in lapsed)


def _relay(view: GraphView, theme: Theme) -> tuple[list[Commitment], list[Commitment]]:
    """Return the topmost commitments on a theme or its goals with all that they have been handed on as, by key.

    The second list are those it stops at, because the leaders who made them have left; what they handed on is in
    neither.
    """
    goals = view.successors(theme, LEADS_TO, Goal)
    on_goals = [commitment for goal in goals for commitment in view.successors(goal, LEADS_TO, Commitment)]
    direct = [*view.successors(theme, LEADS_TO, Commitment), *on_goals]
    kept = [commitment for commitment in direct if not has_lapsed(view, commitment)]
    top = min((commitment.level for commitment in kept or direct), default=None)
    waiting = [commitment for commitment in direct if top is not None and commitment.level <= top]
    relay: dict[str, Commitment] = {}
    lapsed: dict[str, Commitment] = {}
    while waiting:
        commitment = waiting.pop()
        if has_lapsed(view, commitment):
            lapsed[commitment.key] = commitment
        elif commitment.key not in relay:
            relay[commitment.key] = commitment
            waiting.extend(view.successors(commitment, LEADS_TO, Commitment))
    return [relay[key] for key in sorted(relay)], [lapsed[key] for key in sorted(lapsed)]
