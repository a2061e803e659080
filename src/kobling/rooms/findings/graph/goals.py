"""Vision, themes, goals, targets and indicators."""

from datetime import date

from kobling.core.chain import Goal, Indicator, Kind, LinkKind, Measured, Ref, Target, Theme, Vision, Wording
from kobling.core.status import Kind as TargetKind
from kobling.rooms.chain import records as kept
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name, validity
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.findings.graph.status_history import StatusHistory
from kobling.rooms.folder.records import Facts
from kobling.rooms.indicators.records import Indicator as Measure
from kobling.rooms.records import Text


def add_goals(builder: GraphBuilder, facts: Facts) -> None:
    """Add what the council wants, and what is measured of it."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    history = StatusHistory(facts)
    for taken in facts.decisions:
        builder.decided(taken, taken, bodies=bodies)
    for vision in facts.visions:
        ref = builder.add(Vision(vision.key, **validity(vision)), vision.name, vision)
        builder.about(builder.decided(vision.decision, vision, "decision", bodies=bodies), ref)
    for theme in facts.themes:
        _add_theme(builder, theme, facts, bodies)
    for indicator in facts.indicators:
        measured = tuple(Measured(period, drawn) for period, drawn in history.measured_periods(indicator.key))
        node = Indicator(
            indicator.key,
            max_age_days=indicator.max_age_days,
            measured=measured,
            table=indicator.draw.table if indicator.draw else None,
            retired=_retired(indicator, facts),
        )
        builder.add(node, indicator.name, indicator)
    for goal in facts.goals:
        _add_goal(builder, goal, facts, bodies)
        for index, target in enumerate(goal.targets):
            _add_target(builder, goal, index, target, history)


def _retired(indicator: Measure, facts: Facts) -> date | None:
    """Since when the table that an indicator is drawn from is known to be stopped; by drawings that said either."""
    table = indicator.draw.table if indicator.draw else None
    told = [one for one in facts.drawings if (one.indicator, one.table) == (indicator.key, table)]
    since: date | None = None
    for one in told:
        if one.active is not None:
            since = None if one.active else since or one.day
    return since


def _add_theme(builder: GraphBuilder, theme: kept.Theme, facts: Facts, bodies: Bodies) -> None:
    ref = builder.add(Theme(theme.key, cross_cutting=theme.cross_cutting, **validity(theme)), theme.name, theme)
    builder.about(builder.decided(theme.decision, theme, "decision", bodies=bodies), ref)
    builder.lead(Kind.VISION, _visions(facts, theme.term), ref)


def _visions(facts: Facts, term: str) -> list[str]:
    """A vision leads to the themes of its own term, and to the goal above them."""
    return [vision.key for vision in facts.visions if vision.term == term]


def _add_goal(builder: GraphBuilder, goal: kept.Goal, facts: Facts, bodies: Bodies) -> None:
    """A goal is in force from its first words to its last; words that came on an unknown day are passed over."""
    wordings = [one for index, one in enumerate(goal.wordings) if index == 0 or one.valid_from is not None]
    said = tuple(Wording(text=one.text.da, valid_from=start_date(one), valid_to=one.valid_to) for one in wordings)
    node = Goal(goal.key, valid_from=start_date(goal), valid_to=wordings[-1].valid_to, wordings=said)
    ref = builder.add(node, goal.short, goal)
    builder.lead(Kind.THEME, goal.themes, ref)
    if goal.overall:
        builder.lead(Kind.VISION, _visions(facts, goal.term), ref)
    for index, wording in enumerate(goal.wordings):
        decision = builder.decided(wording.decision, goal, "wordings", index, "decision", bodies=bodies)
        builder.about(decision, ref, since=start_date(wording))
    if goal.responsible is not None:
        builder.link(LinkKind.ANSWERS_FOR, Ref(Kind.BODY, goal.responsible), ref)
    for committee in goal.committees:
        builder.link(LinkKind.CARRIES, Ref(Kind.BODY, committee), ref)
    for body, since in _judges(goal):
        builder.link(LinkKind.JUDGES, Ref(Kind.BODY, body), ref, since=since)


def _judges(goal: kept.Goal) -> list[tuple[str, date]]:
    """Who has judged the goal's targets, and since when."""
    first: dict[str, date] = {}
    for target in goal.targets:
        for one in target.judgements:
            first[one.body] = min(one.date, first.get(one.body, one.date))
    return list(first.items())


def _add_target(
    builder: GraphBuilder, goal: kept.Goal, index: int, target: kept.Target, history: StatusHistory
) -> None:
    node = Target(
        f"{goal.key}.{target.key}",
        judged=target.kind is TargetKind.JUDGED,
        at_baseline=history.baseline_changes(target),
        readings=history.status_changes(target),
        **validity(target),
    )
    name = target.text or joined_name(goal.short, Text(da=target.key))
    ref = builder.add(node, name, goal, "targets", index)
    builder.link(LinkKind.LEADS_TO, Ref(Kind.GOAL, goal.key), ref)
    if target.indicator is not None:
        builder.link(LinkKind.LEADS_TO, ref, Ref(Kind.INDICATOR, target.indicator))
