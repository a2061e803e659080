"""D3, the third decoupling: between the council and the administration."""

from collections.abc import Iterable, Iterator

from kobling.core.chain.goal_queries import (
    agreements,
    budget_lines,
    carrying_committees,
    directorates_of,
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
from kobling.core.chain.inspection import sources
from kobling.core.chain.inspection.registry import Evidence, Level, RuleMatch, Severity, rule
from kobling.core.chain.inspection.silos import SHARE_MESSAGE, run_silo_test

LEADS_TO = LinkKind.LEADS_TO


@rule(
    "D301",
    "goal-lives-in-one-directorate",
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
    source=sources.THIRD,
    messages=(gettext_noop("several committees carry the goal, and one directorate alone works on it"),),
)
def goal_lives_in_one_directorate(view: GraphView) -> Iterator[RuleMatch]:
    """One directorate alone works on a goal that several committees carry."""
    for goal in view.all(Goal):
        carrying, working = carrying_committees(view, goal), working_directorates(view, goal)
        if len(carrying) > 1 and len(working) == 1:
            yield RuleMatch(goal.ref, _seen((*working, *carrying)))


@rule(
    "D302",
    "bilateral-administration",
    severity=Severity.WARNING,
    level=None,
    when=gettext_noop(
        "Directorates work on goals that their own committees carry more than chance explains. One test decides for the"
        " "
        "whole municipality: who works on what is rewired at random 9,999 times, with as many goals per directorate and"
        " as "
        "many directorates per goal, and the finding is made if at most 5 per cent of the rewirings have as much work "
        "on "
        "own committees' goals. Not tested with fewer than three directorates, or ten cases of one working on a goal."
    ),
    why=gettext_noop(
        "Directorates that keep to their own committees' goals live their own life, and what cuts across falls between "
        "them."
    ),
    clears=gettext_noop(
        "Let directorates work on goals that others' committees carry; the shares show where to begin."
    ),
    source=sources.REWIRING,
    messages=(
        gettext_noop(
            "of %(pairs)s cases of a directorate working on a goal, %(own)s are on a goal of its own committees, and "
            "chance "
            "would give about %(expected)s (p = %(p)s)"
        ),
    ),
)
def bilateral_administration(view: GraphView) -> Iterator[RuleMatch]:
    """Directorates keep to their own committees' goals."""
    tested = run_silo_test(view)
    if not tested.is_bilateral or tested.expected is None or tested.p is None:
        return
    evidence = tuple(
        Evidence(
            one.directorate, SHARE_MESSAGE, {"goals": one.goals, "own": one.own, "expected": round(one.expected, 1)}
        )
        for one in tested.shares
    )
    figures = {"pairs": tested.pairs, "own": tested.own, "expected": round(tested.expected, 1), "p": tested.p}
    yield RuleMatch(WHOLE_MUNICIPALITY, evidence, figures, fingerprint_facts=tested.facts)


@rule(
    "D303",
    "no-project-across",
    severity=Severity.WARNING,
    level=Level.INITIATIVE,
    when=gettext_noop(
        "There are initiatives for a goal under a cross-cutting theme, and none of them is owned by or has "
        "contributions "
        "from units in two directorates."
    ),
    why=gettext_noop("What no project does together is divided between those who do their own part."),
    clears=gettext_noop("Let a unit of another directorate contribute to one of the initiatives, or start one across."),
    source=sources.THIRD,
    messages=(gettext_noop("no initiative for the goal has units from two directorates"),),
)
def no_project_across(view: GraphView) -> Iterator[RuleMatch]:
    """No initiative for a cross-cutting goal goes across directorates."""
    for goal in view.all(Goal):
        begun = initiatives(view, goal) if is_cross_cutting(view, goal) else ()
        if begun and not any(len(directorates_of(view, working_units(view, one))) > 1 for one in begun):
            yield RuleMatch(goal.ref, _seen(begun))


@rule(
    "D304",
    "goal-no-agreement-took",
    severity=Severity.WARNING,
    level=Level.FRAME,
    when=gettext_noop("Something is done for a goal, and no agreement in force takes it over."),
    why=gettext_noop(
        "The agreement is what a unit is asked about. A goal that is in none of them is done as long as somebody feels "
        "like it."
    ),
    clears=gettext_noop("Take the goal over in an agreement with a unit that works on it."),
    source=sources.THIRD,
    messages=(gettext_noop("no agreement in force takes the goal over"),),
)
def goal_no_agreement_took(view: GraphView) -> Iterator[RuleMatch]:
    """No agreement takes a goal over; where nothing at all is done for it, D106 says so alone."""
    for goal in view.all(Goal):
        done = (*initiatives(view, goal), *budget_lines(view, goal))
        if done and not agreements(view, goal):
            yield RuleMatch(goal.ref, _seen(done))


@rule(
    "D305",
    "agreement-after-budget",
    severity=Severity.NOTE,
    level=Level.FRAME,
    when=gettext_noop("An agreement was signed after the budget it should have shaped was adopted."),
    why=gettext_noop(
        "An agreement that comes after the budget moves no money; it describes what was decided without it."
    ),
    clears=gettext_noop("Sign the next agreement before the budget is adopted."),
    source=sources.EVALUATION,
    messages=(gettext_noop("it was signed on %(signed)s, and the budget was adopted on %(adopted)s"),),
)
def agreement_after_budget(view: GraphView) -> Iterator[RuleMatch]:
    """An agreement came too late for its budget."""
    for agreement in view.all(Agreement):
        for budget in view.successors(agreement, LinkKind.SHAPES, Budget):
            if agreement.signed and budget.adopted and budget.adopted < agreement.signed:
                figures = {"signed": agreement.signed, "adopted": budget.adopted}
                yield RuleMatch(agreement.ref, _seen((budget,)), figures)


@rule(
    "D306",
    "relay-stopped",
    severity=Severity.WARNING,
    level=Level.COMMITMENT,
    when=gettext_noop(
        "Commitments on a theme or its goals are handed on from the top to a level of leaders, and no further, though "
        "there are leaders below."
    ),
    why=gettext_noop("What leaders promise and do not hand on never reaches those who meet the citizens."),
    clears=gettext_noop("Let the leaders of the last level reached hand their commitments on."),
    source=sources.RELAY,
    messages=(
        gettext_noop(
            "the commitments stop at level %(level)s of %(levels)s; of the leaders at that level, %(committed)s of "
            "%(leaders)s have made one (%(percent)s per cent)"
        ),
        gettext_noop("the commitments stop at level %(level)s of %(levels)s"),
    ),
)
def relay_stopped(view: GraphView) -> Iterator[RuleMatch]:
    """Commitments on a theme are not handed on."""
    leaders = view.all(Person)
    levels = [*(one.level for one in leaders if one.level), *(one.level for one in view.all(Commitment))]
    for theme in view.all(Theme):
        relay = _relay(view, theme)
        reached = max((one.level for one in relay), default=None)
        if reached is None or reached >= max(levels):
            continue
        last = [one for one in relay if one.level == reached]
        figures = {"level": reached, "levels": max(levels)}
        of_level = sum(one.level == reached for one in leaders)
        committed = len({person.ref for one in last for person in view.predecessors(one, LinkKind.MAKES, Person)})
        if of_level:
            share = {"committed": committed, "leaders": of_level, "percent": round(100 * committed / of_level, 1)}
            yield RuleMatch(theme.ref, _seen(last), {**figures, **share})
        else:
            yield RuleMatch(theme.ref, _seen(last), figures, message=1)


@rule(
    "D307",
    "experiment-without-ending",
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
    source=sources.EXPERIMENTS,
    messages=(
        gettext_noop("the experiment ended on %(end)s without a decision to spread, adjust or stop"),
        gettext_noop("it was decided on %(decided)s to spread the experiment, and nobody has looked whether it was"),
    ),
)
def experiment_without_ending(view: GraphView) -> Iterator[RuleMatch]:
    """An experiment has no ending, or nobody has followed its ending up."""
    for one in view.all(Initiative):
        if not one.experiment:
            continue
        if one.ending is None:
            if one.end is not None and one.end < view.day:
                yield RuleMatch(one.ref, figures={"end": one.end})
        elif (
            one.ending.kind == EndingKind.SPREAD
            and one.ending.day <= one_year_earlier(view.day)
            and one.followed_up is None
        ):
            yield RuleMatch(one.ref, figures={"decided": one.ending.day}, message=1)


def _seen(nodes: Iterable[Node]) -> tuple[Evidence, ...]:
    return tuple(Evidence(node.ref) for node in nodes)


def _relay(view: GraphView, theme: Theme) -> list[Commitment]:
    """The commitments that the topmost ones on a theme or its goals have been handed on as, and those themselves."""
    goals = view.successors(theme, LEADS_TO, Goal)
    on_goals = [one for goal in goals for one in view.successors(goal, LEADS_TO, Commitment)]
    begun = [*view.successors(theme, LEADS_TO, Commitment), *on_goals]
    top = min((one.level for one in begun), default=None)
    waiting = [one for one in begun if one.level == top]
    found: dict[str, Commitment] = {}
    while waiting:
        one = waiting.pop()
        if one.key not in found:
            found[one.key] = one
            waiting.extend(view.successors(one, LEADS_TO, Commitment))
    return sorted(found.values(), key=lambda one: one.key)
