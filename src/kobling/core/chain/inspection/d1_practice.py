"""Rules of D1, the first decoupling: between the vision and the practice."""

from collections.abc import Iterator

from kobling.core.chain.goal_queries import (
    agreements,
    budget_lines,
    current_term,
    indicators,
    initiatives,
    judges,
    targets,
    unique_nodes,
)
from kobling.core.chain.graph.graph import GraphView
from kobling.core.chain.graph.links import LinkKind
from kobling.core.chain.graph.nodes import (
    Agreement,
    AgreementGoal,
    Body,
    Budget,
    BudgetLine,
    Goal,
    Indicator,
    Initiative,
    Node,
    Person,
    Target,
    Theme,
)
from kobling.core.chain.i18n import gettext_noop
from kobling.core.chain.inspection import literature
from kobling.core.chain.inspection.measurable_words import find_measurable_words
from kobling.core.chain.inspection.registry import (
    Evidence,
    Level,
    MessageFigure,
    RuleMatch,
    Severity,
    rule,
)

LEADS_TO = LinkKind.LEADS_TO

FORMER_MESSAGES = (gettext_noop("“%(text)s” names no number, no year, no direction and nothing to compare with"),)
"""Messages that stored findings may have; no rule makes them any more."""


@rule(
    "D101",
    gettext_noop("theme-without-goal"),
    severity=Severity.ERROR,
    level=Level.THEME,
    when=gettext_noop("A theme has no goal in force."),
    why=gettext_noop(
        "A heading that wants nothing in particular asks nothing of anybody, and nobody can tell if it came true."
    ),
    clears=gettext_noop("Give the theme a goal, or end the theme."),
    source=literature.FIRST,
    messages=(gettext_noop("no goal in force stands under the theme"),),
)
def theme_without_goal(view: GraphView) -> Iterator[RuleMatch]:
    """Match a theme without a goal in force."""
    for theme in view.all(Theme):
        if not view.successors(theme, LEADS_TO, Goal):
            yield RuleMatch(theme.ref, _expired_neighbours(view, theme, Goal))


