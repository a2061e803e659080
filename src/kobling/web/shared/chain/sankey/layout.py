"""Lay out a Sankey diagram: boxes in columns and ribbons between them; the same flows give the same layout.

A box is as tall as the amount that flows through it and a ribbon as the amount it carries. Boxes stand apart, and each
has room for a name however small its amount is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kobling.web.shared.chain.sankey.flows import Flows, SankeyNode, SankeyStage, node_order


@dataclass(frozen=True)
class SankeyBox:
    """One node in a column."""

    node: SankeyNode
    amount: int
    top: float
    """In em, as every height."""
    height: float

    @property
    def middle(self) -> float:
        """The middle between top and bottom."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """The amount that flows from a box to one in the next column."""

    start: SankeyNode
    end: SankeyNode
    amount: int
    top_at_start: float
    top_at_end: float
    height: float


@dataclass(frozen=True)
class SankeyLayout:
    """The whole diagram."""

    columns: tuple[tuple[SankeyBox, ...], ...]
    """One for each stage."""
    ribbons: tuple[Ribbon, ...]
    height: float


def lay_out(
    flows: Flows, *, height: float = 26.0, room: Callable[[SankeyNode], float] = lambda _: 2.8, gap: float = 0.8
) -> SankeyLayout:
    """Lay the flows out; without flows the layout is empty.

    height   the sum of the heights of all flows
    room     returns the least height that a node's box takes up, with its name
    gap      between one box's room and the next one's
    """
    scale = height / flows.total if flows.total else 0.0
    columns = tuple(_column(flows, stage, scale, room, gap) for stage in SankeyStage)
    tallest = max((_bottom(column, room) for column in columns), default=0.0)
    columns = tuple(_move_down(column, (tallest - _bottom(column, room)) / 2) for column in columns)
    boxes = {box.node: box for column in columns for box in column}
    left = [(flow.theme, flow.committee, flow.amount) for flow in flows.by_path]
    right = [(flow.committee, flow.directorate, flow.amount) for flow in flows.by_path]
    ribbons = [ribbon for pairs in (left, right) for ribbon in _ribbons(pairs, boxes, columns, scale)]
    return SankeyLayout(columns, tuple(ribbons), tallest)


def _column(
    flows: Flows, stage: SankeyStage, scale: float, room: Callable[[SankeyNode], float], gap: float
) -> tuple[SankeyBox, ...]:
    """The boxes of a column from the top, in the municipality's order, placeholders after the known nodes."""
    amounts: dict[SankeyNode, int] = {}
    for flow in flows.by_path:
        node = {
            SankeyStage.THEME: flow.theme,
            SankeyStage.COMMITTEE: flow.committee,
            SankeyStage.DIRECTORATE: flow.directorate,
        }[stage]
        amounts[node] = amounts.get(node, 0) + flow.amount
    boxes, top = [], 0.0
    for node in sorted(amounts, key=node_order(flows.names)):
        own = amounts[node] * scale
        taken = max(own, room(node))
        boxes.append(SankeyBox(node, amounts[node], top + (taken - own) / 2, own))
        top += taken + gap
    return tuple(boxes)


def _bottom(column: Sequence[SankeyBox], room: Callable[[SankeyNode], float]) -> float:
    """The lower end of the room of a column's last box."""
    return max((box.middle + max(box.height, room(box.node)) / 2 for box in column), default=0.0)


def _move_down(column: Iterable[SankeyBox], distance: float) -> tuple[SankeyBox, ...]:
    return tuple(SankeyBox(box.node, box.amount, box.top + distance, box.height) for box in column)


def _ribbons(
    pairs: Iterable[tuple[SankeyNode, SankeyNode, int]],
    boxes: dict[SankeyNode, SankeyBox],
    columns: Sequence[Sequence[SankeyBox]],
    scale: float,
) -> tuple[Ribbon, ...]:
    """Ribbons leave a box in the order of the boxes they reach, and reach a box in the order of those they leave."""
    sums: dict[tuple[SankeyNode, SankeyNode], int] = {}
    for start, end, amount in pairs:
        sums[start, end] = sums.get((start, end), 0) + amount
    order = {
        box.node: (column_index, index)
        for column_index, column in enumerate(columns)
        for index, box in enumerate(column)
    }
    top_at_start = {node: box.top for node, box in boxes.items()}
    top_at_end = dict(top_at_start)
    ribbons = []
    for start, end in sorted(sums, key=lambda pair: (order[pair[0]], order[pair[1]])):
        amount = sums[start, end]
        ribbons.append(Ribbon(start, end, amount, top_at_start[start], top_at_end[end], amount * scale))
        top_at_start[start] += amount * scale
        top_at_end[end] += amount * scale
    return tuple(ribbons)
