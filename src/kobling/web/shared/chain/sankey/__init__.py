"""Sankey diagrams of money and initiatives from themes through committees to directorates, with the data as a table.

money_flows(view, names=names), initiative_flows(view, names=names)     the data, as `Flows`
render_sankey(flows, name="money", node_url=...)                        shared/sankey.html with sankey=...
"""

from kobling.web.shared.chain.sankey.flows import Flow, Flows, SankeyNode, SankeyStage, initiative_flows, money_flows
from kobling.web.shared.chain.sankey.layout import Ribbon, SankeyBox, SankeyLayout, lay_out
from kobling.web.shared.chain.sankey.render import SankeyDiagram, render_sankey

__all__ = [
    "Flow",
    "Flows",
    "Ribbon",
    "SankeyBox",
    "SankeyDiagram",
    "SankeyLayout",
    "SankeyNode",
    "SankeyStage",
    "initiative_flows",
    "lay_out",
    "money_flows",
    "render_sankey",
]
