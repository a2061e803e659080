"""Money and initiatives from themes through committees to directorates: a Sankey and the same numbers as a table.

money(view, names=names)          initiatives(view, names=names)      what flows, as `Flows`
sankey(flows, name="money")       {% include "shared/sankey.html" with sankey=... %}, with the table and what is missing
"""

from kobling.web.shared.chain.sankey.flows import Flow, Flows, SankeyNode, SankeyStage, initiative_flows, money_flows
from kobling.web.shared.chain.sankey.layout import Ribbon, SankeyBox, SankeyLayout, lay_out
from kobling.web.shared.chain.sankey.picture import Sankey, render_sankey

__all__ = [
    "Flow",
    "Flows",
    "Ribbon",
    "Sankey",
    "SankeyBox",
    "SankeyLayout",
    "SankeyNode",
    "SankeyStage",
    "initiative_flows",
    "lay_out",
    "money_flows",
    "render_sankey",
]
