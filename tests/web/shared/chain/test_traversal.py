"""What in practice comes of a sentence, and which decisions stand behind a project: one step each way."""

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.chain import Initiative, NodeKind, Ref, Vision, decisions_behind, traverse_down, traverse_up
from kobling.web.shared.chain import traverse
from tests.core.chain.synthetic import DAY
from tests.web.shared.chain.sample_graphs import address, graph_of, names_of

GRAPH = graph_of(6, without=2)
NAMES = names_of(GRAPH)
VIEW = GRAPH.on(DAY)


def made(ref):
    return traverse(VIEW, ref, names=NAMES, node_url=address)


def everything(met):
    yield met.ref
    for one in met.children:
        yield from everything(one)


@given(ref=st.sampled_from(sorted(VIEW.nodes)))
def test_a_walk_holds_everything_the_chain_leads_to_each_once(ref):
    found = made(ref)

    assert sorted(everything(found.down)) == sorted(step.node.ref for step in traverse_down(VIEW, ref))
    assert sorted(everything(found.up)) == sorted(step.node.ref for step in traverse_up(VIEW, ref))
    assert [one.day for one in found.decisions] == [one.day for one in decisions_behind(VIEW, ref)]
    assert sum(count for _, count in found.counts) == len(list(everything(found.down))) - 1


@given(ref=st.sampled_from(sorted(VIEW.nodes)))
def test_what_comes_of_something_stands_in_the_chains_order(ref):
    def in_order(met):
        kinds = [list(NodeKind).index(one.ref.kind) for one in met.children]
        return kinds == sorted(kinds) and all(map(in_order, met.children))

    assert in_order(made(ref).down)


def test_from_the_vision_to_the_initiatives_and_back_is_one_page_each():
    vision = VIEW.all(Vision)[0].ref
    page = render_to_string("shared/traversal.html", {"traversal": made(vision)})

    for one in VIEW.all(Initiative):
        assert f'href="{address(one.ref)}"' in page
        back = render_to_string("shared/traversal.html", {"traversal": made(one.ref)})
        assert f'href="{address(vision)}"' in back
        for decision in decisions_behind(VIEW, one.ref):
            assert f'href="{address(decision.ref)}"' in back


def test_what_is_not_in_force_has_no_walk():
    assert made(Ref(NodeKind.GOAL, "no-such-goal")) is None
