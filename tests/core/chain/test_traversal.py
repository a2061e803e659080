from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import (
    Body,
    Commitment,
    Decision,
    Goal,
    Graph,
    Initiative,
    Link,
    LinkKind,
    NodeKind,
    Ref,
    Target,
    Theme,
    Vision,
    decisions_behind,
    traverse_down,
    traverse_up,
)
from tests.core.chain.strategies import faultless_chains
from tests.core.chain.synthetic import DAY
from tests.laws import examples

VISION, THEME, GOAL, TARGET = Vision("vision"), Theme("health"), Goal("smokers"), Target("halved")
WORK, PROMISE, COUNCIL = Initiative("courses"), Commitment("director", level=1), Body("council", council=True)
ADOPTED, BUDGETED = Decision("adopted", date(2018, 12, 19)), Decision("budgeted", date(2019, 10, 9))


def leads(start, end, **facts):
    return Link(LinkKind.LEADS_TO, start.ref, end.ref, **facts)


GRAPH = Graph(
    [VISION, THEME, GOAL, TARGET, WORK, PROMISE, COUNCIL, ADOPTED, BUDGETED],
    [
        leads(VISION, THEME),
        leads(THEME, GOAL),
        leads(THEME, PROMISE),
        leads(GOAL, TARGET),
        leads(GOAL, WORK, decision="budgeted"),
        leads(TARGET, WORK),
        Link(LinkKind.ABOUT, ADOPTED.ref, GOAL.ref),
        Link(LinkKind.TAKES, COUNCIL.ref, ADOPTED.ref),
    ],
)


def test_what_comes_of_a_vision_is_walked_a_branch_at_a_time():
    steps = [(step.depth, step.node.key) for step in traverse_down(GRAPH.on(DAY), VISION.ref)]

    assert steps == [(0, "vision"), (1, "health"), (2, "director"), (2, "smokers"), (3, "courses"), (3, "halved")]


def test_what_stands_behind_a_project_is_walked_up():
    steps = [(step.depth, step.node.key) for step in traverse_up(GRAPH.on(DAY), WORK.ref)]

    assert steps == [(0, "courses"), (1, "smokers"), (2, "health"), (3, "vision"), (1, "halved")]


def test_every_step_but_the_first_shows_the_link_that_led_there():
    first, *others = traverse_down(GRAPH.on(DAY), GOAL.ref)

    assert first.link is None
    assert all(step.link.end == step.node.ref for step in others)


def test_the_decisions_behind_a_project_are_those_on_its_way_latest_first():
    assert decisions_behind(GRAPH.on(DAY), WORK.ref) == (BUDGETED, ADOPTED)
    assert decisions_behind(GRAPH.on(DAY), TARGET.ref) == (ADOPTED,)
    assert decisions_behind(GRAPH.on(date(2018, 12, 31)), WORK.ref) == (ADOPTED,)
    assert decisions_behind(GRAPH.on(DAY), THEME.ref) == ()


def test_nothing_is_walked_from_what_is_not_there():
    assert list(traverse_down(GRAPH.on(DAY), Ref(NodeKind.GOAL, "nowhere"))) == []
    assert list(traverse_up(GRAPH.on(date(2018, 1, 1)), ADOPTED.ref)) == []


def test_a_long_relay_is_walked_to_its_end():
    promises = [Commitment(f"c{number:05}", level=1) for number in range(5000)]
    graph = Graph(promises, [leads(a, b) for a, b in pairwise(promises)])

    assert max(step.depth for step in traverse_down(graph.on(DAY), promises[0].ref)) == 4999


@given(parts=faultless_chains(), data=st.data())
@examples(20)
def test_up_leads_back_to_wherever_down_leads(parts, data):
    view = parts.graph().on(DAY)
    begin = data.draw(st.sampled_from(sorted(view.nodes)))
    reached = [step.node.ref for step in traverse_down(view, begin)]

    assert len(reached) == len(set(reached))
    for ref in reached[:20]:
        assert begin in {step.node.ref for step in traverse_up(view, ref)}
