"""Add initiatives to the chain graph."""

from kobling.core.chain import Ending, Initiative, LinkKind, NodeKind, Ref
from kobling.records.facts import MunicipalityFacts
from kobling.records.initiatives import Initiative as InitiativeRecord
from kobling.records.initiatives import InitiativeKind
from kobling.rooms.findings.graph.builder import Bodies, GraphBuilder
from kobling.rooms.findings.graph.start_dates import start_date


def add_initiatives(builder: GraphBuilder, facts: MunicipalityFacts) -> None:
    """Add nodes and links of initiatives."""
    bodies: Bodies = {body.key: body.name for body in facts.bodies}
    for initiative in facts.initiatives:
        _add_initiative(builder, initiative, bodies)


def _add_initiative(builder: GraphBuilder, initiative: InitiativeRecord, bodies: Bodies) -> None:
    ending = initiative.ending
    node = Initiative(
        initiative.key,
        experiment=initiative.kind is InitiativeKind.EXPERIMENT,
        start=initiative.start,
        end=initiative.end,
        ending=Ending(ending.date, ending.how) if ending else None,
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
