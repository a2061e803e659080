"""Add council terms, bodies, units and leaders to the chain graph."""

from kobling.core.chain import Body, LinkKind, NodeKind, Person, Ref, Term, Unit
from kobling.records.base import Text
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import BodyKind, UnitKind
from kobling.rooms.findings.graph.builder import GraphBuilder, validity


def add_organisation(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of terms, bodies, units and leaders."""
    for term in facts.terms:
        node = Term(term.key, valid_from=term.start, valid_to=term.end)
        builder.add_node(node, Text(da=term.key), term)
    for body in facts.bodies:
        builder.add_node(Body(body.key, council=body.kind is BodyKind.COUNCIL, **validity(body)), body.name, body)
    for leader in facts.leaders:
        builder.add_node(Person(leader.key, level=leader.level, **validity(leader)), leader.title, leader)
    for unit in facts.units:
        node_of_unit = Unit(unit.key, directorate=unit.kind is UnitKind.DIRECTORATE, **validity(unit))
        ref = builder.add_node(node_of_unit, unit.name, unit)
        if unit.parent is not None:
            builder.add_link(LinkKind.PART_OF, ref, Ref(NodeKind.UNIT, unit.parent))
        for body_key in unit.serves:
            builder.add_link(LinkKind.SERVES, ref, Ref(NodeKind.BODY, body_key))
