"""Where the boxes and ribbons of a Sankey lie: small, and the same for the same flows.

A box is as tall as what flows through it and a ribbon as what it carries; a box stands apart from the next one, and has
room for a name however little flows through it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kobling.web.shared.chain.sankey.flows import Flows, SankeyNode, SankeyStage, order_of


@dataclass(frozen=True)
class SankeyBox:
    """One place in a column."""

    place: SankeyNode
    amount: int
    top: float
    """in em, as every height"""
    height: float

    @property
    def middle(self) -> float:
        """Halfway down."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """What goes from a box to one in the next column."""

    start: SankeyNode
    end: SankeyNode
    amount: int
    top_at_start: float
    top_at_end: float
    height: float


@dataclass(frozen=True)
class SankeyLayout:
    """The whole picture."""

    columns: tuple[tuple[SankeyBox, ...], ...]
    """one for each stage"""
    ribbons: tuple[Ribbon, ...]
    height: float


def lay_out(flows: Flows, *, height: float = 26.0, room: float = 2.8, gap: float = 0.8) -> SankeyLayout:
    """Lay the flows out; nothing flows, nothing is drawn.

    height   of everything that flows, laid on top of one another
    room     the least height that a box takes up, with its name
    gap      between one box's room and the next one's
    """
    scale = height / flows.total if flows.total else 0.0
    columns = tuple(_column(flows, stage, scale, room, gap) for stage in SankeyStage)
    tallest = max((_bottom(column, room) for column in columns), default=0.0)
    columns = tuple(_down_by(column, (tallest - _bottom(column, room)) / 2) for column in columns)
    boxes = {box.place: box for column in columns for box in column}
    left = [(flow.theme, flow.committee, flow.amount) for flow in flows.flows]
    right = [(flow.committee, flow.directorate, flow.amount) for flow in flows.flows]
    ribbons = [ribbon for pairs in (left, right) for ribbon in _ribbons(pairs, boxes, columns, scale)]
    return SankeyLayout(columns, tuple(ribbons), tallest)


def _column(flows: Flows, stage: SankeyStage, scale: float, room: float, gap: float) -> tuple[SankeyBox, ...]:
    """The boxes of a column from the top, in the municipality's order, blanks after the known places."""
    amounts: dict[SankeyNode, int] = {}
    for flow in flows.flows:
        place = {
            SankeyStage.THEME: flow.theme,
            SankeyStage.COMMITTEE: flow.committee,
            SankeyStage.DIRECTORATE: flow.directorate,
        }[stage]
        amounts[place] = amounts.get(place, 0) + flow.amount
    boxes, top = [], 0.0
    for place in sorted(amounts, key=order_of(flows.names)):
        own = amounts[place] * scale
        taken = max(own, room)
        boxes.append(SankeyBox(place, amounts[place], top + (taken - own) / 2, own))
        top += taken + gap
    return tuple(boxes)


def _bottom(column: Sequence[SankeyBox], room: float) -> float:
    """How far down a column's last room reaches."""
    return max((box.middle + max(box.height, room) / 2 for box in column), default=0.0)


def _down_by(column: Iterable[SankeyBox], more: float) -> tuple[SankeyBox, ...]:
    return tuple(SankeyBox(box.place, box.amount, box.top + more, box.height) for box in column)


def _ribbons(
    pairs: Iterable[tuple[SankeyNode, SankeyNode, int]],
    boxes: dict[SankeyNode, SankeyBox],
    columns: Sequence[Sequence[SankeyBox]],
    scale: float,
) -> tuple[Ribbon, ...]:
    """Ribbons leave a box in the order of where they go, and reach one in the order of where they are from."""
    sums: dict[tuple[SankeyNode, SankeyNode], int] = {}
    for start, end, amount in pairs:
        sums[start, end] = sums.get((start, end), 0) + amount
    order = {box.place: (column, place) for column, found in enumerate(columns) for place, box in enumerate(found)}
    leaving = {place: box.top for place, box in boxes.items()}
    reaching = dict(leaving)
    ribbons = []
    for start, end in sorted(sums, key=lambda pair: (order[pair[0]], order[pair[1]])):
        amount = sums[start, end]
        ribbons.append(Ribbon(start, end, amount, leaving[start], reaching[end], amount * scale))
        leaving[start] += amount * scale
        reaching[end] += amount * scale
    return tuple(ribbons)
