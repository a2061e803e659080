"""The laws of the layout: what flows in flows out, nothing lies on anything, and the order is the municipality's."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import NodeKind, Ref
from kobling.records.base import Text
from kobling.web.shared.chain.sankey import Flow, Flows, SankeyNode, SankeyStage, lay_out
from kobling.web.shared.chain.sankey.flows import Placeholder, node_order

NEAR = 1e-6
KINDS = {
    SankeyStage.THEME: NodeKind.THEME,
    SankeyStage.COMMITTEE: NodeKind.BODY,
    SankeyStage.DIRECTORATE: NodeKind.UNIT,
}
NAMES = {Ref(kind, f"{number}"): Text(da=f"{number}") for kind in KINDS.values() for number in (4, 0, 3, 1, 2)}
"""Not in alphabetical order."""


def room(node):
    """Names of one line and of three."""
    return 3 if node.ref else 5


def places(stage):
    known = [SankeyNode(stage, Ref(KINDS[stage], f"{number}")) for number in range(5)]
    return st.sampled_from([*known, *(SankeyNode(stage, placeholder=placeholder) for placeholder in Placeholder)])


@st.composite
def flows(draw, *, least=0):
    ways = draw(st.sets(st.tuples(*map(places, SankeyStage)), min_size=least, max_size=25))
    amounts = st.one_of(st.integers(1, 9), st.integers(1, 10**9))
    return Flows(tuple(Flow(*way, draw(amounts)) for way in sorted(ways, key=str)), NAMES)


@given(flows())
def test_every_column_holds_all_that_flows(given_flows):
    laid = lay_out(given_flows)

    for stage, column in zip(SankeyStage, laid.columns, strict=True):
        assert sum(box.amount for box in column) == given_flows.total
        assert {box.node.stage for box in column} <= {stage}
        for box in column:
            through = [
                ribbon.amount
                for ribbon in laid.ribbons
                if ribbon.start == box.node and stage is not SankeyStage.DIRECTORATE
            ]
            into = [ribbon.amount for ribbon in laid.ribbons if ribbon.end == box.node]
            assert sum(through) == (box.amount if stage is not SankeyStage.DIRECTORATE else 0)
            assert sum(into) == (box.amount if stage is not SankeyStage.THEME else 0)


@given(flows())
def test_heights_are_in_proportion_and_nothing_overlaps(given_flows):
    laid = lay_out(given_flows, height=20, room=room, gap=1)

    for column in laid.columns:
        for box in column:
            assert abs(box.height * given_flows.total - 20 * box.amount) < NEAR * given_flows.total
            assert box.top >= -NEAR
            assert box.top + box.height <= laid.height + NEAR
        for above, below in pairwise(column):
            room_above, room_below = (max(box.height, room(box.node)) / 2 for box in (above, below))
            assert below.middle - room_below - (above.middle + room_above) >= 1 - NEAR


@given(flows(least=1))
def test_ribbons_fill_their_boxes_side_by_side(given_flows):
    laid = lay_out(given_flows)
    boxes = {box.node: box for column in laid.columns for box in column}

    for end, top in (("start", "top_at_start"), ("end", "top_at_end")):
        for place, box in boxes.items():
            stacked = sorted((getattr(one, top), one.height) for one in laid.ribbons if getattr(one, end) == place)
            if not stacked:
                continue
            assert abs(stacked[0][0] - box.top) < NEAR
            for (first, height), (second, _) in pairwise(stacked):
                assert abs(first + height - second) < NEAR
            assert abs(sum(stacked[-1]) - box.top - box.height) < NEAR


@given(flows(), st.randoms(use_true_random=False))
def test_the_order_is_the_municipalitys_however_the_flows_come(given_flows, random):
    shuffled = list(given_flows.by_path)
    random.shuffle(shuffled)

    laid = lay_out(given_flows)

    assert lay_out(Flows(tuple(shuffled), NAMES)) == laid
    for column in laid.columns:
        assert [box.node for box in column] == sorted((box.node for box in column), key=node_order(NAMES))


def test_nothing_flows_and_nothing_is_drawn():
    laid = lay_out(Flows((), NAMES))

    assert laid.columns == ((), (), ())
    assert laid.height == 0
