"""The chain of every goal as a table, a picture and a list of steps, for pages and commands.

filters = ChainFilters.from_query(request.GET)
table = table_from_graph(graph.on(day), compute_couplings(graph, on=day), names=names, findings=findings)
filter_fields(table, filters)                        shared/filter_form.html with fields=... hidden=...
display_table(table.filter(filters), node_url=...)   shared/chain_table.html with picture=..., shared/chain_legend.html
display_row(row, node_url=...).cells                 shared/goal_chain.html with cells=...: one goal, level by level
render_chain_svg(table, title=title)                 the same as an SVG file of its own
build_date_navigation(graph.change_days(), on=..., ...)     shared/date_navigation.html with dates=...
traverse(graph.on(day), ref, names=names, ...)       shared/traversal.html with traversal=...

`names` holds the name of every node of the graph, in the municipality's order. `node_url` gives the address of a node's
page on the site, or None. The stylesheet is static/shared/chain.css, loaded after charts.css.
"""

from kobling.web.shared.chain.chain_svg import render_chain_svg
from kobling.web.shared.chain.date_navigation import DateNavigation, build_date_navigation
from kobling.web.shared.chain.display import DisplayRow, DisplayTable, NodeUrl, anchor, display_row, display_table
from kobling.web.shared.chain.filter_form import FilterField, FilterOption, filter_fields
from kobling.web.shared.chain.filters import ChainFilters
from kobling.web.shared.chain.from_graph import NodeNames, table_from_graph
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
