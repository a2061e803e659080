"""The chain as pages show it, the same for everybody who may see it.

filters = Filters.asked(request.GET)
table = chain_rows(graph.on(day), couplings(graph, on=day), names=names, findings=found)
choices(table, filters)                 {% include "shared/filters.html" with choices=... kept=... %}
drawn(table.only(filters), link=link)   {% include "shared/chain.html" with picture=... %}, shared/chain_legend.html
drawn_row(row, link=link).cells         {% include "shared/goal_chain.html" with cells=... %}: one goal, level by level
chain_svg(table)                        the same as a file of its own
dates(graph.days(), on=..., until=today, to=address)             {% include "shared/dates.html" with dates=... %}
walk(graph.on(day), ref, names=names, link=link)                 {% include "shared/walk.html" with walk=... %}

`names` is what everything in the graph is called, in the municipality's order:
`{ref: thing.name for ref, thing in chart.origins.items()}`. `link` gives a node's address on the site, or None.
Templates need `{% load %}`ing nothing; their rules are in static/shared/chain.css, after charts.css.
"""

from kobling.web.shared.chain.date_navigation import DateNavigation, build_date_navigation
from kobling.web.shared.chain.display import DisplayRow, DisplayTable, NodeUrl, anchor, display_row, display_table
from kobling.web.shared.chain.filter_form import FilterField, FilterOption, filter_fields
from kobling.web.shared.chain.filters import ChainFilters
from kobling.web.shared.chain.from_graph import NodeNames, table_from_graph
from kobling.web.shared.chain.picture import render_chain_svg
from kobling.web.shared.chain.table import LEVELS, ChainCell, ChainRow, ChainTable, NamedNode, ThemeGroup
from kobling.web.shared.chain.traversal import Traversal, TreeNode, traverse

__all__ = [
    "LEVELS",
    "ChainCell",
    "ChainFilters",
    "ChainRow",
    "ChainTable",
    "DateNavigation",
    "DisplayRow",
    "DisplayTable",
    "FilterField",
    "FilterOption",
    "NamedNode",
    "NodeNames",
    "NodeUrl",
    "ThemeGroup",
    "Traversal",
    "TreeNode",
    "anchor",
    "build_date_navigation",
    "display_row",
    "display_table",
    "filter_fields",
    "render_chain_svg",
    "table_from_graph",
    "traverse",
]
