"""Money, agreements, initiatives and commitments."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
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
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name, validity
from kobling.rooms.findings.graph.start_dates import adoption_date, start_date
from kobling.rooms.folder.records import Facts
from kobling.rooms.initiatives.records import Initiative as InitiativeRecord
from kobling.rooms.initiatives.records import InitiativeKind
from kobling.rooms.records import Text

Tracks = Mapping[str, money.Track]


def add_practice(builder: GraphBuilder, facts: Facts) -> None:
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


def _add_budget(builder: GraphBuilder, budget: money.Budget, tracks: Tracks, bodies: Bodies) -> None:
    """Add a budget with its lines and named remainders; those of other years are no part of its total."""
    total = budget.total()
    stated = getattr(total, _amount(budget)) if total else None
    node = Budget(
        budget.key,
        adopted=adoption_date(budget),
        total=stated if stated is not None and stated >= 0 else None,
        valid_from=start_date(budget),
        valid_to=budget.last_day,
    )
    ref = builder.add(node, budget.name, budget)
    builder.about(builder.decided(budget.decision, budget, "decision", bodies=bodies), ref)
    seen: Counter[str] = Counter()
    for index, line in enumerate(budget.lines):
        parts = (budget.key, line.track, line.committee, line.unit, str(line.year))
        key = ".".join(part for part in parts if part is not None)
        seen[key] += 1
        name = joined_name(
            tracks[line.track].name, *([bodies[line.committee]] if line.committee else []), str(line.year)
        )
        own = key if seen[key] == 1 else f"{key}.{seen[key]}"
        _add_money(builder, budget, _Money(own, name, line, ("lines", index)), tracks)
    for index, rest in enumerate(budget.remainders):
        if (getattr(rest, _amount(budget)) or 0) > 0:
            # No line's key has a colon.
            own = f"{budget.key}.remainder:{index + 1}"
            _add_money(builder, budget, _Money(own, rest.name, rest, ("remainders", index)), tracks)


@dataclass(frozen=True)
class _Money:
    """A line or a named remainder of a budget: its key, its name, what it says, and where in the budget it stands."""

    key: str
    name: Text
    said: money.BudgetLine | money.Remainder
    path: tuple[str | int, ...]


def _add_money(builder: GraphBuilder, budget: money.Budget, one: _Money, tracks: Tracks) -> None:
    """Add one amount, and what it is for: in its own year where that is a later one, as long as the budget holds.

    A remainder that names no year is of the budget's own.
    """
    year = one.said.year if one.said.year is not None else budget.year
    ends = budget.valid_to or date(max(year, budget.year), 12, 31)
    node = BudgetLine(
        one.key,
        kroner=getattr(one.said, _amount(budget)),
        valid_from=start_date(budget),
        valid_to=ends,
    )
    ref = builder.add(node, one.name, budget, *one.path)
    if one.said.track is not None:
        builder.lead(Kind.GOAL, tracks[one.said.track].goals, ref)
    if year == budget.year:
        builder.link(LinkKind.PART_OF, ref, Ref(Kind.BUDGET, budget.key))
    if one.said.committee is not None:
        builder.link(LinkKind.HOLDS, Ref(Kind.BODY, one.said.committee), ref)
    for unit in _units(one.said, tracks):
        builder.link(LinkKind.HOLDS, Ref(Kind.UNIT, unit), ref)


def _units(said: money.BudgetLine | money.Remainder, tracks: Tracks) -> tuple[str, ...]:
    """The unit an amount is spent by or, where it names none, those that its track is anchored in."""
    if said.unit is not None:
        return (said.unit,)
    return tracks[said.track].units if said.track is not None else ()


def _amount(budget: money.Budget) -> str:
    """Which amounts a budget is read by: what was agreed or, where nothing says that, what is expected."""
    agreed = [*(one.agreed for one in budget.lines), *(one.agreed for one in budget.sums)]
    return "agreed" if any(one is not None for one in agreed) else "expected_mid"


def _add_agreement(builder: GraphBuilder, agreement: bound.Agreement, bodies: Bodies) -> None:
    ref = builder.add(
        Agreement(agreement.key, signed=agreement.signed, **validity(agreement)), agreement.name, agreement
    )
    decision = builder.decided(agreement.decision, agreement, "decision", bodies=bodies)
    builder.lead(Kind.GOAL, agreement.goals, ref, by=decision)
    for kind, keys in ((Kind.UNIT, agreement.units), (Kind.BODY, agreement.bodies)):
        for key in keys:
            builder.link(LinkKind.PARTY_TO, Ref(kind, key), ref)
    if agreement.budget is not None:
        builder.link(LinkKind.SHAPES, ref, Ref(Kind.BUDGET, agreement.budget))
    for index, own in enumerate(agreement.own_goals):
        node = AgreementGoal(f"{agreement.key}.{index + 1}", **validity(agreement))
        own_ref = builder.add(node, own.text, agreement, "own_goals", index)
        builder.link(LinkKind.PART_OF, own_ref, ref)
        builder.lead(Kind.GOAL, own.goals, own_ref, by=decision)


def _add_initiative(builder: GraphBuilder, one: InitiativeRecord, bodies: Bodies) -> None:
    ending = one.ending
    node = Initiative(
        one.key,
        experiment=one.kind is InitiativeKind.EXPERIMENT,
        start=one.start,
        end=one.end,
        ending=Ending(ending.date, How(ending.how)) if ending else None,
        followed_up=ending.follow_up.date if ending and ending.follow_up else None,
        effect_after_days=one.effect_after_days,
        valid_from=start_date(one),
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


def _add_commitment(builder: GraphBuilder, one: bound.Commitment) -> None:
    ref = builder.add(Commitment(one.key, level=one.level, **validity(one)), one.text, one)
    for kind, key in ((Kind.THEME, one.theme), (Kind.GOAL, one.goal), (Kind.COMMITMENT, one.handed_on_from)):
        if key is not None:
            builder.lead(kind, [key], ref)
    if one.leader is not None:
        builder.link(LinkKind.MAKES, Ref(Kind.PERSON, one.leader), ref)
