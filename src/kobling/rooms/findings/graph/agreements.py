"""Add goal-and-frame agreements and leaders' commitments to the chain graph."""

from kobling.core.chain import Agreement, AgreementGoal, Commitment, LinkKind, NodeKind, Ref
from kobling.records import agreements
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder, validity


def add_agreements(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of agreements."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    for agreement in facts.agreements:
        _add_agreement(builder, agreement, bodies)


def add_commitments(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of commitments."""
    for commitment in facts.commitments:
        _add_commitment(builder, commitment)


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
