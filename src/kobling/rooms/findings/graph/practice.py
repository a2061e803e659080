"""Money, agreements, initiatives and commitments."""

from collections import Counter
from datetime import date

from kobling.core.chain import (
    Agreement,
    AgreementGoal,
    Budget,
    BudgetLine,
    Commitment,
    Ending,
    How,
    Initiative,
    Kind,
    LinkKind,
    Ref,
)
from kobling.rooms.agreements import records as bound
from kobling.rooms.budget import records as money
from kobling.rooms.exchange.records import Facts
from kobling.rooms.findings.graph.building import Bodies, Builder, days, days_from, together
from kobling.rooms.initiatives.records import Initiative as InitiativeRecord
from kobling.rooms.initiatives.records import InitiativeKind


def add_practice(builder: Builder, facts: Facts) -> None:
    """Add what is paid for, agreed on, done and promised."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    tracks = {track.key: track for track in facts.tracks}
    for budget in facts.budgets:
        _add_budget(builder, budget, tracks, bodies)
    for agreement in facts.agreements:
        _add_agreement(builder, agreement, bodies)
    for initiative in facts.initiatives:
        _add_initiative(builder, initiative, bodies)
    for commitment in facts.commitments:
        _add_commitment(builder, commitment)


def _add_budget(builder: Builder, budget: money.Budget, tracks: dict[str, money.Track], bodies: Bodies) -> None:
    """Add a budget and its lines; those of other years are money for their goals, and no part of its total."""
    total, amount = budget.total(), _amount(budget)
    adopted = budget.adopted or (budget.decision.date if budget.decision else None)
    stated = getattr(total, amount) if total else None
    node = Budget(
        budget.key,
        adopted=adopted,
        total=stated if stated is not None and stated >= 0 else None,
        **days(budget),
    )
    ref = builder.add(node, budget.name, budget)
    builder.about(builder.decided(budget.decision, budget, "decision", bodies=bodies), ref)
    seen: Counter[str] = Counter()
    for index, line in enumerate(budget.lines):
        parts = (budget.key, line.track, line.committee, line.unit, str(line.year))
        key = ".".join(part for part in parts if part is not None)
        seen[key] += 1
        name = together(tracks[line.track].name, *([bodies[line.committee]] if line.committee else []), str(line.year))
        own = BudgetLine(
            key if seen[key] == 1 else f"{key}.{seen[key]}", kroner=getattr(line, amount), **days_from(budget, adopted)
        )
        own_ref = builder.add(own, name, budget, "lines", index)
        builder.lead(Kind.GOAL, tracks[line.track].goals, own_ref)
        if line.year == budget.year:
            builder.link(LinkKind.PART_OF, own_ref, ref)
        if line.committee is not None:
            builder.link(LinkKind.HOLDS, Ref(Kind.BODY, line.committee), own_ref)


def _amount(budget: money.Budget) -> str:
    """Which amounts a budget is read by: what was agreed or, where nothing says that, what is expected."""
    agreed = [*(one.agreed for one in budget.lines), *(one.agreed for one in budget.sums)]
    return "agreed" if any(one is not None for one in agreed) else "expected_mid"


def _add_agreement(builder: Builder, agreement: bound.Agreement, bodies: Bodies) -> None:
    ref = builder.add(Agreement(agreement.key, signed=agreement.signed, **days(agreement)), agreement.name, agreement)
    decision = builder.decided(agreement.decision, agreement, "decision", bodies=bodies)
    builder.lead(Kind.GOAL, agreement.goals, ref, by=decision)
    for kind, keys in ((Kind.UNIT, agreement.units), (Kind.BODY, agreement.bodies)):
        for key in keys:
            builder.link(LinkKind.PARTY_TO, Ref(kind, key), ref)
    if agreement.budget is not None:
        builder.link(LinkKind.SHAPES, ref, Ref(Kind.BUDGET, agreement.budget))
    for index, own in enumerate(agreement.own_goals):
        node = AgreementGoal(f"{agreement.key}.{index + 1}", **days(agreement))
        own_ref = builder.add(node, own.text, agreement, "own_goals", index)
        builder.link(LinkKind.PART_OF, own_ref, ref)
        builder.lead(Kind.GOAL, own.goals, own_ref, by=decision)


def _add_initiative(builder: Builder, one: InitiativeRecord, bodies: Bodies) -> None:
    """An initiative is there from the day it was decided or, where that was later or is not known, it began."""
    ending = one.ending
    node = Initiative(
        one.key,
        experiment=one.kind is InitiativeKind.EXPERIMENT,
        start=one.start,
        end=one.end,
        ending=Ending(ending.date, How(ending.how)) if ending else None,
        followed_up=ending.follow_up.date if ending and ending.follow_up else None,
        effect_after_days=one.effect_after_days,
        valid_from=_known_from(one),
    )
    ref = builder.add(node, one.name, one)
    builder.lead(Kind.GOAL, one.goals, ref)
    builder.about(builder.decided(one.decision, one, "decision", bodies=bodies), ref)
    if ending:
        builder.about(builder.decided(ending.decision, one, "ending", "decision", bodies=bodies), ref)
    if one.owner is not None:
        builder.link(LinkKind.OWNS, Ref(Kind.UNIT, one.owner), ref)
    for unit in one.contributors:
        builder.link(LinkKind.CONTRIBUTES, Ref(Kind.UNIT, unit), ref)


def _known_from(one: InitiativeRecord) -> date | None:
    return min((day for day in (one.start, one.decision.date if one.decision else None) if day), default=None)


def _add_commitment(builder: Builder, one: bound.Commitment) -> None:
    ref = builder.add(Commitment(one.key, level=one.level, **days(one)), one.text, one)
    for kind, key in ((Kind.THEME, one.theme), (Kind.GOAL, one.goal), (Kind.COMMITMENT, one.handed_on_from)):
        if key is not None:
            builder.lead(kind, [key], ref)
    if one.leader is not None:
        builder.link(LinkKind.MAKES, Ref(Kind.PERSON, one.leader), ref)
