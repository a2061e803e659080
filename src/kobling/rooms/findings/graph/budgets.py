"""Add budgets, their lines and their named remainders to the chain graph."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kobling.core.chain import Budget, BudgetLine, LinkKind, NodeKind, Ref
from kobling.records import budget as budgets
from kobling.records.base import Text
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, joined_name
from kobling.rooms.findings.graph.start_dates import start_date

Tracks = Mapping[str, budgets.Track]


def add_budgets(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of budgets."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    tracks = {track.key: track for track in facts.tracks}
    for budget in facts.budgets:
        _add_budget(builder, budget, tracks, bodies)


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