@rule(
    "D102",
    gettext_noop("goal-without-target"),
    severity=Severity.ERROR,
    level=Level.GOAL,
    when=gettext_noop(
        "A goal has no target, and no body or person is named to judge it. A target that is to be judged counts only "
        "where somebody is named."
    ),
    why=gettext_noop(
        "Without a target, and without anybody to judge, nothing that happens can make the goal reached or missed."
    ),
    clears=gettext_noop("Set a target, or name the body or the person who judges whether the goal is reached."),
    source=literature.FIRST,
    messages=(
        gettext_noop("the goal has no target, and nobody is named to judge it"),
        gettext_noop("the goal is to be judged, and nobody is named to judge it"),
    ),
)
def goal_without_target(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal without a judge whose targets, if it has any, are all to be judged."""
    for goal in view.all(Goal):
        of_goal = targets(view, goal)
        if not judges(view, goal) and all(target.judged for target in of_goal):
            yield RuleMatch(goal.ref, _expired_judges(view, goal), message=1 if of_goal else 0)


@rule(
    "D103",
    gettext_noop("target-without-indicator"),
    severity=Severity.ERROR,
    level=Level.MEASUREMENT,
    when=gettext_noop(
        "A target has no indicator in use. A target that is judged needs none where the body or the person who judges "
        "it is named."
    ),
    why=gettext_noop("A number to reach that nobody measures stays a wish."),
    clears=gettext_noop("Choose an indicator for the target, or name the body or the person who judges it."),
    source=literature.FIRST,
    messages=(
        gettext_noop("no indicator in use measures the target"),
        gettext_noop("the target is to be judged, and nobody is named to judge it"),
    ),
)
def target_without_indicator(view: GraphView) -> Iterator[RuleMatch]:
    """Match a target without an indicator in use, or one that is to be judged and has no judge."""
    for target in _targets(view):
        if target.judged:
            goals = view.predecessors(target, LEADS_TO, Goal)
            if not any(judges(view, goal) for goal in goals):
                yield RuleMatch(target.ref, _expired_judges(view, *goals), message=1)
        elif not view.successors(target, LEADS_TO, Indicator):
            yield RuleMatch(target.ref, _expired_neighbours(view, target, Indicator))


@rule(
    "D104",
    gettext_noop("indicator-without-baseline"),
    severity=Severity.WARNING,
    level=Level.MEASUREMENT,
    when=gettext_noop(
        "An indicator in use has no measurement, or none of a period that ended by the end of the council term's first "
        "year."
    ),
    why=gettext_noop(
        "Change is counted from a starting point. If the first figure comes late in the term, nobody can tell what the "
        "term changed."
    ),
    clears=gettext_noop("Fetch a figure for the first year of the term or earlier, where the source has one."),
    source=literature.FIRST,
    messages=(
        gettext_noop("there is no measurement"),
        gettext_noop("the oldest measurement is for %(oldest)s; the first year of the term ended on %(year_ended)s"),
    ),
)
def indicator_without_baseline(view: GraphView) -> Iterator[RuleMatch]:
    """Match an indicator in use without a measurement early enough to be the term's baseline."""
    term = current_term(view)
    first_year_ends = term.valid_from.replace(month=12, day=31) if term and term.valid_from else None
    for indicator in _indicators(view):
        oldest = min((measured.period for measured in indicator.measured), default=None)
        if oldest is None:
            yield RuleMatch(indicator.ref)
        elif first_year_ends and oldest.end > first_year_ends:
            yield RuleMatch(indicator.ref, figures={"oldest": oldest.code, "year_ended": first_year_ends}, message=1)


@rule(
    "D105",
    gettext_noop("indicator-gone-stale"),
    severity=Severity.WARNING,
    level=Level.MEASUREMENT,
    when=gettext_noop("The latest period of an indicator in use is older than the indicator's cadence plus grace."),
    why=gettext_noop(
        "A figure that is past its time says nothing about today, and a goal steered by it is not steered."
    ),
    clears=gettext_noop("Fetch a newer figure, or change how often one is expected."),
    source=literature.FIRST,
    messages=(
        gettext_noop("the latest measurement is for %(latest)s; a newer one was due %(days)s days after it ended"),
    ),
)
def indicator_gone_stale(view: GraphView) -> Iterator[RuleMatch]:
    """Match an indicator in use whose latest period is too old."""
    for indicator in _indicators(view):
        latest = max((measured.period for measured in indicator.measured), default=None)
        if latest and (view.day - latest.end).days > indicator.max_age_days:
            yield RuleMatch(indicator.ref, figures={"latest": latest.code, "days": indicator.max_age_days})


@rule(
    "D106",
    gettext_noop("goal-without-practice"),
    severity=Severity.ERROR,
    level=Level.INITIATIVE,
    when=gettext_noop("No initiative, agreement or budget line leads from a goal."),
    why=gettext_noop(
        "A goal that nobody is paid for, has agreed on or works for is where a vision loses its credibility."
    ),
    clears=gettext_noop("Start an initiative, take the goal into an agreement, or put money on it; or end the goal."),
    source=literature.FIRST,
    messages=(gettext_noop("no initiative, agreement or budget line leads from the goal"),),
)
def goal_without_practice(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal for which nothing is done."""
    for goal in view.all(Goal):
        if not (initiatives(view, goal) or agreements(view, goal) or budget_lines(view, goal)):
            yield RuleMatch(goal.ref, _expired_neighbours(view, goal, Initiative, Agreement, AgreementGoal, BudgetLine))


@rule(
    "D107",
    gettext_noop("practice-without-goal"),
    severity=Severity.WARNING,
    level=None,
    when=gettext_noop(
        "An initiative that has begun and is not over, or an agreement's goal, or an agreement without any goal, leads "
        "back to no goal in force."
    ),
    why=gettext_noop("Work that nobody can trace to something the council wants is decoupled, however good it is."),
    clears=gettext_noop("Say which goal it is for, or ask the council whether it is to go on."),
    source=literature.FIRST,
    messages=(gettext_noop("nothing that the council wants leads to it"),),
)
def practice_without_goal(view: GraphView) -> Iterator[RuleMatch]:
    """Match work that is done for no goal."""
    for practice in (*_ongoing(view), *view.all(AgreementGoal), *_agreements_without_own_goals(view)):
        for_targets = view.predecessors(practice, LEADS_TO, Target)
        of_targets = any(view.predecessors(target, LEADS_TO, Goal) for target in for_targets)
        if not of_targets and not view.predecessors(practice, LEADS_TO, Goal):
            yield RuleMatch(practice.ref, _expired_neighbours(view, practice, Goal, Target))


@rule(
    "D108",
    gettext_noop("money-without-goal"),
    severity=Severity.WARNING,
    level=None,
    when=gettext_noop(
        "Some of the money of a year's budget tracks leads back to no goal in force, or was adopted without being put "
        "on "
        "any line."
    ),
    why=gettext_noop(
        "Money is the council's strongest sentence. Where it follows no goal, the goals are not what steers."
    ),
    clears=gettext_noop("Tie the lines to the goals they pay for, and put the rest on lines."),
    source=literature.ODENSE_BUDGET,
    messages=(
        gettext_noop("%(without)s of %(total)s kroner lead back to no goal (%(percent)s per cent)"),
        gettext_noop("lines lead back to no goal, and how much money lies on them is not given"),
    ),
)
def money_without_goal(view: GraphView) -> Iterator[RuleMatch]:
    """Match a budget of which some money leads back to no goal."""
    for budget in view.all(Budget):
        lines = view.predecessors(budget, LinkKind.PART_OF, BudgetLine)
        without = [line for line in lines if not view.predecessors(line, LEADS_TO, Goal)]
        amounts = [line.kroner for line in lines if line.kroner is not None]
        unallocated = _unallocated(budget, lines)
        money = unallocated + sum(line.kroner or 0 for line in without)
        total = max(budget.total or 0, sum(amounts))
        evidence = (*(_amount_evidence(line) for line in without), *_unallocated_evidence(budget, unallocated))
        if money:
            figures = {"without": money, "total": total, "percent": round(100 * money / total, 1)}
            yield RuleMatch(budget.ref, evidence, figures)
        elif any(line.kroner is None for line in without):
            yield RuleMatch(budget.ref, evidence, message=1)


@rule(
    "D109",
    gettext_noop("motto-not-goal"),
    severity=Severity.NOTE,
    level=Level.GOAL,
    when=gettext_noop(
        "The words of a goal name nothing that can be measured: no number of anything, no year by which, no direction "
        "and nothing to compare with. A number or a year that measures nothing, as in “100 per cent our town” or "
        "“Vision 2030”, does not count."
    ),
    why=gettext_noop(
        "Nobody can be against a motto, so it chooses nothing; and nobody can say whether it has come true."
    ),
    clears=gettext_noop("Say in the goal itself what becomes more or less, how much, and by when."),
    source=literature.FIRST,
    messages=(
        gettext_noop(
            "“%(text)s” names nothing that can be measured: no number of anything, no year by which, no direction and "
            "nothing to compare with"
        ),
    ),
)
def motto_not_goal(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal whose wording in force has no measurable word."""
    for goal in view.all(Goal):
        for wording in goal.wordings:
            if find_measurable_words(wording.text, language=wording.language).is_empty:
                yield RuleMatch(goal.ref, figures={"text": wording.text})
                break


@rule(
    "D110",
    gettext_noop("goal-nobody-owns"),
    severity=Severity.ERROR,
    level=Level.GOAL,
    when=gettext_noop("No body and no named person answers for a goal, or the person who did has left."),
    why=gettext_noop(
        "What everybody answers for nobody answers for, and a goal without an owner is the first to be forgotten."
    ),
    clears=gettext_noop("Name the body or the person who answers for the goal."),
    source=literature.OWNERSHIP,
    messages=(
        gettext_noop("nobody answers for the goal"),
        gettext_noop("whoever answered for the goal is not there any more, and nobody has taken over"),
    ),
)
def goal_nobody_owns(view: GraphView) -> Iterator[RuleMatch]:
    """Match a goal without a responsible body or person who is still there."""
    for goal in view.all(Goal):
        answering: tuple[Node, ...] = (
            *view.predecessors(goal, LinkKind.ANSWERS_FOR, Body),
            *view.predecessors(goal, LinkKind.ANSWERS_FOR, Person),
        )
        if not answering:
            expired = _expired_persons(view, LinkKind.ANSWERS_FOR, goal)
            yield RuleMatch(goal.ref, expired, message=1 if expired else 0)


def _expired_neighbours(view: GraphView, node: Node, *of: type[Node]) -> tuple[Evidence, ...]:
    """Return the expired neighbours of a node, of the given kinds, as evidence."""
    dangling = [link for link in view.dangling_links(node.ref) if link.kind == LEADS_TO]
    others = {link.end if link.start == node.ref else link.start for link in dangling}
    expired = sorted(
        ref for ref in others if ref not in view.nodes and ref.kind in {node_type.kind for node_type in of}
    )
    return tuple(Evidence(ref, gettext_noop("is not in force")) for ref in expired)


def _expired_judges(view: GraphView, *goals: Goal) -> tuple[Evidence, ...]:
    return _expired_persons(view, LinkKind.JUDGES, *goals)


def _expired_persons(view: GraphView, kind: LinkKind, *goals: Goal) -> tuple[Evidence, ...]:
    """Return the bodies and persons that links of a kind led from to the goals, and that are no longer there."""
    dangling = (link for goal in goals for link in view.dangling_links(goal.ref))
    return tuple(Evidence(link.start) for link in dangling if link.kind == kind)


def _targets(view: GraphView) -> tuple[Target, ...]:
    return unique_nodes(target for goal in view.all(Goal) for target in targets(view, goal))


def _indicators(view: GraphView) -> tuple[Indicator, ...]:
    return unique_nodes(indicator for goal in view.all(Goal) for indicator in indicators(view, goal))


def _ongoing(view: GraphView) -> Iterator[Initiative]:
    for initiative in view.all(Initiative):
        if (initiative.start is None or initiative.start <= view.day) and initiative.ended_on(view.day) is None:
            yield initiative


def _agreements_without_own_goals(view: GraphView) -> Iterator[Agreement]:
    """Yield the agreements without goals of their own; the others are checked goal by goal."""
    for agreement in view.all(Agreement):
        if not view.predecessors(agreement, LinkKind.PART_OF, AgreementGoal):
            yield agreement


def _amount_evidence(line: BudgetLine) -> Evidence:
    if line.kroner is None:
        return Evidence(line.ref, gettext_noop("amount not given"))
    return Evidence(line.ref, gettext_noop("%(kroner)s kroner"), {"kroner": line.kroner})


def _unallocated(budget: Budget, lines: tuple[BudgetLine, ...]) -> int:
    """Return the kroner adopted but not on any line; 0 if a line's amount or the adopted total is not given."""
    if budget.total is None or any(line.kroner is None for line in lines):
        return 0
    return max(0, budget.total - sum(line.kroner or 0 for line in lines))


def _unallocated_evidence(budget: Budget, unallocated: int) -> tuple[Evidence, ...]:
    message = gettext_noop("%(kroner)s kroner adopted and not put on any line")
    return (Evidence(budget.ref, message, {"kroner": unallocated}),) if unallocated else ()


@rule(
    "D111",
    gettext_noop("indicator-table-retired"),
    severity=Severity.WARNING,
    level=Level.MEASUREMENT,
    when=gettext_noop("The source has stopped the table that an indicator in use is fetched from."),
    why=gettext_noop(
        "There will be no newer figure, and soon nobody can say how it goes with the goal. Another table may count "
        "differently, so the change of table has to be seen."
    ),
    clears=gettext_noop("Find the table that took its place, and fetch the figures from that."),
    source=literature.FIRST,
    messages=(gettext_noop("the source has stopped the table %(table)s; it was seen on %(day)s"),),
)
def indicator_table_retired(view: GraphView) -> Iterator[RuleMatch]:
    """Match an indicator in use whose table the source has stopped."""
    for indicator in _indicators(view):
        if indicator.retired is not None:
            yield RuleMatch(indicator.ref, figures={"table": indicator.table or "", "day": indicator.retired})


@rule(
    "D112",
    gettext_noop("figure-withdrawn"),
    severity=Severity.WARNING,
    level=Level.MEASUREMENT,
    when=gettext_noop("The source has withdrawn a figure of an indicator in use, and has not given it again."),
    why=gettext_noop(
        "What has been said of the goal may have rested on a figure that nobody stands by any more. No status rests on "
        "it now, and it has to be known why it was withdrawn."
    ),
    clears=gettext_noop(
        "Ask the source why, and fetch the figure again when it gives one; or answer that the figure is gone for good."
    ),
    source=literature.FIRST,
    messages=(
        gettext_noop("the source has withdrawn the figure for %(latest)s; it was seen on %(day)s"),
        gettext_noop(
            "the source has withdrawn %(count)s figures, the newest for %(latest)s; the last was seen on %(day)s"
        ),
    ),
)
def figure_withdrawn(view: GraphView) -> Iterator[RuleMatch]:
    """Match an indicator in use of which the source has withdrawn figures."""
    for indicator in _indicators(view):
        if not indicator.withdrawn:
            continue
        latest = max(one.period for one in indicator.withdrawn)
        figures: dict[str, MessageFigure] = {
            "latest": latest.code,
            "day": max(one.since for one in indicator.withdrawn),
        }
        count = len(indicator.withdrawn)
        if count == 1:
            yield RuleMatch(indicator.ref, figures=figures)
        else:
            yield RuleMatch(indicator.ref, figures=figures | {"count": count}, message=1)


FAILED_DAYS = 3
"""On so many days fetching has to have failed, without success between them, before a register keeps failing."""


@rule(
    "D113",
    gettext_noop("register-keeps-failing"),
    severity=Severity.WARNING,
    level=Level.MEASUREMENT,
    when=gettext_noop(
        "The figures of an indicator in use could not be fetched from their register on three days or more, and have "
        "not been fetched since."
    ),
    why=gettext_noop("The figures grow old while everybody believes that they are fetched."),
    clears=gettext_noop("Mend what the last error names, and fetch the figures."),
    source=literature.FIRST,
    messages=(gettext_noop("no figures could be fetched on %(count)s days; the first of them was %(since)s"),),
)
def register_keeps_failing(view: GraphView) -> Iterator[RuleMatch]:
    """Match an indicator in use whose figures cannot be fetched; the last error is the evidence."""
    for indicator in _indicators(view):
        days = {one.day for one in indicator.failed}
        if len(days) < FAILED_DAYS:
            continue
        last, since = indicator.failed[-1], min(days)
        yield RuleMatch(
            indicator.ref,
            (Evidence(indicator.ref, last.error, dict(last.facts)),),
            figures={"count": len(days), "since": since},
            fingerprint_facts=(since.isoformat(),),
        )
