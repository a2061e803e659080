"""Add visions, themes, goals, targets and indicators to the chain graph."""

from collections.abc import Mapping, Sequence
from datetime import date

from kobling.core.chain import (
    FailedFetch,
    Goal,
    Indicator,
    LinkKind,
    MeasuredPeriod,
    NodeKind,
    Ref,
    Target,
    Theme,
    Vision,
    Wording,
)
from kobling.core.status import Kind
from kobling.records import chain
from kobling.records.drawings import Drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator as Measure
from kobling.records.indicators import base_indicators
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name, validity
from kobling.rooms.findings.graph.kept_histories import KeptHistories
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.registers.failures import FailedDrawing, failed_drawings
from kobling.sources.registers import MESSAGES


def add_goals(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of visions, themes, goals, targets and indicators."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    histories = KeptHistories(facts)
    for taken in facts.decisions:
        builder.add_decision(taken, taken, bodies=bodies)
    for vision in facts.visions:
        ref = builder.add_node(Vision(vision.key, **validity(vision)), vision.name, vision)
        builder.link_decision(builder.add_decision(vision.decision, vision, "decision", bodies=bodies), ref)
    for theme in facts.themes:
        _add_theme(builder, theme, facts, bodies)
    indicators = {indicator.key: indicator for indicator in facts.indicators}
    drawings: dict[str, list[Drawing]] = {}
    for drawing in facts.drawings:
        drawings.setdefault(drawing.indicator, []).append(drawing)
    for indicator in facts.indicators:
        of_indicator = histories.of_indicator(indicator.key)
        node = Indicator(
            indicator.key,
            max_age_days=indicator.max_age_days,
            measured=tuple(MeasuredPeriod(period, drawn) for period, drawn in of_indicator.measured),
            table=indicator.draw.table if indicator.draw else None,
            retired=_retired(indicator, drawings.get(indicator.key, ())),
            withdrawn=of_indicator.withdrawn,
            failed=_failed_fetches(indicator, indicators, drawings),
        )
        builder.add_node(node, indicator.name, indicator)
    for goal in facts.goals:
        _add_goal(builder, goal, facts, bodies)
        for index, target in enumerate(goal.targets):
            _add_target(builder, goal, index, target, histories)


def _failed_fetches(
    indicator: Measure, indicators: Mapping[str, Measure], drawings: Mapping[str, Sequence[Drawing]]
) -> tuple[FailedFetch, ...]:
    """Return the failed fetches of an indicator, or of those it is derived from, with their errors.

    indicators   by key
    drawings     by the key of their indicator
    """
    if indicator.derived is not None:
        bases = base_indicators(indicator.derived).values()
        return tuple(failed for key in bases for failed in _failed_fetches(indicators[key], indicators, drawings))
    return tuple(_failed_fetch(failed) for failed in failed_drawings(drawings.get(indicator.key, ())))


def _failed_fetch(failed: FailedDrawing) -> FailedFetch:
    refusal = failed.drawing.refusal
    error = MESSAGES.get(refusal.code, "") if refusal else ""
    return FailedFetch(
        day=failed.drawing.day,
        error=error,
        facts=tuple(sorted(refusal.facts.items())) if refusal and error else (),
        until=failed.until,
    )


def _retired(indicator: Measure, drawings: Sequence[Drawing]) -> date | None:
    """Return the day from which the indicator's register table is known to be discontinued; None while it is active.

    drawings   the indicator's
    """
    table = indicator.draw.table if indicator.draw else None
    since: date | None = None
    for drawing in drawings:
        if drawing.table == table and drawing.active is not None:
            since = None if drawing.active else since or drawing.day
    return since


def _add_theme(builder: GraphBuilder, theme: chain.Theme, facts: MunicipalityFacts, bodies: Bodies) -> None:
    ref = builder.add_node(Theme(theme.key, cross_cutting=theme.cross_cutting, **validity(theme)), theme.name, theme)
    for field in ("decision", "ended_by"):
        builder.link_decision(builder.add_decision(getattr(theme, field), theme, field, bodies=bodies), ref)
    builder.add_leads_to(NodeKind.VISION, _visions(facts, theme.term), ref)


def _visions(facts: MunicipalityFacts, term: str) -> list[str]:
    """Return the keys of the visions of a term; they lead to its themes and its overall goal."""
    return [vision.key for vision in facts.visions if vision.term == term]


def _add_goal(builder: GraphBuilder, goal: chain.Goal, facts: MunicipalityFacts, bodies: Bodies) -> None:
    """Add a goal, in force from its first wording to its last; later wordings of an unknown day are skipped."""
    dated = [wording for index, wording in enumerate(goal.wordings) if index == 0 or wording.valid_from is not None]
    wordings = tuple(
        Wording(text=wording.text.da, valid_from=start_date(wording), valid_to=wording.valid_to) for wording in dated
    )
    first = goal.wordings[0]
    node = Goal(
        goal.key,
        valid_from=start_date(goal),
        valid_to=dated[-1].valid_to,
        wordings=wordings,
        adopted=first.decision.date if first.decision else first.valid_from,
        set_by=_set_by(builder, goal, facts, bodies),
    )
    ref = builder.add_node(node, goal.short, goal)
    builder.add_leads_to(NodeKind.THEME, goal.themes, ref)
    if goal.overall:
        builder.add_leads_to(NodeKind.VISION, _visions(facts, goal.term), ref)
    for index, wording in enumerate(goal.wordings):
        decision = builder.add_decision(wording.decision, goal, "wordings", index, "decision", bodies=bodies)
        builder.link_decision(decision, ref, since=start_date(wording))
    for index, target in enumerate(goal.targets):
        decision = builder.add_decision(target.decision, goal, "targets", index, "decision", bodies=bodies)
        builder.link_decision(decision, ref, since=target.valid_from)
    builder.link_decision(builder.add_decision(goal.ended_by, goal, "ended_by", bodies=bodies), ref)
    if goal.responsible is not None:
        builder.add_link(LinkKind.ANSWERS_FOR, Ref(NodeKind.BODY, goal.responsible), ref)
    if goal.responsible_leader is not None:
        builder.add_link(LinkKind.ANSWERS_FOR, Ref(NodeKind.PERSON, goal.responsible_leader), ref)
    if goal.judging_leader is not None:
        builder.add_link(LinkKind.JUDGES, Ref(NodeKind.PERSON, goal.judging_leader), ref)
    if goal.judge is not None:
        builder.add_link(LinkKind.JUDGES, Ref(NodeKind.BODY, goal.judge), ref)
    for committee in goal.committees:
        builder.add_link(LinkKind.CARRIES, Ref(NodeKind.BODY, committee), ref)
    for body, since in _judges(goal):
        builder.add_link(LinkKind.JUDGES, Ref(NodeKind.BODY, body), ref, since=since)


def _set_by(builder: GraphBuilder, goal: chain.Goal, facts: MunicipalityFacts, bodies: Bodies) -> frozenset[str]:
    """Return the keys of the decisions that set the goal's words and targets, or ended it.

    A decision in its own words that is about the goal, and sets a target as well, follows up on the goal too.
    """
    of_words = [
        builder.add_decision(wording.decision, goal, "wordings", index, "decision", bodies=bodies)
        for index, wording in enumerate(goal.wordings)
    ]
    of_targets = {
        builder.add_decision(target.decision, goal, "targets", index, "decision", bodies=bodies)
        for index, target in enumerate(goal.targets)
    }
    in_own_words = {taken.key for taken in facts.decisions if goal.key in taken.goals}
    of_end = builder.add_decision(goal.ended_by, goal, "ended_by", bodies=bodies)
    return frozenset(key for key in (*of_words, *(of_targets - in_own_words), of_end) if key is not None)


def _judges(goal: chain.Goal) -> list[tuple[str, date]]:
    """Return the bodies that have judged the goal's targets, each with the first day of a judgement of one in force."""
    first: dict[str, date] = {}
    for target in goal.targets:
        for judgement in target.judgements:
            since = max(judgement.date, target.valid_from or judgement.date)
            first[judgement.body] = min(since, first.get(judgement.body, since))
    return list(first.items())


def _add_target(
    builder: GraphBuilder, goal: chain.Goal, index: int, target: chain.Target, histories: KeptHistories
) -> None:
    of_target = histories.of_target(target)
    node = Target(
        f"{goal.key}.{target.key}",
        judged=target.kind is Kind.JUDGED,
        at_baseline=of_target.at_baseline,
        readings=of_target.readings,
        **validity(target),
    )
    name = target.text or (goal.short if len(goal.targets) == 1 else joined_name(goal.short, str(index + 1)))
    ref = builder.add_node(node, name, goal, "targets", index)
    builder.add_link(LinkKind.LEADS_TO, Ref(NodeKind.GOAL, goal.key), ref)
    if target.indicator is not None:
        builder.add_link(LinkKind.LEADS_TO, ref, Ref(NodeKind.INDICATOR, target.indicator))
