"""Add budgets, agreements, initiatives and commitments to the chain graph."""

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
    EndingKind,
    Initiative,
    LinkKind,
    NodeKind,
    Ref,
)
from kobling.rooms.agreements import records as agreements
from kobling.rooms.budget import records as budgets
from kobling.rooms.facts.records import MunicipalityFacts
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name, validity
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.initiatives.records import Initiative as InitiativeRecord
from kobling.rooms.initiatives.records import InitiativeKind
from kobling.rooms.records import Text

Tracks = Mapping[str, budgets.Track]


def add_practice(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of budgets, agreements, initiatives and commitments."""
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


def _add_budget(builder: GraphBuilder, budget: budgets.Budget, tracks: Tracks, bodies: Bodies) -> None:
    """Add a budget with its lines and named remainders; those of other years are not part of its total."""
    total = budget.total()
    stated = getattr(total, budget.drawn_amounts) if total else None
    node = Budget(
        budget.key,
        adopted=budget.adoption_date,
        total=stated if stated is not None and stated >= 0 else None,
        valid_from=start_date(budget),
        valid_to=budget.last_day,
    )
    ref = builder.add_node(node, budget.name, budget)
    builder.link_decision(builder.add_decision(budget.decision, budget, "decision", bodies=bodies), ref)
    seen: Counter[str] = Counter()
    for index, line in enumerate(budget.lines):
        parts = (budget.key, line.track, line.committee, line.unit, str(line.year))
        key = ".".join(part for part in parts if part is not None)
        seen[key] += 1
        name = joined_name(
            tracks[line.track].name, *([bodies[line.committee]] if line.committee else []), str(line.year)
        )
        unique_key = key if seen[key] == 1 else f"{key}.{seen[key]}"
        _add_amount(builder, budget, _BudgetAmount(unique_key, name, line, ("lines", index)), tracks)
    for index, remainder in enumerate(budget.remainders):
        if (getattr(remainder, budget.drawn_amounts) or 0) > 0:
            # No line's key has a colon.
            unique_key = f"{budget.key}.remainder:{index + 1}"
            _add_amount(
                builder, budget, _BudgetAmount(unique_key, remainder.name, remainder, ("remainders", index)), tracks
            )


@dataclass(frozen=True)
class _BudgetAmount:
    """A line or a named remainder of a budget, with its key and name, and its path inside the budget."""

    key: str
    name: Text
    record: budgets.BudgetLine | budgets.Remainder
    path: tuple[str | int, ...]


def _add_amount(builder: GraphBuilder, budget: budgets.Budget, amount: _BudgetAmount, tracks: Tracks) -> None:
    """Add one amount with its links. It is in force as long as the budget, or to the end of its own later year.

    A remainder without a year belongs to the budget's year.
    """
    year = amount.record.year if amount.record.year is not None else budget.year
    last_day = budget.valid_to or date(max(year, budget.year), 12, 31)
    node = BudgetLine(
        amount.key,
        kroner=getattr(amount.record, budget.drawn_amounts),
        valid_from=start_date(budget),
        valid_to=last_day,
    )
    ref = builder.add_node(node, amount.name, budget, *amount.path)
    if amount.record.track is not None:
        builder.add_leads_to(NodeKind.GOAL, tracks[amount.record.track].goals, ref)
    if year == budget.year:
        builder.add_link(LinkKind.PART_OF, ref, Ref(NodeKind.BUDGET, budget.key))
    if amount.record.committee is not None:
        builder.add_link(LinkKind.HOLDS, Ref(NodeKind.BODY, amount.record.committee), ref)
    for unit in _units(amount.record, tracks):
        builder.add_link(LinkKind.HOLDS, Ref(NodeKind.UNIT, unit), ref)


def _units(record: budgets.BudgetLine | budgets.Remainder, tracks: Tracks) -> tuple[str, ...]:
    """Return the unit of an amount or, where it names none, the units of its track."""
    if record.unit is not None:
        return (record.unit,)
    return tracks[record.track].units if record.track is not None else ()


def _add_agreement(builder: GraphBuilder, agreement: agreements.Agreement, bodies: Bodies) -> None:
    ref = builder.add_node(
        Agreement(agreement.key, signed=agreement.signed, **validity(agreement)), agreement.name, agreement
    )
    decision = builder.add_decision(agreement.decision, agreement, "decision", bodies=bodies)
    builder.add_leads_to(NodeKind.GOAL, agreement.goals, ref, by=decision)
    for kind, keys in ((NodeKind.UNIT, agreement.units), (NodeKind.BODY, agreement.bodies)):
        for key in keys:
            builder.add_link(LinkKind.PARTY_TO, Ref(kind, key), ref)
    if agreement.budget is not None:
        builder.add_link(LinkKind.SHAPES, ref, Ref(NodeKind.BUDGET, agreement.budget))
    for index, own in enumerate(agreement.own_goals):
        node = AgreementGoal(f"{agreement.key}.{index + 1}", **validity(agreement))
        own_ref = builder.add_node(node, own.text, agreement, "own_goals", index)
        builder.add_link(LinkKind.PART_OF, own_ref, ref)
        builder.add_leads_to(NodeKind.GOAL, own.goals, own_ref, by=decision)


def _add_initiative(builder: GraphBuilder, initiative: InitiativeRecord, bodies: Bodies) -> None:
    ending = initiative.ending
    node = Initiative(
        initiative.key,
        experiment=initiative.kind is InitiativeKind.EXPERIMENT,
        start=initiative.start,
        end=initiative.end,
        ending=Ending(ending.date, EndingKind(ending.how)) if ending else None,
        followed_up=ending.follow_up.date if ending and ending.follow_up else None,
        effect_after_days=initiative.effect_after_days,
        valid_from=start_date(initiative),
    )
    ref = builder.add_node(node, initiative.name, initiative)
    builder.add_leads_to(NodeKind.GOAL, initiative.goals, ref)
    builder.link_decision(builder.add_decision(initiative.decision, initiative, "decision", bodies=bodies), ref)
    if ending:
        builder.link_decision(
            builder.add_decision(ending.decision, initiative, "ending", "decision", bodies=bodies), ref
        )
    if initiative.owner is not None:
        builder.add_link(LinkKind.OWNS, Ref(NodeKind.UNIT, initiative.owner), ref)
    for unit in initiative.contributors:
        builder.add_link(LinkKind.CONTRIBUTES, Ref(NodeKind.UNIT, unit), ref)


def _add_commitment(builder: GraphBuilder, commitment: agreements.Commitment) -> None:
    ref = builder.add_node(
        Commitment(commitment.key, level=commitment.level, **validity(commitment)), commitment.text, commitment
    )
    for kind, key in (
        (NodeKind.THEME, commitment.theme),
        (NodeKind.GOAL, commitment.goal),
        (NodeKind.COMMITMENT, commitment.handed_on_from),
    ):
        if key is not None:
            builder.add_leads_to(kind, [key], ref)
    if commitment.leader is not None:
        builder.add_link(LinkKind.MAKES, Ref(NodeKind.PERSON, commitment.leader), ref)
